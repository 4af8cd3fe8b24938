"""Trials: what a review counted, and the count of a snapshot, which anyone can repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.evidence import RegistryError, Snapshot, count_trials, read_snapshot, registry_card, tally_table
from osteon.knowledge import EvidenceBase, StaticRecords, load_evidence, load_static

MADE_UP = Path(__file__).with_name("made_up_trials.csv")
"""No trial of it exists."""

HEADER = "NCT Number,Study Title,Conditions,Interventions,Phases,Study Status,First Posted\n"


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return load_evidence()


@pytest.fixture(scope="module")
def static(base: EvidenceBase) -> StaticRecords:
    return load_static(base)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return read_snapshot(MADE_UP)


def told(folder: Path, text: str) -> str:
    path = folder / "trials.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        read_snapshot(path)
    return str(caught.value)


def test_what_the_review_counted_has_class_place_claim_and_no_query(static: StaticRecords) -> None:
    count = static.counts["review_2024"]
    assert (count.above, count.accessed, count.query) == (70, "2024-01-30", "")
    assert (count.evidence, count.place, count.claims) == (
        "measured", "document 000, sentence 000:167", ("C216",),
    )  # fmt: skip
    assert [registry.entity for registry in count.registries] == ["E430", "E429"]


def test_the_card_says_plainly_that_no_snapshot_ships(base: EvidenceBase, static: StaticRecords) -> None:
    card = registry_card(base, static.counts["review_2024"], static.queries["bone_msc"])
    assert card.notes[0].startswith("No snapshot of a registry comes with Osteon")
    assert card.cell("count", "says").text == "more than 70"
    assert card.cell("who chose the words", "says").text.startswith("Assumed")


def test_a_query_counts_and_breaks_down(snapshot: Snapshot, static: StaticRecords) -> None:
    tally = count_trials(snapshot, static.queries["bone_msc"])
    assert tally.trials == ("NCT99990001", "NCT99990002", "NCT99990003", "NCT99990005")
    assert (tally.later, tally.undated, snapshot.repeated) == (1, 1, 1)
    assert tally.topics == {
        "bone regeneration": 3, "bone tumours": 0, "osteogenic dysfunction": 1, "osteonecrosis": 1,
    }  # fmt: skip
    assert tally.phases == {"PHASE1|PHASE2": 2, "PHASE2": 1, "not given": 1}
    assert tally.statuses == {"RECRUITING": 2, "COMPLETED": 1, "UNKNOWN": 1}


def test_a_count_can_be_repeated(snapshot: Snapshot, static: StaticRecords) -> None:
    query = static.queries["bone_msc"]
    again = read_snapshot(MADE_UP)
    assert (again, count_trials(again, query)) == (snapshot, count_trials(snapshot, query))
    table = tally_table(snapshot, query, static.counts["review_2024"], count_trials(snapshot, query))
    assert table.cell("snapshot (SHA-256)", "number").text == snapshot.digest
    assert table.cell("more than 70, as the document says", "number").text == "no"
    assert any("posted until 2024-01-30" in note for note in table.notes)
    assert any("a snapshot of one lacks" in note for note in table.notes)


def test_exports_of_the_former_site_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(
        b"\xef\xbb\xbfRank,NCT Number,Title,Status,Conditions,Interventions,Phases,First Posted\r\n"
        b'1,NCT99990001,Made up,Completed,Fracture,Biological: MSC,Phase 1,"January 3, 2019"\r\n'
    )
    (trial,) = read_snapshot(path).trials
    assert (trial.posted, trial.status, trial.phase) == ("2019-01-03", "Completed", "Phase 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "trials.csv:1: given no column 'NCT Number'; expected it"),
        ("NCT Numbr,Study Title\n", "did you mean 'NCT Numbr'?"),
        (HEADER.replace(",First Posted", ""), "choose 'First Posted' among the fields of the download"),
        (
            HEADER.replace("Phases", "Title"),
            "given the columns 'Study Title' and 'Title'; expected one of them",
        ),
        (
            HEADER + "NCT1,a,b,c,d,e,2020-01-01\n",
            "trials.csv:2: given NCT Number = 'NCT1'; expected NCT and eight",
        ),
        (
            HEADER + "NCT99990001,a,b,c\n",
            "trials.csv:2: given 4 cells; expected 7 cells, as in the first line",
        ),
        (HEADER + "NCT99990001,a,b,c,d,e,soon\n", "First Posted = 'soon'; expected a day, like 2024-01-30"),
        (HEADER + "NCT99990001,a,b,c,d,e,2020-02-30\n", "First Posted = '2020-02-30'"),
        (HEADER + "x\n" * 30, "given 10 more faults"),
    ],
)
def test_a_snapshot_that_cannot_be_read_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert said in told(tmp_path, text)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "trials.csv"
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(RegistryError, match="bytes that are not UTF-8"):
        read_snapshot(path)
    with pytest.raises(RegistryError, match="cannot be opened"):
        read_snapshot(tmp_path / "none.csv")
