"""The criteria of identity, their exceptions, and what words about antigens mean in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final

from osteon.knowledge._quantity import Quantity

EXPECTATIONS = ("positive", "negative")
VERDICTS = ("flagged", "licensed")
"""What a criterion reads when an exception explains why it is not met."""


@final
@dataclass(frozen=True)
class Criterion:
    """One thing that a culture must show.

    markers: entities, each of which can stand for the criterion; expect: a member of EXPECTATIONS. test: of a
    criterion without markers, the name of a yes-or-no test of the culture.
    """

    id: str
    says: str
    markers: tuple[str, ...]
    expect: str | None
    test: str | None
    claims: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class Exemption:
    """Why a criterion may not be met by cells that are stromal cells all the same.

    sources, treatments: entities, one of which the panel has to name. conflict: that which it is a side of.
    verdict: a member of VERDICTS.
    """

    id: str
    says: str
    criterion: str
    sources: tuple[str, ...]
    treatments: tuple[str, ...]
    claims: tuple[str, ...]
    conflict: str | None
    verdict: str
    where: str


@final
@dataclass(frozen=True)
class Level:
    """A word about an antigen as a Beta(a, b) distribution of the share of cells that carry it."""

    id: str
    says: str
    a: Quantity
    b: Quantity
    where: str


@final
@dataclass(frozen=True)
class Classifier:
    """Which sources are told apart, and which relation of a claim stands for which level.

    sources: entities; general: what all of them are. exclusive: claims that call an antigen specific to a
    source. words: relation to level. doubt: chance that a word does not hold.
    """

    sources: tuple[str, ...]
    general: str
    exclusive: tuple[str, ...]
    words: Mapping[str, str]
    doubt: Quantity
    where: str


@final
@dataclass(frozen=True, eq=False)
class IdentityRecords:
    """All of it. positive, negative: limits of the share of cells (percent); control_tail: see the record."""

    title: str
    source: str
    positive: Quantity
    negative: Quantity
    control_tail: Quantity
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    exemptions: Mapping[str, Exemption] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    classifier: Classifier | None = None
