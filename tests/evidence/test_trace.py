"""What rests on a source is found, all of it and nothing else, in small records and in the catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.evidence import SearchError, drop, read_origin, used_by, uses_lines, uses_record
from osteon.evidence._trace_owners import owners
from osteon.knowledge import ClaimTest, Library, VirtualExperiment, load_library
from tests.evidence.traced import ADA, BO, MEASURED, SOURCES, base, library

LIBRARY = library()


@pytest.fixture(scope="module")
def catalogue() -> Library:
    return load_library()


@pytest.mark.parametrize(
    ("name", "id", "kind"),
    [
        (ADA, ADA, "source"),
        (ADA.upper(), ADA, "source"),
        ("10.1000/ada", ADA, "source"),
        ("https://doi.org/10.1000/ada", ADA, "source"),
        (" doi: 10.1000/ada ", ADA, "source"),
        ("Ada 2019", ADA, "source"),
        ("ada et al. 2019", ADA, "source"),
        ("Bo 2020", BO, "source"),
        ("Cy 2021", "Cy 2021", "paper"),
        ("c003", "C003", "claim"),
        ("cage", "cage", "study"),
        ("900", "900", "document"),
        ("10.1000/review", "900", "document"),
    ],
)
def test_a_name_is_read_as_what_it_stands_for(name: str, id: str, kind: str) -> None:
    origin = read_origin(LIBRARY, name)
    assert (origin.id, origin.kind) == (id, kind)


def test_one_publication_is_one_thing_however_it_is_called() -> None:
    origin = read_origin(LIBRARY, "Ada 2019")
    assert origin == read_origin(LIBRARY, ADA)
    assert (origin.sources, origin.papers) == ((ADA,), ("Ada 2019",))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Ada 2018", "given 'Ada 2018'; expected a source, a paper as it is cited (like 'Dominici 2006'), "
                     "a DOI, a study, a claim or a document; did you mean 'Ada 2019'?"),
        ("doi:10.1000/adda", "did you mean 'doi:10.1000/ada'"),
        ("C009", "did you mean 'C003'"),
        ("Mouser 2018", "expected one source; say which: doi:10.1000/mice, doi:10.1000/mouser"),
        ("", "given ''; expected a source"),
        ("9" * 300, "`osteon evidence` searches all words"),
        ("'; DROP", "`osteon evidence` searches all words"),
    ],
)  # fmt: skip
def test_what_nothing_or_too_much_is_called_is_told(name: str, message: str) -> None:
    with pytest.raises(SearchError) as caught:
        read_origin(LIBRARY, name)
    assert message in str(caught.value)


def test_a_claim_that_is_called_like_a_row_is_said() -> None:
    assert "row of the parameter survey" in read_origin(LIBRARY, "C001").notes[0]
    assert read_origin(LIBRARY, "C003").notes == ()


def test_a_paper_without_a_record_is_not_taken_for_one_that_looks_like_it() -> None:
    papers = {**base().papers, "Mouser 2018": replace(base().papers["Cy 2021"], id="Mouser 2018")}
    origin = read_origin(library(evidence=replace(base(), papers=papers)), "Mouser 2018")
    assert (origin.kind, origin.sources) == ("paper", ())
    assert f"{MEASURED} has an author and a year like it" in origin.notes[0]


def test_all_that_rests_on_a_source_is_found() -> None:
    uses = used_by(LIBRARY, "Ada 2019")
    assert {use.path for use in uses.numbers} == {path for path, source in SOURCES.items() if source == ADA}
    assert {(part.kind, part.name): (part.numbers, part.claims) for part in uses.parts} == {
        ("entity", "neutrophil"): (("neutrophil.initial",), ()),
        ("process", "soften"): (("soften.k",), ()),
        ("process", "harden"): (("harden.k",), ("C001",)),
        ("process", "leave"): (("leave.k",), ("C003",)),
        ("process", "decay"): ((), ("C001", "C003")),
        ("chapter", "paper"): ((), ()),
    }
    assert uses.claims == ("C001", "C003")
    assert uses.models == ("ada2019",)
    assert uses.parameters == ("C001",)
    assert uses.counts == {
        "number": 4, "entity": 1, "process": 4, "chapter": 1, "claim": 2, "published model": 1,
        "row of the parameter survey": 1,
    }  # fmt: skip


def test_settings_and_shared_numbers_rest_on_sources_too() -> None:
    uses = used_by(LIBRARY, BO)
    assert {(part.home, part.kind, part.name) for part in uses.parts} == {
        ("natural_healing", "chapter", "tiny"),
        ("natural_healing", "entity", "clot"),
        ("natural_healing", "process", "remodel"),
        ("natural_healing", "process", "leave"),
        ("natural_healing", "process", "decay"),
        ("changes", "rule", "ageing"),
    }
    assert "ageing.loss" in uses.paths


def test_what_rests_on_a_claim_and_on_a_document() -> None:
    uses = used_by(LIBRARY, "C001")
    assert [part.name for part in uses.parts] == ["harden", "decay"]
    assert not uses.numbers
    assert used_by(LIBRARY, "900").claims == ("C001", "C002", "C003")


def test_what_rests_on_a_study_is_its_rows_and_what_must_meet_them() -> None:
    test = ClaimTest(("a",), "bone", "mean", "higher", measured=("cage", "R900"), where="claims.toml:9")
    claims = {**base().claims}
    claims["C002"] = replace(claims["C002"], experiment=VirtualExperiment("So.", (test,)))
    made = library(evidence=replace(base(), claims=claims))
    (chapter,) = made.chapters["natural_healing"]
    numbers = tuple(
        replace(q, place="R900, fitted") if q.path == "modulus_bone" else q for q in chapter.quantities
    )
    made = replace(
        made, chapters={**made.chapters, "natural_healing": (replace(chapter, quantities=numbers),)}
    )
    for name in ("cage", MEASURED):
        uses = used_by(made, name)
        assert [study.rows for study in uses.studies] == [("R900",)]
        assert [(each.claim, each.study, each.row) for each in uses.experiments] == [("C002", "cage", "R900")]
    assert [use.path for use in used_by(made, "cage").numbers] == ["modulus_bone"]
    assert not used_by(made, MEASURED).numbers


def test_it_is_told_with_the_counts_first_and_nothing_is_told_as_nothing() -> None:
    text = "\n".join(uses_lines(LIBRARY, used_by(LIBRARY, ADA), {"outcome at first hand": 2}))
    assert text.startswith(
        f"{ADA}: On softening (source)\nAda A, Zed Z (2019). On softening. {ADA}\ncited as Ada 2019"
    )
    assert "On it rest 4 numbers, 1 entity, 4 processes, 1 chapter, 2 claims, 1 published model," in text
    assert "2 outcomes at first hand." in text
    assert "soften.k" in text
    assert "tiny.toml:soften.k" in text
    assert "Nothing rests on it." in "\n".join(uses_lines(LIBRARY, used_by(LIBRARY, "Cy 2021")))
    record = uses_record(LIBRARY, used_by(LIBRARY, ADA))
    assert record["claims"][0] == {"id": "C001", "says": "C001 is so."}
    assert record["origin"]["id"] == ADA


def test_a_process_falls_when_all_that_it_rests_on_falls() -> None:
    without = {loss.process: loss for loss in drop(LIBRARY, [ADA]).losses}
    assert {name: loss.off for name, loss in without.items()} == {
        "soften": True,  # its one number
        "harden": True,  # its number, and a claim that cites nothing else
        "leave": False,  # its claim cites another paper as well
        "decay": False,
    }
    assert without["leave"].rest == ("C003",)
    assert without["decay"].claims == ("C001",)
    both = drop(LIBRARY, [ADA, "Bo 2020"])
    assert both.off == ("soften", "harden")  # what leaves and decays goes on, at a rate that nobody knows
    assert "remodel" not in both.off  # its claim cites nothing: it stands on the document
    assert "remodel" in drop(LIBRARY, [BO, "900"]).off
    assert both.numbers == set(SOURCES)


def test_a_claim_takes_the_processes_that_say_nothing_else_whatever_their_numbers() -> None:
    assert drop(LIBRARY, ["C003"]).off == ("leave",)
    assert drop(LIBRARY, ["C003", "C001"]).off == ("harden", "leave", "decay")
    assert not drop(LIBRARY, ["C003"]).numbers


def test_numbers_without_a_source_support_nothing() -> None:
    assert not drop(LIBRARY, ["Cy 2021"]).losses
    assert "grow" not in drop(LIBRARY, [ADA, BO, "C001", "C002", "C003"]).off


def test_from_each_number_to_its_source_and_back(catalogue: Library) -> None:
    sourced = [(o.home, q) for o in owners(catalogue) for q in o.quantities if q.source is not None]
    assert len(sourced) > 1000
    for source in {quantity.source for _, quantity in sourced}:
        uses = used_by(catalogue, source or "")
        listed = [(use.home, use.path, use.where) for use in uses.numbers]
        assert listed == [(home, q.path, q.where) for home, q in sourced if q.source == source]
        assert {path for part in uses.parts for path in part.numbers} == {path for _, path, _ in listed}


def test_from_each_claim_to_what_implements_it_and_back(catalogue: Library) -> None:
    implementing = [(o.home, o.kind, o.name, claim) for o in owners(catalogue) for claim in o.claims]
    for claim in {claim for *_, claim in implementing}:
        uses = used_by(catalogue, claim)
        assert [(part.home, part.kind, part.name, claim) for part in uses.parts] == [
            each for each in implementing if each[-1] == claim
        ]


def test_from_each_paper_to_the_claims_that_cite_it_and_back(catalogue: Library) -> None:
    base = catalogue.evidence
    for paper in base.papers.values():
        uses = used_by(catalogue, paper.id)
        assert set(uses.claims) >= {claim.id for claim in base.claims_citing(paper.id)}
        for claim in (base.claims[id] for id in uses.claims):
            cited = set(claim.cites) & set(uses.origin.papers)
            assert cited or claim.document in uses.origin.documents, claim.id


def test_from_each_study_and_published_model_to_its_source_and_back(catalogue: Library) -> None:
    for study in catalogue.studies.values():
        found = used_by(catalogue, study.source).studies
        assert study.id in {each.id for each in found}
        assert all(catalogue.studies[each.id].source == study.source for each in found)
    for model, chapters in catalogue.chapters.items():
        for chapter in (chapter for chapter in chapters if chapter.source):
            assert model in used_by(catalogue, chapter.source or "").models
