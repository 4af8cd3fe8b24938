"""The figures of a report: which there are, and what each one says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import final

from matplotlib.figure import Figure

from osteon.observe import Outcome
from osteon.report._composition import composition_figure
from osteon.report._panel import curves_figure, shows_animals
from osteon.report._phases import phase_rows
from osteon.report._sheet import Sheet
from osteon.report._timeline import timeline_figure

MOST_PANELS = 24
"""So many curves a figure may have: more are not read, and take longer to draw than to solve."""


@final
@dataclass(frozen=True)
class Plate:
    """A figure with its file name, title and caption; `draw` makes it, so that one is in memory at a time.

    outcomes: those that it shows.
    """

    name: str
    title: str
    caption: str
    draw: Callable[[], Figure]
    outcomes: tuple[Outcome, ...] = ()


def plates(sheet: Sheet) -> Iterator[Plate]:
    """Yield the figures in the order of the report; those that the model has no outcomes for are left out."""
    yield from _main(sheet)
    yield from _composition(sheet)
    yield from _timeline(sheet)
    yield from _groups(sheet)


def _main(sheet: Sheet) -> Iterator[Plate]:
    if sheet.main:
        points = (
            ""
            if sheet.residuals.empty
            else " Marks: measured points of the named studies, with their spread."
        )
        shown, rest = first_outcomes(sheet.main)
        yield Plate(
            "curves",
            "What was asked",
            _bands(sheet) + points + rest,
            lambda: curves_figure(sheet, shown),
            shown,
        )


def first_outcomes(outcomes: tuple[Outcome, ...]) -> tuple[tuple[Outcome, ...], str]:
    """The outcomes that a figure shows, and what its caption says of the others."""
    left = len(outcomes) - MOST_PANELS
    rest = f" The first {MOST_PANELS} of {len(outcomes)}; all are in outcomes.csv." if left > 0 else ""
    return outcomes[:MOST_PANELS], rest


def _bands(sheet: Sheet) -> str:
    line = "Line: mean over the virtual animals; dark band: 95 % confidence interval of that mean"
    line += "; light band: the central 95 % of the animals." if shows_animals(sheet) else "."
    without = sheet.result.without
    if without is None:
        return line
    sources = " and ".join(origin.id for origin in without.dropped.origins)
    return f"{line} Dashed, in the colour of its arm: the same animals without {sources}."


def _composition(sheet: Sheet) -> Iterator[Plate]:
    tissues = _of_kind(sheet, "tissue")
    if tissues:
        caption = (
            "Mean share of the callus volume that each tissue fills; the shares add up to the whole callus."
        )
        yield Plate(
            "composition",
            "What the callus is made of",
            caption,
            lambda: composition_figure(sheet, tissues),
            tissues,
        )


def _timeline(sheet: Sheet) -> Iterator[Plate]:
    rows = phase_rows(sheet)
    if rows:
        caption = (
            "Each bar runs from the median first day of a phase to its end; the black line spans the first "
            "days of 95 % of the animals. Phases are read from the state of the callus, never scheduled."
        )
        onsets = tuple(sheet.outcomes[name] for name in sheet.events if name.startswith("onset_"))
        yield Plate("phases", "Phases of healing", caption, lambda: timeline_figure(sheet, rows), onsets)


def _groups(sheet: Sheet) -> Iterator[Plate]:
    leukocytes = _of_kind(sheet, "cell", "leukocyte")
    others = tuple(cell for cell in _of_kind(sheet, "cell") if cell not in leukocytes)
    supply = _of_kind(sheet, "gas") + _of_kind(sheet, "vessel")
    strength = tuple(
        sheet.outcomes[name] for name in ("relative_stiffness", "union") if name in sheet.outcomes
    )
    groups = (
        ("leukocytes", "Leukocytes", leukocytes, ""),
        ("cells", "Stromal and skeletal cells" if leukocytes else "Cells", others, ""),
        ("factors", "Cytokines and growth factors", _of_kind(sheet, "factor"), ""),
        ("supply", "Oxygen and vessels", supply, ""),
        (
            "strength",
            "Stiffness and union",
            strength,
            " Union: share of the animals that have united by that day.",
        ),
    )
    for name, title, outcomes, more in groups:
        if outcomes:
            shown, rest = first_outcomes(outcomes)
            yield Plate(name, title, _bands(sheet) + more + rest, _drawer(sheet, shown), shown)


def _drawer(sheet: Sheet, outcomes: tuple[Outcome, ...]) -> Callable[[], Figure]:
    return lambda: curves_figure(sheet, outcomes, columns=3 if len(outcomes) > 4 else 2)


def _of_kind(sheet: Sheet, kind: str, tag: str = "") -> tuple[Outcome, ...]:
    """The states of a kind of which there is ever any, in any arm."""
    entities = (state.entity for state in sheet.result.model.states)
    chosen = (e.id for e in entities if e.kind == kind and (not tag or tag in e.tags))
    return tuple(sheet.outcomes[name] for name in chosen if name in sheet.outcomes and sheet.occurs(name))
