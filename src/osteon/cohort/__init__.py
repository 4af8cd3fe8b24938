"""Many animals: an experiment drawn, posed, solved and measured, and what it says with its uncertainty."""

from osteon.cohort._population import animal_quantities
from osteon.cohort._pose import pose
from osteon.cohort._result import Result
from osteon.cohort._run import run_experiment
from osteon.cohort._statistics import wilson_interval

__all__ = ["Result", "animal_quantities", "pose", "run_experiment", "wilson_interval"]
