"""The front door: catalogue folders to one Library, or every fault in them at once."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault, RecordError
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._load import check_evidence_shelves
from osteon.knowledge._evidence._shelf import read_evidence
from osteon.knowledge._library import Library
from osteon.knowledge._overlay import duplicates, join
from osteon.knowledge._reading import Reading
from osteon.knowledge._rules import Rules
from osteon.knowledge._shelf import FOLDERS, Shelf, misplaced, read_shelf

CATALOG = "catalog"


def load_library(extra: Sequence[Path] = ()) -> Library:
    """Read the built-in catalogue and lay each folder of `extra` over it: the later record of a name stands.

    Raises RecordError with all faults of all files. The rules between records are looked at only when every
    file could be read, because each reference into a file that could not be would look like a mistake too.
    """
    faults: list[Fault] = []
    shelves = [read_shelf(files("osteon") / CATALOG, CATALOG, faults)]
    shelves += [read_shelf(folder, label, faults) for folder, label in _extra(extra, faults)]
    library = check_shelves(shelves, faults)
    _raise_any(faults)
    return library


def load_evidence(extra: Sequence[Path] = ()) -> EvidenceBase:
    """Read the evidence base alone, as it stands in the library of the same folders, without the models.

    Raises RecordError with all faults of its files; references out of it (sources of papers, rows of studies)
    are looked at by `load_library` only.
    """
    faults: list[Fault] = []
    shelves = [read_evidence(files("osteon") / CATALOG, Reading(CATALOG, faults))]
    shelves += [read_evidence(folder, Reading(label, faults)) for folder, label in _extra(extra, faults)]
    base = check_evidence_shelves(shelves, faults)
    _raise_any(faults)
    return base


def check_shelves(shelves: Sequence[Shelf], faults: list[Fault]) -> Library:
    """Join shelves to a library, adding to `faults` every breach of a rule between their records."""
    for shelf in shelves:
        faults.extend(duplicates(shelf))
    library = join(shelves, check_evidence_shelves([shelf.evidence for shelf in shelves], faults))
    if not any(shelf.reading.broken for shelf in shelves):
        pages = [page for shelf in shelves for page in shelf.reading.pages]
        faults.extend(Rules(library, pages).faults())
    return library


def _extra(folders: Sequence[Path], faults: list[Fault]) -> Iterator[tuple[Path, str]]:
    """The folders that can be read, each with its label; of the others, faults are noted."""
    for folder in map(Path, folders):
        if folder.is_dir():
            faults.extend(misplaced(folder, str(folder)))
            yield folder, str(folder)
        else:
            given = "a file" if folder.exists() else "no such folder"
            expected = f"a catalogue folder, with {', '.join(FOLDERS)} in it"
            faults.append(Fault(str(folder), given, expected))


def _raise_any(faults: list[Fault]) -> None:
    if faults:
        raise RecordError(sorted(set(faults), key=_place))


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, line = fault.where.rpartition(":")
    return (file, int(line), fault.given) if line.isdecimal() else (fault.where, 0, fault.given)
