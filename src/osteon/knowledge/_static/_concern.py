"""What is feared or asked of therapies with stromal cells, and what in the model tells of it."""

from dataclasses import dataclass
from typing import final

from osteon.knowledge._evidence._claim import ClaimTest


@final
@dataclass(frozen=True)
class Concern:
    """A concern about safety, supply, regulation or cost.

    metric: what is read, in words. tests: scenarios that move it, each a comparison of two setups. cards: two
    products, of which a report of the first says more; of concerns that only reporting answers.
    """

    id: str
    title: str
    says: str
    claims: tuple[str, ...]
    metric: str
    tests: tuple[ClaimTest, ...]
    cards: tuple[str, ...]
    note: str
    where: str
