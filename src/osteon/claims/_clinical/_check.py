"""Are the records of all trials sound? Nothing is solved for it."""

from __future__ import annotations

from osteon.claims._clinical._plan import plan_of
from osteon.claims._gauge import gauges
from osteon.errors import Fault
from osteon.knowledge import Library
from osteon.model import build_model, with_switches

FEW = 3
"""Patients in each arm that are drawn to try whether their arms make sense."""


def check_trials(library: Library) -> tuple[Fault, ...]:
    """What would make `run_trials` refuse a trial, but for what `check_experiments` tells of readouts."""
    known = gauges(with_switches(build_model(library)))
    faults: list[Fault] = []
    for trial in library.evidence.trials.values():
        plan_of(trial, library, known, faults, seed=1, patients=FEW)
    readouts = {readout.where for readout in library.evidence.readouts.values()}
    return tuple(dict.fromkeys(fault for fault in faults if fault.where not in readouts))
