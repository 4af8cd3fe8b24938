"""All that is known: the records of a catalogue, checked and joined."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import final

from osteon.knowledge._chapter import Chapter
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._identity._standard import IdentityRecords
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._product import Form
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._source import Source
from osteon.knowledge._static._records import StaticRecords
from osteon.knowledge._study import Study

NATURAL_HEALING = "natural_healing"
"""The id of the model whose chapters stand in `mechanisms/`."""


@final
@dataclass(frozen=True, eq=False)
class Library:
    """What is known. Compared by identity, so that it may key a cache.

    chapters: by model id. modifiers: by (kind, id). forms: of products, by id. sources, studies: by id.
    parameters: rows of the parameter survey by row id, each a mapping of column to text. experiments: by
    model id, the experiment file that comes with a model. verified: by model id, what the last comparison of
    the model with its references found, as text by column. digests: by model id, SHA-256 over the files of
    its folder. digest: the same over all files read. evidence: claims and all that belongs to them.
    identity: what makes a cell a stromal cell. static: papers, tables and groups, which stand still.
    """

    chapters: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)
    modifiers: Mapping[tuple[str, str], Modifier] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    experiments: Mapping[str, Path] = field(default_factory=dict)
    verified: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    evidence: EvidenceBase = field(default_factory=EvidenceBase)
    identity: IdentityRecords | None = None
    static: StaticRecords = field(default_factory=StaticRecords)

    @property
    def all_quantities(self) -> Iterator[Quantity]:
        """Every number of every model, then those of what changes natural healing."""
        for chapters in self.chapters.values():
            for chapter in chapters:
                yield from chapter.all_quantities
        for modifier in self.modifiers.values():
            yield from modifier.quantities

    def is_verified(self, model: str) -> bool:
        """Whether a model met its references when they were last compared, and has not changed since."""
        row = self.verified.get(model, {})
        return row.get("met") == "yes" and row.get("digest") == self.digests.get(model)
