"""What is known and who says so: records read, checked and joined into a Library."""

from osteon.knowledge._chapter import (
    ENTITY_KINDS,
    TRANSPORT_KINDS,
    Chapter,
    Entity,
    Event,
    Process,
    Signal,
    Transport,
)
from osteon.knowledge._critical import Critical
from osteon.knowledge._library import NATURAL_HEALING, Library
from osteon.knowledge._load import load_library
from osteon.knowledge._modifier import MODIFIER_KINDS, OPERATIONS, Dial, Effect, Modifier
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._quantity import EVIDENCE, Quantity
from osteon.knowledge._revise import revise
from osteon.knowledge._shape import AXES, CUTS, TISSUES, Carving, Cut, Region, Shape
from osteon.knowledge._source import SEEN, SOURCE_KINDS, Source, bibtex, cite
from osteon.knowledge._study import COMPARISONS, Contrast, Measurement, Study
from osteon.knowledge._toml import Document, read_toml

__all__ = [
    "AXES",
    "COMPARISONS",
    "CUTS",
    "ENTITY_KINDS",
    "EVIDENCE",
    "MODIFIER_KINDS",
    "NATURAL_HEALING",
    "OPERATIONS",
    "SEEN",
    "SOURCE_KINDS",
    "TISSUES",
    "TRANSPORT_KINDS",
    "Carving",
    "Chapter",
    "Contrast",
    "Critical",
    "Cut",
    "Dial",
    "Document",
    "Effect",
    "Entity",
    "Event",
    "KeyPath",
    "Library",
    "Measurement",
    "Modifier",
    "Process",
    "Quantity",
    "Region",
    "Shape",
    "Signal",
    "Source",
    "Study",
    "Transport",
    "bibtex",
    "cite",
    "load_library",
    "read_toml",
    "revise",
]
