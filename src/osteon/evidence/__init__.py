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
    from osteon.evidence._ground import Candidate, Grounding, ground
    from osteon.evidence._ground_errata import Erratum, errata
    from osteon.evidence._ground_error import GroundingError
    from osteon.evidence._ground_genes import HiddenConflict, SameGene, hidden_conflicts, same_gene
    from osteon.evidence._ground_printed import PrintedId, printed_ids
    from osteon.evidence._prefix import Prefix, check_curie, prefix_map
    from osteon.evidence._prefix_uri import compress, expand
    from osteon.evidence._search import search
    from osteon.evidence._search_error import SearchError

__all__ = [
    "Answer",
    "Candidate",
    "Coverage",
    "Erratum",
    "Grounding",
    "GroundingError",
    "HiddenConflict",
    "Hit",
    "Prefix",
    "PrintedId",
    "Reading",
    "SameGene",
    "SearchError",
    "answer_csv",
    "answer_lines",
    "check_curie",
    "check_evidence",
    "compress",
    "errata",
    "expand",
    "ground",
    "hidden_conflicts",
    "overview_lines",
    "prefix_map",
    "printed_ids",
    "read_verdicts",
    "same_gene",
    "search",
]

_HOMES = {
    "_answer": ("Answer", "Hit", "Reading"),
    "_answer_lines": ("answer_lines", "overview_lines"),
    "_answer_table": ("answer_csv",),
    "_answer_verdicts": ("read_verdicts",),
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
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.evidence.{module}"), name)
    raise AttributeError(f"module 'osteon.evidence' has no attribute {name!r}")
