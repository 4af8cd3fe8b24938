"""Words and references of a document: notes in XHTML, annotations in RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from osteon.knowledge import Library, Quantity, cite
from osteon.standards._sbml_out._xml import XHTML, element, with_text

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IDENTIFIERS = "https://identifiers.org/"
QUALIFIERS = {
    "bqbiol": "http://biomodels.net/biology-qualifiers/",
    "bqmodel": "http://biomodels.net/model-qualifiers/",
}
_COLLECTIONS = {"doi": "doi", "pmid": "pubmed", "pmc": "pmc", "biomodels": "biomodels.db"}
_PREFIXES = {"NCBITaxon": "taxonomy", "UniProt": "uniprot"}
_TERM = re.compile(r"[A-Za-z][\w.]*:[\w.:-]+", re.ASCII)
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"{}|\\^`]")


def notes(*paragraphs: str) -> list[Element]:
    """A `notes` element of those paragraphs that are not empty."""
    said = [with_text("p", text) for text in paragraphs if text.strip()]
    return [element("notes", element("body", *said, xmlns=XHTML))] if said else []


def term_address(curie: str | None) -> str | None:
    """Where an ontology term is looked up: `CL:0000863` at identifiers.org."""
    if curie is None or not _TERM.fullmatch(curie):
        return None
    prefix, _, rest = curie.partition(":")
    return f"{IDENTIFIERS}{_PREFIXES.get(prefix, prefix)}:{rest}"


def source_address(id: str | None) -> str | None:
    """Where a source is looked up: a paper or model at identifiers.org, a program at its own address."""
    scheme, _, rest = (id or "").partition(":")
    if not rest or _NOT_IN_ADDRESSES.search(rest):
        return None
    if scheme in _COLLECTIONS:
        return f"{IDENTIFIERS}{_COLLECTIONS[scheme]}:{rest}"
    if scheme == "github":
        return f"https://github.com/{rest}"
    if scheme in ("url", "web"):
        return f"https://{rest}"
    return id if scheme in ("http", "https") else None


def annotation(metaid: str, qualifier: str, addresses: Iterable[str | None]) -> list[Element]:
    """An `annotation` element: what `metaid` is, or is described by; nothing where no address is known."""
    known = list(dict.fromkeys(address for address in addresses if address is not None))
    if not known:
        return []
    items = [element("rdf:li", **{"rdf_resource": address}) for address in known]
    prefix = qualifier.partition(":")[0]
    spaces = {"xmlns_rdf": RDF, f"xmlns_{prefix}": QUALIFIERS[prefix]}
    description = element(
        "rdf:Description", element(qualifier, element("rdf:Bag", *items)), rdf_about=f"#{metaid}"
    )
    return [element("annotation", element("rdf:RDF", description, **spaces))]


def evidence(quantity: Quantity, library: Library) -> Iterator[str]:
    """What the record says of a number: its path and class, the reason, the source."""
    yield quantity.says
    yield f"{quantity.path}, {quantity.evidence}. {quantity.why}"
    if quantity.source is not None:
        place = f", {quantity.place}" if quantity.place else ""
        yield f"Source: {cite(library.sources[quantity.source])}{place}"
