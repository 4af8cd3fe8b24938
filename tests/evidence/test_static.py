"""What stands still: languages, groups of applications, cards of documents, papers and need; bad records."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.errors import RecordError
from osteon.evidence import (
    ClaimTable,
    RecordLookupError,
    aligned_sentences,
    application_of,
    application_rule,
    application_table,
    difference_table,
    document_cards,
    identifier_table,
    known_topics,
    language_table,
    look_up,
    need_card,
    outside_of,
    paper_card,
)
from osteon.knowledge import (
    EvidenceBase,
    PaperRecord,
    StaticRecords,
    load_evidence,
    load_library,
    load_static,
)


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return load_evidence()


@pytest.fixture(scope="module")
def static(base: EvidenceBase) -> StaticRecords:
    return load_static(base)


def tables(base: EvidenceBase, static: StaticRecords, name: str, **more: str) -> tuple[ClaimTable, ...]:
    found = look_up(base, static, name, **more)
    assert not isinstance(found, PaperRecord)
    return found


def test_each_chinese_sentence_stands_beside_its_english_claim(
    base: EvidenceBase, static: StaticRecords
) -> None:
    pairs = aligned_sentences(base, static.bilingual["001"])
    assert [pair.chinese for pair in pairs] == [f"001:{number}" for number in range(12, 22)]
    assert all(pair.claims and pair.english for pair in pairs)
    assert {claim for pair in pairs for claim in pair.claims} == {
        claim.id for claim in base.claims.values() if claim.document == "001"
    }
    assert {name for pair in pairs for name in pair.english} == {f"001:{number}" for number in range(1, 12)}
    assert all(
        base.claims[claim].chinese and base.claims[claim].says for pair in pairs for claim in pair.claims
    )


def test_the_five_differences_of_the_languages_are_listed_with_their_claims(
    base: EvidenceBase, static: StaticRecords
) -> None:
    table = difference_table(static, "001")
    assert {row[2].text: row[0].claims for row in table.rows} == {
        "巨大潜力": ("C439",), "同时": ("C439",),
        "制剂工艺": ("C442",), "标准化生产": ("C443",), "安全性评估": ("C444",),
    }  # fmt: skip


def test_one_language_can_be_asked_for(base: EvidenceBase, static: StaticRecords) -> None:
    record = static.bilingual["001"]
    assert language_table(base, record).columns[2:] == ("English", "Chinese")
    assert language_table(base, record, "chinese").columns[2:] == ("Chinese",)
    card, languages, differences = tables(base, static, "001", language="english")
    assert (card.id, languages.columns[2:], differences.id) == ("001", ("English",), "differences")


def test_there_are_three_groups_each_backed_by_claims(base: EvidenceBase, static: StaticRecords) -> None:
    assert [group.title for group in static.applications.values()] == [
        "Direct use", "Conditioned medium and exosomes", "Vehicle or modified complex",
    ]  # fmt: skip
    assert all("C419" in group.claims for group in static.applications.values())
    assert all(cell.claims for row in application_table(static).rows for cell in row)


def test_each_therapy_is_in_exactly_one_group_and_what_is_none_in_no_group(
    base: EvidenceBase, static: StaticRecords
) -> None:
    sorted_ones = [setup for group in static.applications.values() for setup in group.setups]
    reasons = [setup for group in static.outside.values() for setup in group.setups]
    assert len(sorted_ones) > 100
    assert len(set(sorted_ones + reasons)) == len(sorted_ones + reasons)
    rule = application_rule(static, base)
    assert (rule.faults, rule.listed) == ((), ())


@pytest.mark.parametrize(
    ("setup", "group"),
    [
        ("fracture_msc_iv", "direct"),
        ("gap_large_scaffold_msc", "direct"),
        ("calvaria_rat_cm", "secretome"),
        ("calvaria_rat_ev_bmp2", "secretome"),
        ("osteosarcoma_msc_opg", "vehicle"),
        ("osteosarcoma_msc_paclitaxel", "vehicle"),
        ("fracture", None),
        ("gap_large_autograft", None),
        ("dish_msc_cm", None),
        ("no such setup", None),
    ],
)
def test_the_group_of_a_setup(static: StaticRecords, setup: str, group: str | None) -> None:
    found = application_of(static, setup)
    assert (found.id if found else None) == group


def test_why_a_setup_has_no_group(static: StaticRecords) -> None:
    outside = outside_of(static, "gap_large_autograft")
    assert outside is not None
    assert outside.says == "Surgery and grafts without cells from culture."
    assert outside_of(static, "fracture") is None


def test_setups_without_a_group_are_listed_and_unknown_ones_are_faults(
    base: EvidenceBase, static: StaticRecords
) -> None:
    rule = application_rule(StaticRecords(outside={"x": static.outside["surgery"]}), base)
    assert "fracture_msc_iv: in no group of applications/, and not outside them" in rule.listed
    rule = application_rule(static, EvidenceBase())
    assert "given setups has 'onfh_rabbit_msc_iv'; expected the id of a setup" in str(rule.faults[0])


def test_each_document_has_a_card_with_type_scope_and_evidence_base(base: EvidenceBase) -> None:
    card = document_cards(base)
    assert card.columns == ("document", "type", "scope", "evidence base")
    assert [row[0].text for row in card.rows] == ["000", "001", "002"]
    assert all(cell.text for row in card.rows for cell in row)
    assert "comprehensive review" in card.cell("000", "type").text
    assert "Systematic reviews and single studies" in card.cell("001", "evidence base").text


def test_need_is_shown_with_its_source_and_never_simulated(base: EvidenceBase) -> None:
    card = need_card(base)
    assert {"C003", "C010", "C011", "C012"} <= set(card.claims)
    assert all(base.claims[claim].kind == "not_simulable" for claim in card.claims)
    assert all(base.claims[claim].experiment is None for claim in card.claims)
    assert all(row[3].text.startswith("document 000") for row in card.rows)
    assert card.cell("C011", "source").text == "document 000, Cieza 2021"


def test_a_cited_paper_is_shown_with_the_claims_that_cite_it(base: EvidenceBase) -> None:
    card = paper_card(base, base.papers["Dominici 2006"])
    assert card.cell("DOI", "says").text == "10.1080/14653240600855905"
    assert {"C044", "C045", "C046"} <= set(card.claims)
    unknown = next(paper for paper in base.papers.values() if paper.doi is None)
    assert "not known" in paper_card(base, unknown).cell("DOI", "says").text


def test_the_printed_identifiers_are_shown_with_three_mismatches(base: EvidenceBase) -> None:
    rows = identifier_table(base).rows
    assert len(rows) == 6
    assert {row[0].text for row in rows if row[3].text == "mismatch"} == {
        "MESH:C563468", "MESH:D016301", "MESH:D002908",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "002",
        "10.3390/ijms27031155",
        "doi:10.3390/IJMS27031155",
        "https://doi.org/10.3390/ijms27031155",
        "pmc12898135",
    ],
)
def test_a_record_is_found_by_any_of_its_identifiers(
    base: EvidenceBase, static: StaticRecords, name: str
) -> None:
    assert look_up(base, static, name) is static.papers["002"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("000", "000"),
        ("dominici 2006", "Dominici 2006"),
        ("10.1080/14653240600855905", "Dominici 2006"),
        ("AD-MSC", "E003"),
        ("adipose-derived mesenchymal stem cell", "E003"),
        ("iPSC-MSC", "E021"),
        ("calvaria_rat_ev", "calvaria_rat_ev"),
        ("fracture", "fracture"),
        ("Markers", "markers"),
        *((topic, topic) for topic in ("needs", "registry", "applications", "figure4", "sources", "ranking")),
    ],
)
def test_a_name_finds_its_table(base: EvidenceBase, static: StaticRecords, name: str, found: str) -> None:
    assert tables(base, static, name)[0].id == found


def test_every_topic_is_a_table(base: EvidenceBase, static: StaticRecords) -> None:
    for topic in known_topics(static):
        (table,) = tables(base, static, topic)
        assert table.rows, topic


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dominici", "did you mean 'Dominici 2006'?"),
        ("marker", "did you mean 'markers'"),
        ("10.3390/ijms27031156", "did you mean '10.3390/ijms27031155'"),
        ("calvaria_rat_evs", "'calvaria_rat_ev'"),
        ("", "osteon record, alone, lists what there is"),
        ("doi:", "given 'doi:'"),
        ("?" * 5000, "osteon record, alone, lists what there is"),
    ],
)
def test_an_unknown_name_is_told_with_near_ones(
    base: EvidenceBase, static: StaticRecords, name: str, said: str
) -> None:
    with pytest.raises(RecordLookupError) as caught:
        look_up(base, static, name)
    assert said in str(caught.value)


def told(folder: Path, base: EvidenceBase, file: str, text: str) -> str:
    path = folder / file
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load_static(base, [folder])
    return str(caught.value)


RECORD = "[record.x]\ntitle = 'T'\n"
QUERY = "[query.x]\nsays = 's'\nof = 'review_2024'\nuntil = '2024-01-30'\ncells = ['MSC']\nwhy = 'w'\n"
TABLE = "[table.x]\ntitle = 't'\nsays = 's'\ndocument = '000'\ncorner = 'c'\ncolumns = ['E001']\nwords = {}\n"
ENTRY = f"{TABLE}claims = ['C073']\n[[table.x.entry]]\nrows = ['E078']\nword = 'w'\n"
LANGUAGES = "[bilingual.001]\nsays = 's'\nchinese = [12, 21]\n"
DIFFERENCE = "[difference.x]\ndocument = '002'\nenglish = 'a'\nchinese = 'b'\nsays = 's'\nclaims = ['C999']"
GROUP = "[application.x]\ntitle = 't'\nsays = 's'\nclaims = ['C419']\nsetups = []\n"
FIGURE = "[figure.x]\ntitle = 't'\nsays = 's'\n"


@pytest.mark.parametrize(
    ("folder", "text", "said"),
    [
        ("records", f"{RECORD}doi = 'x'", "x.toml:3: given doi = 'x'; expected a DOI"),
        ("records", f"{RECORD}date = '2026-02-30'", "given date = '2026-02-30'; expected a date"),
        ("records", f"{RECORD}source = 'ftp://x'", "expected an address that begins with"),
        ("records", f"{RECORD}linked = [{{ name = 'n' }}]", "given no group in [record.x.linked.0]"),
        ("records", f"{RECORD}abstrct = ''", "did you mean 'abstract'?"),
        ("records", "[recrod.x]\n", "did you mean 'record'"),
        ("records", f"{LANGUAGES}english = [3, 1]", "expected the first sentence, then the last"),
        ("records", f"{LANGUAGES}english = [1, 99]", "english has '001:99'; expected the id of a sentence"),
        ("records", DIFFERENCE, "claims has 'C999'; expected the id of a claim"),
        ("records", DIFFERENCE, "document has '002'; expected the id of a document in two languages"),
        (
            "applications",
            "[outside.x]\nsays = 's'\nsetups = ['fracture_ev']",
            "which is in secretome already",
        ),
        ("applications", f"{GROUP}readings = {{ fracture = 'y' }}", "readings has 'fracture'"),
        ("registry", f"{QUERY}topic = {{ a = [] }}", "expected a table of topics"),
        ("registry", f"{QUERY.replace('w_2024', 'w')}topic = {{ a = ['b'] }}", "of has 'review'"),
        ("tables", f"{TABLE}claims = ['C998']", "claims has 'C998'; expected the id of a claim"),
        ("tables", f"{ENTRY}column = 'E002'\nclaims = ['C073']", "expected one of the columns"),
        ("tables", f"{ENTRY}column = 'E001'", "the word 'w' of nobody; expected claims or sources"),
        ("tables", f"{FIGURE}document = '009'\nelement = []", "document has '009'"),
        (
            "tables",
            f"{FIGURE}document = '000'\nelement = [{{ panel = 'p', says = 's', claims = [] }}]",
            "expected a list of claims",
        ),
        ("tables", "[tissue.x]\ntissue = 'E999'", "cells has 'E999'; expected the id of an entity"),
        ("tables", "[sources]\nranking = ['C997']", "ranking has 'C997'"),
    ],
)
def test_a_record_that_does_not_fit_is_told(
    tmp_path: Path, base: EvidenceBase, folder: str, text: str, said: str
) -> None:
    assert said in told(tmp_path, base, f"{folder}/x.toml", text)


def test_a_users_folder_is_laid_over_the_catalogue(tmp_path: Path, base: EvidenceBase) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records/mine.toml").write_text("title = 'mine'\n[record.mine]\ntitle = 'A paper of mine'\n")
    over = load_static(base, [tmp_path])
    assert set(over.papers) == {"002", "mine"}
    assert look_up(base, over, "a paper of mine") is over.papers["mine"]
    assert set(load_library([tmp_path]).static.papers) == {"002", "mine"}


def test_a_source_that_a_table_cites_must_be_a_record(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    entry = "[[table.x.entry]]\nrows = ['E078']\ncolumn = 'E001'\nword = 'w'\nsources = ['doi:10.1080/1']\n"
    (tmp_path / "tables/x.toml").write_text(f"title = 'f'\n{TABLE}claims = ['C073']\n{entry}")
    with pytest.raises(RecordError, match=r"entry has 'doi:10.1080/1'; expected the id of a source record"):
        load_library([tmp_path])
