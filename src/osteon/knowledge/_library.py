"""All that is known: the records of a catalogue, checked and joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import final

from osteon.knowledge._chapter import Chapter
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._source import Source
from osteon.knowledge._study import Study

NATURAL_HEALING = "natural_healing"
"""The id of the model whose chapters stand in `mechanisms/`."""


@final
@dataclass(frozen=True, eq=False)
class Library:
    """What is known. Compared by identity, so that it may key a cache.

    chapters: by model id. modifiers: by (kind, id). sources, studies: by id. parameters: rows of the
    parameter survey by row id, each a mapping of column to text. experiments: by model id, the experiment
    file that comes with a model. digest: SHA-256 over the files read.
    """

    chapters: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)
    modifiers: Mapping[tuple[str, str], Modifier] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    experiments: Mapping[str, Path] = field(default_factory=dict)
    digest: str = ""
