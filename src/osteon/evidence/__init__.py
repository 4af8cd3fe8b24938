"""The evidence base asked and checked: search, grounding, coverage, trace and exchange.

Each name loads its own module on first use: a search does not wait for the checks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.evidence._check import check_evidence
    from osteon.evidence._coverage import Coverage

__all__ = ["Coverage", "check_evidence"]

_HOMES = {
    "_check": ("check_evidence",),
    "_coverage": ("Coverage",),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.evidence.{module}"), name)
    raise AttributeError(f"module 'osteon.evidence' has no attribute {name!r}")
