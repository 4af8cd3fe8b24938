"""What is said for and against treatments, of one and of all that are compared."""

from __future__ import annotations

from collections.abc import Iterator

from osteon.knowledge import SIDES, Library, Modifier, Remark, cite
from osteon.model._explanation import Explanation, Section, claims_section, explanation, section


def remark_sections(modifier: Modifier) -> list[Section]:
    """One section a side, each remark with its claims and its source."""
    return [section(f"{side.capitalize()}s", _lines(modifier, side)) for side in SIDES]


def groups(library: Library) -> tuple[str, ...]:
    """The names under which treatments are compared."""
    return tuple(dict.fromkeys(each.group for each in library.modifiers.values() if each.group))


def group_rows(library: Library) -> list[tuple[str, ...]]:
    """Each group with the ids of its members, for a list."""
    return [(group, ", ".join(each.id for each in _members(library, group))) for group in groups(library)]


def explain_group(library: Library, group: str) -> Explanation:
    """The treatments of a group one after another: what is said for and against each, and who says so."""
    members = list(_members(library, group))
    remarks = [remark for member in members for remark in member.remarks]
    claims = dict.fromkeys(claim for remark in remarks for claim in remark.claims)
    sources = dict.fromkeys(remark.source for remark in remarks if remark.source)
    known = library.sources
    return explanation(
        group,
        "treatments compared",
        "",
        "What is said for and against each, with the claims and sources that say it.",
        [
            *(section(f"{each.name} ({each.kind} {each.id})", _all(each)) for each in members),
            claims_section(library, tuple(claims)),
            section("Sources", (cite(known[id]) if id in known else id for id in sources)),
        ],
    )


def _members(library: Library, group: str) -> Iterator[Modifier]:
    return (each for each in library.modifiers.values() if each.group == group)


def _all(modifier: Modifier) -> Iterator[str]:
    for side in SIDES:
        yield from (f"{side}: {line}" for line in _lines(modifier, side))


def _lines(modifier: Modifier, side: str) -> Iterator[str]:
    return (f"{_sentence(each)} [{_says_who(each)}]" for each in modifier.remarks if each.side == side)


def _sentence(remark: Remark) -> str:
    return " ".join(remark.says.split())


def _says_who(remark: Remark) -> str:
    source = " ".join(part for part in (remark.source or "", remark.place) if part)
    return ", ".join(part for part in (*remark.claims, source) if part)
