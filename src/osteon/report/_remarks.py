"""What is said for and against the treatments of a result, with the claims and sources that say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osteon.cohort import Result
from osteon.knowledge import SIDES, Modifier
from osteon.scenario import Arm


def treatments(result: Result) -> Iterator[Modifier]:
    """The conditions and products of all arms of which something is said, each once."""
    used = dict.fromkeys(key for arm in result.experiment.arms for key in _keys(arm))
    known = result.library.modifiers
    yield from (known[key] for key in used if key in known and known[key].remarks)


def remark_rows(result: Result) -> list[dict[str, Any]]:
    """A row a remark: treatment by treatment, in each the sides in order, with the arms that have it."""
    return [
        {
            "treatment": treatment.id,
            "name": treatment.name,
            "arms": _arms(result, treatment),
            "side": remark.side,
            "says": " ".join(remark.says.split()),
            "claims": list(remark.claims),
            "source": remark.source,
            "place": remark.place,
        }
        for treatment in treatments(result)
        for side in SIDES
        for remark in treatment.remarks
        if remark.side == side
    ]


def _arms(result: Result, treatment: Modifier) -> list[str]:
    key = (treatment.kind, treatment.id)
    return [arm.name for arm in result.experiment.arms if key in _keys(arm)]


def _keys(arm: Arm) -> list[tuple[str, str]]:
    """Kind and id of everything that makes an arm."""
    return [(setting.kind, setting.id) for setting in arm.settings]
