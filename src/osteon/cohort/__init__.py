"""Many animals: an experiment drawn, posed, solved and measured, and what it says with its uncertainty."""

from osteon.cohort._combination import Combination, combinations
from osteon.cohort._fork import Fork, fork
from osteon.cohort._gain import Attribution, attribute
from osteon.cohort._gain_numbers import ProductNumber
from osteon.cohort._gain_parts import Part
from osteon.cohort._gain_plan import Loss, Swing
from osteon.cohort._interaction import Estimate, Interaction, gain_courses, interaction
from osteon.cohort._keeper import Checkpoint, Keeper, MemoryKeeper, SpacePlan, SpaceResult
from osteon.cohort._numbers_used import numbers_used
from osteon.cohort._population import BETWEEN_ANIMALS, animal_quantities, quantiles
from osteon.cohort._pose import Population, drawn, pose, posed
from osteon.cohort._ranking import Ranked, best_shares, main_outcome, ranked
from osteon.cohort._recruited import recruited
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
    "Attribution",
    "Checkpoint",
    "Combination",
    "Estimate",
    "Fork",
    "Interaction",
    "Keeper",
    "Loss",
    "MemoryKeeper",
    "Part",
    "Point",
    "Population",
    "Prior",
    "ProductNumber",
    "Ranked",
    "Result",
    "SpacePlan",
    "SpaceResult",
    "Swing",
    "Verification",
    "Without",
    "Worst",
    "animal_quantities",
    "attribute",
    "best_shares",
    "combinations",
    "drawn",
    "fork",
    "gain_courses",
    "interaction",
    "main_outcome",
    "numbers_used",
    "paired",
    "pose",
    "posed",
    "prior",
    "quantiles",
    "ranked",
    "recorded_verification",
    "recruited",
    "reference_points",
    "run_experiment",
    "run_without",
    "spread",
    "verification_row",
    "verify",
    "wilson_interval",
]
