"""An explanation: titled sections of lines, and the pieces they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import final

from osteon.knowledge import Chapter, Library, Quantity, cite
from osteon.text import aligned


@final
@dataclass(frozen=True)
class Section:
    """A titled block of an explanation."""

    title: str
    lines: tuple[str, ...]


@final
@dataclass(frozen=True)
class Explanation:
    """What a name means. `kind` is what it is (`process`, `entity`, …), `says` its record's sentence."""

    name: str
    kind: str
    title: str
    says: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole as text, for a terminal: title, sentence, then each section under its title, indented."""
        head = f"{self.name}: {self.title}" if self.title and self.title != self.name else self.name
        body = [
            line
            for section in self.sections
            for line in ("", section.title, *(f"  {line}".rstrip() for line in section.lines))
        ]
        return (f"{head} ({self.kind})", *([self.says] if self.says else []), *body)


def explanation(name: str, kind: str, title: str, says: str, sections: Iterable[Section]) -> Explanation:
    """An explanation without its empty sections."""
    return Explanation(name, kind, title, " ".join(says.split()), tuple(s for s in sections if s.lines))


def section(title: str, lines: Iterable[str]) -> Section:
    """A section of these lines."""
    return Section(title, tuple(lines))


def numbers_section(quantities: Iterable[Quantity], title: str = "Numbers") -> Section:
    """Quantities as a table: path, value and unit, range, class, source and place."""
    return section(title, aligned([number_row(quantity) for quantity in quantities]))


def number_row(quantity: Quantity) -> tuple[str, ...]:
    """One quantity as cells."""
    unit = "" if quantity.unit == "1" else f" {quantity.unit}"
    given = (quantity.low, quantity.high)
    limits = "" if given == (None, None) else f"[{', '.join('' if x is None else f'{x:g}' for x in given)}]"
    origin = " ".join(part for part in (quantity.source or "", quantity.place) if part)
    return (quantity.path, f"= {quantity.value:g}{unit}", limits, quantity.evidence, origin)


def sources_section(
    library: Library, quantities: Iterable[Quantity], chapters: Iterable[Chapter] = ()
) -> Section:
    """The sources of these chapters and quantities, each once, as citations."""
    cited = [*(chapter.source for chapter in chapters), *(quantity.source for quantity in quantities)]
    ids = dict.fromkeys(id for id in cited if id)
    return section("Sources", (cite(library.sources[id]) if id in library.sources else id for id in ids))


def claims_section(library: Library, claims: Sequence[str], title: str = "Claims") -> Section:
    """Claims with their sentences; of one without a record the id alone."""
    known = library.evidence.claims
    return section(title, (f"{id}: {known[id].says}" if id in known else id for id in claims))


def basis_sections(library: Library, quantities: Sequence[Quantity], claims: Sequence[str]) -> list[Section]:
    """What a record rests on: its numbers, the claims that it implements, the sources of its numbers."""
    return [
        numbers_section(quantities),
        claims_section(library, claims),
        sources_section(library, quantities),
    ]
