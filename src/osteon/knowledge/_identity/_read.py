"""Files of `identity/` to IdentityRecords."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from osteon.errors import near, shown
from osteon.knowledge._identity._schema import (
    ClassifierTable,
    CriterionTable,
    ExceptionTable,
    IdentityFile,
    LevelTable,
)
from osteon.knowledge._identity._standard import (
    Classifier,
    Criterion,
    Exemption,
    IdentityRecords,
    Level,
)
from osteon.knowledge._page import Page
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._read_quantity import read_quantities

LIMITS = ("positive", "negative", "control_tail")


class _Named(Protocol):
    @property
    def id(self) -> str:
        """Its name."""


Record = TypeVar("Record", bound=_Named)


def read_identity(pages: Sequence[Page]) -> IdentityRecords | None:
    """All pages of `identity/` as one; None where there are none or, with a fault noted, limits lack."""
    if not pages:
        return None
    files = [file for page in pages if (file := page.read(IdentityFile, ())) is not None]
    shared = {q.path: q for page in pages for q in read_quantities(page, ())}
    lacking = [name for name in LIMITS if name not in shared]
    if lacking:
        given = f"no quantity {', '.join(lacking)} in identity/"
        pages[0].fault((), given, f"the quantities {', '.join(LIMITS)}")
        return None
    records = IdentityRecords(
        title=files[0].title if files else "",
        source=next((file.source for file in files if file.source), ""),
        **{name: shared[name] for name in LIMITS},
        criteria=_by_id([c for page in pages for c in _criteria(page)]),
        exemptions=_by_id([e for page in pages for e in _exemptions(page)]),
        levels=_by_id([level for page in pages for level in _levels(page)]),
        classifier=next((c for page in pages if (c := _classifier(page)) is not None), None),
    )
    _check(records, pages)
    return records


def _by_id(records: Sequence[Record]) -> dict[str, Record]:
    return {record.id: record for record in records}


def _criteria(page: Page) -> Iterator[Criterion]:
    for path, table in page.tables(CriterionTable, ("criterion",)):
        if table is None:
            continue
        if (table.test is None) == (not table.markers) or (table.expect is None) != (not table.markers):
            expected = "either markers with expect, or a test"
            page.fault(path, f"criterion {shown(path[-1])} with neither, or with both", expected)
        yield Criterion(
            id=path[-1],
            says=table.says,
            markers=tuple(table.markers),
            expect=table.expect,
            test=table.test,
            claims=tuple(table.claims),
            where=page.where(path),
        )


def _exemptions(page: Page) -> Iterator[Exemption]:
    for path, table in page.tables(ExceptionTable, ("exception",)):
        if table is None:
            continue
        if not table.sources and not table.treatments:
            page.fault(
                path, f"exception {shown(path[-1])} for nothing", "sources or treatments that it is for"
            )
        yield Exemption(
            id=path[-1],
            says=table.says,
            criterion=table.criterion,
            sources=tuple(table.sources),
            treatments=tuple(table.treatments),
            claims=tuple(table.claims),
            conflict=table.conflict,
            verdict=table.verdict,
            where=page.where(path),
        )


def _levels(page: Page) -> Iterator[Level]:
    for path, table in page.tables(LevelTable, ("level",)):
        numbers = _numbers(page, path, ("a", "b"))
        if table is not None and numbers is not None:
            yield Level(path[-1], table.says, numbers["a"], numbers["b"], page.where(path))


def _classifier(page: Page) -> Classifier | None:
    path = ("classifier",)
    if not page.names(path):
        return None
    table, numbers = page.read(ClassifierTable, path), _numbers(page, path, ("doubt",))
    if table is None or numbers is None:
        return None
    return Classifier(
        sources=tuple(table.sources),
        general=table.general,
        exclusive=tuple(table.exclusive),
        words=dict(table.words),
        doubt=numbers["doubt"],
        where=page.where(path),
    )


def _numbers(page: Page, path: tuple[str, ...], wanted: tuple[str, ...]) -> dict[str, Quantity] | None:
    found = {quantity.name: quantity for quantity in read_quantities(page, path)}
    if set(found) != set(wanted):
        page.fault(
            path, f"the quantities {', '.join(found) or 'none'}", f"the quantities {', '.join(wanted)}"
        )
        return None
    return found


def _check(records: IdentityRecords, pages: Sequence[Page]) -> None:
    """Note references between these records that lead nowhere."""
    failed = {name for page in pages for name in page.failed}
    for page in pages:
        for name in page.names(("exception",)):
            exemption = records.exemptions.get(name)
            if exemption and exemption.criterion not in {*records.criteria, *failed}:
                given = f"criterion = {shown(exemption.criterion)}"
                fix = near(exemption.criterion, records.criteria)
                page.fault(("exception", name, "criterion"), given, "the id of a criterion", fix)
        if page.names(("classifier",)) and records.classifier:
            for relation, level in records.classifier.words.items():
                if level not in {*records.levels, *failed}:
                    place = ("classifier", "words", relation)
                    page.fault(place, f"{relation} = {shown(level)}", "a level", near(level, records.levels))
