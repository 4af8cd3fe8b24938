"""A run of virtual trials as a folder: page, tables, figures; whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure

from osteon.report._atomic import RESULT, replacing
from osteon.report._inline import inline_svg, svg_text
from osteon.report._page import template
from osteon.report._style import figure_style
from osteon.report._trial_figures import forest_figure, survival_figure

Plain = dict[str, Any]
PAGE = "report.html"
NOTICE = "Virtual patients of a model, not people: a hypothesis about a study, and no advice on treatment."
ENDPOINTS = (
    "trial", "endpoint", "arm", "against", "stated", "direction", "twins", "twins_low", "twins_high", "unit",
    "estimate", "value", "low", "high", "p", "claims",
)  # fmt: skip


def write_trials(found: Plain, folder: Path) -> None:
    """Write what trials found (`trials_plain`) into `folder`.

    report.html, result.json, endpoints.csv (a row an endpoint), curves.csv (the Kaplan-Meier curves),
    figures/*.svg and *.png. An earlier result is replaced when the new one is whole; OutputError if it cannot
    be written.
    """
    with replacing(folder) as temporary:
        (temporary / "figures").mkdir()
        with figure_style():
            pictures = {
                name: _drawn(name, label, draw, temporary / "figures")
                for name, label, draw in _figures(found)
            }
        (temporary / PAGE).write_text(_page(found, pictures), encoding="utf-8")
        _table(temporary / "endpoints.csv", ENDPOINTS, _endpoint_rows(found))
        columns = ("trial", "endpoint", "arm", "day", "share", "low", "high")
        _table(temporary / "curves.csv", columns, _curve_rows(found))
        said = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False)
        (temporary / RESULT).write_text(said + "\n", encoding="utf-8")


def _figures(found: Plain) -> Iterator[tuple[str, str, Callable[[], Figure]]]:
    """Name, label and drawing of each figure."""
    for trial in found["trials"]:
        if any(each["measure"] == "time" and each["groups"] for each in trial["endpoints"]):
            label = f"{trial['title']}: patients in whom it has happened, by day"
            yield f"survival-{trial['trial']}", label, partial(survival_figure, trial)
    for pool in found["pools"]:
        if any(row["counts"] for row in pool["trials"]):
            yield (
                f"forest-{pool['pool']}",
                f"{pool['title']}: {pool['name']}",
                partial(forest_figure, pool),
            )


def _drawn(name: str, label: str, draw: Callable[[], Figure], folder: Path) -> Markup:
    figure = draw()
    document = svg_text(figure)
    (folder / f"{name}.svg").write_text(document, encoding="utf-8")
    figure.savefig(folder / f"{name}.png", metadata={"Software": None})
    return inline_svg(document, name, label)


def _page(found: Plain, pictures: dict[str, Markup]) -> str:
    return template("trials.html").render(found=found, pictures=pictures, notice=NOTICE)


def _endpoint_rows(found: Plain) -> Iterator[Sequence[Any]]:
    for trial in found["trials"]:
        for each in trial["endpoints"]:
            twins, estimate = each["twins"] or {}, each["trial"] or {}
            yield (
                trial["trial"],
                *(each[key] for key in ("endpoint", "arm", "against", "stated", "direction")),
                *(twins.get(key) for key in ("mean", "low", "high", "unit")),
                *(estimate.get(key) for key in ("name", "value", "low", "high", "p")),
                " ".join(each["claims"]),
            )


def _curve_rows(found: Plain) -> Iterator[Sequence[Any]]:
    for trial in found["trials"]:
        for each in trial["endpoints"]:
            for group in each["groups"]:
                curve = group.get("curve")
                rows = (
                    zip(*(curve[key] for key in ("days", "share", "low", "high")), strict=True)
                    if curve
                    else ()
                )
                for row in rows:
                    yield trial["trial"], each["endpoint"], group["arm"], *row


def _table(path: Path, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([f"{cell:.7g}" if isinstance(cell, float) else cell for cell in row] for row in rows)
