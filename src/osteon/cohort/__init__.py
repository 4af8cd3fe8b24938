"""Many animals: an experiment drawn, posed, solved and measured, and what it says with its uncertainty."""

from osteon.cohort._population import animal_quantities
from osteon.cohort._pose import pose
from osteon.cohort._result import Result
from osteon.cohort._run import run_experiment
from osteon.cohort._statistics import wilson_interval
from osteon.cohort._verify import Verification, Worst, verify

__all__ = [
    "Result",
    "Verification",
    "Worst",
    "animal_quantities",
    "pose",
    "run_experiment",
    "verify",
    "wilson_interval",
]
