"""Changes and doses from the command line, added to the text of an experiment file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import final

from osteon.cli._guard import UsageError
from osteon.errors import ExperimentError, Fault


@final
@dataclass(frozen=True)
class Amendment:
    """What is done from a day on. option: as it was typed; table: "change" or "dose"; keys: of its table."""

    option: str
    table: str
    keys: Mapping[str, str | float]

    def lines(self, arm: str) -> list[str]:
        """The table in an experiment file, for one arm."""
        head = f"[[arm.{_quoted(arm)}.{self.table}]]"
        return [head, *(f"{key} = {_value(value)}" for key, value in self.keys.items())]


def amendments(day: float, sets: Sequence[str], doses: Sequence[str]) -> list[Amendment]:
    """What the options `--set PATH=VALUE` and `--dose ENTITY=AMOUNT` ask for. UsageError if it is unclear."""
    found, faults = [], []
    for option, form, texts in (("--set", "PATH=VALUE", sets), ("--dose", "ENTITY=AMOUNT", doses)):
        for text in texts:
            name, _, value = (part.strip() for part in text.partition("="))
            if not (name and value):
                faults.append(Fault(option, f"'{text}'", form, f"for instance {_example(option)}"))
            elif option == "--set":
                keys = {"target": name, "op": "set", "value": _amount(value), "from": day}
                found.append(Amendment(f"{option} {text}", "change", keys))
            else:
                keys = {"entity": name, "amount": _amount(value), "day": day}
                found.append(Amendment(f"{option} {text}", "dose", keys))
    if not (found or faults):
        faults.append(
            Fault("--set", "nothing to change", "a change or a dose", f"for instance {_example('--set')}")
        )
    if faults:
        raise UsageError(faults)
    return found


def amended(text: str, arms: Sequence[str], wanted: Sequence[Amendment]) -> tuple[str, dict[int, str]]:
    """The text with the tables of all amendments, and the option that stands behind each new line."""
    lines, options = [*text.rstrip("\n").split("\n"), ""], {}
    for arm in arms:
        for each in wanted:
            new = ["", *each.lines(arm)]
            options.update(dict.fromkeys(range(len(lines) + 1, len(lines) + len(new) + 1), each.option))
            lines += new
    return "\n".join(lines) + "\n", options


def as_options(error: ExperimentError, options: Mapping[int, str]) -> UsageError:
    """The faults of an amended file as those of the options that amended it."""
    faults = []
    for fault in error.faults:
        line = fault.where.rpartition(":")[2]
        option = options.get(int(line)) if line.isdigit() else None
        faults.append(replace(fault, where=option or fault.where))
    return UsageError(dict.fromkeys(faults))


def _amount(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _value(value: str | float) -> str:
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    # JSON's quoting is TOML's, as long as no sign is written in two halves.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _example(option: str) -> str:
    return '--set "m1_to_m2.k=0.2 1/day"' if option == "--set" else '--dose "TNF=5 ng/mL"'
