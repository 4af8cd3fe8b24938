"""How well a model meets its references, in words and numbers."""

from __future__ import annotations

from osteon.cohort import Verification, Worst
from osteon.report._markdown import plain, table

TICK = "✓"
_MEANING = (
    "The references are numbers that another program computed from the same equations: a separate program, a "
    "simulator that read the published SBML file, or the authors' own code. That they are met shows that "
    "these records say the same. It does not show that the figures printed in the paper are met, and it says "
    "nothing about how right the model is. An error is relative to the reference's size, beyond half a unit "
    "of the last digit that the reference gives."
)


def status_line(verification: Verification) -> str:
    """Return one sentence: whether the references are met."""
    if not _compared(verification):
        return "There are no reference numbers for it."
    return f"{TICK} It gives its reference numbers." if verification.met else "It misses reference numbers."


def error_text(worst: Worst) -> str:
    """Return an error with two digits, nothing where nothing was compared."""
    return f"{worst.error:.2g}" if worst.count else ""


def check_lines(verification: Verification) -> list[str]:
    """Return what was compared, the worst errors and where the worst is."""
    if not _compared(verification):
        return ["There are no reference numbers for this model, so nothing could be compared."]
    what = ("derivatives", "curves, default tolerance", "curves, tight tolerance (1e-10)")
    found = (verification.probes, verification.default, verification.tight)
    rows = [
        (name, str(worst.count), error_text(worst), f"{limit:g}", _mark(worst, limit))
        for name, worst, limit in zip(what, found, verification.limits, strict=True)
        if worst.count
    ]
    head = ("what is compared", "numbers", "worst relative error", "limit", "met")
    where = verification.where
    return [_MEANING, "", *table(head, rows), *(["", f"The worst is at {plain(where)}."] if where else [])]


def _compared(verification: Verification) -> bool:
    return any(worst.count for worst in (verification.probes, verification.default, verification.tight))


def _mark(worst: Worst, limit: float) -> str:
    return TICK if worst.error <= limit else "no"
