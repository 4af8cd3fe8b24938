"""ELISA of the callus fluid: the concentration of each soluble factor."""

from osteon.observe._levels import Levels

ELISA = Levels(("factor",))
