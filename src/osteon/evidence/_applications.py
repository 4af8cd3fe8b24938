"""What stromal cells are used for: the group of a therapy, and the table of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osteon.errors import Fault, near, shown
from osteon.evidence._coverage import Coverage
from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.knowledge import Application, EvidenceBase, Outside, Setup, StaticRecords

PRODUCTS = frozenset({"msc", "ev", "cm", "secretome", "ocm", "exosomes", "bmac", "ipsc"})
"""Parts of the names of setups that say that stromal cells, or what they make, are in it."""

CULTURES = ("dish", "culture")


def application_of(static: StaticRecords, setup: str) -> Application | None:
    """The group of a setup; None where it is no therapy with stromal cells or with what they make."""
    return next((group for group in static.applications.values() if setup in group.setups), None)


def outside_of(static: StaticRecords, setup: str) -> Outside | None:
    """Why a setup of the therapies has no group; None where nothing says so."""
    return next((group for group in static.outside.values() if setup in group.setups), None)


def application_table(static: StaticRecords) -> ClaimTable:
    """The groups with their definitions and setups, then the setups that no group is for."""
    rows = [
        (
            ClaimCell(group.title, group.claims),
            ClaimCell(group.says, group.claims),
            ClaimCell(_members(group), group.claims),
            ClaimCell(", ".join(group.setups), group.claims),
        )
        for group in static.applications.values()
    ]
    notes = [f"No group, {group.id}: {group.says} ({len(group.setups)})" for group in static.outside.values()]
    return ClaimTable(
        id="applications",
        title="What stromal cells are used for",
        says="Therapies are sorted by what is put into the body. Each is in exactly one group.",
        columns=("group", "says", "products", "setups"),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _members(group: Application) -> str:
    """The products of a group, those of a form as one."""
    return ", ".join((*(f"each of the form {form}" for form in group.forms), *group.products))


def application_card(static: StaticRecords, setup: Setup) -> ClaimTable:
    """The group of one setup, and why."""
    group, outside = application_of(static, setup.id), outside_of(static, setup.id)
    rows = [(ClaimCell("setup"), ClaimCell(setup.says))]
    if group is not None:
        named = ClaimCell(f"{group.title}: {group.says}", group.claims)
        rows.append((ClaimCell("group", group.claims), named))
        if setup.id in group.readings:
            rows.append((ClaimCell("our reading"), ClaimCell(group.readings[setup.id])))
    else:
        why = outside.says if outside else "No stromal cells, and nothing that they make, are given."
        rows.append((ClaimCell("group"), ClaimCell(f"none. {why}")))
    says = "To which use of stromal cells a setup belongs."
    return ClaimTable(setup.id, setup.id, says, ("field", "says"), tuple(rows))


def application_rule(static: StaticRecords, base: EvidenceBase) -> Coverage:
    """Each setup that is sorted into a group is there; those with a product of stromal cells and no group are
    listed.
    """
    groups = [(group.where, group.setups) for group in static.applications.values()]
    groups += [(group.where, group.setups) for group in static.outside.values()]
    placed = [(where, setup) for where, setups in groups for setup in setups]
    faults = [
        Fault(where, f"setups has {shown(setup)}", "the id of a setup", near(setup, base.setups))
        for where, setup in placed
        if setup not in base.setups
    ]
    sorted_ones = {setup for _, setup in placed}
    listed = [
        f"{setup}: in no group of applications/, and not outside them"
        for setup in base.setups
        if _has_product(setup) and setup not in sorted_ones
    ]
    says = "each setup that a group of applications names is there"
    return Coverage(
        "applications", says, len(placed), len(base.setups), "setups", tuple(faults), tuple(listed)
    )


def _has_product(setup: str) -> bool:
    parts = setup.split("_")
    return parts[0] not in CULTURES and not PRODUCTS.isdisjoint(parts)
