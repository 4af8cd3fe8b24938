"""The figures: which there are, in what colours, with what on the axes."""

from __future__ import annotations

from dataclasses import replace

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

from osteon.report._figures import MOST_PANELS, first_outcomes, plates
from osteon.report._inline import inline_svg, svg_text
from osteon.report._panel import curves_figure
from osteon.report._sheet import Sheet
from osteon.report._style import arm_style, figure_style
from tests.report.small import result


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    return Sheet(result(tmp_path_factory.mktemp("figures") / "mice.toml"))


@pytest.fixture(scope="module")
def drawn(sheet: Sheet) -> dict[str, Figure]:
    with figure_style():
        return {plate.name: plate.draw() for plate in plates(sheet)}


def test_every_axis_says_what_it_shows(drawn: dict[str, Figure]) -> None:
    for name, figure in drawn.items():
        for ax in (ax for ax in figure.axes if ax.axison):
            assert ax.get_xlabel() == "time after injury (day)", name
            assert ax.get_ylabel() or name == "phases", name
            assert ax.get_title(loc="left"), name


def test_what_studies_measured_is_drawn_even_if_not_asked_for(sheet: Sheet, drawn: dict[str, Figure]) -> None:
    titles = [ax.get_title(loc="left") for ax in drawn["curves"].axes]
    assert titles == ["Callus bone", "Union", "Cartilage", "BV/TV"]
    cartilage = drawn["curves"].axes[2]
    assert "young, measured" in cartilage.get_legend_handles_labels()[1]
    points = next(line for line in cartilage.lines if line.get_marker() == "o")
    np.testing.assert_allclose(points.get_xydata(), [[14.0, 30.0]])


def test_what_was_measured_after_the_last_day_is_not_drawn(sheet: Sheet) -> None:
    made = sheet.result
    study = made.library.studies["mice"]
    late = replace(study, rows=(*study.rows, replace(study.rows[0], row="T3", day=99.0)))
    longer = Sheet(replace(made, library=replace(made.library, studies={"mice": late})))
    figure = curves_figure(longer, (longer.outcomes["cartilage"],))
    points = next(line for line in figure.axes[0].lines if line.get_marker() == "o")
    np.testing.assert_allclose(points.get_xydata(), [[14.0, 30.0]])


def test_a_cell_that_is_never_there_has_no_panel(sheet: Sheet) -> None:
    measured = sheet.result.measurements
    none = np.zeros_like(measured.curves["MSC"])
    none[-1] = np.nan  # a failed lane is no cell either
    bare = replace(sheet.result, measurements=replace(measured, curves={**measured.curves, "MSC": none}))

    def cells(of: Sheet) -> set[str]:
        return {outcome.id for plate in plates(of) if plate.name == "cells" for outcome in plate.outcomes}

    assert cells(sheet) - cells(Sheet(bare)) == {"MSC"}


def test_a_line_is_the_mean_of_its_arm(sheet: Sheet, drawn: dict[str, Figure]) -> None:
    line = drawn["curves"].axes[0].lines[0]
    bone = sheet.result.measurements.curves["callus_bone"][:, :4].mean(axis=1)
    np.testing.assert_allclose(line.get_ydata(), bone)


def test_arms_differ_by_colour_and_dash() -> None:
    styles = [arm_style(index) for index in range(7)]
    assert len({style.colour for style in styles}) == 7
    assert len({(style.colour, style.dash) for style in map(arm_style, range(28))}) == 28


def test_the_style_leaves_the_settings_of_others_alone() -> None:
    before = dict(matplotlib.rcParams)
    with figure_style():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert dict(matplotlib.rcParams) == before


def test_an_inlined_figure_has_ids_and_a_label_of_its_own(drawn: dict[str, Figure]) -> None:
    with figure_style():
        text = inline_svg(svg_text(drawn["phases"]), "here", 'a "label" & more')
    assert text.startswith('<svg role="img" aria-label="a &#34;label&#34; &amp; more"')
    assert 'id="figure' not in text
    assert 'id="here-figure' in text
    assert "<metadata" not in text


def test_a_figure_has_at_most_so_many_curves_and_says_so(sheet: Sheet) -> None:
    one = next(iter(sheet.outcomes.values()))
    shown, rest = first_outcomes((one,) * (MOST_PANELS + 5))
    assert len(shown) == MOST_PANELS
    assert rest == f" The first {MOST_PANELS} of {MOST_PANELS + 5}; all are in outcomes.csv."
    assert first_outcomes((one,)) == ((one,), "")
