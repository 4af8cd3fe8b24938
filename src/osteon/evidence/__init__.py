"""The evidence base asked and checked: search, grounding, coverage, trace and exchange.

Each name loads its own module on first use: a search does not wait for the checks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.evidence._answer import Answer, Hit, Reading
    from osteon.evidence._answer_lines import answer_lines, overview_lines
    from osteon.evidence._answer_table import answer_csv
    from osteon.evidence._applications import application_of, application_rule, application_table, outside_of
    from osteon.evidence._bilingual import (
        AlignedSentence,
        aligned_sentences,
        difference_table,
        language_table,
    )
    from osteon.evidence._cards import document_card, document_cards, need_card, paper_card
    from osteon.evidence._cards_sources import ranking, source_card, source_table
    from osteon.evidence._check import check_evidence
    from osteon.evidence._coverage import Coverage
    from osteon.evidence._exchange._cx2 import write_cx2
    from osteon.evidence._exchange._error import ExchangeError
    from osteon.evidence._exchange._graph import evidence_graph
    from osteon.evidence._exchange._graphml import write_graphml
    from osteon.evidence._exchange._indra import write_indra
    from osteon.evidence._exchange._jsonld import read_jsonld, write_jsonld
    from osteon.evidence._exchange._read_tables import read_tables
    from osteon.evidence._exchange._signs import SIGNS, Sign
    from osteon.evidence._exchange._tables import write_tables
    from osteon.evidence._exchange._things import Thing, thing
    from osteon.evidence._ground import Candidate, Grounding, ground
    from osteon.evidence._ground_errata import Erratum, errata
    from osteon.evidence._ground_error import GroundingError
    from osteon.evidence._ground_genes import HiddenConflict, SameGene, hidden_conflicts, same_gene
    from osteon.evidence._ground_printed import PrintedId, printed_ids
    from osteon.evidence._identifiers import identifier_table
    from osteon.evidence._paper_lines import paper_lines
    from osteon.evidence._paper_read import read_paper
    from osteon.evidence._paper_write import paper_fields, paper_json, paper_markdown
    from osteon.evidence._prefix import Prefix, check_curie, prefix_map
    from osteon.evidence._prefix_uri import compress, expand
    from osteon.evidence._product_use import product_rule, use_of_product, use_of_products, use_of_setup
    from osteon.evidence._record_lookup import RecordLookupError, known_topics, look_up, topic_table
    from osteon.evidence._registry import TrialTally, count_trials, registry_card, tally_table
    from osteon.evidence._registry_snapshot import RegistryError, Snapshot, Trial, read_snapshot
    from osteon.evidence._safety import safety_rule, safety_table
    from osteon.evidence._search import search
    from osteon.evidence._search_error import SearchError
    from osteon.evidence._table import ClaimCell, ClaimTable
    from osteon.evidence._table_build import made_figure, made_table
    from osteon.evidence._table_text import table_csv, table_lines, table_markdown, table_record
    from osteon.evidence._trace import ExperimentUse, NumberUse, PartUse, StudyUse, Uses, used_by
    from osteon.evidence._trace_drop import Dropped, Loss, drop
    from osteon.evidence._trace_names import Origin, read_origin
    from osteon.evidence._trace_text import section, uses_lines, uses_record
    from osteon.evidence._words import name_key

__all__ = [
    "SIGNS",
    "AlignedSentence",
    "Answer",
    "Candidate",
    "ClaimCell",
    "ClaimTable",
    "Coverage",
    "Dropped",
    "Erratum",
    "ExchangeError",
    "ExperimentUse",
    "Grounding",
    "GroundingError",
    "HiddenConflict",
    "Hit",
    "Loss",
    "NumberUse",
    "Origin",
    "PartUse",
    "Prefix",
    "PrintedId",
    "Reading",
    "RecordLookupError",
    "RegistryError",
    "SameGene",
    "SearchError",
    "Sign",
    "Snapshot",
    "StudyUse",
    "Thing",
    "Trial",
    "TrialTally",
    "Uses",
    "aligned_sentences",
    "answer_csv",
    "answer_lines",
    "application_of",
    "application_rule",
    "application_table",
    "check_curie",
    "check_evidence",
    "compress",
    "count_trials",
    "difference_table",
    "document_card",
    "document_cards",
    "drop",
    "errata",
    "evidence_graph",
    "expand",
    "ground",
    "hidden_conflicts",
    "identifier_table",
    "known_topics",
    "language_table",
    "look_up",
    "made_figure",
    "made_table",
    "name_key",
    "need_card",
    "outside_of",
    "overview_lines",
    "paper_card",
    "paper_fields",
    "paper_json",
    "paper_lines",
    "paper_markdown",
    "prefix_map",
    "printed_ids",
    "product_rule",
    "ranking",
    "read_jsonld",
    "read_origin",
    "read_paper",
    "read_snapshot",
    "read_tables",
    "registry_card",
    "safety_rule",
    "safety_table",
    "same_gene",
    "search",
    "section",
    "source_card",
    "source_table",
    "table_csv",
    "table_lines",
    "table_markdown",
    "table_record",
    "tally_table",
    "thing",
    "topic_table",
    "use_of_product",
    "use_of_products",
    "use_of_setup",
    "used_by",
    "uses_lines",
    "uses_record",
    "write_cx2",
    "write_graphml",
    "write_indra",
    "write_jsonld",
    "write_tables",
]

_HOMES = {
    "_answer": ("Answer", "Hit", "Reading"),
    "_answer_lines": ("answer_lines", "overview_lines"),
    "_answer_table": ("answer_csv",),
    "_exchange._cx2": ("write_cx2",),
    "_exchange._error": ("ExchangeError",),
    "_exchange._graph": ("evidence_graph",),
    "_exchange._graphml": ("write_graphml",),
    "_exchange._indra": ("write_indra",),
    "_exchange._jsonld": ("read_jsonld", "write_jsonld"),
    "_exchange._read_tables": ("read_tables",),
    "_exchange._signs": ("SIGNS", "Sign"),
    "_exchange._tables": ("write_tables",),
    "_exchange._things": ("Thing", "thing"),
    "_ground": ("Candidate", "Grounding", "ground"),
    "_ground_errata": ("Erratum", "errata"),
    "_ground_error": ("GroundingError",),
    "_ground_genes": ("HiddenConflict", "SameGene", "hidden_conflicts", "same_gene"),
    "_ground_printed": ("PrintedId", "printed_ids"),
    "_prefix": ("Prefix", "check_curie", "prefix_map"),
    "_prefix_uri": ("compress", "expand"),
    "_search": ("search",),
    "_search_error": ("SearchError",),
    "_check": ("check_evidence",),
    "_coverage": ("Coverage",),
    "_trace": ("ExperimentUse", "NumberUse", "PartUse", "StudyUse", "Uses", "used_by"),
    "_trace_drop": ("Dropped", "Loss", "drop"),
    "_trace_names": ("Origin", "read_origin"),
    "_trace_text": ("section", "uses_lines", "uses_record"),
    "_words": ("name_key",),
    "_applications": (
        "application_of",
        "application_rule",
        "application_table",
        "outside_of",
    ),
    "_bilingual": (
        "AlignedSentence",
        "aligned_sentences",
        "difference_table",
        "language_table",
    ),
    "_cards": (
        "document_card",
        "document_cards",
        "need_card",
        "paper_card",
    ),
    "_cards_sources": (
        "ranking",
        "source_card",
        "source_table",
    ),
    "_identifiers": ("identifier_table",),
    "_paper_lines": ("paper_lines",),
    "_paper_read": ("read_paper",),
    "_paper_write": (
        "paper_fields",
        "paper_json",
        "paper_markdown",
    ),
    "_product_use": ("product_rule", "use_of_product", "use_of_products", "use_of_setup"),
    "_safety": ("safety_rule", "safety_table"),
    "_record_lookup": (
        "RecordLookupError",
        "known_topics",
        "look_up",
        "topic_table",
    ),
    "_registry": (
        "TrialTally",
        "count_trials",
        "registry_card",
        "tally_table",
    ),
    "_registry_snapshot": (
        "RegistryError",
        "Snapshot",
        "Trial",
        "read_snapshot",
    ),
    "_table": (
        "ClaimCell",
        "ClaimTable",
    ),
    "_table_build": (
        "made_figure",
        "made_table",
    ),
    "_table_text": (
        "table_csv",
        "table_lines",
        "table_markdown",
        "table_record",
    ),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.evidence.{module}"), name)
    raise AttributeError(f"module 'osteon.evidence' has no attribute {name!r}")
