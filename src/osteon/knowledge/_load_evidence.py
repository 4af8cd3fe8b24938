"""The evidence base alone: quick, because the models are not read."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._load import check_evidence_shelves
from osteon.knowledge._evidence._shelf import read_evidence
from osteon.knowledge._extra import CATALOG, extra_folders, raise_any
from osteon.knowledge._reading import Reading


def load_evidence(extra: Sequence[Path] = ()) -> EvidenceBase:
    """Read the evidence base alone, as it stands in the library of the same folders, without the models.

    Raises RecordError with all faults of its files; references out of it (sources of papers, rows of studies)
    are looked at by `load_library` only.
    """
    faults: list[Fault] = []
    shelves = [read_evidence(files("osteon") / CATALOG, Reading(CATALOG, faults))]
    shelves += [
        read_evidence(folder, Reading(label, faults)) for folder, label in extra_folders(extra, faults)
    ]
    base = check_evidence_shelves(shelves, faults)
    raise_any(faults)
    return base
