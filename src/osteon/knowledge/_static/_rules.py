"""What records of what stands still name must be there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import final

from osteon.errors import Fault, shown
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._places import Places
from osteon.knowledge._source import Source
from osteon.knowledge._static._application import Application, Outside
from osteon.knowledge._static._layout import TableLayout
from osteon.knowledge._static._records import StaticRecords


@final
@dataclass(frozen=True)
class StaticRules:
    """sources: records that tables may cite; None where they were not read, and are not looked at."""

    records: StaticRecords
    base: EvidenceBase
    places: Places
    sources: Mapping[str, Source] | None = None

    def faults(self) -> Iterator[Fault]:
        """Every reference to a record that is not there, and every setup that is in two groups."""
        yield from self._claims()
        yield from self._languages()
        yield from self._applications()
        yield from self._concerns()
        yield from self._registries()
        for layout in self.records.tables.values():
            yield from self._table(layout)
        for figure in self.records.figures.values():
            yield from self._document(figure.where, figure.document)
        for tissue in self.records.tissues.values():
            yield from self.places.unknown(
                tissue.where, "cells", [tissue.tissue, *tissue.cells], self.base.concepts, "an entity"
            )

    def _claims(self) -> Iterator[Fault]:
        records, notes = self.records, self.records.sources
        named: list[tuple[str, str, Iterable[str]]] = [
            *((difference.where, "claims", difference.claims) for difference in records.differences.values()),
            *((group.where, "claims", group.claims) for group in records.applications.values()),
            *((concern.where, "claims", concern.claims) for concern in records.concerns.values()),
            *((count.where, "claims", count.claims) for count in records.counts.values()),
            *(
                (figure.where, "element", element.claims)
                for figure in records.figures.values()
                for element in figure.elements
            ),
            (notes.where, "use", notes.use),
            (notes.where, "niche", notes.niche),
            (notes.where, "limits", notes.limits),
            (notes.where, "instead", notes.instead),
            (notes.where, "ranking", notes.ranking),
        ]
        for where, key, claims in named:
            yield from self.places.unknown(where, key, claims, self.base.claims, "a claim")

    def _languages(self) -> Iterator[Fault]:
        for record in self.records.bilingual.values():
            yield from self._document(record.where, record.document)
            for language in ("english", "chinese"):
                sentences, known_ones = record.sentences(language), self.base.sentences
                yield from self.places.unknown(record.where, language, sentences, known_ones, "a sentence")
        for difference in self.records.differences.values():
            known = self.records.bilingual
            yield from self.places.unknown(
                difference.where, "document", [difference.document], known, "a document in two languages"
            )

    def _applications(self) -> Iterator[Fault]:
        applications, outside = self.records.applications, self.records.outside
        groups: list[Application | Outside] = [*applications.values(), *outside.values()]
        for key in ("setups", "products", "forms"):
            taken: dict[str, str] = {}
            for group in groups:
                for name in getattr(group, key):
                    if name in taken:
                        given = f"{key} has {shown(name)}, which is in {taken[name]} already"
                        yield self.places.fault(group.where, key, given, f"each of the {key} in one group")
                    taken[name] = group.id
        for each in applications.values():
            members = (*each.setups, *each.products)
            what = "a setup or product of this group"
            yield from self.places.unknown(each.where, "readings", list(each.readings), members, what)
            yield from self.places.unknown(each.where, "over", each.over, applications, "a group")

    def _concerns(self) -> Iterator[Fault]:
        setups, readouts = self.base.setups, self.base.readouts
        for test in (test for concern in self.records.concerns.values() for test in concern.tests):
            names = (*test.arms, *(test.gain_over or ()))
            yield from self.places.unknown(test.where, "arm", names, setups, "a setup")
            outcomes = [name for name in (test.outcome, test.outcome_against) if name]
            yield from self.places.unknown(test.where, "outcome", outcomes, readouts, "a readout")

    def _registries(self) -> Iterator[Fault]:
        for count in self.records.counts.values():
            entities = [registry.entity for registry in count.registries]
            concepts = self.base.concepts
            yield from self.places.unknown(count.where, "registries", entities, concepts, "an entity")
        for query in self.records.queries.values():
            yield from self.places.unknown(query.where, "of", [query.of], self.records.counts, "a count")

    def _table(self, layout: TableLayout) -> Iterator[Fault]:
        yield from self._document(layout.where, layout.document)
        for key, entities in (("columns", layout.columns), ("rows", layout.rows), ("labels", layout.labels)):
            yield from self.places.unknown(layout.where, key, entities, self.base.concepts, "an entity")
        for key, claims in (("claims", layout.claims), ("said", layout.said), ("telling", layout.telling)):
            yield from self.places.unknown(layout.where, key, claims, self.base.claims, "a claim")
        for entry in layout.entries:
            yield from self.places.unknown(layout.where, "entry", entry.rows, self.base.concepts, "an entity")
            yield from self.places.unknown(layout.where, "entry", entry.claims, self.base.claims, "a claim")
            if self.sources is not None:
                sources = self.sources
                yield from self.places.unknown(
                    layout.where, "entry", entry.sources, sources, "a source record"
                )

    def _document(self, where: str, document: str) -> Iterator[Fault]:
        return self.places.unknown(where, "document", [document], self.base.documents, "a document")
