"""Setups and readouts: what the virtual experiments of claims are made of, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, final


@final
@dataclass(frozen=True)
class Setup:
    """An arm by name, with what it inherits filled in.

    days: how long it is followed; 0 where it is missing. subject, defect, conditions, product, dose, change:
    as an experiment file has them. off: processes and transports that are switched off. missing: what the
    model lacks for it, None where it can run.
    """

    id: str
    says: str
    days: float
    subject: Mapping[str, Any]
    defect: Mapping[str, Any]
    conditions: Mapping[str, Any]
    product: tuple[Mapping[str, Any], ...]
    dose: tuple[Mapping[str, Any], ...]
    change: tuple[Mapping[str, Any], ...]
    off: tuple[str, ...]
    missing: str | None
    where: str


@final
@dataclass(frozen=True)
class Readout:
    """What is read off an arm. outcome: an outcome, state or signal; missing: what the model lacks for it."""

    id: str
    says: str
    outcome: str | None
    missing: str | None
    where: str
