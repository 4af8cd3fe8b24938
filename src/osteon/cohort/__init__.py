"""Many animals: an experiment drawn, posed, solved and measured, and what it says with its uncertainty."""

from osteon.cohort._fork import Fork, fork
from osteon.cohort._keeper import Checkpoint, Keeper, MemoryKeeper, SpacePlan, SpaceResult
from osteon.cohort._numbers_used import numbers_used
from osteon.cohort._population import BETWEEN_ANIMALS, animal_quantities
from osteon.cohort._pose import Population, drawn, pose, posed
from osteon.cohort._reference import Point
from osteon.cohort._result import Result
from osteon.cohort._run import run_experiment
from osteon.cohort._statistics import spread, wilson_interval
from osteon.cohort._verified import VERIFIED_COLUMNS, recorded_verification, verification_row
from osteon.cohort._verify import Verification, Worst, reference_points, verify
from osteon.cohort._without import run_without
from osteon.cohort._without_loss import Without
from osteon.cohort._without_prior import Prior, prior
from osteon.cohort._without_table import paired

__all__ = [
    "BETWEEN_ANIMALS",
    "VERIFIED_COLUMNS",
    "Checkpoint",
    "Fork",
    "Keeper",
    "MemoryKeeper",
    "Point",
    "Population",
    "Prior",
    "Result",
    "SpacePlan",
    "SpaceResult",
    "Verification",
    "Without",
    "Worst",
    "animal_quantities",
    "drawn",
    "fork",
    "numbers_used",
    "paired",
    "pose",
    "posed",
    "prior",
    "recorded_verification",
    "reference_points",
    "run_experiment",
    "run_without",
    "spread",
    "verification_row",
    "verify",
    "wilson_interval",
]
