"""What every load does: the folders laid over the built-in catalogue, and all faults in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from osteon.errors import Fault, RecordError
from osteon.knowledge._folders import FOLDERS, misplaced

CATALOG = "catalog"


def extra_folders(folders: Sequence[Path], faults: list[Fault]) -> Iterator[tuple[Path, str]]:
    """The folders that can be read, each with its label; of the others, faults are noted."""
    for folder in map(Path, folders):
        if folder.is_dir():
            faults.extend(misplaced(folder, str(folder)))
            yield folder, str(folder)
        else:
            given = "a file" if folder.exists() else "no such folder"
            expected = f"a catalogue folder, with {', '.join(FOLDERS)} in it"
            faults.append(Fault(str(folder), given, expected))


def raise_any(faults: list[Fault]) -> None:
    """Raise RecordError with the faults in the order of files and lines, if there are any."""
    if faults:
        raise RecordError(sorted(set(faults), key=_place))


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, line = fault.where.rpartition(":")
    return (file, int(line), fault.given) if line.isdecimal() else (fault.where, 0, fault.given)
