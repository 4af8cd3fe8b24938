"""How many trials there are: what a review counted, and the count of a snapshot by a stated query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.evidence._registry_words import normal
from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.evidence._registry_snapshot import Snapshot, Trial
    from osteon.knowledge import EvidenceBase, TrialCount, TrialQuery

NO_SNAPSHOT = (
    "No snapshot of a registry comes with Osteon, so that this number was not counted again here. "
    "Count a download of your own: osteon record registry --snapshot FILE."
)


@final
@dataclass(frozen=True)
class TrialTally:
    """What a query found in a snapshot. trials: ids of those that count, in the order of the file.

    later: posted after the query's day. undated: without a day on which they were posted; they do not count.
    topics, phases, statuses: how many of the trials that count; a trial may be of several topics.
    """

    trials: tuple[str, ...]
    later: int
    undated: int
    topics: Mapping[str, int]
    phases: Mapping[str, int]
    statuses: Mapping[str, int]


def count_trials(snapshot: Snapshot, query: TrialQuery) -> TrialTally:
    """Apply a query to every trial of a snapshot.

    A trial counts if title or interventions hold one of `query.cells`, conditions or title a word of a topic,
    and if it was posted by `query.until`. Words are whole, in any case, with any signs between them.
    """
    cells = [normal(word) for word in query.cells]
    words = {topic: [normal(word) for word in words] for topic, words in query.topics.items()}
    fitting = [(trial, _topics(trial, words)) for trial in snapshot.trials if _has_cells(trial, cells)]
    fitting = [(trial, topics) for trial, topics in fitting if topics]
    dated = [(trial, topics) for trial, topics in fitting if trial.posted]
    found = [(trial, topics) for trial, topics in dated if trial.posted <= query.until]
    return TrialTally(
        trials=tuple(trial.id for trial, _ in found),
        later=len(dated) - len(found),
        undated=len(fitting) - len(dated),
        topics={topic: sum(topic in topics for _, topics in found) for topic in query.topics},
        phases=_counted(trial.phase for trial, _ in found),
        statuses=_counted(trial.status for trial, _ in found),
    )


def registry_card(base: EvidenceBase, count: TrialCount, query: TrialQuery | None) -> ClaimTable:
    """What a document counted, where and when, and by which query a snapshot is counted here."""
    places = ", ".join(f"{registry.name} ({registry.url})" for registry in count.registries)
    fields = {
        "count": f"more than {count.above}",
        "says": count.says,
        "registries": places,
        "looked at": count.accessed,
        "topics": ", ".join(count.topics),
        "searched for": count.query or "not told: the document names topics, and no words",
        "class": count.evidence,
        "place": count.place,
    }
    rows = [(ClaimCell(field, count.claims), ClaimCell(text, count.claims)) for field, text in fields.items()]
    if query is not None:
        rows += [(ClaimCell(field), ClaimCell(text)) for field, text in _query_fields(query).items()]
    title = "Clinical trials of stromal cells in bone"
    says = "A number that a document gives, and how to count again."
    return ClaimTable("registry", title, says, ("field", "says"), tuple(rows), (NO_SNAPSHOT,))


def tally_table(snapshot: Snapshot, query: TrialQuery, count: TrialCount, tally: TrialTally) -> ClaimTable:
    """The count of a snapshot, how it breaks down, and how it compares with the document's."""
    above = len(tally.trials) > count.above
    rows = [
        ("trials that count", str(len(tally.trials))),
        (f"more than {count.above}, as the document says", "yes" if above else "no"),
        *((f"topic: {topic}", str(number)) for topic, number in tally.topics.items()),
        *((f"phase: {phase}", str(number)) for phase, number in tally.phases.items()),
        *((f"status: {status}", str(number)) for status, number in tally.statuses.items()),
        ("trials in the snapshot", str(len(snapshot.trials))),
        ("rows that repeat a trial", str(snapshot.repeated)),
        ("fitting, but posted later", str(tally.later)),
        ("fitting, but without a day", str(tally.undated)),
        ("snapshot (SHA-256)", snapshot.digest),
        ("ids", ", ".join(tally.trials) or "none"),
    ]
    notes = (
        f"Counted by the query {query.id} over {snapshot.label}, trials posted until {query.until}.",
        "A trial may be of several topics, so that topics may add up to more than all.",
        f"On the words of the query: {query.why}",
        "The document looked at two registries; a snapshot of one lacks what only the other has.",
    )
    cells = tuple((ClaimCell(name), ClaimCell(text)) for name, text in rows)
    says = "What the query finds in the snapshot that was given."
    return ClaimTable("snapshot", "Count of a snapshot", says, ("what", "number"), cells, notes)


def _query_fields(query: TrialQuery) -> dict[str, str]:
    topics = {f"words of {topic}": ", ".join(words) for topic, words in query.topics.items()}
    return {
        "query here": f"{query.id}: {query.says}",
        "posted until": query.until,
        "words of cells": ", ".join(query.cells),
        **topics,
        "who chose the words": query.why,
    }


def _has_cells(trial: Trial, cells: list[str]) -> bool:
    text = normal(f"{trial.title} | {trial.interventions}")
    return any(word in text for word in cells)


def _topics(trial: Trial, topics: Mapping[str, list[str]]) -> tuple[str, ...]:
    text = normal(f"{trial.conditions} | {trial.title}")
    return tuple(topic for topic, words in topics.items() if any(word in text for word in words))


def _counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value comes, the most frequent first, equals by name."""
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
