"""Questions to the built-in evidence base."""

from __future__ import annotations

from functools import cache

import pytest

from osteon.evidence import Answer, search
from osteon.knowledge import EvidenceBase, load_evidence


@cache
def base() -> EvidenceBase:
    """The built-in evidence base."""
    return load_evidence()


def claims(answer: Answer) -> list[str]:
    """The claims of an answer, in order."""
    return [hit.id for hit in answer.of("claim")]


NAMES = [("IL-10", "E133"), ("BMSC", "E002"), ("MSC EVs", "E337"), ("tumour necrosis factor", "E127")]


@pytest.mark.parametrize(("words", "entity"), NAMES)
def test_claims_that_hold_an_entity_come_first(words: str, entity: str) -> None:
    found = claims(search(base(), words, limit=None))
    holding = {claim.id for claim in base().claims_with(entity)}
    assert holding
    assert set(found[: len(holding)]) == holding


def test_chinese_finds_the_claims_of_the_bilingual_document() -> None:
    found = set(claims(search(base(), "\u7ec6\u80de\u5916\u56ca\u6ce1", limit=None)))
    assert len(found & {claim.id for claim in base().claims.values() if claim.document == "001"}) >= 5


@pytest.mark.parametrize("entity", ["IL-10", "MSC-EV", "BM-MSC", "M2 macrophage", "osteosarcoma"])
def test_a_filter_by_entity_is_exact(entity: str) -> None:
    answer = search(base(), entity=entity, limit=None)
    (own,) = [hit.id for hit in answer.of("entity")]
    assert claims(answer) == [claim.id for claim in base().claims_with(own)]


def test_every_entity_is_found_by_its_id() -> None:
    for entity in base().concepts:
        assert search(base(), entity=entity).filters == {"entity": entity}
