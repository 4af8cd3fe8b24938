"""How many trials a document counts in a registry, and a query by which a snapshot is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Registry:
    """A registry of trials. entity: its record."""

    name: str
    url: str
    entity: str


@final
@dataclass(frozen=True)
class TrialCount:
    """A count that a document gives. above: the count is greater than this. accessed: when the registries
    were looked at. query: the words that were searched for, empty where the document does not tell them.
    evidence: the class of the number; place: where it stands.
    """

    id: str
    says: str
    above: int
    accessed: str
    query: str
    topics: tuple[str, ...]
    registries: tuple[Registry, ...]
    evidence: str
    place: str
    claims: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class TrialQuery:
    """Which trials of a snapshot count: those with one of `cells` and a word of a topic, posted by `until`.

    cells: words of the product, looked for in title and interventions. topics: by topic, words of the
    condition, looked for in conditions and title. why: who chose the words, and by what.
    """

    id: str
    says: str
    of: str
    until: str
    cells: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    why: str
    where: str
