"""The conflicts of the catalogue: both sides there, what decides named, and dials that exist."""

from __future__ import annotations

import re
from functools import cache

from osteon.knowledge import EvidenceBase, Library, load_library

NAMED = re.compile(r"`([^`]+)`")


@cache
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


def base() -> EvidenceBase:
    """The built-in evidence base."""
    return library().evidence


def test_all_conflicts_are_there() -> None:
    assert sorted(base().conflicts) == [f"K{number:02}" for number in range(1, 63)]
    assert len({conflict.claims for conflict in base().conflicts.values()}) == 62


def test_every_conflict_says_what_clashes_what_decides_and_where_the_dial_is() -> None:
    for conflict in base().conflicts.values():
        for text in (conflict.says, conflict.resolved_by, conflict.dial):
            assert text.endswith("."), conflict.id
            assert len(text) > 20, conflict.id


def test_statements_about_research_are_between_claims_that_cannot_run() -> None:
    for conflict in base().conflicts.values():
        kinds = {base().claims[claim].kind for claim in conflict.claims}
        assert (conflict.kind == "meta") <= ("not_simulable" in kinds), conflict.id


def test_dials_name_what_the_catalogue_has() -> None:
    known = set(base().setups) | set(base().readouts) | set(library().modifiers)
    for chapters in library().chapters.values():
        for chapter in chapters:
            known |= {entity.id for entity in chapter.entities}
            known |= {record.name for record in (*chapter.processes, *chapter.signals)}
    lost = {
        conflict.id: strange
        for conflict in base().conflicts.values()
        if (strange := [name for name in NAMED.findall(conflict.dial) if name not in known])
    }
    assert not lost


def test_a_dial_that_is_to_come_says_so() -> None:
    for conflict in base().conflicts.values():
        setups = [base().setups[name] for name in NAMED.findall(conflict.dial) if name in base().setups]
        if any(setup.missing for setup in setups):
            assert "still to come" in conflict.dial, conflict.id


def test_the_hidden_conflict_is_between_two_names_of_one_antigen() -> None:
    (hidden,) = [conflict for conflict in base().conflicts.values() if conflict.hidden]
    assert (hidden.id, hidden.kind) == ("K20", "hard")
    assert all("E096" in base().claims[claim].entities for claim in hidden.claims)
