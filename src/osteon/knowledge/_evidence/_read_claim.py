"""Files of `claims/` to Claims."""

from collections.abc import Iterator

from osteon.errors import near, shown
from osteon.knowledge._evidence._claim import COMPARED, SWEPT, Claim, ClaimTest, Term, VirtualExperiment
from osteon.knowledge._evidence._schema import (
    ClaimTable,
    ExperimentTable,
    MeasuredTable,
    TermTable,
    TestTable,
)
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath


def read_claims(page: Page) -> Iterator[Claim]:
    """The claims on this page. Faults are noted on the page."""
    for path, table in page.tables(ClaimTable, ("claim",)):
        subjects, objects = _terms(page, (*path, "subject")), _terms(page, (*path, "object"))
        experiment = _experiment(page, (*path, "experiment"))
        if table is not None:
            yield _claim(path[-1], table, subjects, objects, experiment, page.where(path))


def _claim(
    name: str,
    table: ClaimTable,
    subjects: tuple[Term, ...],
    objects: tuple[Term, ...],
    experiment: VirtualExperiment | None,
    where: str,
) -> Claim:
    return Claim(
        id=name,
        says=table.says,
        chinese=table.chinese,
        subjects=subjects,
        relation=table.relation,
        objects=objects,
        context=table.context,
        evidence=table.evidence,
        document=table.document,
        section=table.section,
        sentences=tuple(table.sentences),
        cites=tuple(table.cites),
        cites_note=table.cites_note,
        systems=tuple(table.systems),
        kind=table.kind,
        experiment=experiment,
        note=table.note,
        mended=table.mended,
        where=where,
    )


def _terms(page: Page, path: KeyPath) -> tuple[Term, ...]:
    tables = (table for _, table in page.tables(TermTable, path))
    return tuple(Term(table.name, tuple(table.entities)) for table in tables if table is not None)


def _experiment(page: Page, path: KeyPath) -> VirtualExperiment | None:
    if not page.has(path):
        return None
    table = page.read(ExperimentTable, path)
    tests = tuple(read_tests(page, (*path, "test")))
    return None if table is None else VirtualExperiment(table.says, tests)


def read_tests(page: Page, path: KeyPath) -> Iterator[ClaimTest]:
    """The comparisons under `path`. Faults are noted on the page."""
    for place, table in page.tables(TestTable, path):
        measured = _measured(page, (*place, "measured"))
        if table is not None:
            _check_arms(page, place, table)
            _check_expectation(page, place, table)
            yield _test(table, measured, page.where(place))


def _measured(page: Page, path: KeyPath) -> tuple[str, str] | None:
    table = page.read(MeasuredTable, path) if page.has(path) else None
    return None if table is None else (table.study, table.row)


def _test(table: TestTable, measured: tuple[str, str] | None, where: str) -> ClaimTest:
    pair = tuple(name for name in (table.arm, table.against) if name is not None)
    return ClaimTest(
        arms=pair if table.arms is None else tuple(table.arms),
        sweep=table.arms is not None,
        outcome=table.outcome,
        outcome_against=table.outcome_against,
        read=table.read,
        start=float(table.start),
        stop=None if table.until is None else float(table.until),
        expect=table.expect,
        gain_over=None if table.gain_over is None else (table.gain_over[0], table.gain_over[1]),
        measured=measured,
        where=where,
    )


def _check_arms(page: Page, path: KeyPath, table: TestTable) -> None:
    """Each test has an arm and something to read it against, or a sweep of arms, and never both."""
    if table.arms is not None:
        for key in ("arm", "against", "outcome_against", "gain_over"):
            if getattr(table, key) is not None:
                page.fault((*path, key), f"{key} beside arms", "arms of a sweep, or an arm against another")
    elif table.arm is None:
        page.fault(path, "a test without an arm", "arm and against, or arms for a sweep")
    elif table.against is None and table.outcome_against is None and table.measured is None:
        expected = "against (a setup), outcome_against (a readout of the same arm), or measured"
        page.fault(path, f"arm = {shown(table.arm)} without anything to read it against", expected)
    if table.gain_over is not None and table.arms is None and table.against is None:
        page.fault((*path, "gain_over"), "gain_over without against", "arm and against, whose gain is meant")


def _check_expectation(page: Page, path: KeyPath, table: TestTable) -> None:
    known = COMPARED if table.arms is None else SWEPT
    if table.expect not in known:
        what = "an arm against another" if table.arms is None else "a sweep"
        expected = f"one of {', '.join(known)} for {what}"
        page.fault((*path, "expect"), f"expect = {shown(table.expect)}", expected, near(table.expect, known))
    if table.until is not None and table.until <= table.start:
        given = f"from = {table.start:g}, until = {table.until:g}"
        page.fault((*path, "until"), given, "until after from")
