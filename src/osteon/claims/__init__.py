"""Claims that run: the virtual experiments of dynamic claims, and what came of them.

    from osteon.claims import run_claims
    from osteon.knowledge import load_library
    library = load_library()
    run = run_claims(library, [library.evidence.claims["C171"]])
    print(run.rulings[0].verdict, run.rulings[0].why)

    from osteon.claims import run_trials
    trials = run_trials(library, library.evidence.trials.values())

The names load their module on first use: what was found last time can be read without a solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.claims._as_json import as_plain, counts
    from osteon.claims._check import check_experiments
    from osteon.claims._clinical._check import check_trials
    from osteon.claims._clinical._estimate import Estimate
    from osteon.claims._clinical._judge import Direction, Found, Group, Twins
    from osteon.claims._clinical._plain import trials_plain
    from osteon.claims._clinical._plan import TrialPlan
    from osteon.claims._clinical._pool import Pooled, pooled
    from osteon.claims._clinical._recruit import Recruits, recruit
    from osteon.claims._clinical._run import TrialResult, TrialRun, run_trials
    from osteon.claims._clinical._survival import Curve, LogRank, kaplan_meier, log_rank
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
    "Curve",
    "Direction",
    "Effect",
    "Estimate",
    "Found",
    "Group",
    "Judged",
    "LogRank",
    "Plan",
    "Pooled",
    "Recorded",
    "Recruits",
    "Ruling",
    "Sides",
    "Stand",
    "Told",
    "TrialPlan",
    "TrialResult",
    "TrialRun",
    "Twins",
    "Verdict",
    "as_plain",
    "check_experiments",
    "check_trials",
    "claim_digest",
    "counts",
    "effect_text",
    "healing_digest",
    "kaplan_meier",
    "log_rank",
    "pooled",
    "recorded_verdicts",
    "recruit",
    "run_claims",
    "run_trials",
    "sides",
    "trials_plain",
    "verdict_table",
]

_HOMES = {
    "_as_json": ("as_plain", "counts"),
    "_check": ("check_experiments",),
    "_clinical._check": ("check_trials",),
    "_clinical._estimate": ("Estimate",),
    "_clinical._judge": ("Direction", "Found", "Group", "Twins"),
    "_clinical._plain": ("trials_plain",),
    "_clinical._plan": ("TrialPlan",),
    "_clinical._pool": ("Pooled", "pooled"),
    "_clinical._recruit": ("Recruits", "recruit"),
    "_clinical._run": ("TrialResult", "TrialRun", "run_trials"),
    "_clinical._survival": ("Curve", "LogRank", "kaplan_meier", "log_rank"),
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
