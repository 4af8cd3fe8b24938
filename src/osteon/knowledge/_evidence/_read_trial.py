"""Files of `trials/` to trials and pools."""

from collections.abc import Iterator

from osteon.errors import near, shown
from osteon.knowledge._evidence._schema_trial import (
    AgeTable,
    EndpointTable,
    PoolTable,
    PopulationTable,
    PublishedTable,
    TrialArmTable,
    TrialTable,
    VaryTable,
)
from osteon.knowledge._evidence._trial import (
    MEASURES,
    Ages,
    ClinicalTrial,
    Endpoint,
    TrialArm,
    TrialPool,
    TrialPopulation,
    Varied,
)
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.text import counted

_ROOTS = ("defect", "conditions")


def read_trials(page: Page) -> Iterator[ClinicalTrial]:
    """The trials on this page. Faults are noted on the page."""
    for path, table in page.tables(TrialTable, ("trial",)):
        population = _population(page, (*path, "population"))
        arms = tuple(_arms(page, (*path, "arm")))
        endpoints = tuple(_endpoints(page, (*path, "endpoint"), {arm.id for arm in arms}))
        if table is None or population is None:
            continue
        for key, least in (("arm", 2), ("endpoint", 1)):
            _check_number(page, (*path, key), least)
        yield ClinicalTrial(
            id=path[-1],
            title=table.title,
            says=table.says,
            design=table.design,
            cites=tuple(table.cites),
            source=table.source,
            follow_up=float(table.follow_up),
            population=population,
            arms=arms,
            endpoints=endpoints,
            note=table.note,
            where=page.where(path),
        )


def read_pools(page: Page) -> Iterator[TrialPool]:
    """The pools on this page. Faults are noted on the page."""
    for path, table in page.tables(PoolTable, ("pool",)):
        if table is not None:
            _check_expectation(page, path, table.measure, table.expect)
            yield TrialPool(
                id=path[-1],
                title=table.title,
                says=table.says,
                measure=table.measure,
                expect=table.expect,
                claims=tuple(table.claims),
                where=page.where(path),
            )


def _population(page: Page, path: KeyPath) -> TrialPopulation | None:
    table = page.read(PopulationTable, path) if page.has(path) else None
    age = _age(page, (*path, "age"))
    vary = tuple(_vary(page, (*path, "vary")))
    if table is None:
        return None
    return TrialPopulation(table.says, table.why, table.patients, table.reported, age, table.female, vary)


def _age(page: Page, path: KeyPath) -> Ages | None:
    table = page.read(AgeTable, path) if page.has(path) else None
    if table is None:
        return None
    mean, low, high = table.mean, table.low, table.high
    if not low <= mean <= high or low == high:
        given = f"mean {table.mean}, sd {table.sd}, low {table.low}, high {table.high}"
        page.fault(path, given, "low <= mean <= high with low below high, and sd 0 or more")
        return None
    return Ages(mean, table.sd, low, high, table.unit)


def _vary(page: Page, path: KeyPath) -> Iterator[Varied]:
    for place, table in page.tables(VaryTable, path):
        if table is None:
            continue
        name = place[-1]
        parts = name.split(".")
        if parts[0] not in _ROOTS or len(parts) != 2 + (parts[0] == "conditions"):
            page.fault(place, f"the path {shown(name)}", "'defect.DIAL' or 'conditions.NAME.DIAL'")
        if table.low >= table.high:
            page.fault(place, f"low = {table.low:g}, high = {table.high:g}", "low below high")
        yield Varied(name, table.low, table.high, table.unit)


def _arms(page: Page, path: KeyPath) -> Iterator[TrialArm]:
    for place, table in page.tables(TrialArmTable, path):
        if table is not None:
            yield TrialArm(place[-1], table.says, table.setup, table.patients, page.where(place))


def _endpoints(page: Page, path: KeyPath, arms: set[str]) -> Iterator[Endpoint]:
    for place, table in page.tables(EndpointTable, path):
        measured = tuple(_measured(page, (*place, "measured")))
        if table is None:
            continue
        _check_expectation(page, place, table.measure, table.expect)
        named = [("arm", table.arm), ("against", table.against), *(("measured", arm) for arm, *_ in measured)]
        for key, name in named:
            if name not in arms:
                given = f"{key} = {shown(name)}"
                page.fault((*place, key), given, "an arm of the trial", near(name, sorted(arms)))
        if table.arm == table.against:
            page.fault((*place, "against"), f"{table.arm} against itself", "two arms of the trial")
        if table.measure == "mean" and table.above is not None:
            page.fault((*place, "above"), "above with measure = 'mean'", "measure = 'share' or 'time'")
        yield _endpoint(place, table, measured, page.where(place))


def _endpoint(
    place: KeyPath, table: EndpointTable, measured: tuple[tuple[str, str, str], ...], where: str
) -> Endpoint:
    return Endpoint(
        id=place[-1],
        says=table.says,
        measure=table.measure,
        readout=table.readout,
        read=table.read,
        above=None if table.above is None else float(table.above),
        arm=table.arm,
        against=table.against,
        expect=table.expect,
        claims=tuple(table.claims),
        pool=table.pool,
        measured=measured,
        where=where,
    )


def _measured(page: Page, path: KeyPath) -> Iterator[tuple[str, str, str]]:
    tables = (table for _, table in page.tables(PublishedTable, path))
    return ((table.arm, table.study, table.row) for table in tables if table is not None)


def _check_expectation(page: Page, path: KeyPath, measure: str, expect: str) -> None:
    known = MEASURES[measure]
    if expect not in known:
        given = f"expect = {shown(expect)} of measure = {shown(measure)}"
        page.fault((*path, "expect"), given, f"one of {', '.join(known)}", near(expect, known))


def _check_number(page: Page, path: KeyPath, least: int) -> None:
    written = len(page.names(path))
    if written < least:
        page.fault(path, counted(written, path[-1]), f"{least} or more tables [….{path[-1]}.NAME]")
