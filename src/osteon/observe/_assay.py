"""Assays of what is none of the above: debris, bacterial culture, drug level."""

from osteon.observe._levels import Levels

ASSAY = Levels(("debris", "pathogen", "drug", "other"))
