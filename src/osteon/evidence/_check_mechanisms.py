"""Rules between the evidence base and the mechanisms that stand for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from osteon.errors import Fault, near, shown
from osteon.evidence._coverage import Coverage
from osteon.knowledge import NATURAL_HEALING, Library, Modifier, Process, Remark, Signal, Transport


def claims_rule(library: Library) -> Coverage:
    """Each claim that a process, signal, transport or modifier implements, or a remark repeats, is there.

    Where a library has no claims at all there is nothing to look them up in, and none are checked.
    """
    known = library.evidence.claims
    citing = list(_citing(library))
    naming = [record for record in citing if record.claims and known]
    faults = [
        Fault(record.where, f"claims has {shown(claim)}", "the id of a claim", near(claim, known))
        for record in naming
        for claim in record.claims
        if claim not in known
    ]
    says = "each claim that a process, signal, transport or modifier implements or repeats is there"
    return Coverage("implemented claims", says, len(naming), len(citing), "records", tuple(faults))


def place_rule(library: Library) -> Coverage:
    """Each measured quantity says where in its source it stands."""
    quantities = list(library.all_quantities)
    measured = [quantity for quantity in quantities if quantity.evidence == "measured"]
    faults = [
        Fault(
            quantity.where,
            f"{quantity.path}, measured, without a place",
            "the row, table or line of its source",
        )
        for quantity in measured
        if not quantity.place.strip()
    ]
    says = "each measured quantity says where in its source it stands"
    return Coverage("places", says, len(measured), len(quantities), "quantities", tuple(faults))


def off_rule(library: Library) -> Coverage:
    """Each process or transport that a setup switches off is one of natural healing."""
    setups = library.evidence.setups.values()
    switching = [setup for setup in setups if setup.off]
    known = _named(library, ("process", "transport"))
    faults = [
        Fault(setup.where, f"off has {shown(name)}", "a process or transport", near(name, known))
        for setup in switching
        for name in setup.off
        if name not in known
    ]
    says = "each process or transport that a setup switches off is one of natural healing"
    return Coverage("switches", says, len(switching), len(setups), "setups", tuple(faults))


def stand_in_rule(library: Library) -> Coverage:
    """Each name of natural healing that stands for an entity is there."""
    base = library.evidence
    known = {
        **_named(library, ("entity", "signal", "process", "transport")),
        **dict.fromkeys(base.readouts, ""),
    }
    modelled = [concept for concept in base.concepts.values() if concept.model]
    faults = [
        Fault(
            concept.where,
            f"model has {shown(name)}",
            "a state, signal, process or readout",
            near(name, known),
        )
        for concept in modelled
        for name in concept.model
        if name not in known
    ]
    says = "each name of natural healing that stands for an entity is there"
    return Coverage("model names", says, len(modelled), len(base.concepts), "entities", tuple(faults))


def _citing(library: Library) -> Iterator[Process | Signal | Transport | Modifier | Remark]:
    for chapters in library.chapters.values():
        for chapter in chapters:
            yield from chapter.claiming
    for modifier in library.modifiers.values():
        yield modifier
        yield from modifier.remarks


def _named(library: Library, kinds: tuple[str, ...]) -> Mapping[str, str]:
    """The names of natural healing of some kinds, each with its kind."""
    found: dict[str, str] = {}
    for chapter in library.chapters.get(NATURAL_HEALING, ()):
        found.update((entity.id, "entity") for entity in chapter.entities)
        found.update((signal.name, "signal") for signal in chapter.signals)
        found.update((process.name, "process") for process in chapter.processes)
        found.update((transport.name, "transport") for transport in chapter.transports)
    return {name: kind for name, kind in found.items() if kind in kinds}
