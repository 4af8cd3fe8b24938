"""The list of all published models, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from osteon.cohort import Verification
from osteon.knowledge import Library
from osteon.report._markdown import plain, table
from osteon.report._model_check import TICK, error_text
from osteon.report._model_page import NOTE, main_first

_INTRODUCTION = (
    "Each of these is a model of its own, written as records like those of natural healing, with a page that "
    "has its equations, its numbers and their sources. A tick says that it gives the numbers that another "
    "program computed from the same equations: derivatives to 1e-9, curves to 1e-3 at the default tolerance "
    "and to 1e-6 at a tight one, unless its page states another limit. It does not say that the model is "
    "right."
)


def model_index(library: Library, verifications: Sequence[Verification]) -> str:
    """Return the page that lists these models, with the worst relative error of each comparison."""
    head = ("model", "what it is", "states", "met", "derivatives", "curves", "curves, tight")
    rows = [_row(library, verification) for verification in verifications]
    return "\n".join([NOTE, "", "# Published models", "", _INTRODUCTION, "", *table(head, rows)]) + "\n"


def _row(library: Library, verification: Verification) -> tuple[str, ...]:
    chapters = main_first(library.chapters[verification.model])
    return (
        f"[{verification.model}]({verification.model}.md)",
        plain(chapters[0].title),
        str(sum(len(chapter.entities) for chapter in chapters)),
        TICK if verification.met else "no",
        *(error_text(w) for w in (verification.probes, verification.default, verification.tight)),
    )
