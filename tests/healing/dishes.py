"""Arms of the tests of the immune network: dishes, in which there is what is put in, and fractures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tests.healing.arms import Arms, run

Change = tuple[str, str, str]
"""A target, an operation, and a value with its unit as an experiment file has it."""

EMPTY: tuple[Change, ...] = (
    ("debris.initial", "set", '"0 cell/mm^3"'),
    ("monocyte.initial", "set", '"0 cell/mm^3"'),
    ("vessel.initial", "set", '"0 mm/mm^3"'),
    ("TGFb.initial", "set", '"0 ng/mL"'),
    ("oxygen.initial", "set", '"150 mmHg"'),
    ("host_oxygen", "set", '"150 mmHg"'),
    ("interfragmentary_strain", "set", "0.0"),
    ("host_progenitors", "set", '"0 cell/mm^3"'),
    ("host_fibroblasts", "set", '"0 cell/mm^3"'),
    ("lymphocyte_influx", "set", '"0 cell/mm^3/day"'),
    ("BMP2_from_clot.k", "set", '"0 ng/mL/day"'),
)
"""A dish in air: no host, no dead tissue, no vessels, and no cells but those that are put in."""


def arm(
    name: str, doses: Sequence[tuple[str, str]] = (), changes: Sequence[Change] = (), more: str = ""
) -> str:
    """An arm in TOML. doses: entity and amount on day 0, or entity, amount and what follows."""
    lines = [f"[arm.{name}]", more]
    for entity, amount in doses:
        when = "" if amount.count(",") == 0 else amount.split(",", 1)[1]
        lines += [f"[[arm.{name}.dose]]", f'entity = "{entity}"', f'amount = "{amount.split(",", 1)[0]}"']
        lines += [f"day = 0\n{when}"]
    for target, op, value in changes:
        lines += [f"[[arm.{name}.change]]", f'target = "{target}"', f'op = "{op}"', *_valued(op, value)]
    return "\n".join(lines) + "\n"


def dish(name: str, doses: Sequence[tuple[str, str]], changes: Sequence[Change] = (), more: str = "") -> str:
    """The arm of a dish."""
    return arm(name, doses, [*EMPTY, *changes], more)


@cache
def dishes(arms: str, days: float = 3.0) -> Arms:
    """Dishes for a few days."""
    return run(arms, days=days, every=0.25)


def _valued(op: str, value: str) -> list[str]:
    if not value.startswith('"'):
        return [f"value = {value}"] if op == "scale" else [f"value = {value}", 'unit = "1"']
    number, unit = value.strip('"').split(" ", 1)
    return [f"value = {number}", f'unit = "{unit}"']
