"""Claims that run: the virtual experiments of dynamic claims, and what came of them.

    from osteon.claims import run_claims
    from osteon.knowledge import load_library
    library = load_library()
    run = run_claims(library, [library.evidence.claims["C171"]])
    print(run.rulings[0].verdict, run.rulings[0].why)

The names load their module on first use: what was found last time can be read without a solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.claims._as_json import as_plain, counts
    from osteon.claims._check import check_experiments
    from osteon.claims._conflicts import Sides, sides
    from osteon.claims._effect import MARGIN, Effect
    from osteon.claims._judge import MOST, Came, Judged
    from osteon.claims._necessity import Stand
    from osteon.claims._plan import Plan
    from osteon.claims._recorded import (
        Recorded,
        claim_digest,
        healing_digest,
        recorded_verdicts,
        verdict_table,
    )
    from osteon.claims._run import ANIMALS, SEED, ClaimRun, Told, run_claims
    from osteon.claims._verdict import Ruling, Verdict
    from osteon.claims._words import effect_text

__all__ = [
    "ANIMALS",
    "MARGIN",
    "MOST",
    "SEED",
    "Came",
    "ClaimRun",
    "Effect",
    "Judged",
    "Plan",
    "Recorded",
    "Ruling",
    "Sides",
    "Stand",
    "Told",
    "Verdict",
    "as_plain",
    "check_experiments",
    "claim_digest",
    "counts",
    "effect_text",
    "healing_digest",
    "recorded_verdicts",
    "run_claims",
    "sides",
    "verdict_table",
]

_HOMES = {
    "_as_json": ("as_plain", "counts"),
    "_check": ("check_experiments",),
    "_conflicts": ("Sides", "sides"),
    "_effect": ("MARGIN", "Effect"),
    "_judge": ("MOST", "Came", "Judged"),
    "_necessity": ("Stand",),
    "_plan": ("Plan",),
    "_recorded": ("Recorded", "claim_digest", "healing_digest", "recorded_verdicts", "verdict_table"),
    "_run": ("ANIMALS", "SEED", "ClaimRun", "Told", "run_claims"),
    "_verdict": ("Ruling", "Verdict"),
    "_words": ("effect_text",),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.claims.{module}"), name)
    raise AttributeError(f"module 'osteon.claims' has no attribute {name!r}")
