"""A tissue oxygen probe: the partial pressure of each gas in the callus."""

from osteon.observe._levels import Levels

OXIMETRY = Levels(("gas",))
