"""All records of what stands still, by id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final

from osteon.knowledge._static._application import Application, Outside
from osteon.knowledge._static._bilingual import Bilingual, Difference
from osteon.knowledge._static._concern import Concern
from osteon.knowledge._static._layout import FigureLayout, SourceNotes, TableLayout, Tissue
from osteon.knowledge._static._paper import PaperRecord
from osteon.knowledge._static._registry import TrialCount, TrialQuery


@final
@dataclass(frozen=True, eq=False)
class StaticRecords:
    """papers: records of papers; that of a reviewed document has its id. bilingual: by document."""

    papers: Mapping[str, PaperRecord] = field(default_factory=dict)
    bilingual: Mapping[str, Bilingual] = field(default_factory=dict)
    differences: Mapping[str, Difference] = field(default_factory=dict)
    applications: Mapping[str, Application] = field(default_factory=dict)
    outside: Mapping[str, Outside] = field(default_factory=dict)
    concerns: Mapping[str, Concern] = field(default_factory=dict)
    counts: Mapping[str, TrialCount] = field(default_factory=dict)
    queries: Mapping[str, TrialQuery] = field(default_factory=dict)
    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    figures: Mapping[str, FigureLayout] = field(default_factory=dict)
    tissues: Mapping[str, Tissue] = field(default_factory=dict)
    sources: SourceNotes = field(default_factory=SourceNotes)
