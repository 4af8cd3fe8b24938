"""libSBML, imported when it is needed: it is an extra, and takes a while to load."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from osteon.errors import Fault, OutputError


def libsbml() -> Any:
    """The module `libsbml`. Raises OutputError, which says how to install it, where it is missing."""
    try:
        return import_module("libsbml")
    except ImportError as error:
        given = "a Python without the package python-libsbml"
        expected = "libSBML, which writes, reads and checks SBML"
        raise OutputError(Fault("SBML", given, expected, "pip install 'osteon[standards]'")) from error
