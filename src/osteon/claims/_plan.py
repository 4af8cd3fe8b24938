"""From the records of a claim to what can be run, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import final

from osteon.claims._gauge import Gauge
from osteon.claims._number import number_of
from osteon.claims._reading import Reading
from osteon.claims._trial import Trial
from osteon.errors import ExperimentError, Fault, UnitError, near, shown
from osteon.knowledge import Claim, ClaimTest, EvidenceBase, Library, Readout
from osteon.scenario import SetupArm, setup_arm
from osteon.units import convert

FEWEST_TURNING = 3
"""Arms of a sweep that turns."""


@final
@dataclass(frozen=True)
class Plan:
    """A claim with its tests. missing: what the model lacks for it, in words, and the arms and readouts that
    need it; it then has no trials."""

    claim: Claim
    trials: tuple[Trial, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def arms(self) -> tuple[str, ...]:
        """The setups that it needs, each once."""
        return tuple(dict.fromkeys(arm for trial in self.trials for arm in trial.arms))


def arms_of(claims: Sequence[Claim], library: Library, faults: list[Fault]) -> dict[str, SetupArm]:
    """The arms of the setups that some claims need and that can run, by id; faults are added to `faults`."""
    setups = library.evidence.setups
    found: dict[str, SetupArm] = {}
    for name in dict.fromkeys(name for claim in claims for test in _tests(claim) for name in named(test)):
        if name in setups and setups[name].missing is None:
            try:
                found[name] = setup_arm(setups[name], library)
            except ExperimentError as error:
                faults.extend(error.faults)
    return found


def plans_of(
    claims: Sequence[Claim], library: Library, gauges: Mapping[str, Gauge], faults: list[Fault]
) -> tuple[Plan, ...]:
    """The plan of each claim; what is wrong with its records is added to `faults`."""
    arms = arms_of(claims, library, faults)
    return tuple(_planned(claim, library, arms, gauges, faults) for claim in claims)


def _planned(
    claim: Claim,
    library: Library,
    arms: Mapping[str, SetupArm],
    gauges: Mapping[str, Gauge],
    faults: list[Fault],
) -> Plan:
    tests = []
    for test in _tests(claim):
        unknown = list(_unknown(test, library.evidence))
        faults.extend(unknown)
        if not unknown:
            tests.append(test)
    missing: dict[str, tuple[str, ...]] = {} if _tests(claim) else {"a virtual experiment": ()}
    for lack, name in (pair for test in tests for pair in _lacking(test, library.evidence, arms)):
        missing[lack] = tuple(dict.fromkeys((*missing.get(lack, ()), name)))
    if missing:
        return Plan(claim, missing=missing)
    runs = (test for test in tests if arms.keys() >= set(named(test)))
    trials = [_trial(test, library, arms, gauges, faults) for test in runs]
    return Plan(claim, tuple(trial for trial in trials if trial is not None))


def named(test: ClaimTest) -> tuple[str, ...]:
    """The setups that a test names."""
    return (*test.arms, *(test.gain_over or ()))


def _tests(claim: Claim) -> tuple[ClaimTest, ...]:
    return claim.experiment.tests if claim.experiment else ()


def _outcomes(test: ClaimTest) -> tuple[str, ...]:
    return (test.outcome, *((test.outcome_against,) if test.outcome_against else ()))


def _unknown(test: ClaimTest, evidence: EvidenceBase) -> Iterator[Fault]:
    """Names of setups and readouts that are none."""
    for name in named(test):
        if name not in evidence.setups:
            yield Fault(test.where, shown(name), "the id of a setup", near(name, evidence.setups))
    for name in _outcomes(test):
        if name not in evidence.readouts:
            yield Fault(test.where, shown(name), "the id of a readout", near(name, evidence.readouts))


def _lacking(
    test: ClaimTest, evidence: EvidenceBase, arms: Mapping[str, SetupArm]
) -> Iterator[tuple[str, str]]:
    """What the model cannot do yet for a test, and the arm or readout that needs it."""
    for name in named(test):
        if (lack := evidence.setups[name].missing) is not None:
            yield lack, name
        elif name in arms and arms[name].still:
            yield f"movement in a point ({', '.join(arms[name].still)})", name
    for name in _outcomes(test):
        if (lack := evidence.readouts[name].missing) is not None:
            yield lack, name


def _trial(
    test: ClaimTest,
    library: Library,
    arms: Mapping[str, SetupArm],
    gauges: Mapping[str, Gauge],
    faults: list[Fault],
) -> Trial | None:
    found = [_gauge(name, test, library.evidence, gauges, faults) for name in _outcomes(test)]
    window = _window(test, arms, faults)
    if test.sweep and "then" in test.expect and len(test.arms) < FEWEST_TURNING:
        given = f"expect = '{test.expect}' over {len(test.arms)} arms"
        faults.append(Fault(test.where, given, f"{FEWEST_TURNING} arms or more, so that it can turn"))
        return None
    if window is None or any(gauge is None for gauge in found):
        return None
    own, other = found[0], found[-1]
    assert own is not None
    assert other is not None

    def reading(arm: str, gauge: Gauge) -> Reading:
        return Reading(arm, gauge, test.read, *window)

    if test.sweep:
        readings = [reading(arm, own) for arm in test.arms]
    else:
        readings = [reading(test.arms[0], own)]
        if len(test.arms) > 1 or test.outcome_against is not None:
            readings.append(reading(test.arms[-1], other))
    factor = _factor(test, readings, faults)
    number = number_of(test, readings[0], library, faults)
    if factor is None or (test.measured is not None and number is None):
        return None
    gain = test.gain_over
    more = () if gain is None else (reading(gain[0], own), reading(gain[1], other))
    return Trial(test, tuple(readings), readings[0].unit, more, factor, number)


def _gauge(
    name: str, test: ClaimTest, evidence: EvidenceBase, gauges: Mapping[str, Gauge], faults: list[Fault]
) -> Gauge | None:
    """What a readout reads, if it can be read in this way."""
    readout = evidence.readouts[name]
    gauge = gauges.get(readout.outcome or "")
    if gauge is None:
        faults.extend(unread(readout, gauges))
        return None
    if (gauge.kind == "event") != (test.read == "event"):
        given = f"read = '{test.read}' of '{name}'"
        if gauge.kind == "event":
            faults.append(Fault(test.where, given, "'event', as this readout is the day of one"))
        else:
            faults.append(Fault(test.where, given, "a way to read a curve, such as 'mean' or 'onset'"))
        return None
    return gauge


def unread(readout: Readout, gauges: Mapping[str, Gauge]) -> Iterator[Fault]:
    """The fault of a readout that should read something, and reads nothing."""
    if readout.missing is None and readout.outcome not in gauges:
        expected, fix = (
            "an outcome, a state or a signal of natural healing",
            near(readout.outcome or "", gauges),
        )
        yield Fault(readout.where, f"outcome = {shown(readout.outcome)}", expected, fix)


def _window(test: ClaimTest, arms: Mapping[str, SetupArm], faults: list[Fault]) -> tuple[float, float] | None:
    """From and until; without an end, as long as all arms are followed."""
    name = min(named(test), key=lambda each: arms[each].days)
    days = arms[name].days
    stop = days if test.stop is None else test.stop
    if test.start < stop <= days:
        return test.start, stop
    given = f"days {test.start:g} to {stop:g}"
    faults.append(Fault(test.where, given, f"a window within the {days:g} days of setup '{name}'"))
    return None


def _factor(test: ClaimTest, readings: Sequence[Reading], faults: list[Fault]) -> float | None:
    """From the unit of what it is read against to that of the arm."""
    try:
        return convert(1.0, readings[-1].unit, readings[0].unit)
    except UnitError:
        units = " and ".join(f"{reading.gauge.outcome} ({reading.unit})" for reading in readings)
        faults.append(Fault(test.where, f"{units} beside each other", "two readouts of one dimension"))
        return None
