"""A result as a folder: page, tables, figures, dataset, sources; whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from osteon.cohort import Attribution, Result
from osteon.report._atomic import RESULT, completing, replacing
from osteon.report._cite import bibliography
from osteon.report._combination_figure import combination_plates
from osteon.report._dataset import to_dataset
from osteon.report._evidence import quantities_used
from osteon.report._figures import Plate, plates
from osteon.report._inline import inline_svg, svg_text
from osteon.report._page import PagePlate, render_page
from osteon.report._record import build_record
from osteon.report._run_note import RunNote, write_note
from osteon.report._sheet import Sheet
from osteon.report._space_page import space_page
from osteon.report._store import to_json
from osteon.report._style import figure_style
from osteon.report._therapy_figures import therapy_plates
from osteon.report._trace import trace
from osteon.report._vtk import VTK_LIMIT, vtk_bytes, write_vtk

PAGE = "report.html"


def write_report(
    result: Result,
    folder: Path,
    said: Callable[[str], None] | None = None,
    *,
    note: RunNote | None = None,
    vtk: bool | None = None,
    attribution: Attribution | None = None,
) -> dict[str, Any]:
    """Write everything there is to keep of `result` into `folder`, and return its record (result.json).

    report.html, outcomes.csv, summary.csv, residuals.csv, solution.zarr, figures/*.png and *.svg,
    experiment.toml, sources.bib, result.json; of a run in space vtk/ as well: always, never, or (None) where
    its fields are of a usual size. `said` hears what is being written. note: goes into run.json. attribution:
    of the gains of arms with products, where they were taken apart.

    An earlier result in `folder` is replaced when the new one is whole, and nothing is left if it cannot be
    written (OutputError). The folder of a run in space holds its fields already; the rest joins them.
    """
    sheet = Sheet(result)
    record = build_record(sheet, attribution)
    if note is not None and note.branch:
        record["provenance"]["branch"] = note.branch["says"]
    parts = [*_parts(sheet, record), *_space_parts(result, vtk)]
    if note is not None and result.space is None:
        parts.append(("inputs", lambda folder: write_note(folder, note)))
    with (replacing if result.space is None else completing)(folder) as temporary:
        for name, write in parts:
            if said is not None:
                said(name)
            write(temporary)
    return record


def _parts(sheet: Sheet, record: dict[str, Any]) -> list[tuple[str, Callable[[Path], None]]]:
    return [
        ("tables", lambda folder: _tables(sheet, folder)),
        ("solution", lambda folder: _solution(sheet, folder)),
        ("figures", lambda folder: _page(sheet, record, folder)),
        ("sources", lambda folder: _sources(sheet, record, folder)),
    ]


def _space_parts(result: Result, vtk: bool | None) -> list[tuple[str, Callable[[Path], None]]]:
    space = result.space
    if space is None or vtk is False or (vtk is None and vtk_bytes(space.plan) > VTK_LIMIT):
        return []
    return [("images", lambda folder: write_vtk(space, folder))]


def _tables(sheet: Sheet, folder: Path) -> None:
    tables = {"outcomes": sheet.result.table(), "summary": sheet.summary, "residuals": sheet.residuals}
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False, float_format="%.7g")


def _solution(sheet: Sheet, folder: Path) -> None:
    to_dataset(sheet.result).to_zarr(folder / "solution.zarr", zarr_format=3, consolidated=False)


def _page(sheet: Sheet, record: dict[str, Any], folder: Path) -> None:
    (folder / "figures").mkdir()
    with figure_style():
        drawn = [_draw(plate, folder / "figures") for plate in plates(sheet)]
        therapy = [_draw(plate, folder / "figures") for plate in therapy_plates(record)]
        together = [_draw(plate, folder / "figures") for plate in combination_plates(record)]
        web = trace(sheet.result, quantities_used(sheet.result), record["claims"])
        space = space_page(sheet, folder / "figures", _draw)
    page = render_page(record, drawn, web, space, therapy, together)
    (folder / PAGE).write_text(page, encoding="utf-8")


def _draw(plate: Plate, folder: Path) -> PagePlate:
    figure = plate.draw()
    document = svg_text(figure)
    (folder / f"{plate.name}.svg").write_text(document, encoding="utf-8")
    figure.savefig(folder / f"{plate.name}.png", metadata={"Software": None})
    svg = inline_svg(document, plate.name, f"{plate.title}. {plate.caption}")
    outcomes = [(each.id, each.name) for each in plate.outcomes]
    return PagePlate(name=plate.name, title=plate.title, caption=plate.caption, svg=svg, outcomes=outcomes)


def _sources(sheet: Sheet, record: dict[str, Any], folder: Path) -> None:
    shutil.copyfile(sheet.result.experiment.path, folder / "experiment.toml")
    (folder / "sources.bib").write_text(bibliography(record), encoding="utf-8")
    (folder / RESULT).write_text(to_json(record), encoding="utf-8")
