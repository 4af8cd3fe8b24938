"""A look at the formulas of a document before libSBML checks them: it writes out every call of a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, final

from osteon.errors import Fault, RecordError

MOST_PARTS = 400_000
"""Parts of a formula, and of all formulas together, with the functions in them written out."""

MOST_CALLS = 50
"""Functions inside each other."""

MOST_MODELS = 1000
"""Models inside models, each counted as often as it is put in."""

PATIENCE = 200_000
"""The sum of the squares of the formulas' sizes up to which units are checked: some seconds of libSBML."""


def guard(model: Any, label: str) -> bool:
    """Whether the units of a model can be checked in a reasonable time.

    Raises:
        RecordError: a function that calls itself, or formulas that have no end once functions are written
            out.
    """
    sizes = _Sizes(label, {each.getId(): each for each in model.getListOfFunctionDefinitions()})
    total = squares = 0
    for node, line in _formulas(model):
        size = sizes.of(node, ())
        total, squares = total + size, squares + size * size
        if total > MOST_PARTS:
            given = f"formulas of more than {MOST_PARTS} parts once the functions in them are written out"
            raise RecordError(Fault(f"{label}:{line}", given, "a model of a size that can be run"))
    return squares <= PATIENCE


def guard_models(document: Any, label: str) -> None:
    """Refuse models inside models (package comp) that hold themselves, or that multiply.

    Raises:
        RecordError: naming the line.
    """
    package = document.getPlugin("comp")
    if package is None:
        return
    count = package.getNumModelDefinitions()
    definitions = {each.getId(): each for each in map(package.getModelDefinition, range(count))}
    known: dict[str, int] = {}

    def copies(model: Any, inside: tuple[str, ...]) -> int:
        """How many models a model comes to when all in it are written out."""
        plugin, total = model.getPlugin("comp"), 1
        if len(inside) > MOST_CALLS or model.getId() in inside[:-1]:
            given = f"the model '{model.getId()}', which holds itself, or nests beyond reason"
            raise RecordError(Fault(f"{label}:{model.getLine()}", given, "models inside models that end"))
        for each in map(plugin.getSubmodel, range(plugin.getNumSubmodels()) if plugin else ()):
            id = each.getModelRef()
            if id in definitions and id not in known:
                known[id] = copies(definitions[id], (*inside, id))
            total += known.get(id, 0)
        if total > MOST_MODELS:
            given = f"more than {MOST_MODELS} models inside models"
            raise RecordError(Fault(f"{label}:{model.getLine()}", given, f"at most {MOST_MODELS}"))
        return total

    copies(document.getModel(), ())


@final
@dataclass(frozen=True)
class _Sizes:
    """How many parts a formula has. known: by function, with all that it calls."""

    label: str
    functions: Mapping[str, Any]
    known: dict[str, int] = field(default_factory=dict)

    def of(self, node: Any, inside: tuple[str, ...]) -> int:
        """The parts of a node, and those of the functions that it calls."""
        size, waiting = 0, [node]
        while waiting:
            each = waiting.pop()
            size += 1
            if each.isFunction() and each.getName() in self.functions:
                size += self._function(each.getName(), inside)
            waiting.extend(each.getChild(place) for place in range(each.getNumChildren()))
        return min(size, MOST_PARTS + 1)

    def _function(self, id: str, inside: tuple[str, ...]) -> int:
        definition = self.functions[id]
        if id in inside:
            given = f"the function '{id}', which calls itself"
            line = definition.getLine()
            raise RecordError(Fault(f"{self.label}:{line}", given, "functions that end"))
        if len(inside) > MOST_CALLS:
            given = f"functions that call each other more than {MOST_CALLS} deep"
            raise RecordError(Fault(f"{self.label}:{definition.getLine()}", given, f"at most {MOST_CALLS}"))
        if id not in self.known:
            body = definition.getMath()
            self.known[id] = 0 if body is None else self.of(body, (*inside, id))
        return self.known[id]


def _formulas(model: Any) -> Iterator[tuple[Any, int]]:
    """Every formula of a model, and its line."""
    owners = [*model.getListOfFunctionDefinitions(), *model.getListOfInitialAssignments()]
    owners += [*model.getListOfRules(), *(r.getKineticLaw() for r in model.getListOfReactions())]
    for reaction in model.getListOfReactions():
        parts = (*reaction.getListOfReactants(), *reaction.getListOfProducts())
        owners += [part.getStoichiometryMath() for part in parts]
    for event in model.getListOfEvents():
        owners += [event.getTrigger(), event.getDelay(), event.getPriority()]
        owners += event.getListOfEventAssignments()
    for owner in owners:
        if owner is not None and owner.getMath() is not None:
            yield owner.getMath(), owner.getLine()
