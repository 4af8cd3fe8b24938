"""Claims as statements of INDRA, where their relation maps onto one.

Form: github.com/sorgerlab/indra, resources/statements_schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from osteon.evidence._exchange._indra_agents import agent, is_molecule, is_process
from osteon.evidence._exchange._jsonld_context import NAMESPACE
from osteon.evidence._exchange._things import Thing, thing
from osteon.knowledge import Claim, EvidenceBase

SOURCE = "osteon"

_POLARITY: dict[str, int | None] = {
    "increases": 1,
    "induces": 1,
    "decreases": -1,
    "inhibits": -1,
    "reduces_incidence": -1,
    "regulates": None,
}
"""Relations that are an influence, with its sign."""

_AMOUNT = {"increases": "IncreaseAmount", "induces": "IncreaseAmount", "decreases": "DecreaseAmount"}
_ACTIVITY = {
    "increases": "Activation", "induces": "Activation", "decreases": "Inhibition", "inhibits": "Inhibition",
}  # fmt: skip
BECOMES = "differentiates_to"


def write_indra(base: EvidenceBase) -> str:
    """Return the claims whose relation maps onto a statement of INDRA, as its JSON.

    Each subject with each object is a statement of its own; `statement_type` says which. The sentence in
    `text` is the record's, in its own words. The same base always gives the same text.
    """
    claims = [claim for _, claim in sorted(base.claims.items())]
    found = [_statement(base, claim, *pair) for claim in claims for pair in _pairs(base, claim)]
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def statement_type(base: EvidenceBase, relation: str, object: Thing) -> str | None:
    """Return the type of statement that a relation to this object is; None where INDRA has none.

    More or less of a molecule is a regulated amount; a molecule that is inhibited, or a process that is
    raised or lowered, a regulated activity; what regulates, or acts on anything else, an influence.
    """
    if relation == BECOMES:
        return "Conversion"
    if relation not in _POLARITY:
        return None
    if is_molecule(base, object) and relation in _AMOUNT:
        return _AMOUNT[relation]
    if (is_molecule(base, object) or is_process(base, object)) and relation in _ACTIVITY:
        return _ACTIVITY[relation]
    return "Influence"


def _pairs(base: EvidenceBase, claim: Claim) -> Iterator[tuple[str, str, Thing, Thing]]:
    for at, subject in enumerate(claim.subjects, start=1):
        for number, object in enumerate(claim.objects, start=1):
            target = thing(base, object)
            type = statement_type(base, claim.relation, target)
            if type is not None:
                yield f"{claim.id}/{at}/{number}", type, thing(base, subject), target


def _statement(
    base: EvidenceBase, claim: Claim, key: str, type: str, subject: Thing, object: Thing
) -> dict[str, Any]:
    one, two = agent(base, subject), agent(base, object)
    roles: dict[str, Any] = {"subj": one, "obj": two}
    if type in _ACTIVITY.values():
        roles["obj_activity"] = "activity"
    if type == "Conversion":
        roles = {"obj_from": [one], "obj_to": [two]}
    if type == "Influence":
        polarity = _POLARITY[claim.relation]
        roles = {"subj": _event(one, None, f"{key}/subj"), "obj": _event(two, polarity, f"{key}/obj")}
    return {"type": type, **roles, "id": _uuid(key), "evidence": [_evidence(base, claim)]}


def _event(concept: dict[str, Any], polarity: int | None, key: str) -> dict[str, Any]:
    delta = {"type": "qualitative", "polarity": polarity}
    return {"type": "Event", "concept": concept, "delta": delta, "id": _uuid(key)}


def _evidence(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    document = base.documents.get(claim.document)
    notes = {
        "relation": claim.relation,
        "context": claim.context,
        "evidence": claim.evidence,
        "kind": claim.kind,
        "document": claim.document,
        "section": claim.section,
        "sentences": list(claim.sentences),
        "cites": [_cited(base, id) for id in claim.cites],
        "systems": list(claim.systems),
        "conflicts": [conflict.id for conflict in base.conflicts_of(claim.id)],
    }
    found = {
        "source_api": SOURCE,
        "source_id": claim.id,
        "text": claim.says,
        "annotations": {key: value for key, value in notes.items() if value},
    }
    doi = document.doi if document else None
    return {**found, "text_refs": {"DOI": doi}} if doi else found


def _cited(base: EvidenceBase, id: str) -> dict[str, str]:
    paper = base.papers.get(id)
    return {"id": id, "doi": paper.doi} if paper and paper.doi else {"id": id}


def _uuid(key: str) -> str:
    """A statement keeps its id as long as its claim does."""
    return str(uuid5(NAMESPACE_URL, f"{NAMESPACE}claim/{key}"))
