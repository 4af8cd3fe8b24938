"""Questions to a small evidence base: what is found, in which order, and what is said about it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.evidence import Answer, SearchError, answer_csv, answer_lines, overview_lines, search
from osteon.knowledge import EvidenceBase
from tests.evidence.asked import BASE


def claims(answer: Answer) -> list[str]:
    """The claims of an answer, in order."""
    return [hit.id for hit in answer.of("claim")]


def entities(answer: Answer) -> list[str]:
    """The entities of an answer, in order."""
    return [hit.id for hit in answer.of("entity")]


@pytest.mark.parametrize(
    "words", ["IL-10", "IL10", "il 10", "IL–10", "interleukin-10", "Interleukin 10", "interleukins 10"]
)
def test_all_spellings_of_a_name_are_one(words: str) -> None:
    answer = search(BASE, words)
    assert [reading.entities for reading in answer.readings] == [("E133",)]
    assert claims(answer) == claims(search(BASE, "IL-10"))
    assert entities(answer)[0] == "E133"


def test_what_is_about_a_thing_comes_before_what_only_mentions_it() -> None:
    answer = search(BASE, "IL-10")
    assert set(claims(answer)[:2]) == {"C002", "C003"}
    assert claims(answer)[2:] == ["C001"]
    assert answer.of("claim")[0].why == ("object",)
    assert answer.of("claim")[2].why == ("context or citation",)
    assert answer.found["claim"] == 3


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("BMSC", "C004"),
        ("bone-marrow derived mesenchymal stem cells", "C004"),
        ("vesicles of MSC", "C005"),
        ("mesenchymal stromal cells", "C002"),
        ("hematopoietic tumor aging in fibers", "C008"),
        ("hgnc:5962", "C002"),
        ("E133", "C002"),
        ("nitric oxide", "C009"),
        ("NO", "C009"),
    ],
)
def test_a_claim_is_found_under_any_name_of_what_it_holds(words: str, claim: str) -> None:
    assert claim in claims(search(BASE, words))


def test_a_short_name_that_is_a_common_word_must_stand_in_capitals() -> None:
    assert claims(search(BASE, "NO")) == ["C009"]
    assert search(BASE, "no").notes == ("The question has no word to search for.",)


@pytest.mark.parametrize("words", ["细胞外囊泡", "囊泡", "血管生成", "MSC的细胞外囊泡"])
def test_chinese_finds_claims_by_both_texts(words: str) -> None:
    answer = search(BASE, words)
    assert "C005" in claims(answer)
    assert not answer.notes


def test_chinese_that_no_record_has_is_searched_by_the_parts_that_records_have() -> None:
    answer = search(BASE, "囊泡促进骨折")
    assert claims(answer) == ["C005"]
    assert search(BASE, "骨折").notes == ("No record has 骨折.",)


def test_entities_of_one_gene_are_searched_together_and_it_is_said() -> None:
    answer = search(BASE, "CD49f")
    assert set(claims(answer)) == {"C006", "C007"}
    assert (
        "CD49f is CD49f (E096, HGNC:6142) and integrin alpha-6 (E501), one gene: all 2 are searched."
        in answer_lines(answer)[0]
    )
    filtered = search(BASE, entity="integrin alpha-6")
    assert set(claims(filtered)) == {"C006", "C007"}
    assert filtered.notes == (
        "integrin alpha-6 (E501) and CD49f (E096) are one gene, HGNC:6142: all are searched.",
    )


def test_a_misspelt_word_is_replaced_and_it_is_said() -> None:
    answer = search(BASE, "interlukin 10")
    assert claims(answer)[:2] == claims(search(BASE, "IL-10"))[:2]
    assert answer.notes == ("Searched for interleukin instead of interlukin, which no record has.",)


def test_another_number_is_no_misspelling() -> None:
    answer = search(BASE, "IL-13")
    assert not answer.hits
    assert answer.notes[0].startswith("No record has IL-13; known are IL-10")


def test_a_word_that_no_record_has_is_left_out_and_it_is_said() -> None:
    answer = search(BASE, "xylophone vesicles")
    assert claims(answer) == ["C005"]
    assert answer.notes == ("No record has xylophone.",)


def test_claims_that_hold_most_are_given_where_none_holds_all() -> None:
    answer = search(BASE, "IL-10 CD49f")
    assert set(claims(answer)) == {"C001", "C002", "C003", "C006", "C007"}
    assert answer.notes == ("No claim holds all of IL-10 and CD49f: these hold 1 of 2 parts.",)


def test_a_citation_finds_its_claims_and_no_other_of_that_author_or_year() -> None:
    answer = search(BASE, "Liu 2020")
    assert claims(answer) == ["C002"]
    assert [hit.id for hit in answer.of("paper")] == ["Liu 2020"]
    assert claims(search(BASE, "Zhao W. 2020")) == ["C004"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"entity": "IL10"}, ["C002", "C003"]),
        ({"entity": ["IL-10", "MSC"], "relation": "increases"}, ["C002"]),
        ({"relation": "increases"}, ["C001", "C002", "C005", "C009"]),
        ({"system": "S02"}, ["C002", "C005"]),
        ({"system": "vesicles of stromal cells"}, ["C002", "C005"]),
        ({"system": ["S01", "S02"]}, ["C002"]),
        ({"study": "Liu 2020"}, ["C002"]),
        ({"study": "liu et al. (2020)"}, ["C002"]),
        ({"study": "https://doi.org/10.1000/a.b-c"}, ["C002"]),
        ({"document": "001"}, ["C005"]),
        ({"kind": "dynamic"}, ["C004"]),
        ({"conflicts": True}, ["C002", "C003", "C006", "C007"]),
        ({"conflicts": True, "entity": "IL-10", "relation": "lacks"}, ["C003"]),
        ({"ids": ["c004", "E133"]}, ["C004"]),
        ({"system": "S02", "document": "000"}, ["C002"]),
    ],
)
def test_filters_leave_the_claims_that_pass_all_of_them(filters: dict[str, object], found: list[str]) -> None:
    assert claims(search(BASE, **filters)) == found  # type: ignore[arg-type]


def test_filters_narrow_a_question() -> None:
    assert claims(search(BASE, "IL-10", relation="lacks")) == ["C003"]
    assert claims(search(BASE, "vesicles", document="000")) == []
    assert claims(search(BASE, "IL-10", ids="C001")) == ["C001"]


def test_records_that_a_filter_names_are_given_with_the_claims() -> None:
    answer = search(BASE, entity="IL-10", system="S01", study="Liu 2020")
    assert [(hit.record, hit.id) for hit in answer.hits[1:]] == [
        ("entity", "E133"),
        ("paper", "Liu 2020"),
        ("system", "S01"),
    ]


def test_conflicts_stand_beside_their_claims() -> None:
    answer = search(BASE, "IL-10", relation="increases")
    ((conflict, other),) = answer.conflicts("C002")
    assert (conflict.id, other) == ("K01", "C003")
    assert (
        "      against C003: MSC release none of it. | K01 | hard | MSC make IL-10, and do not."
        in answer_lines(answer)
    )


def test_conflicts_are_shown_with_both_sides() -> None:
    answer = search(BASE, "IL-10", conflicts=True)
    assert [hit.id for hit in answer.of("conflict")] == ["K01"]
    lines = answer_lines(answer)
    assert "1 of 2 conflicts" in lines
    assert [line[:4] for line in lines if line.startswith(("K", "C"))] == ["K01 ", "C002", "C003"]
    assert "      decided by: Which cell." in lines


def refusal(**filters: object) -> str:
    """The message with which filters are refused."""
    with pytest.raises(SearchError) as error:
        search(BASE, **filters)  # type: ignore[arg-type]
    return str(error.value)


UNKNOWN = "the name, a synonym or the id of an entity"


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"entity": "IL-11"}, f"entity: given 'IL-11'; expected {UNKNOWN}; did you mean 'IL-10'"),
        ({"entity": "bony callus"}, "one entity; say which: E294 (callus), E394 (hard callus formation)"),
        ({"entity": "another thing"}, f"entity: given 'another thing'; expected {UNKNOWN}"),
        ({"entity": ""}, f"entity: given ''; expected {UNKNOWN}"),
        ({"relation": "inducs"}, "one of expresses, increases, induces, lacks, regulates; did you mean"),
        ({"system": "S3"}, "given 'S3'; expected the id or the title of a system; ids are S01 to S02"),
        ({"system": "stromal"}, "say which: S01 (Factors of stromal cells), S02 (Vesicles of stromal cells)"),
        ({"study": "Liu"}, "study: given 'Liu'; expected one paper; say which: 'Liu 2017', 'Liu 2020'"),
        ({"study": "Zhao 2020"}, "say which: 'Zhao W. 2020', 'Zhao X. 2020'"),
        ({"study": "Lu 2020"}, "did you mean 'Liu 2020'"),
        ({"document": "2"}, "document: given '2'; expected one of 000, 001"),
        ({"kind": "dynamik"}, "given 'dynamik'; expected one of dynamic, static; did you mean 'dynamic'?"),
        ({"ids": "C999"}, "id: given 'C999'; expected the id of a record, like C137, E133, K05 or S34"),
        ({"ids": "C0002"}, "did you mean 'C002'"),
    ],
)  # fmt: skip
def test_what_is_unknown_or_ambiguous_is_refused(filters: dict[str, object], message: str) -> None:
    assert message in refusal(**filters)


def test_all_refusals_come_at_once() -> None:
    assert refusal(entity="IL-11", study="Liu", kind="x").startswith("3 faults:")


def test_the_only_paper_of_an_author_is_taken_and_it_is_said() -> None:
    answer = search(BASE, study="alvarez iglesias")
    assert answer.notes == ("alvarez iglesias is read as Álvarez-Iglesias 2026, the only paper that fits.",)


def test_the_limit_is_of_each_kind_of_record_and_the_count_is_of_all() -> None:
    answer = search(BASE, "MSC", limit=2)
    assert len(claims(answer)) == 2
    assert answer.found["claim"] > 2
    assert f"{answer.found['claim']} of 9 claims; the first 2 (--limit 0 for all)" in answer_lines(answer)
    assert len(claims(search(BASE, "MSC", limit=None))) == answer.found["claim"]


def test_an_answer_as_json_is_whole() -> None:
    answer = replace(search(BASE, "IL-10"), verdicts={"C002": "emergent"})
    data = json.loads(answer.to_json())
    first = next(claim for claim in data["claims"] if claim["id"] == "C002")
    assert first["subjects"] == [{"name": "MSC", "entities": ["E001"]}]
    assert first["why"] == ["object"]
    assert first["verdict"] == "emergent"
    assert [(c["id"], c["with"]) for c in first["conflicts"]] == [("K01", "C003")]
    assert data["found"]["claims"] == {"found": 3, "of": 9}
    assert data["readings"] == [{"text": "IL-10", "entities": ["E133"]}]
    assert data == json.loads(json.dumps(answer.to_dict()))


def test_an_answer_as_csv_has_a_line_for_each_record() -> None:
    answer = replace(search(BASE, "细胞外囊泡"), verdicts={"C005": "not yet"})
    rows = list(csv.DictReader(answer_csv(answer).splitlines()))
    assert [(row["record"], row["id"]) for row in rows] == [(hit.record, hit.id) for hit in answer.hits]
    assert rows[0]["chinese"] == "间充质基质细胞的囊泡促进血管生成。"
    assert rows[0]["verdict"] == "not yet"
    assert rows[0]["object"] == "angiogenesis"
    everything = list(csv.DictReader(answer_csv(search(BASE, limit=None)).splitlines()))
    assert len(everything) == 9 + 12 + 2 + 5 + 2 + 2


def test_verdicts_are_shown_where_there_are_any() -> None:
    assert any(
        "verdict: emergent" in line
        for line in answer_lines(replace(search(BASE, ids="C002"), verdicts={"C002": "emergent"}))
    )
    assert not any("verdict" in line for line in answer_lines(search(BASE, ids="C002")))


def test_lines_fit_the_terminal_with_chinese_in_two_columns() -> None:
    for width in (40, 100):
        for line in answer_lines(search(BASE, "MSC", limit=None), width):
            assert sum(2 if c > "\u3000" else 1 for c in line) <= width or " " not in line.strip()


def test_the_overview_counts_what_there_is() -> None:
    lines = overview_lines(BASE)
    assert lines[0] == "9 claims: 8 static, 1 dynamic"
    assert lines[1] == "12 entities, 2 conflicts, 5 papers, 2 systems, 2 documents"


HOSTILE = [
    "", "   ", '"', "'", "*", "(", "a AND", "NEAR(a b)", 'says : "x"', "-IL-10", "^IL", "{says} : a",
    "IL-10\x00", "\x01\x02", "; DROP TABLE found; --", "%s", "\U0001f9b4", "\udcff IL-10", "①② ªº", "ß ſ",
    "x" * 10_000, "IL-10 " * 2_000, "骨" * 10_000, "(" * 1_000, "-" * 1_000, "ﬁbrin Ⅳ ²", "\u202eIL-10",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_question_breaks_the_search(words: str) -> None:
    answer = search(BASE, words)
    assert json.loads(answer.to_json())["question"] == words
    assert answer_lines(answer)


@given(st.text(max_size=60) | st.text("IL-10 αβAz骨缺损\"*()'’:²é", max_size=30))
def test_any_text_is_a_question(words: str) -> None:
    search(BASE, words)


def test_a_long_question_is_cut_and_it_is_said() -> None:
    answer = search(BASE, "IL-10 " * 2_000)
    assert answer.notes == ("The question is long: searched for its first 40 words, 60 letters of each.",)
    assert "C002" in claims(answer)


def test_an_empty_base_answers_with_nothing() -> None:
    assert not search(EvidenceBase(), "IL-10").hits
    assert not search(EvidenceBase()).hits


def test_a_python_without_full_text_search_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osteon.evidence._index._CREATE", "CREATE VIRTUAL TABLE found USING fts99(a)")
    with pytest.raises(SearchError, match=r"no full-text search \(FTS5\)"):
        search(BASE, "IL-10")
    assert claims(search(BASE, entity="IL-10")) == ["C002", "C003"]
