"""What an experimenter would have read off the animals: instruments over a solution's states (numpy only)."""

from osteon.observe._measure import Measurements, measure, outcomes
from osteon.observe._outcome import Outcome
from osteon.observe._phases import PHASES

__all__ = ["PHASES", "Measurements", "Outcome", "measure", "outcomes"]
