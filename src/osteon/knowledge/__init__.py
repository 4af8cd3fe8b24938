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
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._claim import (
    CLAIM_KINDS,
    COMPARED,
    EVIDENCE_TYPES,
    READS,
    RELATIONS,
    SWEPT,
    Claim,
    ClaimTest,
    Term,
    VirtualExperiment,
)
from osteon.knowledge._evidence._concept import CERTAINTIES, Concept
from osteon.knowledge._evidence._conflict import CONFLICT_KINDS, Conflict
from osteon.knowledge._evidence._reviewed import Paper, Reviewed, Sentence
from osteon.knowledge._evidence._setup import Readout, Setup
from osteon.knowledge._evidence._system import System
from osteon.knowledge._library import NATURAL_HEALING, Library
from osteon.knowledge._load import load_evidence, load_library
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
    "CERTAINTIES",
    "CLAIM_KINDS",
    "COMPARED",
    "COMPARISONS",
    "CONFLICT_KINDS",
    "CUTS",
    "ENTITY_KINDS",
    "EVIDENCE",
    "EVIDENCE_TYPES",
    "MODIFIER_KINDS",
    "NATURAL_HEALING",
    "OPERATIONS",
    "READS",
    "RELATIONS",
    "SEEN",
    "SOURCE_KINDS",
    "SWEPT",
    "TISSUES",
    "TRANSPORT_KINDS",
    "Carving",
    "Chapter",
    "Claim",
    "ClaimTest",
    "Concept",
    "Conflict",
    "Contrast",
    "Critical",
    "Cut",
    "Dial",
    "Document",
    "Effect",
    "Entity",
    "Event",
    "EvidenceBase",
    "KeyPath",
    "Library",
    "Measurement",
    "Modifier",
    "Paper",
    "Process",
    "Quantity",
    "Readout",
    "Region",
    "Reviewed",
    "Sentence",
    "Setup",
    "Shape",
    "Signal",
    "Source",
    "Study",
    "System",
    "Term",
    "Transport",
    "VirtualExperiment",
    "bibtex",
    "cite",
    "load_evidence",
    "load_library",
    "read_toml",
    "revise",
]
