"""A run of claims as plain values, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osteon.claims._contrast import holds
from osteon.claims._effect import MARGIN
from osteon.claims._judge import MOST, Judged
from osteon.claims._reading import Reading
from osteon.claims._run import ClaimRun
from osteon.claims._verdict import Ruling, Verdict

Plain = dict[str, Any]


def counts(run: ClaimRun) -> dict[str, int]:
    """How many claims there are of each verdict."""
    return {str(verdict): sum(each.verdict is verdict for each in run.rulings) for verdict in Verdict}


def as_plain(run: ClaimRun) -> Plain:
    """Everything that a run found, as numbers, texts, lists and tables; None for what is not finite."""
    return {
        "animals": run.animals,
        "seed": run.seed,
        "margin": MARGIN,
        "share_that_must_be_left": MOST,
        "lanes": run.lanes,
        "seconds": {key: round(value, 3) for key, value in run.seconds.items()},
        "counts": counts(run),
        "claims": [ruling_plain(ruling) for ruling in run.rulings],
    }


def ruling_plain(ruling: Ruling) -> Plain:
    """The verdict on one claim with all of its tests."""
    claim, stand = ruling.plan.claim, ruling.stand
    return {
        "claim": claim.id,
        "says": claim.says,
        "systems": list(claim.systems),
        "experiment": claim.experiment.says if claim.experiment else "",
        "verdict": str(ruling.verdict),
        "why": ruling.why,
        "missing": {lack: list(names) for lack, names in ruling.plan.missing.items()},
        "tests": [_test(result) for result in ruling.results],
        "necessary": [{"process": name, "left": _finite(left)} for name, left in stand.necessary],
        "holds_with_everything_off": stand.alone,
        "not_solved_without": list(stand.unsolved),
    }


def _test(result: Judged) -> Plain:
    trial, test = result.trial, result.trial.test
    return {
        "came": str(result.came),
        "expect": test.expect,
        "sweep": test.sweep,
        "readings": [
            _reading(*each) for each in zip(trial.all_readings, result.means, result.late, strict=True)
        ]
        if result.means
        else [],
        "differences": [
            {
                "wanted": wanted,
                "holds": holds(wanted, effect),
                "effect": effect.mean,
                "low": effect.low,
                "high": effect.high,
                "unit": effect.unit,
                "spread": effect.spread,
                "standardised": list(effect.standardised),
            }
            for wanted, effect in result.parts
        ],
        "decides": result.shown if result.parts else None,
        "number": _number(result),
        "animals": result.animals,
        "left_out": list(result.lost),
    }


def _reading(reading: Reading, mean: float, late: int) -> Plain:
    return {
        "arm": reading.arm,
        "outcome": reading.gauge.outcome,
        "read": reading.read,
        "from": reading.start,
        "until": reading.stop,
        "mean": mean,
        "unit": reading.unit,
        "not_by_the_end": late,
    }


def _number(result: Judged) -> Mapping[str, Any] | None:
    number = result.trial.number
    if number is None:
        return None
    return {
        "study": number.study,
        "row": number.row,
        "low": number.low,
        "high": number.high,
        "unit": number.unit,
        "model": None if result.met is None else _finite(result.met),
    }


def _finite(value: float) -> float | None:
    return value if abs(value) != float("inf") else None
