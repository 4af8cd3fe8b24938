"""A checked SBML document as a Sheet; what has no meaning is a fault, what adds nothing is a note."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, final

from osteon.errors import Fault, RecordError
from osteon.standards._libsbml import libsbml
from osteon.standards._sbml_in._algebraic import determined
from osteon.standards._sbml_in._document import Document
from osteon.standards._sbml_in._elements import (
    addresses,
    compact,
    measure,
    measure_of,
    number,
    words,
)
from osteon.standards._sbml_in._sheet import (
    Element,
    Formula,
    Function,
    Local,
    Measure,
    Occurrence,
    Reaction,
    Role,
    Share,
    Sheet,
    Thing,
)


def read_sheet(document: Document) -> Sheet:
    """Everything that the model says.

    Raises:
        RecordError: reactions without a rate law, equations without a variable, numbers that are infinite,
            shares in a reaction that nobody gives.
    """
    reader = _Reader(document)
    reader.cross_references()
    things = {thing.id: thing for thing in reader.things()}
    reactions = {reaction.id: reaction for reaction in reader.reactions(things)}
    events = tuple(reader.events())
    model, sbml = document.model, libsbml()
    sheet = Sheet(
        label=document.label,
        whole=document.whole,
        id=model.getId(),
        name=words(model),
        references=addresses(model, model=True),
        time=measure_of(model, model.getTimeUnits(), sbml),
        extent=measure_of(model, model.getExtentUnits(), sbml),
        units={
            each.getId(): measure_of(model, each.getId(), sbml) for each in model.getListOfUnitDefinitions()
        },
        things=things,
        roles=reader.roles(),
        reactions=reactions,
        events=events,
        functions=reader.functions(),
        complete=document.complete,
        level=document.level,
        notes=(*document.notes, *reader.notes),
    )
    if reader.faults:
        raise RecordError(reader.faults)
    return determined(sheet, reader.equations)


@final
@dataclass(frozen=True, eq=False)
class _Reader:
    """Reading in progress. Rules and initial assignments are taken by the id they are for."""

    document: Document
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    starts: dict[str, Formula] = field(default_factory=dict)
    rules: dict[str, Formula] = field(default_factory=dict)
    slopes: dict[str, Formula] = field(default_factory=dict)
    set: dict[str, None] = field(default_factory=dict)
    equations: list[Formula] = field(default_factory=list)

    @property
    def model(self) -> Any:
        """The model of the document."""
        return self.document.model

    def where(self, element: Any) -> str:
        return self.document.where(element)

    def fault(self, element: Any, given: str, expected: str, fix: str = "") -> None:
        self.faults.append(Fault(self.where(element), given, expected, fix))

    def note(self, element: Any, text: str) -> None:
        self.notes.append(f"{text} ({self.where(element)})")

    def cross_references(self) -> None:
        """Initial assignments, rules, and what events set."""
        for each in self.model.getListOfInitialAssignments():
            self._take(self.starts, each, each.getSymbol(), "initial assignment")
        for rule in self.model.getListOfRules():
            if rule.isAlgebraic():
                self._algebraic(rule)
            else:
                table = self.rules if rule.isAssignment() else self.slopes
                self._take(table, rule, rule.getVariable(), "rule")
        for event in self.model.getListOfEvents():
            for each in event.getListOfEventAssignments():
                if each.isSetMath():
                    self.set[each.getVariable()] = None
        if self.model.getNumConstraints():
            self.notes.append(f"{self.model.getNumConstraints()} constraints were left out: they do nothing")

    def _algebraic(self, rule: Any) -> None:
        if rule.isSetMath():
            self.equations.append(Formula(rule.getMath(), self.where(rule)))
        else:
            self.note(rule, "an algebraic rule has no formula and was left out")

    def _take(self, table: dict[str, Formula], element: Any, id: str, what: str) -> None:
        if element.isSetMath():
            table[id] = Formula(element.getMath(), self.where(element))
        else:
            self.note(element, f"the {what} for '{id}' has no formula and was left out")

    def things(self) -> Iterator[Thing]:
        """Every species, compartment, parameter, and share in a reaction with an id."""
        for each in self.model.getListOfCompartments():
            yield self._thing(each, "compartment", each.getSize() if each.isSetSize() else math.nan)
        for each in self.model.getListOfSpecies():
            yield self._thing(each, "species", _initial(each))
        for each in self.model.getListOfParameters():
            yield self._thing(each, "parameter", each.getValue() if each.isSetValue() else math.nan)
        for reaction in self.model.getListOfReactions():
            for part in (*reaction.getListOfReactants(), *reaction.getListOfProducts()):
                if part.isSetId():
                    given = part.getStoichiometry() if part.isSetStoichiometry() else math.nan
                    yield self._thing(part, "stoichiometry", given)

    def _thing(self, each: Any, element: Element, value: float) -> Thing:
        id = each.getId()
        start, rule, slope = self.starts.get(id), self.rules.get(id), self.slopes.get(id)
        if math.isinf(value) and start is None and rule is None:
            self.fault(each, f"{element} '{id}' with the value {value}", "a finite number")
        unit: Measure = (("dimensionless", 1.0, 1.0),) if element == "stoichiometry" else None
        if unit is None and self.document.complete:
            unit = measure(each.getDerivedUnitDefinition())
        curies = [compact(address) for address in addresses(each, model=False).get("is", ())]
        return Thing(
            id=id,
            element=element,
            where=self.where(each),
            name=words(each),
            value=None if math.isinf(value) else number(value),
            measure=unit,
            curie=next((curie for curie in curies if curie), None),
            start=start,
            rule=rule,
            slope=slope,
            set=id in self.set,
            fixed=bool(each.getConstant()),
        )

    def roles(self) -> dict[str, Role]:
        """What each species is."""
        told = {*self.starts, *self.rules, *self.slopes}
        compartments = self.model.getListOfCompartments()
        sizeless = {c.getId() for c in compartments if _sizeless(c) and c.getId() not in told}
        common = self.model.getConversionFactor() if self.model.isSetConversionFactor() else ""
        return {each.getId(): _role(each, sizeless, common) for each in self.model.getListOfSpecies()}

    def reactions(self, things: Mapping[str, Thing]) -> Iterator[Reaction]:
        """Every reaction that has a rate."""
        for each in self.model.getListOfReactions():
            law = each.getKineticLaw()
            if law is None or not law.isSetMath():
                given = f"reaction '{each.getId()}' without a rate law"
                self.fault(each, given, "a <kineticLaw> with a formula", "a rate is not made up here")
                continue
            yield Reaction(
                id=each.getId(),
                where=self.where(law),
                name=words(each),
                law=Formula(law.getMath(), self.where(law)),
                locals={local.getId(): self._local(local) for local in law.getListOfLocalParameters()},
                shares=tuple(self._shares(each, things)),
            )

    def _local(self, local: Any) -> Local:
        unit = measure(local.getDerivedUnitDefinition()) if self.document.complete else None
        return Local(number(local.getValue()), unit, self.where(local), words(local))

    def _shares(self, reaction: Any, things: Mapping[str, Thing]) -> Iterator[Share]:
        for sign, parts in ((-1, reaction.getListOfReactants()), (1, reaction.getListOfProducts())):
            for part in parts:
                count: float | str = part.getId()
                if not part.isSetId() or not _is_given(things[part.getId()]):
                    count = part.getStoichiometry() if part.isSetStoichiometry() else math.nan
                    if math.isnan(count):
                        given = f"no stoichiometry of '{part.getSpecies()}' in '{reaction.getId()}'"
                        self.fault(part, given, "a number, or a rule for it")
                yield Share(part.getSpecies(), sign, count, self.where(part))

    def events(self) -> Iterator[Occurrence]:
        """Every event that can do something."""
        for place, event in enumerate(self.model.getListOfEvents(), start=1):
            id = event.getId() if event.isSetId() else ""
            trigger = event.getTrigger()
            sets = tuple(
                (each.getVariable(), Formula(each.getMath(), self.where(each)))
                for each in event.getListOfEventAssignments()
                if each.isSetMath()
            )
            if trigger is None or not trigger.isSetMath() or not sets:
                self.note(event, f"event '{id or place}' cannot set anything and was left out")
                continue
            yield Occurrence(
                id=id or f"event_{place}",
                where=self.where(event),
                name=words(event),
                trigger=Formula(trigger.getMath(), self.where(trigger)),
                sets=sets,
                delay=self._delay(event.getDelay()),
                priority=self._part(event.getPriority()),
                persistent=bool(trigger.getPersistent()),
                initial=bool(trigger.getInitialValue()),
                frozen=bool(event.getUseValuesFromTriggerTime()),
            )

    def _delay(self, element: Any) -> Formula | None:
        """The delay of an event; one of no time is none."""
        formula = self._part(element)
        none = formula is not None and formula.node.isNumber() and formula.node.getValue() == 0.0
        return None if none else formula

    def _part(self, element: Any) -> Formula | None:
        if element is None or not element.isSetMath():
            return None
        return Formula(element.getMath(), self.where(element))

    def functions(self) -> dict[str, Function]:
        """The function definitions that say what they are."""
        found: dict[str, Function] = {}
        for each in self.model.getListOfFunctionDefinitions():
            if each.isSetMath() and each.getBody() is not None:
                arguments = (each.getArgument(place).getName() for place in range(each.getNumArguments()))
                found[each.getId()] = Function(tuple(arguments), each.getBody(), self.where(each))
        return found


def _initial(species: Any) -> float:
    if species.isSetInitialAmount():
        return float(species.getInitialAmount())
    return float(species.getInitialConcentration()) if species.isSetInitialConcentration() else math.nan


def _role(species: Any, sizeless: set[str], common: str) -> Role:
    place = "" if species.getCompartment() in sizeless else species.getCompartment()
    return Role(
        compartment=place,
        amount=bool(species.getHasOnlySubstanceUnits()) or not place,
        given="amount" if species.isSetInitialAmount() or not place else "concentration",
        boundary=bool(species.getBoundaryCondition() or species.getConstant()),
        factor=species.getConversionFactor() if species.isSetConversionFactor() else common,
    )


def _sizeless(compartment: Any) -> bool:
    known = compartment.isSetSpatialDimensions() and not compartment.isSetSize()
    return bool(known and compartment.getSpatialDimensionsAsDouble() == 0.0)


def _is_given(thing: Thing) -> bool:
    return any(part is not None for part in (thing.value, thing.start, thing.rule, thing.slope))
