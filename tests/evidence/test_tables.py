"""Tables and figures that are made anew: every cell says who says so, and nothing is ascribed to an image."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from osteon.evidence import (
    ClaimCell,
    ClaimTable,
    made_figure,
    made_table,
    ranking,
    source_card,
    source_table,
    table_csv,
    table_lines,
    table_markdown,
    table_record,
)
from osteon.knowledge import EvidenceBase, StaticRecords, load_evidence, load_static

NAMES = ("markers", "factors", "capacity")
FIGURES = ("figure1", "figure2", "figure3", "figure4")


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return load_evidence()


@pytest.fixture(scope="module")
def static(base: EvidenceBase) -> StaticRecords:
    return load_static(base)


@pytest.fixture(scope="module")
def tables(base: EvidenceBase, static: StaticRecords) -> dict[str, ClaimTable]:
    made = {name: made_table(static.tables[name], base) for name in NAMES}
    made |= {name: made_figure(static.figures[name], base) for name in FIGURES}
    return made | {"sources": source_table(base, static), "ranking": ranking(base, static)}


def text(tables: dict[str, ClaimTable], name: str, row: str, column: str) -> str:
    return tables[name].cell(row, column).text


def test_each_cell_carries_a_claim_or_an_external_citation(
    tables: dict[str, ClaimTable], base: EvidenceBase
) -> None:
    for table in tables.values():
        cells = [cell for row in table.rows for cell in row if cell.text]
        assert cells
        assert all(cell.claims or cell.sources for cell in cells), table.id
        assert {claim for cell in cells for claim in cell.claims} <= set(base.claims), table.id
        assert all(source.startswith("doi:") for cell in cells for source in cell.sources)


def test_nothing_is_ascribed_to_an_image_that_was_not_read(
    tables: dict[str, ClaimTable], static: StaticRecords
) -> None:
    images = {name: layout.image for name, layout in static.tables.items()}
    images |= {name: layout.image for name, layout in static.figures.items()}
    assert set(images.values()) - {""} == {
        "Table 1", "Table 2", "Figure 1", "Figure 2", "Figure 3", "Figure 4",
    }  # fmt: skip
    for name, image in images.items():
        said = f"{image} of document 000 is an image that was not read. All here is from its text."
        assert (said in tables[name].notes) == bool(image)


def test_each_claim_of_a_layout_fills_a_cell(tables: dict[str, ClaimTable], static: StaticRecords) -> None:
    for name in NAMES:
        layout = static.tables[name]
        assert {*layout.claims, *layout.telling} <= set(tables[name].claims), name


def test_each_row_of_a_panel_is_what_its_claim_says(
    tables: dict[str, ClaimTable], base: EvidenceBase
) -> None:
    heads = {"C073": "BM-MSC", "C074": "BM-MSC", "C076": "AD-MSC", "C086": "CD271high BM-MSC"}
    words = {"C073": "high", "C074": "little or none", "C076": "present", "C086": "present"}
    rows = {row[0].text: row for row in tables["markers"].rows}
    for claim, head in heads.items():
        filled = {
            label for label in rows if claim in tables["markers"].cell(label, head).claims
        }  # fmt: skip
        antigens = {entity for term in base.claims[claim].objects for entity in term.entities}
        assert len(filled) == len(antigens), claim
        assert all(words[claim] in text(tables, "markers", label, head) for label in filled), claim


def test_markers_tell_sources_apart(tables: dict[str, ClaimTable]) -> None:
    assert text(tables, "markers", "CD106", "AD-MSC") == "weak, less than on BM-MSC"
    assert text(tables, "markers", "CD106", "CP-MSC") == "marks this source"
    assert "on no other source" in text(tables, "markers", "CD143", "BM-MSC")
    assert "adult sources only" in text(tables, "markers", "CD143", "adult MSC")
    assert text(tables, "markers", "CD271 (LNGFR)", "what it tells").startswith("isolates marrow cells")
    assert tables["markers"].cell("CD90", "ISCT limit") == ClaimCell(
        "at least 95 %", (), ("doi:10.1080/14653240600855905",)
    )


def test_two_names_of_one_gene_are_one_row_and_show_their_conflict(tables: dict[str, ClaimTable]) -> None:
    cell = tables["markers"].cell("CD49f (integrin alpha-6)", "AD-MSC")
    assert cell.claims == ("C077", "C094")
    assert cell.text == "weak, less than on BM-MSC; raised, more than on BM-MSC"
    assert any(note.startswith("K20, C077 against C094") for note in tables["markers"].notes)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("G-CSF", "BM-MSC", "high, the main source"),
        ("GM-CSF", "BM-MSC", "high, the main source"),
        ("VEGF", "BM-MSC", "low"),
        ("IFN-gamma", "AD-MSC", "high, more than from BM-MSC"),
        ("IL-2", "AD-MSC", "high, more than from BM-MSC"),
        ("IL-1beta", "AD-MSC", "high, more than from BM-MSC"),
        ("TNF-alpha", "AD-MSC", "high, more than from BM-MSC"),
        ("26S proteasome", "AD-MSC", "more active than in BM-MSC"),
        ("ICAM-1", "AD-MSC", "higher than in BM-MSC"),
        ("integrin alpha5", "AD-MSC", "higher than in BM-MSC"),
        ("integrin alpha-6 (CD49f)", "AD-MSC", "higher than in BM-MSC"),
        ("IL-4", "PMSC", "high, more than from BM-MSC"),
        ("IL-6", "PMSC", "high, more than from BM-MSC"),
        ("MCP-1 (CCL2)", "PMSC", "high, more than from BM-MSC"),
        ("MMP", "embryonic tissue-derived MSC", "low"),
        ("HGF", "UC-MSC", "differs from BM-MSC and AD-MSC, no ranking given"),
        ("TGF-beta1", "BM-MSC", "differs from AD-MSC and UC-MSC, no ranking given"),
    ],
)
def test_every_stated_order_of_factors_is_in_the_table(
    tables: dict[str, ClaimTable], row: str, column: str, said: str
) -> None:
    assert text(tables, "factors", row, column) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bone", ("forms", "forms", "forms", "does not form")),
        ("blood-forming marrow", ("forms", "does not form", "does not form", "")),
    ],
)
def test_bone_and_niche_by_source(tables: dict[str, ClaimTable], row: str, said: tuple[str, ...]) -> None:
    sources = ("BM-MSC", "periosteum-derived MSC", "cord blood-derived MSC", "muscle-derived MSC")
    assert tuple(text(tables, "capacity", row, source) for source in sources) == said


def test_marrow_cells_rank_first_and_the_conflict_with_ipsc_names_who_was_compared(
    tables: dict[str, ClaimTable],
) -> None:
    table = tables["ranking"]
    pairs = [(row[0].text, row[1].text) for row in table.rows]
    assert pairs == [
        ("BM-MSC", "AD-MSC"), ("BM-MSC", "UC-MSC"), ("BM-MSC", "mature chondrocyte"),
        ("BM-MSC", "skin fibroblast"), ("iPSC-MSC", "BM-MSC"),
    ]  # fmt: skip
    assert any("among each other these are not ranked" in note for note in table.notes)
    assert "iPSC-MSC of C303 was not among the cells that C113 compares." in table.notes
    assert any(note.startswith("K28, C113 against C303") for note in table.notes)


def test_ten_tissues_and_the_five_sources_that_are_used_most(tables: dict[str, ClaimTable]) -> None:
    table = tables["sources"]
    assert len(table.rows) == 10
    assert all(row[2].text == "yes" for row in table.rows)
    used = {row[0].text for row in table.rows if row[3].text}
    assert used == {"bone marrow", "adipose tissue", "umbilical cord", "amnion", "placenta"}
    assert any(note.startswith("K02") for note in table.notes)


def test_a_source_has_a_card_with_niche_limits_markers_and_factors(
    base: EvidenceBase, static: StaticRecords
) -> None:
    card = source_card(base, static, "E003")
    fields = {row[0].text: row[1] for row in card.rows}
    assert fields["tissue"] == ClaimCell("adipose tissue", ("C062",))
    assert {"niche", "limit", "instead", "ranked", "use"} <= set(fields)
    assert fields["marker: CD34"].claims == ("C076",)
    assert fields["factor: TNF-alpha"].claims == ("C095",)
    assert all(cell.claims for row in card.rows for cell in row)


def test_healing_is_shown_as_four_phases_and_as_five(tables: dict[str, ClaimTable]) -> None:
    parts = [row[0].text for row in tables["figure2"].rows]
    assert (parts.count("read as five phases"), parts.count("read as four phases")) == (5, 4)


def test_figure_3_has_six_immune_cells_and_figure_4_the_number_of_trials(
    tables: dict[str, ClaimTable],
) -> None:
    parts = {row[0].text for row in tables["figure3"].rows}
    assert parts > {"macrophages", "dendritic cells", "neutrophils", "T cells", "B cells", "NK cells"}
    trials = [row[1] for row in tables["figure4"].rows if "C216" in row[1].claims]
    assert [cell.text for cell in trials] == ["more than 70 by January 2024"]


def test_all_forms_hold_the_same_cells(tables: dict[str, ClaimTable]) -> None:
    for table in tables.values():
        rows = list(csv.reader(io.StringIO(table_csv(table))))
        assert rows[0] == list(table.columns)
        assert len(rows) == len(table.rows) + 1
        record = table_record(table)
        assert [row[table.columns[0]]["text"] for row in record["rows"]] == [row[0] for row in rows[1:]]
        page = table_markdown(table).split("\n")
        bars = [line for line in page if line.startswith("|")]
        assert len(bars) == len(table.rows) + 2
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in bars} == {len(table.columns) + 1}


@pytest.mark.parametrize("width", [40, 100, 400])
def test_lines_are_no_wider_than_the_terminal(tables: dict[str, ClaimTable], width: int) -> None:
    for table in tables.values():
        lines = table_lines(table, width)
        assert all(len(line) <= width for line in lines), table.id
        said = " ".join(" ".join(lines).split())
        assert all(" ".join(cell.text.split()) in said for row in table.rows for cell in row), table.id


def test_what_would_break_a_table_is_escaped() -> None:
    hostile = ClaimTable(
        "x", "a | b", "<i>", ("h|1", "h2"), ((ClaimCell("a|b"), ClaimCell("[x](y)\n*z*", ("C1",))),)
    )
    page = table_markdown(hostile)
    assert "| a\\|b | \\[x\\](y) \\*z\\* \\[C1\\] |" in page
    assert "<i>" not in page.replace("\\<", "")
    assert table_lines(replace(hostile, rows=()), 40)[:1] == ["a | b"]
    with pytest.raises(KeyError):
        hostile.cell("a|b", "h3")
