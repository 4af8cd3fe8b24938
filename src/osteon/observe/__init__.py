"""What an experimenter would have read off the animals: instruments over a solution's states (numpy only)."""

from osteon.observe._amounts import vessel_length
from osteon.observe._measure import Measurements, measure, outcomes
from osteon.observe._measure_space import measured_in_space
from osteon.observe._outcome import Outcome
from osteon.observe._phases import PHASES
from osteon.observe._profile import Profile, profile, view_axis
from osteon.observe._space import SpaceReader, read_space, space_events, space_outcomes, space_reader
from osteon.observe._view import along

__all__ = [
    "PHASES",
    "Measurements",
    "Outcome",
    "Profile",
    "SpaceReader",
    "along",
    "measure",
    "measured_in_space",
    "outcomes",
    "profile",
    "read_space",
    "space_events",
    "space_outcomes",
    "space_reader",
    "vessel_length",
    "view_axis",
]
