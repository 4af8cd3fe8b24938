"""Are the virtual experiments of all claims sound? Nothing is solved for it."""

from __future__ import annotations

from osteon.claims._gauge import gauges
from osteon.claims._plan import plans_of, unread
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import Library
from osteon.model import build_model, with_switches
from osteon.scenario import setup_arm


def check_experiments(library: Library) -> tuple[Fault, ...]:
    """Everything that is wrong with the setups, the readouts and the experiments of dynamic claims.

    That is what would make `run_claims` refuse them, and besides setups and readouts that no claim uses yet.
    """
    model = with_switches(build_model(library))
    faults: list[Fault] = []
    dynamic = [claim for claim in library.evidence.claims.values() if claim.experiment is not None]
    known = gauges(model)
    plans_of(dynamic, library, known, faults)
    faults.extend(fault for each in library.evidence.readouts.values() for fault in unread(each, known))
    for setup in library.evidence.setups.values():
        try:
            if setup.missing is None:
                setup_arm(setup, library)
        except ExperimentError as error:
            faults.extend(error.faults)
    return tuple(dict.fromkeys(faults))
