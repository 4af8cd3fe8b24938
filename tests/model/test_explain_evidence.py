"""Records of the evidence base explained, and claims said in words where a process implements them."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.errors import RecordError
from osteon.knowledge import Library
from osteon.model import explain
from tests.knowledge import shelves
from tests.knowledge.evidence_shelf import CONFLICTS, FILES
from tests.knowledge.shelves import CHAPTER, CONDITION, write


@pytest.fixture(name="library")
def library_fixture(tmp_path: Path) -> Library:
    """The small base, with mechanisms that implement its first claim."""
    own = {
        "mechanisms/macrophages.toml": CHAPTER.replace("C172", "C001"),
        "conditions/infection.toml": CONDITION.replace(
            'says = "Bacteria', "claims = ['C001']\nsays = \"Bacteria"
        ),
        "conflicts/conflicts.toml": CONFLICTS + 'dial = "until of a test"\nhidden = true\n',
    }
    library, faults = shelves.load(write(tmp_path, {**shelves.FILES, **FILES, **own}))
    assert not faults
    return library


def test_a_claim(library: Library) -> None:
    found = explain(library, "C001")
    assert (found.kind, found.says) == ("dynamic claim", "Injury makes cells release TNF.")
    assert {part.title: part.lines for part in found.sections} == {
        "In Chinese": ("损伤使细胞放出TNF。",),
        "Relation": ("injury (E001) -- induces -> TNF release (E002); alarm (mouse)",),
        "Evidence": ("animal in document 900, 1: 900:1",),
        "Cites": ("Ada 2019",),
        "Systems": ("S90: Alarm",),
        "Experiment": (
            "Without danger signals there is less TNF.",
            "injured against blind  peak of TNF, days 0 to 3        higher",
            "blind < injured        mean of TNF, days 0 to the end  rises",
        ),
        "Conflicts": ("K90: TNF rises, or does not.",),
        "Implemented by": ("natural_healing: m1_to_m2, share", "condition infection"),
        "Record": ("cat/claims/alarm.toml:3",),
    }


def test_an_entity_a_conflict_and_a_system(library: Library) -> None:
    entity = "\n".join(explain(library, "e002").lines)
    assert entity.startswith("E002: TNF (protein)")
    assert "HGNC:11892 (exact), UniProt:P01375" in entity
    assert "tumour necrosis factor, 肿瘤坏死因子" in entity
    assert "  C002: Injury does not change TNF." in entity
    conflict = "\n".join(explain(library, "K90").lines)
    assert conflict.startswith("K90 (hard conflict once names are grounded)\nTNF rises, or does not.")
    assert "  C001: Injury makes cells release TNF.\n  C002: Injury does not change TNF." in conflict
    assert "Resolved by\n  the day of reading\n\nDial\n  until of a test" in conflict
    system = "\n".join(explain(library, "S90").lines)
    assert system.startswith("S90: Alarm (system of healing)\nInjury is noticed.")
    assert "  C001: Injury makes cells release TNF." in system


def test_a_process_says_its_claims(library: Library) -> None:
    assert "  C001: Injury makes cells release TNF." in explain(library, "m1_to_m2").lines
    assert "  C001: Injury makes cells release TNF." in explain(library, "infection").lines


def test_an_unknown_claim_has_near_matches(library: Library) -> None:
    with pytest.raises(RecordError, match=r"given 'C003'; expected .* or record; did you mean 'C00"):
        explain(library, "C003")
