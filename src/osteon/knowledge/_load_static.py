"""What stands still, alone: quick, because the models are not read."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._extra import CATALOG, extra_folders, raise_any
from osteon.knowledge._folders import STATIC_FOLDERS
from osteon.knowledge._places import Places
from osteon.knowledge._reading import Reading
from osteon.knowledge._static._read import read_static
from osteon.knowledge._static._records import StaticRecords
from osteon.knowledge._static._rules import StaticRules


def load_static(base: EvidenceBase, extra: Sequence[Path] = ()) -> StaticRecords:
    """Read the records of what stands still, as they stand in the library of the same folders.

    base: the evidence base of the same folders, which they speak of. Raises RecordError with all faults of
    their files; sources that tables cite are looked at by `load_library` only.
    """
    faults: list[Fault] = []
    folders = [(files("osteon") / CATALOG, CATALOG), *extra_folders(extra, faults)]
    readings = [(folder, Reading(label, faults)) for folder, label in folders]
    pages = [
        page
        for folder, reading in readings
        for name in STATIC_FOLDERS
        for page, _ in reading.each_page(folder / name, name)
    ]
    records = read_static(pages)
    if not any(reading.broken for _, reading in readings):
        faults.extend(StaticRules(records, base, Places(pages)).faults())
    raise_any(faults)
    return records
