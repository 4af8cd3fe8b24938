"""The page and the figure of a published model: one of the catalogue, and one that is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from osteon.cohort import Verification, Worst, recorded_verification, verification_row
from osteon.errors import RecordError
from osteon.knowledge import Library, load_library
from osteon.model import build_model
from osteon.report import model_figure, model_index, model_page
from osteon.report._markdown import code, plain
from osteon.report._model_equations import balances
from osteon.report._scales import power_text, spans_decades, time_unit
from osteon.report._sources_text import address, linked
from osteon.report._words import number_text, unit_text
from tests.models.clockwork import written

MET = Verification("clockwork", Worst(2.34e-11, 4, "a"), Worst(1e-5, 8, "b"), Worst(1.26e-8, 8, "day 1: x_1"))
REAL = "kagan2013"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library([written(tmp_path_factory.mktemp("catalog"))])


@pytest.fixture(scope="module")
def figure(library: Library) -> Figure:
    return model_figure(library, REAL)


def cells(page: str) -> Iterator[list[str]]:
    """The cells of each row of each table; a row and the next belong to one table when they touch."""
    for line in page.splitlines():
        if line.startswith("|"):
            yield re.split(r"(?<!\\)\|", line)[1:-1]


def tables(page: str) -> list[list[list[str]]]:
    blocks = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    return [list(cells(block)) for block in blocks]


@pytest.mark.parametrize("name", ["clockwork", REAL])
def test_a_page_says_all_that_the_records_say(library: Library, name: str) -> None:
    model = build_model(library, name)
    page = model_page(library, name, replace(MET, model=name))
    told = {row[0].strip() for table in tables(page) for row in table}
    assert {f"`{state.id}`" for state in model.states} <= told
    assert {f"`{rate.name}`" for rate in model.rates} <= told
    assert {f"`{signal}`" for signal, _ in model.signals} <= told
    assert {f"`{event.name}`" for event in model.events} <= told
    assert {f"`{path}`" for path in model.quantities} <= told
    for chapter in library.chapters[name]:
        assert all(plain(sentence) in page for sentence in (chapter.says, *chapter.unchecked))
    assert all(len({len(row) for row in table}) == 1 for table in tables(page))
    assert f"(../images/models/{name}.png)" in page
    assert f"`osteon run {name}`" in page
    assert page.count("<details>") == page.count("</details>") == 1


def test_a_page_says_how_well_the_references_are_met(library: Library) -> None:
    page = model_page(library, "clockwork", MET)
    assert "✓ It gives its reference numbers." in page
    assert "| derivatives | 4 | 2.3e-11 | 1e-09 | ✓ |" in page
    assert "| curves, tight tolerance (1e-10) | 8 | 1.3e-08 | 1e-06 | ✓ |" in page
    assert "The worst is at day 1: x_1." in page
    missed = model_page(library, "clockwork", replace(MET, tight=Worst(0.01, 8, "day 2")))
    assert "It misses reference numbers." in missed
    assert "| 8 | 0.01 | 1e-06 | no |" in missed
    none = model_page(library, "clockwork", Verification("clockwork", Worst(), Worst(), Worst()))
    assert "There are no reference numbers for it." in none
    assert "nothing could be compared" in none


def test_balances_are_signed_sums_of_processes(library: Library) -> None:
    text = "\n".join(balances(build_model(library, REAL)))
    assert "d gi_exv/dt = + gi_uptake - gi_exv_breakdown\n" in text
    assert max(map(len, text.splitlines())) <= 100
    assert "\N{NO-BREAK SPACE}" not in text


def test_the_list_has_a_row_for_each_model(library: Library) -> None:
    missed = replace(MET, model=REAL, tight=Worst(1.0, 8), probes=Worst())
    rows = tables(model_index(library, [MET, missed]))[0][2:]
    assert [row[0].strip() for row in rows] == ["[clockwork](clockwork.md)", f"[{REAL}]({REAL}.md)"]
    assert [row[3].strip() for row in rows] == ["✓", "no"]
    assert [row[4].strip() for row in rows] == ["2.3e-11", ""]


def test_what_was_found_is_read_back_from_its_row(library: Library) -> None:
    row = verification_row(library, MET)
    again = recorded_verification(replace(library, verified={"clockwork": row}), "clockwork")
    assert model_page(library, "clockwork", again) == model_page(library, "clockwork", MET)
    assert again.met
    with pytest.raises(RecordError, match="no whole row for model 'clockwork'"):
        recorded_verification(replace(library, verified={"clockwork": {"met": "yes"}}), "clockwork")


def test_a_figure_has_lines_marks_units_and_a_legend(figure: Figure) -> None:
    axes = [ax for ax in figure.axes if ax.axison]
    assert 1 <= len(axes) <= 6
    for ax in axes:
        assert ax.get_xlabel() == "time (hours)"
        assert ax.get_ylabel()
        assert ax.get_title(loc="left")
        line, marks = ax.lines
        times, values = np.asarray(marks.get_xydata()).T
        given = np.interp(times[1:], *np.asarray(line.get_xydata()).T)
        np.testing.assert_allclose(given, values[1:], rtol=0.01, atol=1e-7)
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == ["unit dose", "reference"]
    assert [ax.get_yscale() for ax in axes][:2] == ["log", "linear"]


def test_a_made_up_model_is_drawn_too(library: Library, tmp_path: Path) -> None:
    figure = model_figure(library, "clockwork")
    figure.savefig(tmp_path / "clockwork.png", dpi=50)
    assert {ax.get_xlabel() for ax in figure.axes if ax.axison} == {"time (hours)"}


def test_texts_of_records_are_no_markup() -> None:
    assert plain("a | b <i> *c* _d_ e_f\n $x$ ~1") == r"a \| b \<i> \*c\* \_d\_ e_f \$x\$ \~1"
    assert code("k * M1") == "`k * M1`"
    assert code("") == ""


def test_sources_have_addresses_where_their_scheme_has() -> None:
    assert address("doi:10.3390/mca24010012") == "https://doi.org/10.3390/mca24010012"
    assert address("pmid:14499354") == "https://pubmed.ncbi.nlm.nih.gov/14499354"
    assert address("biomodels:BIOMD0000000714") == "https://www.ebi.ac.uk/biomodels/BIOMD0000000714"
    assert address("javascript:alert") is None
    assert address("doi:10.1/a)](x") is None
    assert linked("title:one_two") == "title:one_two"


def test_numbers_keep_their_digits() -> None:
    given = (0.0, 1200.0, 3.3e9, 0.05, 2.04e-4, 6236284.216986777, -1.5, 1e-10)
    told = ["0", "1200", "3.3e9", "0.05", "2.04e-4", "6236284.216986777", "-1.5", "1e-10"]
    assert [number_text(value) for value in given] == told


def test_axes_suit_the_numbers() -> None:
    assert [time_unit(days).name for days in (0.01, 5, 40, 1000, 1096)] == [
        "seconds", "hours", "days", "days", "years",
    ]  # fmt: skip
    assert spans_decades(np.geomspace(1.0, 1e5, 50))
    assert not spans_decades(np.geomspace(1.0, 100.0, 50))
    assert not spans_decades(np.array([0.0, 1.0, 1e6]))
    assert power_text(-12) == "10⁻¹²"
    assert unit_text("cell*mm^-1/um^4") == "cell*mm⁻¹/um⁴"
