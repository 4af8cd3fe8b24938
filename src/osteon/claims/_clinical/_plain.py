"""A run of trials as plain values, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osteon.claims._clinical._estimate import Estimate
from osteon.claims._clinical._judge import Found, Group
from osteon.claims._clinical._pool import Pooled
from osteon.claims._clinical._run import TrialResult, TrialRun
from osteon.knowledge import Library

Plain = dict[str, Any]


def trials_plain(run: TrialRun, library: Library) -> Plain:
    """Everything that a run of trials found, as numbers, texts, lists and tables; None for what is not."""
    return {
        "seed": run.seed,
        "lanes": run.lanes,
        "seconds": {key: round(value, 3) for key, value in run.seconds.items()},
        "counts": _counts(run),
        "trials": [_trial(result, library) for result in run.results],
        "pools": [_pooled(each) for each in run.pools],
    }


def _counts(run: TrialRun) -> Plain:
    """Endpoints by direction; trials that cannot run yet."""
    found = [str(each.direction) for result in run.results for each in result.found]
    counts: Plain = {word: found.count(word) for word in dict.fromkeys(found)}
    return {**counts, "trials not yet": sum(not result.found for result in run.results)}


def _trial(result: TrialResult, library: Library) -> Plain:
    trial, plan, people = result.trial, result.plan, result.trial.population
    recruits, ages = plan.recruits, people.age
    sizes = np.bincount(recruits.allotted, minlength=len(trial.arms)).tolist()
    return {
        "trial": trial.id,
        "title": trial.title,
        "says": trial.says,
        "design": trial.design,
        "cites": list(trial.cites),
        "source": trial.source,
        "follow_up": trial.follow_up,
        "note": trial.note,
        "claims": list(trial.claims),
        "population": {
            "says": people.says,
            "why": people.why,
            "reported": people.reported,
            "age": None if recruits.age is None or ages is None else _spread(recruits.age, ages.unit),
            "women": None if recruits.female is None else float(recruits.female.mean()),
            "vary": [
                {"path": each.path, **_spread(recruits.dials[each.path], each.unit)} for each in people.vary
            ],
        },
        "arms": [
            {"arm": arm.id, "says": arm.says, "setup": arm.setup, "patients": size}
            for arm, size in zip(trial.arms, sizes, strict=True)
        ],
        "missing": {lack: list(names) for lack, names in plan.missing.items()},
        "not_read": dict(plan.unread),
        "endpoints": [_found(each, library) for each in result.found],
    }


def _spread(values: NDArray[np.float64], unit: str) -> Plain:
    ends = {"low": float(values.min()), "high": float(values.max())}
    return {"mean": float(values.mean()), "sd": float(values.std(ddof=1)), **ends, "unit": unit}


def _found(found: Found, library: Library) -> Plain:
    endpoint, twins = found.endpoint, found.twins
    return {
        "endpoint": endpoint.id,
        "says": endpoint.says,
        "measure": endpoint.measure,
        "readout": endpoint.readout,
        "arm": endpoint.arm,
        "against": endpoint.against,
        "stated": endpoint.expect,
        "direction": str(found.direction),
        "claims": list(endpoint.claims),
        "pool": endpoint.pool,
        "twins": None if twins is None else {
            "mean": twins.mean, "low": twins.low, "high": twins.high, "unit": twins.unit, "n": twins.n,
            "least": twins.least,
        },
        "trial": None if found.estimate is None else _estimate(found.estimate),
        "groups": [_group(each) for each in found.groups],
        "measured": [_measured(*each, library) for each in endpoint.measured],
        "left_out": list(dict.fromkeys(found.lost)),
    }  # fmt: skip


def _estimate(estimate: Estimate) -> Plain:
    names = ("name", "unit", "value", "low", "high", "p", "scale", "variance")
    return {name: getattr(estimate, name) for name in names}


def _group(group: Group) -> Plain:
    curve = group.curve
    said: Plain = {"arm": group.arm, "patients": group.patients, "value": group.value, "unit": group.unit}
    if curve is not None:
        said["curve"] = {
            "events": curve.events,
            "median": curve.median,
            **{name: getattr(curve, name).tolist() for name in ("days", "share", "low", "high")},
        }
    return said


def _measured(arm: str, study: str, row: str, library: Library) -> Plain:
    record = library.studies[study]
    point = next(each for each in record.rows if each.row == row)
    return {
        "arm": arm, "study": study, "row": row, "source": record.source, "outcome": point.outcome,
        "value": point.value, "low": point.low, "high": point.high, "unit": point.unit, "day": point.day,
        "n": point.n,
    }  # fmt: skip


def _pooled(pooled: Pooled) -> Plain:
    pool = pooled.pool
    names = ("value", "low", "high", "p", "tau2", "i2")
    return {
        "pool": pool.id,
        "title": pool.title,
        "says": pool.says,
        "measure": pool.measure,
        "stated": pool.expect,
        "claims": list(pool.claims),
        "direction": str(pooled.direction),
        "name": pooled.name,
        **{name: getattr(pooled, name) for name in names},
        "trials": list(_members(pooled)),
    }


def _members(pooled: Pooled) -> Iterator[Plain]:
    counted = {(trial, id(estimate)) for trial, estimate, *_ in pooled.counted}
    for trial, found in pooled.effects:
        estimate = found.estimate
        yield {
            "trial": trial,
            "endpoint": found.endpoint.id,
            "counts": (trial, id(estimate)) in counted,
            "patients": [group.patients for group in found.groups],
            **({} if estimate is None else _estimate(estimate)),
        }
