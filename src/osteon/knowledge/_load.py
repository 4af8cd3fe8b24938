"""The front door: catalogue folders to one Library, or every fault in them at once."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault
from osteon.knowledge._evidence._load import check_evidence_shelves
from osteon.knowledge._extra import CATALOG, extra_folders, raise_any
from osteon.knowledge._library import Library
from osteon.knowledge._overlay import duplicates, join
from osteon.knowledge._rules import Rules
from osteon.knowledge._shelf import Shelf, read_shelf


def load_library(extra: Sequence[Path] = ()) -> Library:
    """Read the built-in catalogue and lay each folder of `extra` over it: the later record of a name stands.

    Raises RecordError with all faults of all files. The rules between records are looked at only when every
    file could be read, because each reference into a file that could not be would look like a mistake too.
    """
    faults: list[Fault] = []
    shelves = [read_shelf(files("osteon") / CATALOG, CATALOG, faults)]
    shelves += [read_shelf(folder, label, faults) for folder, label in extra_folders(extra, faults)]
    library = check_shelves(shelves, faults)
    raise_any(faults)
    return library


def check_shelves(shelves: Sequence[Shelf], faults: list[Fault]) -> Library:
    """Join shelves to a library, adding to `faults` every breach of a rule between their records."""
    for shelf in shelves:
        faults.extend(duplicates(shelf))
    library = join(shelves, check_evidence_shelves([shelf.evidence for shelf in shelves], faults))
    if not any(shelf.reading.broken for shelf in shelves):
        pages = [page for shelf in shelves for page in shelf.reading.pages]
        faults.extend(Rules(library, pages).faults())
    return library
