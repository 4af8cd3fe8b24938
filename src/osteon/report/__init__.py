"""A result as pages and files: figures, tables, sources, provenance, one HTML report. Pages of models.

The names load their module on first use: reading the sources of a result takes neither JAX nor matplotlib.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.report._atomic import check_output, is_finished
    from osteon.report._branching import branch_folder
    from osteon.report._cite import bibliography, citations
    from osteon.report._evidence_pages import evidence_pages
    from osteon.report._model_figure import model_figure
    from osteon.report._model_index import model_index
    from osteon.report._model_page import model_page
    from osteon.report._run_note import RunNote, differences, noted_experiment, read_note, run_note, versions
    from osteon.report._space_scene import Look, view_result
    from osteon.report._space_store import FolderKeeper, size_text
    from osteon.report._store import read_result, to_json
    from osteon.report._therapy import therapy
    from osteon.report._trace_results import ResultUse, result_lines, result_records, results_on
    from osteon.report._trials import write_trials
    from osteon.report._write import write_report

__all__ = [
    "FolderKeeper",
    "Look",
    "ResultUse",
    "RunNote",
    "bibliography",
    "branch_folder",
    "check_output",
    "citations",
    "differences",
    "evidence_pages",
    "is_finished",
    "model_figure",
    "model_index",
    "model_page",
    "noted_experiment",
    "read_note",
    "read_result",
    "result_lines",
    "result_records",
    "results_on",
    "run_note",
    "size_text",
    "therapy",
    "to_json",
    "versions",
    "view_result",
    "write_report",
    "write_trials",
]

_HOMES = {
    "Look": "_space_scene",
    "ResultUse": "_trace_results",
    "RunNote": "_run_note",
    "branch_folder": "_branching",
    "differences": "_run_note",
    "evidence_pages": "_evidence_pages",
    "is_finished": "_atomic",
    "versions": "_run_note",
    "noted_experiment": "_run_note",
    "read_note": "_run_note",
    "run_note": "_run_note",
    "size_text": "_space_store",
    "FolderKeeper": "_space_store",
    "check_output": "_atomic",
    "bibliography": "_cite",
    "citations": "_cite",
    "model_figure": "_model_figure",
    "model_index": "_model_index",
    "model_page": "_model_page",
    "read_result": "_store",
    "result_lines": "_trace_results",
    "result_records": "_trace_results",
    "results_on": "_trace_results",
    "therapy": "_therapy",
    "to_json": "_store",
    "view_result": "_space_scene",
    "write_report": "_write",
    "write_trials": "_trials",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
