"""Replays the clinical studies of the catalogue; nothing is fitted.

python validation/trials.py            # the tables
python validation/trials.py --write    # those tables into docs/trials.md
python validation/trials.py --patients 16    # with so many patients in each arm
"""

import argparse
from collections.abc import Iterator
from typing import Any, TypeAlias

from pages import markdown, write

from osteon.claims import run_trials, trials_plain
from osteon.knowledge import load_library

HEADINGS = (
    *("trial", "endpoint", "stated", "twins say", "difference in twins (95 %)"),
    *("groups", "as a trial (95 %)", "claims"),
)
Row: TypeAlias = tuple[str, ...]

SIGNS = {"as stated": "✓ as stated", "opposite": "✗ opposite", "no difference": "○ no difference"}


def main() -> None:
    """Run everything, print it, and write it into the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--patients", type=int, default=None)
    asked = parser.parse_args()
    library = load_library()
    trials = library.evidence.trials.values()
    found = trials_plain(run_trials(library, trials, patients=asked.patients), library)
    text = page(found)
    print(text)
    if asked.write:
        write("trials.md", "trials", text)


def page(found: dict[str, Any]) -> str:
    """How many patients there are, and the endpoints, what could not be read, and the pools as tables."""
    sizes = [arm["patients"] for trial in found["trials"] for arm in trial["arms"]]
    span = " to ".join(dict.fromkeys((f"{min(sizes)}", f"{max(sizes)}")))
    many = f"{span} patients in each arm; the twins are those of all arms together."
    return "\n\n".join([many, *(markdown(rows(found)) for rows in (endpoints, missing, pools))])


def endpoints(found: dict[str, Any]) -> Iterator[Row]:
    """What each trial stated, and what came of it."""
    yield HEADINGS
    for trial in found["trials"]:
        for each in trial["endpoints"]:
            yield _row(trial, each)


def missing(found: dict[str, Any]) -> Iterator[Row]:
    """What could not be read."""
    yield ("not yet", "what is missing")
    for trial in found["trials"]:
        for lack in trial["missing"]:
            yield f"`{trial['trial']}`", lack
        for name, lack in trial["not_read"].items():
            yield f"`{trial['trial']}`, {name}", lack


def pools(found: dict[str, Any]) -> Iterator[Row]:
    """Trials put together."""
    yield ("pool", "trials", "stated", "found", "effect (95 %)", "I², %", "claims")
    for pool in found["pools"]:
        number = sum(row["counts"] for row in pool["trials"])
        between = "" if number < 2 else f"{100 * pool['i2']:.0f}"
        way = SIGNS.get(pool["direction"], pool["direction"])
        effect = f"{pool['name']} {_interval(pool)}"
        yield pool["title"], str(number), pool["stated"], way, effect, between, ", ".join(pool["claims"])


def _row(trial: dict[str, Any], each: dict[str, Any]) -> Row:
    twins, estimate = each["twins"], each["trial"]
    difference = _interval({**twins, "value": twins["mean"]}, twins["unit"]) if twins else ""
    groups = ", ".join(f"{group['arm']} {_amount(group)}" for group in each["groups"])
    told = f"{estimate['name']} {_interval(estimate, estimate['unit'])}" if estimate else ""
    found = SIGNS.get(each["direction"], each["direction"])
    return (
        *(f"`{trial['trial']}`", each["endpoint"], each["stated"], found),
        *(difference, groups, told, ", ".join(each["claims"])),
    )


def _amount(group: dict[str, Any]) -> str:
    text = f"{group['value']:.3g}"
    return text if group["unit"] == "1" else f"{text} {group['unit']}"


def _interval(said: dict[str, Any], unit: str = "") -> str:
    if said["value"] is None:
        return "none"
    text = f"{said['value']:.3g} ({said['low']:.3g} to {said['high']:.3g})"
    return f"{text} {unit}".strip() if unit != "1" else text


if __name__ == "__main__":
    main()
