"""A table of trials as ClinicalTrials.gov exports it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import final

from osteon.errors import Fault, OsteonError, near, shown

COLUMNS = {
    "NCT Number": "id",
    "Study Title": "title",
    "Title": "title",
    "Conditions": "conditions",
    "Interventions": "interventions",
    "Phases": "phase",
    "Study Status": "status",
    "Status": "status",
    "First Posted": "posted",
}
"""Columns of an export, of the present site and of the one before 2024, to what they hold."""

FIELDS = ("id", "title", "conditions", "interventions", "phase", "status", "posted")
NOT_GIVEN = "not given"
DAYS = ("%Y-%m-%d", "%B %d, %Y", "%B %d %Y")
SHOWN = 20
"""Faults of one file that are told; the rest are counted."""

_ID = re.compile(r"NCT\d{8}")


@final
class RegistryError(OsteonError):
    """A snapshot of a registry cannot be read."""


@final
@dataclass(frozen=True)
class Trial:
    """One trial. conditions, interventions: as exported, parted by `|`. posted: a day, empty if not given."""

    id: str
    title: str
    conditions: str
    interventions: str
    phase: str
    status: str
    posted: str


@final
@dataclass(frozen=True)
class Snapshot:
    """Trials, each once. repeated: rows that named a trial again. digest: SHA-256 of the file."""

    label: str
    trials: tuple[Trial, ...]
    repeated: int
    digest: str


def read_snapshot(path: Path) -> Snapshot:
    """Read an export of ClinicalTrials.gov (CSV). Raises RegistryError with what is wrong, line by line."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        given = f"a file that cannot be opened ({error.strerror})"
        raise RegistryError(Fault(str(path), given, "a CSV export of ClinicalTrials.gov")) from None
    except UnicodeDecodeError as error:
        given = f"bytes that are not UTF-8 (byte {error.start})"
        raise RegistryError(Fault(str(path), given, "a CSV export saved as UTF-8")) from None
    faults: list[Fault] = []
    rows = list(_rows(text, str(path), faults))
    if faults:
        rest = len(faults) - SHOWN
        more = [Fault(str(path), f"{rest} more faults", "none")] if rest > 0 else []
        raise RegistryError([*faults[:SHOWN], *more])
    trials = {trial.id: trial for trial in reversed(rows)}  # of rows that repeat a trial the first stands
    kept = tuple(trials[name] for name in dict.fromkeys(trial.id for trial in rows))
    return Snapshot(path.name, kept, len(rows) - len(kept), sha256(content).hexdigest())


def _rows(text: str, label: str, faults: list[Fault]) -> Iterator[Trial]:
    table = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.strip() for cell in next(table, [])]
        if not _has_all(header, label, faults):
            return
        for cells in table:
            if any(cell.strip() for cell in cells):
                trial = _trial(header, cells, f"{label}:{table.line_num}", faults)
                if trial is not None:
                    yield trial
    except csv.Error as error:
        faults.append(Fault(f"{label}:{table.line_num}", f"a row that is not CSV ({error})", "a CSV export"))


def _has_all(header: list[str], label: str, faults: list[Fault]) -> bool:
    found = {COLUMNS[name] for name in header if name in COLUMNS}
    for field in (field for field in FIELDS if field not in found):
        names = [name for name, meaning in COLUMNS.items() if meaning == field]
        fix = near(names[0], header) or f"choose {shown(names[0])} among the fields of the download"
        faults.append(Fault(f"{label}:1", f"no column {' or '.join(map(shown, names))}", "it", fix))
    for field in found:
        names = [name for name in header if COLUMNS.get(name) == field]
        if len(names) > 1:
            faults.append(
                Fault(f"{label}:1", f"the columns {' and '.join(map(shown, names))}", "one of them")
            )
    return not faults


def _trial(header: list[str], cells: list[str], where: str, faults: list[Fault]) -> Trial | None:
    if len(cells) != len(header):
        faults.append(Fault(where, f"{len(cells)} cells", f"{len(header)} cells, as in the first line"))
        return None
    values = {
        COLUMNS[name]: cell.strip() for name, cell in zip(header, cells, strict=True) if name in COLUMNS
    }
    if not _ID.fullmatch(values["id"]):
        faults.append(Fault(where, f"NCT Number = {shown(values['id'])}", "NCT and eight digits"))
        return None
    posted = _day(values["posted"])
    if posted is None:
        given = f"First Posted = {shown(values['posted'])}"
        faults.append(Fault(where, given, "a day, like 2024-01-30 or January 30, 2024"))
        return None
    return Trial(
        id=values["id"],
        title=values["title"],
        conditions=values["conditions"],
        interventions=values["interventions"],
        phase=values["phase"] or NOT_GIVEN,
        status=values["status"] or NOT_GIVEN,
        posted=posted,
    )


def _day(text: str) -> str | None:
    """A day as 2024-01-30; empty where none is given, None where it is not a day."""
    if not text:
        return ""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None
