"""The @context of the JSON-LD: what its keys mean, and the addresses of the prefixes of the catalogue."""

from __future__ import annotations

from typing import Any

from osteon.evidence._prefix import SLOT, prefix_map

OWN = "osteon"
NAMESPACE = "urn:osteon:"
"""Where Osteon's own names live: records at `urn:osteon:claim/C137`, keys at `urn:osteon:evidence`."""

LINKED = {
    "document": "document",
    "documents": "document",
    "sentences": "sentence",
    "cites": "paper",
    "systems": "system",
    "entities": "entity",
    "claims": "claim",
    "conflicts": "conflict",
    "arms": "setup",
    "gain_over": "setup",
    "readout": "readout",
    "readout_against": "readout",
}
"""Keys whose values are records: the word of their kind."""

_ORDERED = ("subjects", "objects", "tests", "systems", "entities", "arms", "gain_over", "measured", "claims")
"""Keys of lists whose order matters."""

_TABLES = ("subject", "defect", "conditions", "dose", "change")
"""Keys of a setup, kept as JSON as it stands."""

_KNOWN = {
    "name": "http://www.w3.org/2004/02/skos/core#prefLabel",
    "synonyms": "http://www.w3.org/2004/02/skos/core#altLabel",
    "note": "http://www.w3.org/2004/02/skos/core#note",
    "title": "http://purl.org/dc/terms/title",
    "says": "http://purl.org/dc/terms/description",
    "authors": "http://purl.org/dc/terms/creator",
    "cites": "http://purl.org/spar/cito/cites",
    "same_as": "http://www.w3.org/2002/07/owl#sameAs",
}
"""Keys that mean what a key of a common vocabulary means; all others are Osteon's own."""


def context() -> dict[str, Any]:
    """The context as JSON has it: version, default namespace, prefixes, keys that are more than a text."""
    return {
        "@version": 1.1,
        "@vocab": NAMESPACE,
        OWN: _prefix(NAMESPACE),
        **{prefix: _prefix(known.uri.partition(SLOT)[0]) for prefix, known in prefix_map().items()},
        **{key: _key(key) for key in sorted({*_KNOWN, *LINKED, *_ORDERED, *_TABLES, "curie", "chinese"})},
        **{key: {"@id": f"{OWN}:{key}", "@type": "@id"} for key in ("gene", "xrefs", "source")},
        "relation": {"@id": f"{OWN}:relation", "@type": "@vocab"},
    }


def _prefix(address: str) -> dict[str, Any]:
    return {"@id": address, "@prefix": True}


def _key(key: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _KNOWN.get(key, f"{OWN}:{key}")}
    if key in LINKED or key in ("curie", "same_as"):
        found["@type"] = "@id"
    if key in _TABLES:
        found["@type"] = "@json"
    if key in _ORDERED:
        found["@container"] = "@list"
    if key == "chinese":
        found["@language"] = "zh"
    return found
