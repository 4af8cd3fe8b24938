"""Rules on identifiers: they have the form of their kind, and one gene is one entity."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations

from osteon.errors import Fault, near
from osteon.evidence._check_names import allowed
from osteon.evidence._coverage import Coverage
from osteon.knowledge import Concept, EvidenceBase

GENES = "HGNC:"


def identifier_rule(base: EvidenceBase) -> Coverage:
    """Each identifier has a known prefix, and the form that its prefix asks for."""
    patterns = {prefix: re.compile(pattern) for prefix, pattern in known_patterns().items()}
    grounded = [concept for concept in base.concepts.values() if any(_identifiers(concept))]
    faults = [fault for concept in grounded for fault in _malformed(concept, patterns)]
    says = "each identifier has a known prefix, and the form that its prefix asks for"
    return Coverage("identifiers", says, len(grounded), len(base.concepts), "entities", tuple(faults))


def known_patterns() -> dict[str, str]:
    """The prefixes of the catalogue, each with the pattern of what follows it."""
    table = files("osteon") / "catalog" / "prefixes.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines()) if table.is_file() else ()
    return {row["prefix"]: row["pattern"] for row in rows}


def certainty_rule(base: EvidenceBase) -> Coverage:
    """An entity has a term exactly if its certainty says so."""
    faults = [
        Fault(
            concept.where,
            f"{concept.id} with certainty = {concept.certainty!r} and {concept.curie or 'no curie'}",
            "no curie with certainty 'none', and one with every other",
        )
        for concept in base.concepts.values()
        if (concept.curie is None) != (concept.certainty == "none")
    ]
    grounded = sum(concept.curie is not None for concept in base.concepts.values())
    says = "an entity has a term exactly if its certainty says so"
    total = len(base.concepts)
    listed = (f"{grounded} of {total} entities have a term",) if total else ()
    return Coverage("certainty", says, total, total, "entities", tuple(faults), listed)


def gene_rule(base: EvidenceBase) -> Coverage:
    """No gene is that of two entities, unless a note or a conflict says what sets them apart."""
    owners: dict[str, list[Concept]] = {}
    for concept in base.concepts.values():
        for gene in genes(concept):
            owners.setdefault(gene, []).append(concept)
    faults, listed = [], []
    for gene, concepts in owners.items():
        for one, two in combinations(concepts, 2):
            reason = allowed(base, one, two)
            line = f"{gene} for {one.id} ({one.name}) and {two.id} ({two.name})"
            if reason:
                listed.append(f"{line}: {reason}")
            else:
                fix = "join them, or note on one what sets it apart from the other"
                faults.append(Fault(two.where, line, "each gene for one entity", fix))
    says = "no gene is that of two entities, unless a note or a conflict says so"
    checked = len({concept.id for concepts in owners.values() for concept in concepts})
    return Coverage("genes", says, checked, len(base.concepts), "entities", tuple(faults), tuple(listed))


def alias_rule(base: EvidenceBase) -> Coverage:
    """Genes that claims call by different names are listed: their claims speak of one thing."""
    grounded = [concept for concept in base.concepts.values() if any(genes(concept))]
    listed = []
    for concept in grounded:
        called = _called(base, concept)
        if len(called) > 1:
            names = "; ".join(f"{name!r} in {', '.join(claims)}" for name, claims in called.items())
            conflicts = [id for id, c in base.conflicts.items() if _apart(c.claims, called)]
            between = f": conflict {', '.join(conflicts)}" if conflicts else ""
            listed.append(f"{next(genes(concept))} ({concept.id}) is {names}{between}")
    says = "genes that claims call by different names are listed; it is no fault"
    total = len(base.concepts)
    return Coverage("one gene, several names", says, len(grounded), total, "entities", listed=tuple(listed))


def genes(concept: Concept) -> Iterator[str]:
    """The genes that an entity is grounded to, each once."""
    found = (concept.gene, concept.curie, *concept.xrefs)
    yield from dict.fromkeys(id for id in found if id is not None and id.startswith(GENES))


def _identifiers(concept: Concept) -> Iterator[str]:
    yield from filter(None, (concept.curie, concept.gene, *concept.xrefs))


def _malformed(concept: Concept, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Fault]:
    for identifier in _identifiers(concept):
        prefix, _, local = identifier.partition(":")
        given = f"{identifier} of {concept.id}"
        if prefix not in patterns:
            expected = f"a prefix of prefixes.csv: {', '.join(patterns) or 'it has none'}"
            yield Fault(concept.where, given, expected, near(prefix, patterns))
        elif not patterns[prefix].fullmatch(local):
            yield Fault(concept.where, given, f"{prefix}: and what {patterns[prefix].pattern} asks for")


def _called(base: EvidenceBase, concept: Concept) -> dict[str, list[str]]:
    """By which of its names claims call a concept: the ids of the claims by name."""
    called: dict[str, list[str]] = {}
    for claim in base.claims_with(concept.id):
        terms = [term for term in (*claim.subjects, *claim.objects) if concept.id in term.entities]
        for name in dict.fromkeys(name for term in terms if (name := _longest(term.name, concept.names))):
            called.setdefault(name, []).append(claim.id)
    return called


def _longest(text: str, names: Iterable[str]) -> str:
    """The longest of some names that a text has, for the shorter may stand inside it; empty for none."""
    return max((name for name in names if _holds(text, name)), key=len, default="")


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name as words of its own, however it is written."""
    words = r"[\s-]*".join(re.escape(word) for word in re.split(r"[\s-]+", name))
    return bool(re.search(rf"(?<![^\W_]){words}(?![^\W_])", text, re.IGNORECASE))


def _apart(sides: Collection[str], called: Mapping[str, Sequence[str]]) -> bool:
    """Whether the two sides of a conflict are claims that use different names."""
    names = [{name for name, claims in called.items() if side in claims} for side in sides]
    return all(names) and not set.intersection(*names)
