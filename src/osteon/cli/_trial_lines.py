"""Virtual trials as lines: a table, trials in full, pools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from osteon.text import aligned, counted

if TYPE_CHECKING:
    from osteon.knowledge import ClinicalTrial, EvidenceBase

Plain = dict[str, Any]
MARKS = {"as stated": "+", "opposite": "x", "no difference": "0", "not solved": "!", "not yet": "."}
"""A sign for each direction."""


def listed_lines(trials: Sequence[ClinicalTrial], base: EvidenceBase) -> list[str]:
    """A line a trial: who, for how long, and what it lacks to be run."""
    rows = [("trial", "patients", "days", "claims", "title", "lacks")]
    for trial in trials:
        setups = [base.setups[arm.setup].missing for arm in trial.arms]
        lacks = ", ".join(dict.fromkeys(lack for lack in setups if lack))
        sizes = sum(arm.patients or trial.population.patients for arm in trial.arms)
        rows.append(
            (trial.id, str(sizes), f"{trial.follow_up:g}", " ".join(trial.claims), trial.title, lacks)
        )
    return [*aligned(rows), counted(len(trials), "trial")] if trials else ["no trial"]


def table_lines(found: Plain) -> list[str]:
    """A line an endpoint, then how many there are of each direction."""
    rows = [("trial", "endpoint", "stated", "found", "twins", "as a trial")]
    for trial in found["trials"]:
        rows += list(_rows(trial))
    counts = ", ".join(f"{number} {word}" for word, number in found["counts"].items())
    return [*aligned(rows), f"{counted(len(found['trials']), 'trial')}: {counts}"]


def trial_lines(found: Plain) -> list[str]:
    """Each trial in full."""
    return ["\n\n".join("\n".join(_block(trial)) for trial in found["trials"])]


def pool_lines(found: Plain) -> list[str]:
    """Each pool with its effect and interval."""
    lines: list[str] = []
    for pool in found["pools"]:
        number = sum(member["counts"] for member in pool["trials"])
        heading = f"pool {pool['pool']}, {counted(number, 'trial')}, {pool['name']}: {interval(pool)}"
        between = "" if number < 2 else f", I2 {100.0 * pool['i2']:.0f} %"
        lines.append(f"{heading}{between}; {_marked(pool['direction'])} (stated: {pool['stated']})")
    return lines


def interval(said: Plain, unit: str = "") -> str:
    """A number with its 95 % interval; a dash where there is none."""
    if said["value"] is None:
        return "\N{EN DASH}"
    tail = _tail(unit)
    return f"{said['value']:.3g} ({said['low']:.3g} to {said['high']:.3g}){tail}"


def _tail(unit: str) -> str:
    """A unit behind a number; plain numbers have none."""
    return "" if unit in ("", "1") else f" {unit}"


def _marked(direction: str) -> str:
    return f"{MARKS[direction]} {direction}"


def _rows(trial: Plain) -> Iterator[tuple[str, str, str, str, str, str]]:
    if not trial["endpoints"]:
        yield trial["trial"], "", "", _marked("not yet"), "; ".join(trial["missing"]), ""
    for each in trial["endpoints"]:
        yield (
            trial["trial"],
            each["endpoint"],
            each["stated"],
            _marked(each["direction"]),
            _twins(each),
            _as_trial(each),
        )


def _twins(endpoint: Plain) -> str:
    twins = endpoint["twins"]
    return "" if twins is None else interval({**twins, "value": twins["mean"]}, twins["unit"])


def _as_trial(endpoint: Plain) -> str:
    found = endpoint["trial"]
    if found is None:
        return ""
    if found["value"] is None:
        return f"{found['name']}: nothing to tell apart"
    p = "" if found["p"] is None else f", p {found['p']:.2g}"
    return f"{found['name']} {interval(found, found['unit'])}{p}"


def _block(trial: Plain) -> Iterator[str]:
    yield f"{trial['trial']}  {trial['title']}"
    yield _wrapped(trial["says"])
    yield _wrapped(f"who: {trial['population']['says']}")
    for arm in trial["arms"]:
        yield _wrapped(f"{arm['arm']}, {counted(arm['patients'], 'patient')}: {arm['says']}")
    yield f"  follow-up: {trial['follow_up']:g} days; claims: {', '.join(trial['claims']) or 'none'}"
    for lack, names in trial["missing"].items():
        yield _wrapped(f"not yet: {lack} ({', '.join(names)})")
    for name, lack in trial["not_read"].items():
        yield _wrapped(f"not read: {name} ({lack})")
    for each in trial["endpoints"]:
        yield from _endpoint(each)
    if trial["note"]:
        yield _wrapped(f"note: {trial['note']}")


def _endpoint(each: Plain) -> Iterator[str]:
    heading = f"{each['endpoint']}, {each['arm']} against {each['against']}: {each['stated']} is stated"
    yield _wrapped(f"{heading}: {_marked(each['direction'])}. {each['says']}")
    yield f"    twins: {_twins(each) or 'none'}"
    yield f"    as a trial: {_as_trial(each) or 'none'}"
    for group in each["groups"]:
        median = group.get("curve", {}).get("median")
        half = "" if median is None else f", in half of them by day {median:.0f}"
        yield f"    {group['arm']}: {group['value']:.3g}{_tail(group['unit'])} of {group['patients']}{half}"
    for point in each["measured"]:
        said = f"{point['value']:.3g}{_tail(point['unit'])} on day {point['day']:g}"
        yield f"    measured, {point['arm']}: {said} ({point['row']}, {point['source']})"
    for why in each["left_out"]:
        yield _wrapped(f"left out: {why}")


def _wrapped(text: str) -> str:
    return fill(text, 100, initial_indent="  ", subsequent_indent="    ")
