"""Pages of the evidence base: what they say, that hostile records do no harm, that figures can be read."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from osteon.claims import Recorded, Verdict
from osteon.evidence import Sign
from osteon.knowledge import (
    Chapter,
    Conflict,
    EvidenceBase,
    Library,
    Paper,
    Process,
    Readout,
    Reviewed,
    Setup,
    System,
    Term,
    load_evidence,
)  # fmt: skip
from osteon.report import evidence_pages
from osteon.report._evidence_claims import NOT_RUN, ORDER, verdict_counts
from osteon.report._evidence_drawn import MOST, drawing
from osteon.report._evidence_figure import system_figure
from osteon.report._evidence_heights import heights
from osteon.report._evidence_layers import columns, crossings
from osteon.report._evidence_looks import FILLS, LOOKS
from osteon.report._evidence_place import Box, Layout, layout
from osteon.report._evidence_text import lines, width
from tests.evidence.exchanged import claim, concept, made

HOSTILE = 'a|b <script>alert(1)</script> [x](javascript:y) *z* "q" `c` & _w_\n# head'
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def whole() -> EvidenceBase:
    return load_evidence()


def small(text: str = "what it says") -> Library:
    """A library with one process, two systems and two claims, all of whose texts are `text`."""
    sides = {"subjects": (Term(text, ("E001",)),), "objects": (Term("TNF", ("E003",)),)}
    first = claim("C001", says=text, context=text, note=text, cites=("Bo 1",), systems=("S01",))
    second = claim(
        "C002", says=text, systems=("S02", "S01"), kind="static", experiment=None, cites=(), **sides
    )
    tnf = concept("E003", name="TNF", synonyms=(text,), type="protein", curie="HGNC:11892", label=text)
    cell = concept("E001", name=text, note=text, mended=text)
    system = made(System, id="S01", title=text, group="a group", says=text, sets=text)
    base = EvidenceBase(
        claims={"C001": first, "C002": second},
        concepts={"E001": cell, "E003": tnf},
        conflicts={
            "K01": Conflict("K01", ("C001", "C002"), "hard", True, text, text, f"set `this|x` {text}", "")
        },
        papers={"Bo 1": made(Paper, id="Bo 1", authors="Bo", doi="10.1/a(b)", note=text)},
        systems={"S01": system, "S02": replace(system, id="S02")},
        setups={
            "one": made(Setup, id="one", says=text, days=3.0),
            "two": made(Setup, id="two", says=text, missing="cells in a dish"),
        },
        readouts={"TNF": made(Readout, id="TNF", says=text, outcome="TNF")},
        documents={"000": made(Reviewed, id="000", title=text)},
    )
    where = "catalog/mechanisms/x.toml:3"
    process = Process("making", text, "production", None, "TNF", "k", ("C001",), (), where)
    chapter = Chapter("x", "X", text, processes=(process,))
    return Library(chapters={"natural_healing": (chapter,)}, evidence=base)


def test_a_page_of_a_system_holds_what_its_records_say() -> None:
    recorded = Recorded("C001", "emergent", -2.0, -3.0, -1.0, "cell/mm^3", "needs making", ("making",), False)
    page = evidence_pages(small(), {"C001": recorded})["evidence/S01.md"]
    assert "# S01 what it says" in page
    assert "2 claims; dynamic ones: 1 emergent." in page
    assert '| <a id="C001"></a>C001<br>[K01](conflicts.md#K01) | what it says<br>' in page
    assert "→ *induces* → TNF" in page
    assert "Run: A\\|B" in page
    assert "[Bo 1](papers.md#Bo-1) (next sentence)<br>document 000, 1 / 2, sentence 2, 10" in page
    assert "**emergent**<br>-2 cell/mm³, -3 to -1<br>needs making |" in page
    assert "[C002](S02.md#C002)" in page
    link = "[`making`](../../src/osteon/catalog/mechanisms/x.toml)"
    assert f"| {link} | production | [natural healing](../natural-healing.md) |" in page
    assert "- cells in a dish: [C001](S01.md#C001)" in page
    assert "![Graph of the claims of S01](../images/evidence/S01.svg)" in page


def test_verdicts_are_shown_as_they_are() -> None:
    def cell(**changes: object) -> str:
        row = Recorded("C001", "contradicted", None, None, None, "", "why", (), False)
        page = evidence_pages(small(), {"C001": replace(row, **changes)})["evidence/S01.md"]
        [line] = [line for line in page.splitlines() if '<a id="C001">' in line]
        return line.split(" | ")[-1].removesuffix(" |")

    assert cell() == "**contradicted**<br>why"
    assert cell(stale=True) == "**contradicted** (stale)<br>why"
    assert cell(effect=1.0, low=1.0, high=1.0, unit="1", why="") == "**contradicted**<br>+1"
    page = evidence_pages(small(), {})["evidence/S01.md"]
    assert "dynamic ones: 1 not run." in page
    assert page.count("| not run |") == 1


def test_verdicts_are_counted_the_strongest_first() -> None:
    assert set(ORDER) == {*map(str, Verdict), NOT_RUN}
    claims = [claim(id) for id in ("C001", "C002", "C003")]
    row = Recorded("", "not yet", None, None, None, "", "", (), False)
    found = {"C001": row, "C002": replace(row, verdict="emergent")}
    assert verdict_counts(claims, found) == "1 emergent, 1 not yet, 1 not run"


def test_lists_hold_every_record() -> None:
    pages = evidence_pages(small(), {})
    assert '<a id="E003"></a>E003' in pages["evidence/entities-protein.md"]
    assert "[HGNC:11892](https://www.genenames.org/" in pages["evidence/entities-protein.md"]
    assert "| exact |" in pages["evidence/entities-protein.md"]
    assert "[CL:0000134](http://purl.obolibrary.org/obo/CL_0000134)" in pages["evidence/entities-cell.md"]
    assert '<a id="K01"></a>K01 | hard<br>seen once names are grounded |' in pages["evidence/conflicts.md"]
    assert "set `this/x` what it says |" in pages["evidence/conflicts.md"]
    assert '<a id="Bo-1"></a>Bo 1' in pages["evidence/papers.md"]
    assert "2 of 2 claims, 1 of 2 entities" in pages["evidence/mends.md"]
    index = pages["evidence/index.md"]
    assert "## A group" in index
    assert "| [S01](S01.md) | what it says | 2 | 1 | 1 not run |" in index
    assert "| [protein](entities-protein.md) | 1 | 1 |" in index


def test_hostile_records_are_text_only() -> None:
    pages = evidence_pages(small(HOSTILE), {})
    for name, page in pages.items():
        if name.endswith(".svg"):
            assert "<script" not in page
            ElementTree.fromstring(page)
            continue
        assert "<script" not in page.replace("\\<script", ""), name
        assert "](javascript" not in page.replace("\\]", "")
        assert "\n# head" not in page
        for row in (line for line in page.splitlines() if line.startswith("| ")):
            cells = row.replace("\\|", "").count("|") - 1
            assert cells in (2, 3, 4, 5, 6, 7), (name, row)


def test_tables_have_as_many_cells_as_their_heads() -> None:
    for name, page in evidence_pages(small(HOSTILE), {}).items():
        head = 0
        for line in page.splitlines() if name.endswith(".md") else ():
            bars = line.replace("\\|", "").count("|")
            head = head or bars
            if not line.startswith("|"):
                head = 0
            elif head:
                assert bars == head, (name, line)


def overlapping(placed: Layout) -> list[tuple[Box, Box]]:
    return [
        (one, two)
        for one, two in combinations(placed.boxes, 2)
        if one.x < two.x + two.width
        and two.x < one.x + one.width
        and one.y < two.y + two.height
        and two.y < one.y + one.height
    ]


def test_every_figure_can_be_read(whole: EvidenceBase) -> None:
    drawn = {id: drawing(whole, id) for id in whole.systems}
    assert sum(bool(one.relations) for one in drawn.values()) > 60
    for id, one in drawn.items():
        placed = layout(one)
        assert len(placed.boxes) == len(one.things) <= MOST, id
        assert len(placed.arrows) == len(one.relations), id
        assert not overlapping(placed), id
        boxes = {box.thing: box for box in placed.boxes}
        for box in placed.boxes:
            assert min(box.x, box.y) >= -0.01
            assert box.x + box.width <= placed.width + 0.01
            assert box.y + box.height <= placed.height + 0.01
            assert all(width(line) <= box.width for line in box.lines)
            assert 15 * len(box.lines) <= box.height
        for arrow in placed.arrows:
            for end, (x, y) in zip(
                (arrow.relation.source, arrow.relation.target),
                (arrow.points[0], arrow.points[-1]),
                strict=True,
            ):
                box = boxes[end]
                assert min(abs(x - box.x), abs(x - box.x - box.width)) < 0.01
                assert box.y <= y <= box.y + box.height


def test_arrows_pass_no_box(whole: EvidenceBase) -> None:
    for id in whole.systems:
        placed = layout(drawing(whole, id))
        for arrow in placed.arrows:
            for (x, y), (u, _) in zip(arrow.points[1:-1:2], arrow.points[2:-1:2], strict=True):
                left, right = sorted((x, u))
                beside = [b for b in placed.boxes if b.x < right and left < b.x + b.width]
                assert not [box for box in beside if box.y < y < box.y + box.height], id


def test_a_figure_tells_signs_apart_by_more_than_colour() -> None:
    assert set(LOOKS) == set(Sign)
    assert len({(look.dash, look.head) for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.colour for look in LOOKS.values()}) == len(LOOKS)


def test_the_legend_names_what_is_drawn_and_nothing_else() -> None:
    base = small().evidence
    drawn = drawing(base, "S01")
    figure = system_figure(base, drawn, "S01")
    texts = [element.text for element in ElementTree.fromstring(figure).iter(f"{SVG}text")]
    assert "raises" in texts
    assert not {"lowers", "lacks", "compared with"} & set(texts)
    boxes = {"molecules, pathways", "cells, secretome", "a term of a claim that is no single entity"}
    assert {one.name for one in FILLS} & set(texts) == boxes


def test_of_many_things_the_best_connected_are_drawn_and_the_rest_is_counted() -> None:
    terms = tuple(Term(f"thing {number}") for number in range(40))
    hub = claim("C001", subjects=(Term("hub"),), objects=terms, systems=("S01",))
    other = claim("C002", subjects=(Term("a"),), objects=(Term("b"),), systems=("S01",))
    base = EvidenceBase({"C001": hub, "C002": other}, systems={"S01": made(System, id="S01", title="t")})
    drawn = drawing(base, "S01")
    names = {node.name for node in drawn.things.values()}
    assert len(names) == MOST
    assert {"hub", "a", "b"} <= names
    assert (drawn.all_things, drawn.all_relations) == (43, 41)
    library = Library(evidence=base)
    page = evidence_pages(library, {})["evidence/S01.md"]
    assert (
        f"Drawn are {MOST} things and {len(drawn.relations)} relations, the best connected of 43 and 41."
        in page
    )


def test_a_system_without_relations_has_no_figure() -> None:
    itself = claim("C001", subjects=(Term("x"),), objects=(Term("x"),), systems=("S01",))
    base = EvidenceBase(
        {"C001": itself}, systems={id: made(System, id=id, title="t") for id in ("S01", "S02")}
    )
    pages = evidence_pages(Library(evidence=base), {})
    assert not [name for name in pages if name.endswith(".svg")]
    assert "![" not in pages["evidence/S01.md"] + pages["evidence/S02.md"]
    assert "0 claims." in pages["evidence/S02.md"]


def test_the_same_records_give_the_same_pages() -> None:
    assert evidence_pages(small(), {}) == evidence_pages(small(), {})


def test_layers_break_circles_and_untangle() -> None:
    found, paths = columns("abc", [("a", "b"), ("b", "c"), ("c", "a")])
    assert sorted(len(column) for column in found) == [1, 1, 2]
    assert [path[0] + path[-1] for path in paths.values()] == ["ab", "bc", "ca"]
    crossed = [("a", "y"), ("b", "x")]
    found, paths = columns("abxy", crossed)
    assert crossings(found, [(path[0], path[1]) for path in paths.values()]) == 0
    assert crossings([["a", "b"], ["x", "y"]], crossed) == 1


def test_heights_keep_order_and_gaps() -> None:
    sizes = {"a": 10.0, "b": 20.0, "c": 10.0}
    middle = heights([["a", "b"], ["c"]], [("a", "c"), ("b", "c")], sizes, gap=5.0)
    assert middle["a"] == pytest.approx(5.0)
    assert middle["b"] - middle["a"] == pytest.approx(20.0)
    assert middle["c"] == pytest.approx((middle["a"] + middle["b"]) / 2)


@pytest.mark.parametrize(
    "text", ["MSC", "loss or absence of bone tissue with compromised bone integrity", "x" * 90, "骨" * 40]
)
def test_lines_fit_their_room(text: str) -> None:
    found = lines(text, 120.0, most=3)
    assert 1 <= len(found) <= 3
    assert all(width(line) <= 120.0 for line in found)
    assert found[-1].endswith("…") or "".join(found).replace(" ", "") == text.replace(" ", "")
