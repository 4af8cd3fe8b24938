"""A setup of the catalogue as an arm: read as an experiment file's arm is, with what is switched off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, final

from osteon.errors import ExperimentError, near, shown
from osteon.knowledge import NATURAL_HEALING, Document, Library, Setup
from osteon.model import switch
from osteon.scenario._arms import read_arm
from osteon.scenario._design import read_design
from osteon.scenario._experiment import Arm, Change
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known, known_names
from osteon.scenario._validate import validated


@final
@dataclass(frozen=True)
class SetupArm:
    """A setup that can run. days: how long it is followed.

    arm: for a model with switches (`with_switches`); what is off is a change of its switch to 0. still:
    transports that are off, which makes no difference where nothing moves, as in a point.
    """

    arm: Arm
    days: float
    still: tuple[str, ...] = ()


def setup_arm(setup: Setup, library: Library) -> SetupArm:
    """The arm of a setup that natural healing can run.

    Raises:
        ExperimentError: with every fault of the setup, at its file and line.
    """
    faults = Faults(_document(setup))
    file = validated(faults)
    known = _known(library)
    days = read_design(file.design, faults).days
    arm = read_arm(setup.id, file, known, days, faults) if setup.id in file.arm else None
    processes, transports = _movable(library)
    for name in setup.off:
        if name not in processes and name not in transports:
            _tell_unknown(name, sorted(processes | transports), faults)
    if faults.found or arm is None:
        raise ExperimentError(dict.fromkeys(replace(fault, where=setup.where) for fault in faults.found))
    off = [Change(switch(name), "set", 0.0) for name in setup.off if name in processes]
    still = tuple(name for name in setup.off if name in transports)
    return SetupArm(replace(arm, changes=(*arm.changes, *off)), days, still)


def _document(setup: Setup) -> Document:
    """The setup as the experiment file that holds it alone."""
    arm = {
        "says": setup.says,
        "subject": _plain(setup.subject),
        "defect": _plain(setup.defect),
        "conditions": _plain(setup.conditions),
        "product": [_plain(given) for given in setup.product],
        "dose": [_plain(dose) for dose in setup.dose],
        "change": [_plain(change) for change in setup.change],
    }
    return Document("", {"title": setup.id, "design": {"days": setup.days}, "arm": {setup.id: arm}}, "")


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) if isinstance(value, Mapping) else value for key, value in table.items()}


@lru_cache(maxsize=4)
def _known(library: Library) -> Known:
    return known_names(NATURAL_HEALING, library, Faults(Document("", {}, "")))


@lru_cache(maxsize=4)
def _movable(library: Library) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the processes, and of the transports, of natural healing."""
    chapters = library.chapters.get(NATURAL_HEALING, ())
    processes = frozenset(process.name for chapter in chapters for process in chapter.processes)
    return processes, frozenset(transport.name for chapter in chapters for transport in chapter.transports)


def _tell_unknown(name: str, known: list[str], faults: Faults) -> None:
    fix = near(name, known) or "`osteon explain` lists them"
    faults.add(("off",), f"off = {shown(name)}", "a process or transport of natural healing", fix)
