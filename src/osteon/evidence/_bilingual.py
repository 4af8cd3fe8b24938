"""A document in two languages: which sentences belong together, and where they part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.knowledge import Bilingual, EvidenceBase, StaticRecords


@final
@dataclass(frozen=True)
class AlignedSentence:
    """A Chinese sentence, the English ones that say the same, and the claims that are made of both."""

    chinese: str
    english: tuple[str, ...]
    claims: tuple[str, ...]


def aligned_sentences(base: EvidenceBase, record: Bilingual) -> tuple[AlignedSentence, ...]:
    """Each Chinese sentence with its English ones: those of which a claim is made that is made of it, too."""
    english = record.sentences("english")
    found = []
    for sentence in record.sentences("chinese"):
        claims = [claim for claim in base.claims_in(sentence) if set(claim.sentences) & set(english)]
        both = [name for name in english if any(name in claim.sentences for claim in claims)]
        found.append(AlignedSentence(sentence, tuple(both), tuple(claim.id for claim in claims)))
    return tuple(found)


def language_table(base: EvidenceBase, record: Bilingual, language: str | None = None) -> ClaimTable:
    """The claims by Chinese sentence, in both languages or in one. language: a member of LANGUAGES."""
    heads = {"english": "English", "chinese": "Chinese"}
    wanted = [name for name in heads if language in (None, name)]
    rows = tuple(
        (
            ClaimCell(pair.chinese, (claim,)),
            ClaimCell(
                ", ".join(name for name in pair.english if name in base.claims[claim].sentences), (claim,)
            ),
            *(ClaimCell(_text(base, claim, name), (claim,)) for name in wanted),
        )
        for pair in aligned_sentences(base, record)
        for claim in pair.claims
    )
    return ClaimTable(
        id="languages",
        title=f"Document {record.document} in two languages",
        says=record.says,
        columns=("Chinese sentence", "English sentence", *(heads[name] for name in wanted)),
        rows=rows,
        notes=("Claims stand in words of our own in both languages; sentences are named by number.",),
    )


def difference_table(static: StaticRecords, document: str) -> ClaimTable:
    """Where the two languages of a document part, and the claims that are touched."""
    found = [difference for difference in static.differences.values() if difference.document == document]
    rows = tuple(
        tuple(ClaimCell(text, d.claims) for text in (d.id, d.english, d.chinese, d.says)) for d in found
    )
    return ClaimTable(
        id="differences",
        title=f"Where the languages of document {document} part",
        says=f"{len(found)} places. In none of them does one language deny what the other says.",
        columns=("difference", "English", "Chinese", "says"),
        rows=rows,
    )


def _text(base: EvidenceBase, claim: str, language: str) -> str:
    return base.claims[claim].chinese if language == "chinese" else base.claims[claim].says
