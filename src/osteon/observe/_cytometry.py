"""Flow cytometry of the digested callus: cells of each type per volume."""

from osteon.observe._levels import Levels

CYTOMETRY = Levels(("cell",))
