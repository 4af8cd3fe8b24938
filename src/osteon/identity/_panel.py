"""A panel: what flow cytometry and the tests of a culture found, read from a table."""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, final

from osteon.errors import Fault, OsteonError, near, shown
from osteon.identity._markers import Names, all_names, antigen_names, find
from osteon.knowledge import EvidenceBase

YES, NO = ("yes", "true", "pass", "passed", "+", "1"), ("no", "false", "fail", "failed", "-", "0")
COLUMNS = ("marker", "value")


@final
class PanelError(OsteonError):
    """A panel or a cytometry file cannot be read as one."""


@final
@dataclass(frozen=True)
class Panel:
    """One sample.

    percents: by entity, the share of cells (percent) that carry the antigen. labels: by entity, what the file
    calls it. tests: by name, whether a test of the culture was passed. source, treatments: entities.
    """

    name: str
    percents: Mapping[str, float]
    labels: Mapping[str, str] = field(default_factory=dict)
    tests: Mapping[str, bool] = field(default_factory=dict)
    source: str | None = None
    treatments: tuple[str, ...] = ()


Row: TypeAlias = dict[str, str]
Names3: TypeAlias = tuple[Names, Names, EvidenceBase]


def read_panels(path: Path, base: EvidenceBase, tests: tuple[str, ...]) -> tuple[Panel, ...]:
    """The panels of a CSV file with the columns marker and value, and, for several, sample.

    A row is an antigen with a percentage, a test of `tests` with yes or no, `source` with a kind of cell, or
    `treatment` with what the cells were given. Raises PanelError with every fault: file, line, what was
    expected, near names.
    """
    rows, faults = _rows(path)
    names = (antigen_names(base), all_names(base), base)
    samples: dict[str, list[tuple[str, Row]]] = {}
    for where, row in rows:
        samples.setdefault(row.get("sample", "") or path.stem, []).append((where, row))
    panels = [_panel(name, mine, names, tests, faults) for name, mine in samples.items()]
    if not rows and not faults:
        faults.append(Fault(str(path), "a table without rows", "a row for each antigen, like CD73,98.4"))
    if faults:
        raise PanelError(faults)
    return tuple(panels)


def placed(panel: Panel, base: EvidenceBase, source: str | None, treatments: tuple[str, ...]) -> Panel:
    """The panel with a source and treatments said on the command line. Raises PanelError: unknown names."""
    names, faults = all_names(base), list[Fault]()
    own = panel.source if source is None else _entity("--source", source, names, base, faults)
    given = [_entity("--treatment", text, names, base, faults) for text in treatments]
    if faults:
        raise PanelError(faults)
    known = tuple(id for id in given if id is not None)
    return Panel(panel.name, panel.percents, panel.labels, panel.tests, own, (*panel.treatments, *known))


def _rows(path: Path) -> tuple[list[tuple[str, Row]], list[Fault]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PanelError(
            Fault(str(path), f"a file that cannot be opened ({error.strerror})", "a table")
        ) from None
    except UnicodeDecodeError:
        raise PanelError(Fault(str(path), "bytes that are not UTF-8", "a CSV table or an FCS file")) from None
    table = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    header = [cell.strip().casefold() for cell in next(table, [])]
    lacking = [column for column in COLUMNS if column not in header]
    if lacking:
        given = f"the columns {', '.join(header) or 'none'}"
        expected = "the columns marker and value (and sample, for several)"
        raise PanelError(Fault(f"{path}:1", given, expected, near(header[0], COLUMNS) if header else ""))
    rows, faults = list[tuple[str, Row]](), list[Fault]()
    for cells in table:
        where = f"{path}:{table.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(Fault(where, f"{len(cells)} cells", f"{len(header)} cells, as in the first line"))
            continue
        rows.append((where, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return rows, faults


def _panel(
    name: str, rows: list[tuple[str, Row]], names: Names3, tests: tuple[str, ...], faults: list[Fault]
) -> Panel:
    percents, labels = dict[str, float](), dict[str, str]()
    passed, source, treatments = dict[str, bool](), None, list[str]()
    antigens, everything, base = names
    for where, row in rows:
        key, value = row["marker"], row["value"]
        match key.casefold():
            case "source":
                source = _entity(where, value, everything, base, faults)
            case "treatment":
                given = _entity(where, value, everything, base, faults)
                treatments += [given] if given is not None else []
            case test if test in tests:
                passed[test] = _answer(where, key, value, faults)
            case _:
                found = find(
                    key, antigens, base, where, f"an antigen, or one of {', '.join(tests)}, source, treatment"
                )
                if isinstance(found, Fault):
                    faults.append(found)
                    continue
                if found.id in percents:
                    faults.append(_twice(where, key, labels[found.id]))
                labels.setdefault(found.id, key)
                percents[found.id] = _percent(where, key, value, faults)
    return Panel(name, percents, labels, passed, source, tuple(treatments))


def _entity(where: str, text: str, names: Names, base: EvidenceBase, faults: list[Fault]) -> str | None:
    found = find(text, names, base, where, "a name of the evidence base, like AD-MSC or IFN-gamma")
    if isinstance(found, Fault):
        faults.append(found)
        return None
    return found.id


def _twice(where: str, key: str, before: str) -> Fault:
    same = "" if key == before else f", which is {shown(before)} under another name"
    return Fault(where, f"{shown(key)} a second time{same}", "each antigen once", "leave one of the rows out")


def _percent(where: str, key: str, text: str, faults: list[Fault]) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        fix = "" if math.isnan(value) or value < 0 else "is it a count or an intensity?"
        faults.append(Fault(where, f"{key} = {shown(text)}", "a percentage of cells, 0 to 100", fix))
    return value


def _answer(where: str, key: str, text: str, faults: list[Fault]) -> bool:
    if text.casefold() in YES or text.casefold() in NO:
        return text.casefold() in YES
    faults.append(Fault(where, f"{key} = {shown(text)}", "yes or no"))
    return False


def antigens_of(panel: Panel, base: EvidenceBase) -> Iterator[tuple[str, str, float]]:
    """Entity, label and percentage of each antigen of a panel, in the order of the file."""
    for id, percent in panel.percents.items():
        yield id, panel.labels.get(id, base.concepts[id].name), percent
