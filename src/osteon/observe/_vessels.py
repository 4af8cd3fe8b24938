"""Contrast-filled micro-CT angiography: vessel length per volume of callus."""

from osteon.observe._levels import Levels

VESSELS = Levels(("vessel",))
