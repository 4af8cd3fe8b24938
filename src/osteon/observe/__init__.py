"""What an experimenter would have read off the animals: instruments over a solution's states (numpy only)."""

from osteon.observe._amounts import vessel_length
from osteon.observe._explain_outcome import explain_outcome
from osteon.observe._lineage import (
    INSTRUMENT,
    START,
    Lineage,
    lineages,
    movers_on,
    outcome_named,
    outcomes_on,
)
from osteon.observe._measure import Measurements, measure, measure_some, outcomes
from osteon.observe._measure_space import measured_in_space
from osteon.observe._outcome import Outcome
from osteon.observe._phases import PHASES
from osteon.observe._profile import Profile, profile, view_axis
from osteon.observe._reads import Reads
from osteon.observe._space import SpaceReader, read_space, space_events, space_outcomes, space_reader
from osteon.observe._view import along

__all__ = [
    "INSTRUMENT",
    "PHASES",
    "START",
    "Lineage",
    "Measurements",
    "Outcome",
    "Profile",
    "Reads",
    "SpaceReader",
    "along",
    "explain_outcome",
    "lineages",
    "measure",
    "measure_some",
    "measured_in_space",
    "movers_on",
    "outcome_named",
    "outcomes",
    "outcomes_on",
    "profile",
    "read_space",
    "space_events",
    "space_outcomes",
    "space_reader",
    "vessel_length",
    "view_axis",
]
