"""The front door: catalogue folders to one Library, or every fault in them at once."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault, RecordError
from osteon.knowledge._library import Library
from osteon.knowledge._overlay import duplicates, join
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
    shelves += [shelf for folder in extra for shelf in _read_extra(Path(folder), faults)]
    library = check_shelves(shelves, faults)
    if faults:
        raise RecordError(sorted(set(faults), key=_place))
    return library


def check_shelves(shelves: Sequence[Shelf], faults: list[Fault]) -> Library:
    """Join shelves to a library, adding to `faults` every breach of a rule between their records."""
    for shelf in shelves:
        faults.extend(duplicates(shelf))
    library = join(shelves)
    if not any(shelf.broken for shelf in shelves):
        faults.extend(Rules(library, [page for shelf in shelves for page in shelf.pages]).faults())
    return library


def _read_extra(folder: Path, faults: list[Fault]) -> list[Shelf]:
    if not folder.is_dir():
        given = "a file" if folder.exists() else "no such folder"
        faults.append(Fault(str(folder), given, f"a catalogue folder, with {', '.join(FOLDERS)} in it"))
        return []
    faults.extend(misplaced(folder, str(folder)))
    return [read_shelf(folder, str(folder), faults)]


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, line = fault.where.rpartition(":")
    return (file, int(line), fault.given) if line.isdecimal() else (fault.where, 0, fault.given)
