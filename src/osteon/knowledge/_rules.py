"""Rules between records: sources exist, rows of the survey agree, processes join known entities."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import final

from osteon.errors import Fault, near, shown
from osteon.knowledge._chapter import Chapter
from osteon.knowledge._evidence._outside import outside_faults
from osteon.knowledge._inherit import like_faults
from osteon.knowledge._library import Library
from osteon.knowledge._page import Page
from osteon.knowledge._places import Places
from osteon.knowledge._product_rules import product_faults
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._static._rules import StaticRules
from osteon.knowledge._table import as_number
from osteon.units import Dimension, Unit, coherent, is_unit

TOLERANCE = 0.01
"""Relative difference up to which a measured quantity counts as the value of the row it cites."""

COUNTED = ("cell", "particle", "CFU")
"""Bases that count things."""

_ROW = re.compile(r"[A-Z]\d{3}(?![A-Za-z0-9])")


@final
@dataclass(frozen=True)
class Rules:
    """All rules between the records of a library. pages: the files that it was read from."""

    library: Library
    pages: Sequence[Page]

    def faults(self) -> Iterator[Fault]:
        """Every breach of a rule."""
        for quantity in chain.from_iterable(page.quantities for page in self.pages):
            yield from self._source(quantity.where, quantity.source)
            yield from self._place(quantity)
        for study in self.library.studies.values():
            yield from self._source(study.where, study.source)
        for chapters in self.library.chapters.values():
            yield from self._roles(chapters)
            for chapter in chapters:
                yield from self._source(chapter.where, chapter.source)
        yield from self._species()
        yield from self._products()
        library = self.library
        yield from outside_faults(library.evidence, self.pages, library.sources, library.studies)
        yield from StaticRules(library.static, library.evidence, self._places, library.sources).faults()

    def _source(self, where: str, source: str | None, key: str = "source") -> Iterator[Fault]:
        if source is not None and source not in self.library.sources and source not in self._places.failed:
            fix = (
                near(source, {*self.library.sources, *self._places.failed})
                or f'add [source."{source}"] to a file of sources/'
            )
            yield self._places.fault(where, key, f"{key} = {shown(source)}", "the id of a source record", fix)

    def _place(self, quantity: Quantity) -> Iterator[Fault]:
        match = _ROW.match(quantity.place)
        if match is None:
            return
        row = self.library.parameters.get(match[0])
        if row is not None and quantity.evidence == "measured":
            yield from self._agreement(quantity, row)
        if row is None and match[0] not in self._study_rows:
            expected = "a row of parameters.csv or of a study"
            fix = near(match[0], self.library.parameters)
            yield self._places.fault(quantity.where, "place", f"place = {shown(match[0])}", expected, fix)

    def _agreement(self, quantity: Quantity, row: Mapping[str, str]) -> Iterator[Fault]:
        """A measured quantity is what its row says: within low..high, or its value within TOLERANCE.

        Rows in words or in units of their own ("fold", "% of mature") say nothing that could be compared.
        """
        if not (is_unit(row["unit"]) and is_unit(quantity.unit)):
            return
        given = f"{quantity.path} = {quantity.value:g} {quantity.unit}, class = 'measured'"
        fix = "call it derived and say why, if it was worked out from that row"
        value = _in_unit(quantity, row["unit"])
        if value is None:
            expected = f"a unit like that of row {row['id']}, {row['unit']}"
            yield self._places.fault(quantity.where, "unit", given, expected, fix)
        elif not _agrees(value, row):
            expected = f"what row {row['id']} has: {_row_text(row)}"
            yield self._places.fault(quantity.where, "value", given, expected, fix)

    def _roles(self, chapters: Sequence[Chapter]) -> Iterator[Fault]:
        entities = [entity.id for chapter in chapters for entity in chapter.entities]
        for process in chain.from_iterable(chapter.processes for chapter in chapters):
            for key, name in (("from", process.source), ("to", process.target)):
                if name is not None and name not in entities and name not in self._places.failed:
                    given, expected = f"{key} = {shown(name)}", "the id of an entity of this model"
                    yield self._places.fault(process.where, key, given, expected, near(name, entities))

    def _species(self) -> Iterator[Fault]:
        subjects = [name for kind, name in self.library.modifiers if kind == "subject"]
        for modifier in self.library.modifiers.values():
            for name in modifier.species:
                if name not in subjects and name not in self._places.failed:
                    fix = near(name, subjects)
                    given = f"species {shown(name)}"
                    yield self._places.fault(modifier.where, "species", given, "the id of a subject", fix)

    def _products(self) -> Iterator[Fault]:
        for form in self.library.forms.values():
            for source in form.sources:
                yield from self._source(form.where, source, "sources")
            for name in form.yields:
                if name not in self.library.forms and name not in self._places.failed:
                    given, fix = f"yields = {shown(name)}", near(name, self.library.forms)
                    yield self._places.fault(form.where, "yields", given, "the id of a form", fix)
        yield from like_faults(self.library.modifiers, self._places)
        for modifier in self.library.modifiers.values():
            for remark in modifier.remarks:
                yield from self._source(remark.where, remark.source)
            if modifier.product is not None:
                yield from product_faults(modifier, modifier.product, self.library, self._places)

    @cached_property
    def _places(self) -> Places:
        return Places(self.pages)

    @cached_property
    def _study_rows(self) -> set[str]:
        return {row for page in self.pages for row in page.rows}


def _in_unit(quantity: Quantity, wanted: str) -> float | None:
    """The value in another unit; None when the dimensions differ in more than what is counted.

    Surveys leave "per cell" unsaid where it is a cell's rate, so counted things do not matter here.
    """
    if quantity.unit == wanted:
        return quantity.value
    source, target = coherent(quantity.unit), coherent(wanted)
    if _uncounted(source) != _uncounted(target):
        return None
    return quantity.value * (source.factor / target.factor)


def _uncounted(unit: Unit) -> Dimension:
    return tuple(pair for pair in unit.dimension if pair[0] not in COUNTED)


def _agrees(value: float, row: Mapping[str, str]) -> bool:
    middle, low, high = (as_number(row[column]) for column in ("value", "low", "high"))
    if middle is not None and math.isclose(value, middle, rel_tol=TOLERANCE):
        return True
    if low is None and high is None:
        return middle is None
    # The slack is for the rounding of a conversion, not for the biology.
    slack = 1e-9 * abs(value)
    return (low is None or value >= low - slack) and (high is None or value <= high + slack)


def _row_text(row: Mapping[str, str]) -> str:
    bounds = f" (range {row['low']} to {row['high']})" if row["low"] or row["high"] else ""
    return f"{row['value'] or 'no value'}{bounds} {row['unit']}"
