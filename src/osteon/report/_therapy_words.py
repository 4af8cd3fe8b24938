"""The answer in sentences: which arm, by which mechanism, on what evidence, how sure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from osteon.knowledge import EVIDENCE
from osteon.report._words import unit_text
from osteon.text import counted

TOLD = 3
"""So many processes and numbers a sentence names."""

_KINDS = {
    "definition": "by definition",
    "review_statement": "of reviews",
    "in_vitro": "in culture",
    "animal": "in animals",
    "clinical_trial": "in trials",
    "case_report": "of case reports",
    "meta_analysis": "of meta-analyses",
    "": "without a record",
}
"""How claims of each kind of evidence are counted."""


def answer(record: dict[str, Any]) -> list[dict[str, str]]:
    """Pairs of a question and what the run says to it; record: of the therapy, without its answer."""
    found = [{"asked": "Which arm heals", "says": _which(record)}]
    apart = record["attribution"]
    if apart is not None:
        arm = _best_of(record)
        found += [
            {"asked": "By which mechanism", "says": _mechanism(apart, arm)},
            {"asked": "On what evidence", "says": _evidence(apart, arm)},
        ]
    return [*found, {"asked": "How sure", "says": _sure(record)}]


def _which(record: dict[str, Any]) -> str:
    rows, control, unit = record["ranking"], record["control"], points(record["unit"])
    top = rows[0]
    day = f"On day {record['day']:.4g}"
    if top["arm"] == control:
        return f"{day} no arm has more {record['name']} than {control}, which comes first in the file."
    gain = f"{signed(top['mean'])} {unit} against {control}"
    told = not _known(top["low"]) or top["low"] > 0.0
    interval = f" (95 % interval {signed(top['low'])} to {signed(top['high'])})" if _known(top["low"]) else ""
    says = f"{day} {top['arm']} has the most {record['name']}: {gain}{interval}."
    if not told:
        says += " With so few animals it cannot be told from the control."
    if top["n"] > 1:
        says += f" It is the highest in {100 * top['best']:.0f} % of the animals."
    if len(rows) > 2:
        others = [f"{row['arm']} {signed(row['mean'])}" for row in rows[1:] if row["arm"] != control]
        says += f" Then come {', '.join(others)}."
    return says


def _best_of(record: dict[str, Any]) -> str:
    """The arm whose gain is told: the highest of those that were taken apart."""
    apart = record["attribution"]["gains"]
    return next(str(row["arm"]) for row in record["ranking"] if row["arm"] in apart)


def _mechanism(apart: dict[str, Any], arm: str) -> str:
    """Without what the gain of an arm is smaller, and what of it is done where."""
    losses = apart["losses"]
    acting = _by_loss([row for row in losses["carries"] if row["name"] not in _arriving(losses)], arm)
    if not acting:
        return f"No single process carries the gain of {arm}."
    top, *others = acting[:TOLD]
    says = f"Without {top['name']} {100 * top['lost'][arm]:.0f} % of the gain of {arm} is lost"
    says += "".join(f", without {row['name']} {100 * row['lost'][arm]:.0f} %" for row in others)
    says += f". {top['says']}"
    held = [row for row in losses["limits"] if row["lost"].get(arm, 0.0) < 0.0]
    if held:
        most = min(held, key=lambda row: row["lost"][arm])
        times = f"{1 - most['lost'][arm]:.2g} times as large"
        says += f" It is held back most by {most['name']}: without, it would be {times}."
    return f"{says} Parts act together, so that shares need not add up."


def _arriving(losses: dict[str, Any]) -> set[str]:
    """Release and uptake: without them nothing happens, which tells little."""
    return {name for row in losses["deeds"] if row["name"] == "arrival" for name in row["processes"]}


def _by_loss(rows: list[dict[str, Any]], arm: str) -> list[dict[str, Any]]:
    lost = [row for row in rows if row["lost"].get(arm, 0.0) >= 0.05]
    return sorted(lost, key=lambda row: -row["lost"][arm])


def _evidence(apart: dict[str, Any], arm: str) -> str:
    rows = [row for row in apart["evidence"] if row["lost"].get(arm, 0.0) >= 0.1]
    claims = {id for row in rows for id in row["claims"]}
    numbers = {each["path"]: each["class"] for row in rows for each in row["numbers"]}
    if not rows:
        return f"No single process carries a tenth of the gain of {arm}."
    classes = Counter(numbers.values())
    kinds = Counter(row["evidence"] for row in apart["claims"] if row["id"] in claims)
    of_claims = ", ".join(f"{count} {_KINDS.get(kind, kind)}" for kind, count in kinds.most_common())
    of_numbers = ", ".join(f"{classes[name]} {name}" for name in EVIDENCE if classes[name])
    what = counted(len(claims), "claim") + (f" ({of_claims})" if of_claims else "")
    what += f" and {counted(len(numbers), 'number')} of products" + (f" ({of_numbers})" if of_numbers else "")
    return f"The processes that carry a tenth of it or more rest on {what}."


def _sure(record: dict[str, Any]) -> str:
    says = []
    apart, unit = record["attribution"], points(record["unit"])
    if apart is not None:
        says.append(_doubt(apart, _best_of(record)))
    top = record["ranking"][0]
    if _known(top["sd"]) and top["arm"] != record["control"]:
        animals = f"{top['sd']:.2g} {unit} (SD)"
        says.append(f"Between animals of one laboratory the gain of {top['arm']} differs by {animals}.")
    between = record["spread"]["between_studies"]
    if between is not None:
        says.append(
            f"Studies of such arms miss the model by amounts that differ by {between:.2g} (SD over "
            f"{len(record['spread']['studies'])} studies), which is in none of these."
        )
    return " ".join(says) or "One animal and numbers as they are: nothing is said about how sure this is."


def _doubt(apart: dict[str, Any], arm: str) -> str:
    drawn = apart["drawn"][arm]
    says = (
        f"What the numbers of products may be puts the gain of {arm} in {apart['outcome']} between "
        f"{signed(drawn['low'])} and {signed(drawn['high'])} {points(apart['unit'])} (95 % of "
        f"{apart['draws']} draws); it is the highest arm in {100 * drawn['best']:.0f} % of them."
    )
    own = [each for each in apart["doubt"] if each["arm"] == arm][:TOLD]
    if own:
        hangs = ", ".join(f"{100 * each['share']:.0f} % on {each['path']}" for each in own)
        assumed = apart["classes"][arm].get("assumed", 0.0)
        says += f" Of that doubt hangs {hangs}; {100 * assumed:.0f} % on numbers that are assumed."
    return says


def points(unit: str) -> str:
    """The unit of a difference."""
    return "percentage points" if unit in ("%", "percent") else unit_text(unit)


def signed(value: float) -> str:
    """Three significant figures, with a sign."""
    return f"{value:+.3g}".replace("-", "\N{MINUS SIGN}", 1)


def _known(value: float | None) -> bool:
    return value is not None and value == value
