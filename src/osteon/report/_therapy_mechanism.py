"""What an arm's gain loses without a process, or without several: the rows of a table and of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from osteon.cohort import Attribution, Loss

LEAST = 0.05
"""The least share of a gain, lost or won, that a row must show in some arm."""

MOST = {"carries": 12, "limits": 8, "needs": 8}
"""So many rows a list may have: those that take or give most."""


def loss_rows(attribution: Attribution) -> dict[str, list[dict[str, Any]]]:
    """Rows by list, each with kind, name, says, processes, lost (by arm, shares of its gain) and control.

    deeds, chapters, deliveries: what products do, by kind of process and by chapter, and what they bring.
    carries: single processes, as far as products act in them, without which gains are smaller; limits: those
    without which they are larger. needs: whole processes of the host that a gain cannot do without, taken
    from the control as well; `control` is what that loses of its outcome.
    """
    losses = attribution.losses
    single = [loss for loss in losses if loss.part.kind == "process"]
    host = [loss for loss in losses if loss.part.kind == "host" and loss.control < 0.99]
    return {
        "deeds": _rows(loss for loss in losses if loss.part.kind == "deed"),
        "chapters": _rows(loss for loss in losses if loss.part.kind == "chapter"),
        "deliveries": _rows(loss for loss in losses if loss.part.kind == "delivery"),
        "carries": _most(single, "carries", 1.0),
        "limits": _most(single, "limits", -1.0),
        "needs": _most(host, "needs", 1.0),
    }


def _rows(losses: Iterable[Loss]) -> list[dict[str, Any]]:
    shown = [loss for loss in losses if max(_size(loss, 1.0), _size(loss, -1.0)) >= LEAST]
    return [_row(loss) for loss in sorted(shown, key=lambda loss: -_size(loss, 1.0))]


def _most(losses: Iterable[Loss], name: str, sign: float) -> list[dict[str, Any]]:
    """The rows that lose (sign 1) or win (-1) most in some arm; a row stands in one list only."""
    shown = [loss for loss in losses if _size(loss, sign) >= max(LEAST, _size(loss, -sign))]
    return [_row(loss) for loss in sorted(shown, key=lambda loss: -_size(loss, sign))[: MOST[name]]]


def _size(loss: Loss, sign: float) -> float:
    return max((sign * share for share in loss.lost.values() if isfinite(share)), default=0.0)


def _row(loss: Loss) -> dict[str, Any]:
    part = loss.part
    return {
        "kind": part.kind,
        "name": part.name,
        "says": part.says,
        "processes": list(part.processes),
        "lost": {arm: share for arm, share in loss.lost.items() if isfinite(share)},
        "control": loss.control,
    }
