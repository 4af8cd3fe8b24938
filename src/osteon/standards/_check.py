"""What libSBML finds wrong with a document: all of its checks, those of units and good practice included."""

from __future__ import annotations

from typing import Any

from osteon.standards._libsbml import libsbml

CATEGORIES = (
    "LIBSBML_CAT_GENERAL_CONSISTENCY",
    "LIBSBML_CAT_IDENTIFIER_CONSISTENCY",
    "LIBSBML_CAT_UNITS_CONSISTENCY",
    "LIBSBML_CAT_MATHML_CONSISTENCY",
    "LIBSBML_CAT_SBO_CONSISTENCY",
    "LIBSBML_CAT_OVERDETERMINED_MODEL",
    "LIBSBML_CAT_MODELING_PRACTICE",
)


def check_sbml(text: str) -> tuple[str, ...]:
    """Every error and warning of libSBML about a document, a line each; none for a sound one.

    Raises:
        OutputError: libSBML is not installed.
    """
    sbml = libsbml()
    document = sbml.readSBMLFromString(text)
    for category in CATEGORIES:
        document.setConsistencyChecks(getattr(sbml, category), True)
    document.checkInternalConsistency()
    document.checkConsistency()
    return tuple(_line(document.getError(number)) for number in range(document.getNumErrors()))


def _line(error: Any) -> str:
    kind, number, line = error.getSeverityAsString(), error.getErrorId(), error.getLine()
    return f"line {line}: {kind} {number}: {' '.join(error.getMessage().split())}"
