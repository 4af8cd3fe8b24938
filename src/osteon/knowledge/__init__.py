"""What is known and who says so: records read, checked and joined into a Library.

Each name loads its own module on first use: who asks the evidence base does not wait for the models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from osteon.knowledge._evidence._trial import (
        DESIGNS,
        MEASURES,
        Ages,
        ClinicalTrial,
        Endpoint,
        TrialArm,
        TrialPool,
        TrialPopulation,
        Varied,
    )
    from osteon.knowledge._identity._standard import Classifier, Criterion, Exemption, IdentityRecords, Level
    from osteon.knowledge._library import NATURAL_HEALING, Library
    from osteon.knowledge._load import load_library
    from osteon.knowledge._load_evidence import load_evidence
    from osteon.knowledge._load_static import load_static
    from osteon.knowledge._modifier import MODIFIER_KINDS, OPERATIONS, Dial, Effect, Modifier
    from osteon.knowledge._positions import KeyPath
    from osteon.knowledge._product import (
        Agreement,
        Completeness,
        Delivery,
        Form,
        Product,
        Route,
        completeness,
    )
    from osteon.knowledge._quantity import EVIDENCE, Quantity
    from osteon.knowledge._remark import SIDES, Remark
    from osteon.knowledge._revise import revise
    from osteon.knowledge._shape import AXES, CUTS, TISSUES, Carving, Cut, Region, Shape
    from osteon.knowledge._source import SEEN, SOURCE_KINDS, Source, bibtex, cite
    from osteon.knowledge._static._application import Application, Outside
    from osteon.knowledge._static._bilingual import LANGUAGES, Bilingual, Difference
    from osteon.knowledge._static._concern import Concern
    from osteon.knowledge._static._layout import (
        Element,
        Entry,
        FigureLayout,
        SourceNotes,
        TableLayout,
        Tissue,
    )
    from osteon.knowledge._static._paper import Linked, PaperRecord, Section
    from osteon.knowledge._static._read_paper import paper_of
    from osteon.knowledge._static._records import StaticRecords
    from osteon.knowledge._static._registry import Registry, TrialCount, TrialQuery
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
    "DESIGNS",
    "ENTITY_KINDS",
    "EVIDENCE",
    "EVIDENCE_TYPES",
    "LANGUAGES",
    "MEASURES",
    "MODIFIER_KINDS",
    "NATURAL_HEALING",
    "OPERATIONS",
    "READS",
    "RELATIONS",
    "SEEN",
    "SIDES",
    "SOURCE_KINDS",
    "SWEPT",
    "TISSUES",
    "TRANSPORT_KINDS",
    "Ages",
    "Agreement",
    "Application",
    "Bilingual",
    "Carving",
    "Chapter",
    "Claim",
    "ClaimTest",
    "Classifier",
    "ClinicalTrial",
    "Completeness",
    "Concept",
    "Concern",
    "Conflict",
    "Contrast",
    "Criterion",
    "Critical",
    "Cut",
    "Delivery",
    "Dial",
    "Difference",
    "Document",
    "Effect",
    "Element",
    "Endpoint",
    "Entity",
    "Entry",
    "Event",
    "EvidenceBase",
    "Exemption",
    "FigureLayout",
    "Form",
    "IdentityRecords",
    "KeyPath",
    "Level",
    "Library",
    "Linked",
    "Measurement",
    "Modifier",
    "Outside",
    "Paper",
    "PaperRecord",
    "Process",
    "Product",
    "Quantity",
    "Readout",
    "Region",
    "Registry",
    "Remark",
    "Reviewed",
    "Route",
    "Section",
    "Sentence",
    "Setup",
    "Shape",
    "Signal",
    "Source",
    "SourceNotes",
    "StaticRecords",
    "Study",
    "System",
    "TableLayout",
    "Term",
    "Tissue",
    "Transport",
    "TrialArm",
    "TrialCount",
    "TrialPool",
    "TrialPopulation",
    "TrialQuery",
    "Varied",
    "VirtualExperiment",
    "bibtex",
    "cite",
    "completeness",
    "load_evidence",
    "load_library",
    "load_static",
    "paper_of",
    "read_toml",
    "revise",
]

_HOMES = {
    "_chapter": (
        "ENTITY_KINDS",
        "TRANSPORT_KINDS",
        "Chapter",
        "Entity",
        "Event",
        "Process",
        "Signal",
        "Transport",
    ),
    "_critical": ("Critical",),
    "_evidence._base": ("EvidenceBase",),
    "_evidence._claim": (
        "CLAIM_KINDS",
        "COMPARED",
        "EVIDENCE_TYPES",
        "READS",
        "RELATIONS",
        "SWEPT",
        "Claim",
        "ClaimTest",
        "Term",
        "VirtualExperiment",
    ),
    "_evidence._concept": (
        "CERTAINTIES",
        "Concept",
    ),
    "_evidence._conflict": (
        "CONFLICT_KINDS",
        "Conflict",
    ),
    "_evidence._reviewed": (
        "Paper",
        "Reviewed",
        "Sentence",
    ),
    "_evidence._setup": (
        "Readout",
        "Setup",
    ),
    "_evidence._system": ("System",),
    "_evidence._trial": (
        "DESIGNS",
        "MEASURES",
        "Ages",
        "ClinicalTrial",
        "Endpoint",
        "TrialArm",
        "TrialPool",
        "TrialPopulation",
        "Varied",
    ),
    "_identity._standard": ("Classifier", "Criterion", "Exemption", "IdentityRecords", "Level"),
    "_library": (
        "NATURAL_HEALING",
        "Library",
    ),
    "_load": ("load_library",),
    "_load_evidence": ("load_evidence",),
    "_modifier": (
        "MODIFIER_KINDS",
        "OPERATIONS",
        "Dial",
        "Effect",
        "Modifier",
    ),
    "_positions": ("KeyPath",),
    "_product": (
        "Agreement",
        "Completeness",
        "Delivery",
        "Form",
        "Product",
        "Route",
        "completeness",
    ),
    "_quantity": (
        "EVIDENCE",
        "Quantity",
    ),
    "_remark": ("SIDES", "Remark"),
    "_revise": ("revise",),
    "_shape": (
        "AXES",
        "CUTS",
        "TISSUES",
        "Carving",
        "Cut",
        "Region",
        "Shape",
    ),
    "_source": (
        "SEEN",
        "SOURCE_KINDS",
        "Source",
        "bibtex",
        "cite",
    ),
    "_study": (
        "COMPARISONS",
        "Contrast",
        "Measurement",
        "Study",
    ),
    "_static._paper": (
        "Linked",
        "PaperRecord",
        "Section",
    ),
    "_static._read_paper": ("paper_of",),
    "_static._bilingual": (
        "LANGUAGES",
        "Bilingual",
        "Difference",
    ),
    "_static._concern": ("Concern",),
    "_static._application": (
        "Application",
        "Outside",
    ),
    "_static._registry": (
        "Registry",
        "TrialCount",
        "TrialQuery",
    ),
    "_static._layout": (
        "Element",
        "Entry",
        "FigureLayout",
        "SourceNotes",
        "TableLayout",
        "Tissue",
    ),
    "_static._records": ("StaticRecords",),
    "_load_static": ("load_static",),
    "_toml": (
        "Document",
        "read_toml",
    ),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.knowledge.{module}"), name)
    raise AttributeError(f"module 'osteon.knowledge' has no attribute {name!r}")
