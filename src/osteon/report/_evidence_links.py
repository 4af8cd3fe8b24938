"""Links between the pages of the evidence base, and out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from osteon.evidence import check_curie, expand
from osteon.knowledge import NATURAL_HEALING, Concept, EvidenceBase, Paper
from osteon.report._markdown import code, plain
from osteon.report._sources_text import linked

RECORDS = "../../src/osteon"
"""The package, seen from the folder of the pages."""

CONFLICTS, PAPERS, MENDS, DEFECTS, INDEX = "conflicts", "papers", "mends", "text-defects", "index"
"""Names of pages that are no system's and no type's."""


def anchor(id: str) -> str:
    """Return the place on a page that links to a record lead to, with the record's id."""
    return f'<a id="{re.sub(r"[^A-Za-z0-9]+", "-", id)}"></a>{plain(id)}'


def claim_link(base: EvidenceBase, id: str) -> str:
    """Return a link to a claim, on the page of its first system."""
    claim = base.claims.get(id)
    return plain(id) if claim is None or not claim.systems else f"[{id}]({claim.systems[0]}.md#{id})"


def claim_links(base: EvidenceBase, ids: Iterable[str]) -> str:
    """Return links to claims, with commas."""
    return ", ".join(claim_link(base, id) for id in ids)


def system_link(base: EvidenceBase, id: str) -> str:
    """Return a link to the page of a system."""
    return f"[{plain(id)}]({id}.md)" if id in base.systems else plain(id)


def conflict_link(id: str) -> str:
    """Return a link to a conflict."""
    return f"[{plain(id)}]({CONFLICTS}.md#{id})"


def type_page(type: str) -> str:
    """Return the name of the page of a type of entity."""
    return f"entities-{re.sub(r'[^a-z0-9]+', '-', type.lower())}"


def entity_link(concept: Concept) -> str:
    """Return the name of an entity as a link to its row."""
    return f"[{plain(concept.name)}]({type_page(concept.type)}.md#{concept.id})"


def curie_link(curie: str) -> str:
    """Return an identifier as a link to its term; as code where its prefix or form is unknown."""
    if check_curie(curie) is not None:
        return code(curie)
    return f"[{plain(curie)}]({_safe(expand(curie))})"


def paper_link(paper: Paper) -> str:
    """Return a paper as a link to its row."""
    return f"[{plain(paper.id)}]({PAPERS}.md#{re.sub(r'[^A-Za-z0-9]+', '-', paper.id)})"


def doi_link(doi: str | None) -> str:
    """Return a DOI as a link; nothing for none."""
    return linked(f"doi:{doi}") if doi else ""


def cites(base: EvidenceBase, ids: Iterable[str]) -> str:
    """Return the papers that a claim cites, each a link where its record is there."""
    return ", ".join(paper_link(base.papers[id]) if id in base.papers else plain(id) for id in ids)


def model_link(model: str) -> str:
    """Return a model as a link to its page."""
    if model == NATURAL_HEALING:
        return "[natural healing](../natural-healing.md)"
    return f"[{plain(model)}](../models/{model}.md)"


def record_link(name: str, where: str) -> str:
    """Return a name as a link to the file that its record stands in. where: file and line."""
    file = where.rpartition(":")[0]
    return f"[{code(name)}]({RECORDS}/{_safe(file)})" if file.startswith("catalog/") else code(name)


def with_code(text: str) -> str:
    """Return text of a record in which only its code, between grave accents, is markup."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(code(part) if at % 2 else _spaced(part) for at, part in enumerate(parts))


def _spaced(text: str) -> str:
    """Text made safe, with the gaps at its ends."""
    ends = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{ends[0]}{plain(text)}{ends[1]}" if text.strip() else ends[0]


def _safe(address: str) -> str:
    """An address in which no sign ends a link of Markdown."""
    return (
        address.replace("(", "%28")
        .replace(")", "%29")
        .replace(" ", "%20")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )
