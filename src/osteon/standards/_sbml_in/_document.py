"""A screened SBML file as a libSBML document of Level 3 Version 2 without faults, or all of its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

from osteon.errors import Fault, RecordError
from osteon.standards._libsbml import libsbml
from osteon.standards._sbml_in._guard import guard, guard_models
from osteon.standards._sbml_in._screen import Screened, screened

INCOMPLETE = frozenset({99505, 99506, 99507, 99508, 99509, 20702, 20517, 20518, 20616})
"""Codes by which libSBML says that a unit is not declared, or is an unusual one."""

UNKNOWN = frozenset({10313})
"""Codes by which it says that a unit is named which there is not: then none is taken from the file."""

UNUSUAL = "not an integer"
"""What it says of a power that it cannot follow; that is no clash."""

FLATTENED = "comp"
"""The package of models inside models: libSBML can write such a model out as a plain one."""

_READ = frozenset({"comp"})
_SHOWN = 400
_UNIT = re.compile(r"(\w+) \(exponent = (\S+), multiplier = (\S+), scale = (\S+)\)")


@final
@dataclass(frozen=True)
class Document:
    """What libSBML made of a file.

    label: how messages name it. whole: libSBML's document, which owns everything that was taken from it and
    must outlive that. level: as it was written. complete: every unit is declared. notes: what was left out or
    done on the way.
    """

    label: str
    whole: Any
    level: tuple[int, int]
    complete: bool
    notes: tuple[str, ...]

    @property
    def model(self) -> Any:
        """Its model, converted to Level 3 Version 2."""
        return self.whole.getModel()

    def where(self, element: Any) -> str:
        """File and line of an element."""
        return f"{self.label}:{element.getLine() or 1}"


def read_document(path: Path, *, plain_numbers: bool) -> Document:
    """Read a file, check it, and convert it.

    plain_numbers: units that clash are no fault.

    Raises:
        RecordError: everything that makes the file invalid, or that cannot be carried, with lines.
    """
    sbml, file = libsbml(), screened(path)
    document = sbml.readSBMLFromString(file.text)
    level = (int(document.getLevel()), int(document.getVersion()))
    faults, notes = list(_package_faults(file, document)), list(_package_notes(file))
    if document.getModel() is None and not faults:
        faults.append(Fault(f"{file.label}:1", "an SBML file without a model", "a model"))
    if not faults:
        faults += _own_faults(file.label, document)
    if faults:
        raise RecordError(faults)
    notes += _flattened(document, file, sbml)
    quick = guard(document.getModel(), file.label)
    if not (quick or plain_numbers):
        notes.append("formulas are so long that units were not checked, and none were taken from the file")
    found = _checked(document, sbml, units=quick and not plain_numbers)
    faults = [_told(error, file.label) for error in found if _is_fault(error, sbml)]
    faults += [] if plain_numbers else [_clash(e, file.label) for e in found if _is_clash(e, sbml)]
    if faults:
        raise RecordError(list(dict.fromkeys(faults)))
    codes = {error.getErrorId() for error in found}
    complete = quick and not plain_numbers and not codes & (INCOMPLETE | UNKNOWN)
    notes += [_told(error, file.label).given for error in found if error.getErrorId() in UNKNOWN]
    del found  # a conversion forgets them
    if level != (3, 2) and not document.setLevelAndVersion(3, 2, False):
        given = f"Level {level[0]} Version {level[1]}, which libSBML cannot convert"
        raise RecordError(Fault(f"{file.label}:1", given, "a file that can be made Level 3 Version 2"))
    return Document(file.label, document, level, complete, tuple(notes))


def _package_faults(file: Screened, document: Any) -> Iterator[Fault]:
    for prefix, required in file.packages.items():
        if required and prefix not in _READ:
            given = f"the package '{prefix}' of SBML, without which the model means something else"
            yield Fault(f"{file.label}:{_line(file, prefix)}", given, "core SBML")
    external = document.getPlugin(FLATTENED)
    if external is not None and external.getNumExternalModelDefinitions():
        first = external.getExternalModelDefinition(0)
        given = f"'{first.getId()}', a model that stands in another file"
        fix = "put the models into one file"
        yield Fault(f"{file.label}:{first.getLine()}", given, "a file that is complete", fix)


def _package_notes(file: Screened) -> Iterator[str]:
    for prefix, required in file.packages.items():
        if not required:
            yield f"the package '{prefix}' was left out: the file says that the model means the same without"


def _line(file: Screened, prefix: str) -> int:
    before = file.text.partition(f"{prefix}:required")[0]
    return before.count("\n") + 1


def _own_faults(label: str, document: Any) -> Iterator[Fault]:
    """What a conversion to Level 3 Version 2 would lose."""
    for reaction in document.getModel().getListOfReactions():
        if reaction.isSetFast() and reaction.getFast():
            given = f"reaction '{reaction.getId()}' with fast = true, at equilibrium at every time"
            fix = "write its equilibrium out as assignment rules"
            yield Fault(f"{label}:{reaction.getLine()}", given, "reactions with a rate", fix)


def _flattened(document: Any, file: Screened, sbml: Any) -> list[str]:
    """Models inside models written out, where there are any."""
    if not file.packages.get(FLATTENED):
        return []
    guard_models(document, file.label)
    properties = sbml.ConversionProperties()
    properties.addOption("flatten comp", True)
    properties.addOption("performValidation", False)
    properties.addOption("abortIfUnflattenable", "none")
    if document.convert(properties) != sbml.LIBSBML_OPERATION_SUCCESS or document.getModel() is None:
        given = "models inside models that libSBML cannot write out"
        raise RecordError(Fault(f"{file.label}:{_line(file, FLATTENED)}", given, "core SBML"))
    return ["models inside models (package comp) were written out as one; their ids are joined with __"]


def _checked(document: Any, sbml: Any, *, units: bool) -> list[Any]:
    """What libSBML says: of reading first, then of every check save those of style."""
    document.setConsistencyChecks(sbml.LIBSBML_CAT_UNITS_CONSISTENCY, units)
    style = (sbml.LIBSBML_CAT_SBO_CONSISTENCY, sbml.LIBSBML_CAT_MODELING_PRACTICE)
    for category in (*style, sbml.LIBSBML_CAT_OVERDETERMINED_MODEL):  # the last names no element
        document.setConsistencyChecks(category, False)
    document.checkConsistency()
    return [document.getError(number) for number in range(document.getNumErrors())]


def _is_fault(error: Any, sbml: Any) -> bool:
    if error.getCategory() == sbml.LIBSBML_CAT_UNITS_CONSISTENCY:
        return False
    harmless = "The L3 package" in error.getMessage() or error.getErrorId() in UNKNOWN
    return error.getSeverity() >= sbml.LIBSBML_SEV_ERROR and not harmless


def _is_clash(error: Any, sbml: Any) -> bool:
    units = error.getCategory() == sbml.LIBSBML_CAT_UNITS_CONSISTENCY
    return units and error.getErrorId() not in INCOMPLETE and UNUSUAL not in error.getMessage()


def _clash(error: Any, label: str) -> Fault:
    fault = _told(error, label)
    fix = "mend the units, or import all numbers as plain ones with --plain-numbers"
    return Fault(fault.where, f"units that clash: {fault.given}", fault.expected, fix)


def _told(error: Any, label: str) -> Fault:
    """libSBML's words as a fault: what it says of this place, and the rule that it cites."""
    rule, _, own = error.getMessage().strip().partition("Reference:")
    own = _line_of(own.partition("\n")[2]) or _line_of(error.getShortMessage())
    return Fault(
        f"{label}:{error.getLine() or 1}",
        own or f"what breaks rule {error.getErrorId()} of SBML",
        _line_of(rule) or "valid SBML",
    )


def _line_of(text: str) -> str:
    plain = _UNIT.sub(_unit, re.sub(r"\s+", " ", text)).strip().rstrip(".")
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def _unit(match: re.Match[str]) -> str:
    """`mole (exponent = 1, multiplier = 1, scale = -3)` as `0.001 mole`."""
    kind, exponent, multiplier, scale = match.groups()
    size = float(multiplier) * 10.0 ** float(scale)
    return f"{'' if size == 1.0 else f'{size:g} '}{kind}{'' if exponent == '1' else f'^{exponent}'}"
