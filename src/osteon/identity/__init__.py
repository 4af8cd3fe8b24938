"""Are these stromal cells, and where are they from? Surface antigens against the criteria and the claims."""

from osteon.identity._check import FINDINGS, Finding, Identity, identify
from osteon.identity._classify import Origin, Statement, Weight, classify, panel_statements
from osteon.identity._fcs import read_fcs_panel
from osteon.identity._panel import Panel, PanelError, placed, read_panels

__all__ = [
    "FINDINGS",
    "Finding",
    "Identity",
    "Origin",
    "Panel",
    "PanelError",
    "Statement",
    "Weight",
    "classify",
    "identify",
    "panel_statements",
    "placed",
    "read_fcs_panel",
    "read_panels",
]
