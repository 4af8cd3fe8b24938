"""Records of the evidence base explained: claims, entities, conflicts, systems."""

from __future__ import annotations

from collections.abc import Iterator

from osteon.knowledge import Claim, ClaimTest, Concept, Conflict, Library, Modifier, System, Term
from osteon.model._explanation import Explanation, claims_section, explanation, section
from osteon.text import aligned


def explain_evidence(library: Library, name: str) -> Explanation | None:
    """The claim, entity, conflict or system with this id, in either case; None if there is none."""
    base, id = library.evidence, name.upper()
    if id in base.claims:
        return _claim(library, base.claims[id])
    if id in base.concepts:
        return _concept(library, base.concepts[id])
    if id in base.conflicts:
        return _conflict(library, base.conflicts[id])
    return _system(library, base.systems[id]) if id in base.systems else None


def _claim(library: Library, claim: Claim) -> Explanation:
    base = library.evidence
    context = f" ({claim.context})" if claim.context else ""
    relation = f"{_terms(claim.subjects)} -- {claim.relation} -> {_terms(claim.objects)}{context}"
    basis = f"{claim.evidence} in document {claim.document}, {claim.section}: {', '.join(claim.sentences)}"
    cites = f"{', '.join(claim.cites)}{f' ({claim.cites_note})' if claim.cites_note else ''}"
    conflicts = [f"{conflict.id}: {conflict.says}" for conflict in base.conflicts_of(claim.id)]
    systems = [f"{id}: {base.systems[id].title}" if id in base.systems else id for id in claim.systems]
    return explanation(
        claim.id,
        f"{claim.kind.replace('_', ' ')} claim",
        "",
        claim.says,
        [
            section("In Chinese", [claim.chinese] if claim.chinese else []),
            section("Relation", [relation]),
            section("Evidence", [basis]),
            section("Cites", [cites] if claim.cites else []),
            section("Systems", systems),
            section("Experiment", _experiment(claim)),
            section("Conflicts", conflicts),
            section("Implemented by", _implementing(library, claim.id)),
            section("Note", [claim.note] if claim.note else []),
            section("Mended", [claim.mended] if claim.mended else []),
            section("Record", [claim.where]),
        ],
    )


def _concept(library: Library, concept: Concept) -> Explanation:
    label = f" {concept.label}" if concept.label else ""
    term = f"{concept.curie}{label} ({concept.certainty})" if concept.curie else "no term"
    further = [id for id in (concept.gene, *concept.xrefs) if id]
    return explanation(
        concept.id,
        concept.type,
        concept.name,
        "",
        [
            section("Also called", [", ".join(concept.names[1:])] if concept.names[1:] else []),
            section("Identifiers", [", ".join([term, *further])]),
            section("In the model", [", ".join(concept.model)] if concept.model else []),
            claims_section(library, [claim.id for claim in library.evidence.claims_with(concept.id)]),
            section("Note", [concept.note] if concept.note else []),
            section("Mended", [concept.mended] if concept.mended else []),
            section("Record", [concept.where]),
        ],
    )


def _conflict(library: Library, conflict: Conflict) -> Explanation:
    seen = " once names are grounded" if conflict.hidden else ""
    return explanation(
        conflict.id,
        f"conflict of {conflict.kind}{seen}" if conflict.kind != "hard" else f"hard conflict{seen}",
        "",
        conflict.says,
        [
            claims_section(library, conflict.claims),
            section("Resolved by", [conflict.resolved_by]),
            section("Dial", [conflict.dial] if conflict.dial else []),
            section("Record", [conflict.where]),
        ],
    )


def _system(library: Library, system: System) -> Explanation:
    return explanation(
        system.id,
        f"system of {system.group}",
        system.title,
        system.says,
        [
            section("What is set", [system.sets] if system.sets else []),
            section("What is read", [system.reads] if system.reads else []),
            section("Acceptance", [system.acceptance] if system.acceptance else []),
            claims_section(library, [claim.id for claim in library.evidence.claims_of(system.id)]),
            section("Record", [system.where]),
        ],
    )


def _terms(terms: tuple[Term, ...]) -> str:
    return "; ".join(f"{t.name} ({', '.join(t.entities)})" if t.entities else t.name for t in terms)


def _experiment(claim: Claim) -> Iterator[str]:
    if claim.experiment is not None:
        yield claim.experiment.says
        yield from aligned([_cells(test) for test in claim.experiment.tests])


def _cells(test: ClaimTest) -> tuple[str, str, str]:
    days = f"days {test.start:g} to {'the end' if test.stop is None else f'{test.stop:g}'}"
    arms = " < ".join(test.arms) if test.sweep else " against ".join(test.arms)
    over = f", gain over {' against '.join(test.gain_over)}" if test.gain_over else ""
    against = f" against {test.outcome_against}" if test.outcome_against else ""
    return f"{arms}{over}", f"{test.read} of {test.outcome}{against}, {days}", test.expect


def _claims_of(modifier: Modifier) -> set[str]:
    return {*modifier.claims, *(claim for remark in modifier.remarks for claim in remark.claims)}


def _implementing(library: Library, claim: str) -> Iterator[str]:
    for model, chapters in library.chapters.items():
        found = [record.name for chapter in chapters for record in chapter.claiming if claim in record.claims]
        if found:
            yield f"{model}: {', '.join(found)}"
    found = [f"{kind} {id}" for (kind, id), m in library.modifiers.items() if claim in _claims_of(m)]
    if found:
        yield ", ".join(found)
