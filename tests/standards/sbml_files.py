"""Small SBML files, element by element, with each of them on a line of its own."""

from __future__ import annotations

from pathlib import Path

import libsbml

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="small" name="A small model" {units}>"""

UNITS = 'timeUnits="second" substanceUnits="mole" extentUnits="mole" volumeUnits="litre"'
CELL = '<compartment id="cell" size="{}" units="litre" constant="{}" spatialDimensions="3"/>'


def math(formula: str) -> str:
    """The MathML of a formula in libSBML's own language, on one line."""
    settings = libsbml.L3ParserSettings()
    settings.setParseAvogadroCsymbol(True)
    tree = libsbml.parseL3FormulaWithSettings(formula, settings)
    assert tree is not None, libsbml.getLastParseL3Error()
    text = libsbml.writeMathMLToString(tree)
    return "".join(line.strip() for line in text.splitlines()[1:])


def species(id: str, start: float | None = 1.0, *, amount: bool = False, given: str = "", **more: str) -> str:
    """A species of the compartment `cell`; given: "Amount" or "Concentration"."""
    shown = "" if start is None else f'initial{given or "Concentration"}="{start}"'
    keys = {"boundaryCondition": "false", "constant": "false"} | more
    rest = " ".join(f'{key}="{value}"' for key, value in keys.items())
    only = str(amount).lower()
    return f'<species id="{id}" compartment="cell" {shown} hasOnlySubstanceUnits="{only}" {rest}/>'


def parameter(id: str, value: float | str | None = None, constant: bool = True, unit: str = "") -> str:
    """A parameter."""
    shown = "" if value is None else f'value="{value}"'
    units = f'units="{unit}"' if unit else ""
    return f'<parameter id="{id}" {shown} {units} constant="{str(constant).lower()}"/>'


def reaction(id: str, taken: str, made: str, law: str, locals: str = "") -> str:
    """A reaction of single species, "" for none; law "" for none."""
    parts = ""
    for what, name in (("Reactants", taken), ("Products", made)):
        if name:
            one = f'<speciesReference species="{name}" stoichiometry="1" constant="true"/>'
            parts += f"<listOf{what}>{one}</listOf{what}>\n"
    inside = f"<listOfLocalParameters>{locals}</listOfLocalParameters>" if locals else ""
    kinetics = f"<kineticLaw>{math(law)}{inside}</kineticLaw>\n" if law else ""
    return f'<reaction id="{id}" reversible="false">\n{parts}{kinetics}</reaction>'


def rule(kind: str, id: str, formula: str) -> str:
    """A rule; kind "assignment", "rate" or "algebraic"."""
    variable = f' variable="{id}"' if id else ""
    return f"<{kind}Rule{variable}>{math(formula)}</{kind}Rule>"


def start(id: str, formula: str) -> str:
    """An initial assignment."""
    return f'<initialAssignment symbol="{id}">{math(formula)}</initialAssignment>'


def event(id: str, trigger: str, sets: dict[str, str], *, delay: str = "", **keys: str) -> str:
    """An event; keys: initialValue, persistent, useValuesFromTriggerTime, priority."""
    asked = {"initialValue": "true", "persistent": "true"} | keys
    how = " ".join(f'{key}="{asked[key]}"' for key in ("initialValue", "persistent"))
    inner = f"<trigger {how}>{math(trigger)}</trigger>"
    inner += f"<priority>{math(asked['priority'])}</priority>" if "priority" in asked else ""
    inner += f"<delay>{math(delay)}</delay>" if delay else ""
    each = (f'<eventAssignment variable="{v}">{math(f)}</eventAssignment>' for v, f in sets.items())
    frozen = asked.get("useValuesFromTriggerTime", "true")
    listed = f"<listOfEventAssignments>{''.join(each)}</listOfEventAssignments>"
    return f'<event id="{id}" useValuesFromTriggerTime="{frozen}">{inner}{listed}</event>'


def function(id: str, arguments: str, body: str) -> str:
    """A function definition."""
    return f'<functionDefinition id="{id}">{math(f"lambda({arguments}, {body})")}</functionDefinition>'


def unit(id: str, *factors: tuple[str, int, float]) -> str:
    """A unit definition of (kind, exponent, multiplier)."""
    inner = "".join(
        f'<unit kind="{kind}" exponent="{exponent}" scale="0" multiplier="{size}"/>'
        for kind, exponent, size in factors
    )
    return f'<unitDefinition id="{id}"><listOfUnits>{inner}</listOfUnits></unitDefinition>'


_LISTS = (
    ("functions", "FunctionDefinitions"),
    ("unit_definitions", "UnitDefinitions"),
    ("compartments", "Compartments"),
    ("species", "Species"),
    ("parameters", "Parameters"),
    ("starts", "InitialAssignments"),
    ("rules", "Rules"),
    ("reactions", "Reactions"),
    ("events", "Events"),
)


def document(*, units: str = UNITS, size: float = 1.0, fixed: bool = True, **lists: list[str]) -> str:
    """A whole file; the lists are named as in `_LISTS`, and the compartment `cell` is always there."""
    lists = {"compartments": [CELL.format(size, str(fixed).lower())], **lists}
    lines = [HEAD.format(units=units)]
    for key, name in _LISTS:
        if lists.get(key):
            lines += [f"<listOf{name}>", *lists[key], f"</listOf{name}>"]
    return "\n".join([*lines, "</model>", "</sbml>", ""])


def written(folder: Path, text: str, name: str = "small.xml") -> Path:
    """The path of a file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


DECAY = {
    "species": [species("A"), species("B", 0.0)],
    "parameters": [parameter("k", 0.5)],
    "reactions": [reaction("J", "A", "B", "k * A * cell")],
}
"""A turns into B."""
