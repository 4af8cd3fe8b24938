"""A system: a part of the subject that the model must hold, and how one knows that it does."""

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class System:
    """says: what the documents say. sets, reads: what a user sets and reads. acceptance: when it works."""

    id: str
    title: str
    group: str
    says: str
    sets: str
    reads: str
    acceptance: str
    where: str
