"""Exchange with other programs: models as SBML, out and in. Symbols only; nothing is solved here.

    from osteon.knowledge import load_library
    from osteon.standards import write_sbml
    text = write_sbml(load_library(), "kagan2013")

libSBML (the extra `standards`) is imported when one of these is called, not before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.standards._check import check_sbml
    from osteon.standards._sbml_in import Imported, read_sbml
    from osteon.standards._sbml_out import write_sbml

__all__ = ["Imported", "check_sbml", "read_sbml", "write_sbml"]

_HOMES = {
    "_check": ("check_sbml",),
    "_sbml_out": ("write_sbml",),
    "_sbml_in": ("Imported", "read_sbml"),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.standards.{module}"), name)
    raise AttributeError(f"module 'osteon.standards' has no attribute {name!r}")
