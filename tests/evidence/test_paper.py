"""The record of a paper: Markdown and JSON keep every field; what cannot be read is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import RecordError
from osteon.evidence import paper_json, paper_lines, paper_markdown, read_paper
from osteon.knowledge import Linked, PaperRecord, Section, load_evidence, load_static, paper_of

PAGE = """\
# Bone, and the cells that mend it

**Authors:** Ada B. Lee, Émile C. Du-Bois

PMC · DOI: 10.1234/bone.2026.7 · Journal of Bones · 2026-01-23

## TL;DR

Cells mend bone.

## Key findings

- One finding.
- Another finding,
  which goes on.

## Linked entities

- **Diseases:** osteoporosis (MONDO:0005298)
- **Genes:** TNF (HGNC:11892), interleukin 6, soluble (HGNC:6018)

## Keywords

bone; cells

## Full text

Not here. Elsewhere: https://example.org/paper/PMC123/full.md

## Figures

4 figures, elsewhere: https://example.org/paper/PMC123/full.md

## References

85 references

---
Source: https://example.org/paper/PMC123
"""

MARKS = "\\`*_[]<>|#~$&;·-+=:.,()!\"' 0129\n\tabé测ﬁ\u2028"
TEXT = st.one_of(st.text(max_size=30), st.text(alphabet=MARKS, max_size=30)).map(
    lambda t: " ".join(t.split())
)
SOME = TEXT.filter(bool)
WORD = st.text(alphabet="\\`*_[]<>|#&;·-+=:.,()/0aé测", min_size=1, max_size=12)
CURIE = st.builds("{}:{}".format, st.sampled_from(["MESH", "MONDO", "a.b_c"]), WORD)
ADDRESS = st.one_of(st.just(""), WORD.map("https://example.org/{}".format))
JOURNAL = st.one_of(
    TEXT, st.sampled_from(["PMC", "PMC7", "DOI: 10.1/x", "2026", "2026-01", "2026-01-23", "A · B"])
)
HEADING = st.one_of(SOME, st.sampled_from(["Abstract", "TL;DR", "NOTE", "ﬁgures", "Head of the page", "---"]))
LINKED = st.lists(st.builds(Linked, SOME, SOME, CURIE), max_size=4).map(tuple)
COUNT = st.none() | st.integers(0, 10**9)
RECORDS = st.builds(
    PaperRecord,
    title=SOME,
    authors=st.lists(SOME, max_size=4).map(tuple),
    doi=st.one_of(st.just(""), WORD.map("10.1234/{}".format)),
    pmc=st.sampled_from(["", "PMC12898135"]),
    journal=JOURNAL,
    date=st.sampled_from(["", "2026", "2026-01", "2026-01-23"]),
    tldr=TEXT,
    contribution=TEXT,
    findings=st.lists(SOME, max_size=4).map(tuple),
    abstract=TEXT,
    linked=LINKED,
    full_text_entities=LINKED,
    figures=COUNT,
    references=COUNT,
    full_text=ADDRESS,
    source=ADDRESS,
    note=TEXT,
    further=st.lists(st.builds(Section, HEADING, TEXT), max_size=3).map(tuple),
)


def faults(source: str | Path) -> str:
    with pytest.raises(RecordError) as caught:
        read_paper(source, "page.md")
    return str(caught.value)


@given(RECORDS)
def test_markdown_reads_back_to_the_same_fields(record: PaperRecord) -> None:
    assert read_paper(paper_markdown(record)) == record


@given(RECORDS)
def test_json_reads_back_to_the_same_fields(record: PaperRecord) -> None:
    assert read_paper(paper_json(record)) == record


@given(RECORDS)
def test_hostile_text_stays_on_its_line(record: PaperRecord) -> None:
    lines = paper_markdown(record).split("\n")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert not any("<" in line.replace("\\<", "") for line in lines if "http" not in line)


@given(st.text(max_size=200))
def test_any_text_is_a_record_or_told_as_a_fault(text: str) -> None:
    try:
        told = bool(read_paper(text).title)
    except RecordError as error:
        told = bool(error.faults)
    assert told


def test_every_field_of_a_page_is_read() -> None:
    record = read_paper(PAGE)
    assert record.title == "Bone, and the cells that mend it"
    assert record.authors == ("Ada B. Lee", "Émile C. Du-Bois")
    assert (record.doi, record.pmc) == ("10.1234/bone.2026.7", "PMC123")
    assert (record.journal, record.date) == ("Journal of Bones", "2026-01-23")
    assert record.tldr == "Cells mend bone."
    assert record.findings == ("One finding.", "Another finding, which goes on.")
    assert record.linked == (
        Linked("Diseases", "osteoporosis", "MONDO:0005298"),
        Linked("Genes", "TNF", "HGNC:11892"),
        Linked("Genes", "interleukin 6, soluble", "HGNC:6018"),
    )
    assert record.further == (Section("Keywords", "bone; cells"),)
    assert (record.figures, record.references) == (4, 85)
    assert record.full_text == "https://example.org/paper/PMC123/full.md"
    assert record.source == "https://example.org/paper/PMC123"
    assert (record.contribution, record.abstract) == ("", "")


def test_a_file_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    page, record = tmp_path / "page.md", tmp_path / "record.json"
    page.write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    record.write_text(paper_json(read_paper(page)), encoding="utf-8")
    assert read_paper(page) == read_paper(record) == read_paper(PAGE)
    assert read_paper(page).where.startswith(str(page))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "page.md:1: given nothing; expected a page that begins with '# ' and the title"),
        ("Bone\n\n## Abstract\n", "given 'Bone'; expected a page that begins with '# '"),
        ("# T\n\n## Abstract\n\na\n\n## Abstract\n\nb\n", "page.md:7: given a second section 'Abstract'"),
        ("# T\n\n## Figures\n\nmany\n", "page.md:3: given 'many'; expected a number of figures"),
        ("# T\n\n## Full text\n\nnone\n", "page.md:3: given 'none'; expected the address of the full text"),
        ("# T\n\n## Linked entities\n\n- TNF\n", "expected a line like '- **Diseases:** osteoporosis"),
        ("# T\n\n## Linked entities\n\n- **Genes:** TNF, IL6 (HGNC:6018), IL1\n", "given 'IL1'; expected"),
        ("# T\n\n· Bone · Blood\n", "given 'Blood' beside the journal 'Bone'; expected PMC, DOI"),
        ("# T\n\nDOI: 11.1/x · Bone\n", "given doi = '11.1/x'; expected a DOI, like '10.3390/ijms27031155'"),
        ("# T\n\n· Bone · 2026-13-01\n", "given date = '2026-13-01'; expected a date, like '2026-01-23'"),
        ("{", "page.md:1: given text that is not JSON"),
        ('{"title": "T"\n "doi": ""}', "page.md:2: given text that is not JSON"),
        ('{"title": "T", "title": "U"}', "given the key 'title' twice; expected each key once"),
        ('{"titel": "T"}', "unknown key 'titel'"),
        ('{"titel": "T"}', "did you mean 'title'?"),
        ('{"titel": "T"}', "given no title"),
        ('{"title": 3}', "given title = 3; expected a title"),
        ('{"title": "T", "figures": -1}', "given figures = -1; expected a count"),
        ('{"title": "T", "linked": [{"group": "G", "name": "n"}]}', "given no curie in [linked.0]"),
        ('{"title": "T", "linked": [{"group": "G", "name": "n", "curie": "x"}]}', "expected an identifier"),
        ('{"title": "\\ud800"}', "given half a letter (a lone surrogate); expected text in UTF-8"),
        ("{" * 100_000, "page.md"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(page: str, said: str) -> None:
    assert said in faults(page)


def test_a_file_that_cannot_be_opened_or_is_not_text_is_told(tmp_path: Path) -> None:
    assert "a file that cannot be opened" in faults(tmp_path / "none.md")
    (tmp_path / "image.md").write_bytes(b"# \xff\xfe")
    assert "bytes that are not UTF-8 (byte 2); expected a file saved as UTF-8" in faults(
        tmp_path / "image.md"
    )


def test_all_faults_of_a_page_are_told_at_once() -> None:
    said = faults("# T\n\n## Figures\n\nmany\n\n## References\n\nfew\n")
    assert "2 faults" in said
    assert "page.md:7" in said


def test_a_mapping_is_checked_as_a_file_is() -> None:
    assert paper_of({"title": "T"}) == PaperRecord("T")
    with pytest.raises(RecordError, match="unknown key 'name'"):
        paper_of({"title": "T", "name": "x"})


def test_the_record_of_document_002_has_every_field_and_reads_back() -> None:
    base = load_evidence()
    record = load_static(base).papers["002"]
    assert read_paper(paper_markdown(record)) == record == read_paper(paper_json(record))
    fields = json.loads(paper_json(record))
    assert set(fields) == {
        "title", "authors", "doi", "pmc", "journal", "date", "tldr", "contribution", "findings", "abstract",
        "linked", "full_text_entities", "figures", "references", "full_text", "source", "note",
    }  # fmt: skip
    assert (record.doi, record.pmc, record.date) == ("10.3390/ijms27031155", "PMC12898135", "2026-01-23")
    assert (len(record.authors), len(record.findings), record.figures, record.references) == (6, 3, 4, 85)
    assert [entity.curie for entity in (*record.linked, *record.full_text_entities)] == [
        "MONDO:0005298", "MESH:D010024", "MESH:D016301", "MESH:D007249", "MESH:C563468", "MESH:D002908",
    ]  # fmt: skip
    assert "other words" in record.note


def test_a_record_on_a_terminal_says_what_it_lacks_and_which_identifiers_are_wrong() -> None:
    base = load_evidence()
    text = "\n".join(paper_lines(load_static(base).papers["002"], base, 200))
    lines = text.split("\n")
    for name, label in (("C563468", "Cleft Lip"), ("D016301", "Alveolar"), ("D002908", "Chronic Disease")):
        assert any(f"(MESH:{name}) ! this identifier is that of '{label}" in line for line in lines)
    assert text.count("!") == 3
    bare = "\n".join(paper_lines(PaperRecord("Bone"), base))
    assert "abstract: not given" in bare
    assert "figures: not given" in bare
