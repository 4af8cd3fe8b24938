"""One element of an SBML document at a time: its numbers, units, names and cross-references."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from osteon.standards._sbml_in._sheet import Measure

_ADDRESS = re.compile(r"^(?:https?://identifiers\.org/|urn:miriam:)(.+)$")
_PREFIXES = {
    "pubmed": "pmid",
    "biomodels.db": "biomodels",
    "obo.chebi": "CHEBI",
    "obo.go": "GO",
    "taxonomy": "NCBITaxon",
}


def number(value: float) -> float | None:
    """The value, or None where it is not a number: SBML says "not given" so."""
    return None if math.isnan(value) else float(value)


def words(element: Any) -> str:
    """The name of an element as one printable line of at most 200 characters, "" where it has none."""
    text = element.getName() if element.isSetName() else ""
    return plain(text)


def plain(text: str) -> str:
    """A text of the file on one line, printable, cut at 200 characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 200 else line[:199] + "…"


def measure(definition: Any) -> Measure:
    """The unit of an element, from its derived unit definition; None where a part is not declared."""
    if definition is None or definition.getNumUnits() == 0:
        return None
    return tuple(_factors(definition))


def measure_of(model: Any, unit: str, sbml: Any) -> Measure:
    """The unit of that id, of the model or built in; None where there is none."""
    if not unit:
        return None
    definition = model.getUnitDefinition(unit)
    if definition is not None:
        return tuple(_factors(definition)) or None
    known = sbml.UnitKind_forName(unit) != sbml.UNIT_KIND_INVALID
    return ((_kind(unit), 1.0, 1.0),) if known else None


def _factors(definition: Any) -> Iterator[tuple[str, float, float]]:
    import libsbml

    for place in range(definition.getNumUnits()):
        unit = definition.getUnit(place)
        size = unit.getMultiplier() * 10.0 ** unit.getScale()
        kind = _kind(libsbml.UnitKind_toString(unit.getKind()))
        yield kind, float(unit.getExponentAsDouble()), float(size)


def _kind(name: str) -> str:
    return {"liter": "litre", "meter": "metre"}.get(name, name)


def addresses(element: Any, *, model: bool) -> dict[str, tuple[str, ...]]:
    """The addresses of an element's annotation by qualifier (`is`, `isDescribedBy`, ...).

    model: those that say what model it is, not what biology.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place in range(element.getNumCVTerms()):
        term = element.getCVTerm(place)
        kind = term.getQualifierType()
        if (kind == 0) != model:  # 0: model qualifiers, 1: biological ones
            continue
        qualifier = _qualifier(term, model)
        listed = tuple(term.getResourceURI(number) for number in range(term.getNumResources()))
        found[qualifier] = found.get(qualifier, ()) + listed
    return found


def _qualifier(term: Any, model: bool) -> str:
    import libsbml

    if model:
        return str(libsbml.ModelQualifierType_toString(term.getModelQualifierType()))
    return str(libsbml.BiolQualifierType_toString(term.getBiologicalQualifierType()))


def compact(address: str) -> str | None:
    """`CHEBI:15422` from an address of identifiers.org or MIRIAM; None from any other."""
    match = _ADDRESS.match(address.strip())
    if match is None:
        return None
    text = match[1].replace("%3A", ":")
    head, _, rest = text.partition("/") if "/" in text else text.partition(":")
    if ":" in rest:  # urn:miriam:obo.chebi:CHEBI:15422
        head, _, rest = rest.partition(":")
    prefix = _PREFIXES.get(head, head)
    joined = f"{prefix}:{rest}" if rest else text
    return joined if re.fullmatch(r"[\w.]{1,30}:[\w.:/()<>;-]{1,80}", joined) else None
