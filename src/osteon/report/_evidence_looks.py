"""How a figure looks: relations by colour, dashes and arrow head; things by the colour of their box."""

from __future__ import annotations

from typing import NamedTuple, final

from osteon.evidence import Sign, Thing
from osteon.knowledge import EvidenceBase
from osteon.report._style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION


@final
class Look(NamedTuple):
    """A relation: colour, dashes, and the head of its arrow, a key of HEADS."""

    colour: str
    dash: str
    head: str


LOOKS = {
    Sign.raises: Look(BLUE, "", "triangle"),
    Sign.lowers: Look(VERMILION, "", "bar"),
    Sign.acts: Look(GREEN, "7 3", "triangle"),
    Sign.becomes: Look(ORANGE, "9 3 2 3", "open"),
    Sign.compared: Look(PURPLE, "2 3", "diamond"),
    Sign.has: Look(GREY, "", "dot"),
    Sign.lacks: Look(BLACK, "4 3", "bar"),
}

HEADS = {
    "triangle": '<path d="M0,0 L9,4.5 L0,9 z" fill="{0}"/>',
    "open": '<path d="M1,1 L8.5,4.5 L1,8" fill="none" stroke="{0}" stroke-width="1.6"/>',
    "bar": '<path d="M6,0 L6,9" stroke="{0}" stroke-width="2.6"/>',
    "diamond": '<path d="M0,4.5 L4.5,1 L9,4.5 L4.5,8 z" fill="{0}"/>',
    "dot": '<circle cx="6" cy="4.5" r="3" fill="{0}"/>',
}
"""Heads in a square of 9 pixels, the tip in the middle of its right side. {0}: the colour."""


@final
class Fill(NamedTuple):
    """A box: what the legend calls things that look so, their colour, and whether its border is dashed."""

    name: str
    colour: str
    dashed: bool = False


_CELLS = Fill("cells, secretome", "#DCEBF8")
_MOLECULES = Fill("molecules, pathways", "#FBE6CF")
_TISSUES = Fill("tissues, species", "#D9F0E6")
_DISEASES = Fill("diseases", "#F6DCE8")
_PROCESSES = Fill("processes, attributes", "#E8E4F4")
_TREATMENTS = Fill("treatments, materials", "#FBF5CC")
_OTHERS = Fill("other entities", "#ECEEF1")
_TERM = Fill("a term of a claim that is no single entity", "#FFFFFF", dashed=True)

_FILLS = {
    "cell": _CELLS,
    "secretome": _CELLS,
    "protein": _MOLECULES,
    "gene": _MOLECULES,
    "miRNA": _MOLECULES,
    "chemical": _MOLECULES,
    "molecule group": _MOLECULES,
    "protein complex": _MOLECULES,
    "surface antigen": _MOLECULES,
    "pathway": _MOLECULES,
    "tissue": _TISSUES,
    "species": _TISSUES,
    "disease": _DISEASES,
    "process": _PROCESSES,
    "attribute": _PROCESSES,
    "procedure": _TREATMENTS,
    "drug": _TREATMENTS,
    "biomaterial": _TREATMENTS,
}
"""By type of entity."""

FILLS = (_CELLS, _MOLECULES, _TISSUES, _DISEASES, _PROCESSES, _TREATMENTS, _OTHERS, _TERM)
"""In the order of the legend."""


def fill(base: EvidenceBase, node: Thing) -> Fill:
    """Return how the box of a thing looks."""
    return _FILLS.get(base.concepts[node.id].type, _OTHERS) if node.is_entity else _TERM
