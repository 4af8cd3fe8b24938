"""A document that says the same in two languages, and where the two differ."""

from dataclasses import dataclass
from typing import final

LANGUAGES = ("english", "chinese")


@final
@dataclass(frozen=True)
class Bilingual:
    """english, chinese: numbers of the first and of the last sentence in that language."""

    document: str
    says: str
    english: tuple[int, int]
    chinese: tuple[int, int]
    where: str

    def sentences(self, language: str) -> tuple[str, ...]:
        """The ids of the sentences in a member of LANGUAGES."""
        first, last = self.english if language == "english" else self.chinese
        return tuple(f"{self.document}:{number}" for number in range(first, last + 1))


@final
@dataclass(frozen=True)
class Difference:
    """Where the languages part. english, chinese: the word or two that differ; claims: those touched."""

    id: str
    document: str
    english: str
    chinese: str
    says: str
    claims: tuple[str, ...]
    where: str
