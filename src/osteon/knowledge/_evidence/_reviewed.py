"""Documents that were reviewed sentence by sentence, and the papers that they cite."""

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Reviewed:
    """A document whose claims are records. kind: what it is.

    scope: what it covers. basis: what it rests on.
    """

    id: str
    title: str
    kind: str
    scope: str
    basis: str
    language: str
    authors: str
    journal: str
    year: int | None
    doi: str | None
    note: str
    where: str


@final
@dataclass(frozen=True)
class Sentence:
    """One sentence of a document, without its text.

    id: document and number, "000:31". fingerprint: the start of the SHA-256 of its text. why: why no claim
    is made of it.
    """

    id: str
    fingerprint: str
    why: str
    where: str

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.id.partition(":")[0]


@final
@dataclass(frozen=True)
class Paper:
    """A paper that the documents cite. id: as printed ("Dominici 2006"). source: its source record."""

    id: str
    authors: str
    year: int | None
    documents: tuple[str, ...]
    doi: str | None
    source: str | None
    note: str
    where: str
