"""From the record of a trial to what can be run, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import final

from osteon.claims._clinical._recruit import Recruits, own_setups, recruit
from osteon.claims._gauge import Gauge
from osteon.claims._plan import unread
from osteon.claims._reading import Reading
from osteon.errors import ExperimentError, Fault, UnitError
from osteon.knowledge import ClinicalTrial, Endpoint, Library
from osteon.scenario import Arm, setup_arm
from osteon.units import convert

HALF = 50.0
"""Of a share, in per cent: what a patient must reach to count, where the record says nothing."""


@final
@dataclass(frozen=True)
class Asked:
    """What is read of an arm. above: of a curve that is counted, the reading from which on one counts."""

    reading: Reading
    above: float | None = None


@final
@dataclass(frozen=True, eq=False)
class TrialPlan:
    """A trial with its patients and arms.

    missing: what the model lacks for it, and the setups and readouts that need that. arms: by the trial's own
    name, the arm of each patient [N]. endpoints: those that can be read; of others `unread` says what is
    missing. A trial that lacks something for its arms, or for all of its endpoints, has no `arms`.
    """

    trial: ClinicalTrial
    recruits: Recruits
    arms: Mapping[str, tuple[Arm, ...]] = field(default_factory=dict)
    endpoints: tuple[Endpoint, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether it can be run."""
        return bool(self.arms)


def plan_of(
    trial: ClinicalTrial,
    library: Library,
    gauges: Mapping[str, Gauge],
    faults: list[Fault],
    seed: int,
    patients: int | None = None,
) -> TrialPlan:
    """The plan of a trial; what is wrong with its records is added to `faults`."""
    recruits = recruit(trial, seed, patients)
    evidence, missing = library.evidence, dict[str, tuple[str, ...]]()
    for arm in trial.arms:
        if (lack := evidence.setups[arm.setup].missing) is not None:
            missing[lack] = (*missing.get(lack, ()), arm.setup)
    unread = {each.id: lack for each in trial.endpoints if (lack := evidence.readouts[each.readout].missing)}
    endpoints = tuple(each for each in trial.endpoints if each.id not in unread)
    found = [fault for each in endpoints for fault in _misread(each, library, gauges)]
    faults.extend(found)
    if not endpoints:
        for each in trial.endpoints:
            lack = unread[each.id]
            missing[lack] = (*missing.get(lack, ()), each.readout)
    arms: dict[str, tuple[Arm, ...]] = {}
    if not missing and not found:
        arms = _arms(trial, library, recruits, faults)
    return TrialPlan(trial, recruits, arms, endpoints, missing, unread)


def _arms(
    trial: ClinicalTrial, library: Library, recruits: Recruits, faults: list[Fault]
) -> dict[str, tuple[Arm, ...]]:
    arms: dict[str, tuple[Arm, ...]] = {}
    for arm in trial.arms:
        setups = own_setups(library.evidence.setups[arm.setup], trial, recruits)
        try:
            arms[arm.id] = tuple(setup_arm(each, library).arm for each in setups)
        except ExperimentError as error:
            faults.extend(replace(fault, where=trial.where) for fault in error.faults)
    return arms if len(arms) == len(trial.arms) else {}


def _misread(endpoint: Endpoint, library: Library, gauges: Mapping[str, Gauge]) -> Iterator[Fault]:
    """An endpoint that asks of its readout what it has not."""
    readout = library.evidence.readouts[endpoint.readout]
    gauge = gauges.get(readout.outcome or "")
    if gauge is None:
        yield from unread(readout, gauges)
        return
    if endpoint.measure == "mean" and (gauge.kind == "event" or endpoint.read in ("event", "spread")):
        given = f"the mean of '{endpoint.readout}', read '{endpoint.read}'"
        fix = "measure = 'time' counts days to an event"
        yield Fault(endpoint.where, given, "a curve, and a way to read it", fix)
    if endpoint.measure == "share" and gauge.kind == "curve" and endpoint.read in ("event", "spread"):
        given = f"read = '{endpoint.read}' of a share"
        yield Fault(endpoint.where, given, "a way to read a curve, such as 'last'")
    if endpoint.measure != "mean" and gauge.kind == "curve" and _threshold(endpoint, gauge) is None:
        given = f"measure = '{endpoint.measure}' of '{endpoint.readout}' ({gauge.unit}) without above"
        yield Fault(endpoint.where, given, f"above = a number of {gauge.unit} from which on a patient counts")


def asked_of(
    plan: TrialPlan, library: Library, gauges: Mapping[str, Gauge]
) -> Mapping[str, tuple[Asked, Asked]]:
    """By endpoint, what is read of its arm and of the arm that it is told against."""
    found = {}
    for each in plan.endpoints:
        gauge = gauges[library.evidence.readouts[each.readout].outcome or ""]
        read = "event" if gauge.kind == "event" or each.measure == "time" else each.read
        above = None if each.measure == "mean" or gauge.kind == "event" else _threshold(each, gauge)
        own, other = (
            Asked(Reading(arm, gauge, read, 0.0, plan.trial.follow_up), above)
            for arm in (each.arm, each.against)
        )
        found[each.id] = own, other
    return found


def _threshold(endpoint: Endpoint, gauge: Gauge) -> float | None:
    """The reading from which on a patient counts: half of all, unless the record says it. None: it must."""
    if endpoint.above is not None:
        return endpoint.above
    try:
        return convert(HALF, "%", gauge.unit)
    except UnitError:
        return None
