"""Of arms that hold together what other arms hold one by one: additive, synergistic or antagonistic."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from osteon.cohort import (
    Combination,
    Interaction,
    Result,
    combinations,
    gain_courses,
    interaction,
    main_outcome,
)
from osteon.report._combination_words import says, untold_says
from osteon.report._sheet import Sheet
from osteon.scenario import Arm

UNION = "union"
"""Read of every combination, where the model has it."""


def combination_record(sheet: Sheet) -> dict[str, Any] | None:
    """What the section on combinations shows, as plain values; None where no arm combines anything.

    found: each combination with its interactions, the main outcome first. untold: arms with two products or
    more whose parts no other arms hold one by one.
    """
    result = sheet.result
    arms = _arms(result)
    outcome = main_outcome(result, sheet.outcomes)
    if outcome is None:
        return None
    found = [
        _found(sheet, each, rows, outcome)
        for each in combinations(arms)
        if (rows := _rows(sheet, each, outcome))
    ]
    untold = _untold(arms, {row["arm"] for row in found})
    if not found and not untold:
        return None
    return {
        "outcome": outcome,
        "name": sheet.outcomes[outcome].name,
        "unit": sheet.outcomes[outcome].unit,
        "day": float(sheet.days[-1]),
        "found": found,
        "untold": untold,
        "untold_says": untold_says([row["arm"] for row in untold]),
    }


def _arms(result: Result) -> list[Arm]:
    """All arms but those that were only run to see what is left without some source."""
    twins = set(result.without.twins.values()) if result.without else set()
    return [arm for arm in result.experiment.arms if arm.name not in twins]


def _rows(sheet: Sheet, combination: Combination, main: str) -> list[Interaction]:
    """Each curve that the experiment asks for, the main one first, on the last day and over the time."""
    asked = (each for each in (*sheet.result.experiment.outcomes, UNION) if each in sheet.outcomes)
    curves = [each for each in dict.fromkeys((main, *asked)) if sheet.outcomes[each].kind == "curve"]
    rows = [interaction(sheet.result, combination, each, "last") for each in curves]
    rows += [interaction(sheet.result, combination, each, "mean") for each in curves if each != UNION]
    order = {each: place for place, each in enumerate(curves)}
    told = (row for row in rows if row is not None and not (row.outcome == UNION and _alike(row)))
    return sorted(told, key=lambda row: order[row.outcome])


def _alike(row: Interaction) -> bool:
    """Whether all arms read the same, so that there is nothing to tell."""
    return row.margin == 0.0 and row.excess.mean == 0.0 and row.expected.mean == 0.0


def _found(sheet: Sheet, combination: Combination, rows: list[Interaction], main: str) -> dict[str, Any]:
    day = float(sheet.days[-1])
    gains, expected = gain_courses(sheet.result, combination, main)
    names = (*combination.singles, combination.arm)
    return {
        **asdict(combination),
        "rows": [_row(sheet, row) for row in rows],
        "says": says(rows, sheet.outcomes[main].name, day),
        "courses": {
            "days": sheet.days.tolist(),
            "gains": {name: gains[:, place].tolist() for place, name in enumerate(names)},
            "expected": expected.tolist(),
        },
    }


def _row(sheet: Sheet, row: Interaction) -> dict[str, Any]:
    found = {name: value for name, value in asdict(row).items() if name != "combination"}
    return {"name": sheet.outcomes[row.outcome].name, **found}


def _untold(arms: list[Arm], told: set[str]) -> list[dict[str, Any]]:
    """Arms with two products or more that are not compared with their parts."""
    found = []
    for arm in arms:
        products = list(dict.fromkeys(use.product for use in arm.products))
        if len(products) > 1 and arm.name not in told:
            found.append({"arm": arm.name, "products": products})
    return found
