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
    from osteon.evidence._answer_verdicts import read_verdicts
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
    from osteon.evidence._prefix import Prefix, check_curie, prefix_map
    from osteon.evidence._prefix_uri import compress, expand
    from osteon.evidence._search import search
    from osteon.evidence._search_error import SearchError
    from osteon.evidence._trace import ExperimentUse, NumberUse, PartUse, StudyUse, Uses, used_by
    from osteon.evidence._trace_drop import Dropped, Loss, drop
    from osteon.evidence._trace_names import Origin, read_origin
    from osteon.evidence._trace_text import section, uses_lines, uses_record

__all__ = [
    "SIGNS",
    "Answer",
    "Candidate",
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
    "SameGene",
    "SearchError",
    "Sign",
    "StudyUse",
    "Thing",
    "Uses",
    "answer_csv",
    "answer_lines",
    "check_curie",
    "check_evidence",
    "compress",
    "drop",
    "errata",
    "evidence_graph",
    "expand",
    "ground",
    "hidden_conflicts",
    "overview_lines",
    "prefix_map",
    "printed_ids",
    "read_jsonld",
    "read_origin",
    "read_tables",
    "read_verdicts",
    "same_gene",
    "search",
    "section",
    "thing",
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
    "_answer_verdicts": ("read_verdicts",),
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
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.evidence.{module}"), name)
    raise AttributeError(f"module 'osteon.evidence' has no attribute {name!r}")
