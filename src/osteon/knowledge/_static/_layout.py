"""Tables and figures that are made anew out of claims: which claims, in which order, under which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Entry:
    """A word in cells of a table that the terms of its claims do not place by themselves."""

    rows: tuple[str, ...]
    column: str
    word: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]


@final
@dataclass(frozen=True)
class TableLayout:
    """A table of entities by entities. image: the printed table, an image, in whose stead it stands.

    columns: entities. rows: entities, or, where there are none, those that claims name and whose type is one
    of `kinds`. labels: other names of rows. claims: each fills the cells of the entities on its two sides.
    words: by relation, what a cell says; {other} is what it is compared with. said: by claim, instead.
    entries: further cells. telling: by claim, what a row that it names is good for, empty where the claim
    says it best; tells: the head of their column.
    """

    id: str
    title: str
    says: str
    document: str
    image: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    kinds: tuple[str, ...]
    labels: Mapping[str, str]
    claims: tuple[str, ...]
    words: Mapping[str, str]
    said: Mapping[str, str]
    entries: tuple[Entry, ...]
    telling: Mapping[str, str]
    tells: str
    notes: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class Element:
    """A part of a figure. panel: the part of the figure that it is in."""

    panel: str
    says: str
    claims: tuple[str, ...]


@final
@dataclass(frozen=True)
class FigureLayout:
    """A figure as a list of elements. image: the printed figure in whose stead it stands."""

    id: str
    title: str
    says: str
    document: str
    image: str
    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class Tissue:
    """A tissue that stromal cells can be taken from. tissue, cells: entities; cells may be unnamed."""

    id: str
    tissue: str
    cells: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class SourceNotes:
    """Claims on all sources. use: which are used most; niche: where they sit; limits: what makes them scarce;
    instead: other ways to such cells; ranking: which is better than which.
    """

    use: tuple[str, ...] = ()
    niche: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()
    where: str = ""
