"""One program, one batch; a verdict depends on its own claim alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from osteon.claims import Came, Told, Verdict, as_plain, counts, run_claims, sides
from osteon.claims import _run as driver
from osteon.errors import RecordError
from osteon.knowledge import Conflict
from osteon.solve import Status, _compile
from tests.claims.small import claim, compared, run, swept, with_claims

TNF = claim("C001", compared("base", "no_tnf", "TNF", "higher"))
BONE = claim("C002", compared("base", "no_soften", "woven_bone", "higher", "last", stop=10.0))
LATE = claim("C003", compared("late", "usual", "woven_bone", "lower", "last", stop=12.5))
DOSED = claim("C004", compared("dosed", "base", "TNF", "higher", "peak"))
SWEPT = claim("C005", swept(("slow", "usual", "fast"), "woven_bone", "rises", stop=10.0))
UNITED = claim("C006", compared("base", "no_harden", "union_time", "lower", "event", stop=20.0))
ALL = (TNF, BONE, LATE, DOSED, SWEPT, UNITED)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The programs that are compiled."""
    made: list[object] = []
    original = _compile._compiled

    def counting(*key: Any) -> Any:
        made.append(key)
        return original(*key)

    monkeypatch.setattr(_compile, "_KNOWN", {})
    monkeypatch.setattr(_compile, "_compiled", counting)
    return iter([made])


def test_all_arms_animals_and_knock_outs_run_through_one_program(compiled: Iterator[list[object]]) -> None:
    made = next(compiled)
    found = run(*ALL)
    assert len(made) == 1
    assert found.lanes > 10 * 17
    run(TNF)
    assert len(made) == 1


def test_the_same_start_gives_the_same_numbers() -> None:
    first, second, other = (as_plain(run(*ALL, seed=seed)) for seed in (1, 1, 2))
    assert first["claims"] == second["claims"]
    assert first["claims"] != other["claims"]


def test_another_claim_changes_nothing_of_a_verdict() -> None:
    together = {each["claim"]: each for each in as_plain(run(*ALL))["claims"]}
    for each in ALL:
        (alone,) = as_plain(run(each))["claims"]
        assert alone == together[each.id]


def test_animal_i_is_the_same_in_every_arm() -> None:
    (found,) = run(claim("C001", compared("base", "no_harden", "neutrophil", "same"))).rulings
    effect = found.results[0].effect
    assert effect is not None
    assert max(abs(effect.low), abs(effect.high)) < 1e-3 * effect.spread


def test_the_order_of_claims_is_kept_and_all_verdicts_are_counted() -> None:
    found = run(*reversed(ALL))
    assert [each.plan.claim.id for each in found.rulings] == [each.id for each in reversed(ALL)]
    assert sum(counts(found).values()) == len(ALL)
    assert set(counts(found)) == {str(verdict) for verdict in Verdict}


def test_nothing_to_run_is_no_mistake() -> None:
    missing = claim("C007", compared("cells", "base", "TNF", "higher"))
    found = run(missing)
    assert (found.lanes, found.rulings[0].verdict) == (0, Verdict.not_yet)
    assert run().rulings == ()


def test_progress_goes_from_nothing_to_all_twice_over() -> None:
    said: list[str] = []
    done: list[float] = []
    run_claims(with_claims(*ALL), ALL, animals=8, told=Told(said.append, done.append))
    assert said == ["reading", "all arms", "switching off"]
    assert all(0.0 <= fraction <= 1.0 for fraction in done)
    assert done[-1] == pytest.approx(1.0)


def failing(arms: set[str], animals: set[int]) -> Any:
    """A solver that fails in some animals of every problem whose lanes are 17 to an arm."""
    original = driver.solve

    def solve(problem: Any, **options: Any) -> Any:
        solution = original(problem, **options)
        if options["rtol"] is not None:
            return solution
        bad = np.isin(np.arange(problem.lanes) % 17, sorted(animals))
        status = np.where(bad, int(Status.step_limit), solution.status)
        return replace(solution, status=status)

    return solve


def test_animals_that_fail_are_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "solve", failing(set(), {0, 3}))
    (found,) = run(TNF).rulings
    assert found.verdict is Verdict.by_construction
    assert found.results[0].animals == 14
    assert "animals left out: base: lane 0 stopped after day 28" in found.why


def test_a_test_of_which_most_animals_fail_is_not_yet_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "solve", failing(set(), set(range(9))))
    (found,) = run(TNF).rulings
    assert found.verdict is Verdict.not_yet
    assert found.why.startswith("not solved: base: lane 0 stopped after day 28")
    assert found.results[0].came is Came.failed


def test_a_process_without_which_nothing_can_be_solved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    original = driver.solve

    def solve(problem: Any, **options: Any) -> Any:
        solution = original(problem, **options)
        row = problem.model.quantity_index("leave.on")
        bad = problem.parameters[row] + problem.parameters[problem.model.quantity_index("soften.on")] == 1.0
        off = bad & (problem.parameters[row] == 0.0)
        return replace(solution, status=np.where(off, int(Status.not_finite), solution.status))

    monkeypatch.setattr(driver, "solve", solve)
    (found,) = run(TNF).rulings
    assert found.verdict is Verdict.by_construction
    assert found.stand.unsolved == ("leave",)
    assert found.why == "TNF_by_neutrophil alone decides; not solved without leave"


def test_everything_is_there_for_programs() -> None:
    plain = json.loads(json.dumps(as_plain(run(*ALL)), allow_nan=False))
    assert plain["margin"] == 0.5
    assert plain["counts"]["by construction"] >= 1
    first = plain["claims"][0]
    assert first["necessary"][0]["process"] == "TNF_by_neutrophil"
    assert [each["arm"] for each in first["tests"][0]["readings"]] == ["base", "no_tnf"]
    assert first["tests"][0]["differences"][0]["holds"] is True


def test_both_sides_of_a_contradiction_are_set_beside_each_other() -> None:
    static = claim("C008", kind="static")
    pair = Conflict("K01", ("C001", "C002"), "hard", False, "They clash.", "the dose", "dosed", "k.toml:1")
    half = Conflict("K02", ("C002", "C008"), "scope", False, "One is a fact.", "", "", "k.toml:2")
    other = Conflict("K03", ("C098", "C099"), "scope", False, "Of others.", "", "", "k.toml:3")
    library = with_claims(TNF, BONE, static, conflicts=(half, pair, other))
    found = sides(run_claims(library, [TNF, BONE], animals=8).rulings, library.evidence)
    assert [each.conflict.id for each in found] == ["K01", "K02"]
    assert [ruling and ruling.plan.claim.id for ruling in found[0].rulings] == ["C001", "C002"]
    assert [ruling and ruling.plan.claim.id for ruling in found[1].rulings] == ["C002", None]


def hostile(*tests: Any) -> str:
    with pytest.raises(RecordError) as caught:
        run(claim("C001", *tests))
    return str(caught.value)


def test_every_fault_of_an_experiment_is_told_with_what_was_meant() -> None:
    message = hostile(
        compared("bse", "base", "TNF", "higher"),
        compared("base", "no_tnf", "TNFF", "higher"),
        compared("base", "wrong", "TNF", "higher"),
        compared("base", "short", "TNF", "higher", stop=8.0),
    )
    assert message.startswith("4 faults:")
    assert "claims/s01.toml:9: given 'bse'; expected the id of a setup; did you mean 'base'?" in message
    assert "given 'TNFF'; expected the id of a readout; did you mean 'TNF'?" in message
    assert "setups/wrong.toml:1: given 'closed_fractur'; expected a defect of the catalogue" in message


@pytest.mark.parametrize(
    ("test", "part"),
    [
        (compared("base", "short", "TNF", "higher", stop=8.0),
         "given days 0 to 8; expected a window within the 7 days of setup 'short'"),
        (compared("base", "short", "TNF", "higher", start=7.0), "given days 7 to 7"),
        (compared("base", "no_tnf", "typo", "higher"),
         "readouts.toml:3: given outcome = 'neutrophill'; expected an outcome, a state or a signal of "
         "natural healing; did you mean 'neutrophil'"),
        (compared("base", "no_tnf", "union_time", "higher"), "expected 'event', as this readout is the day"),
        (compared("base", "no_tnf", "TNF", "higher", "event"), "expected a way to read a curve"),
        (compared("base", None, "TNF", "higher", outcome_against="neutrophil"),
         "given TNF (ug/mL) and neutrophil (cell/mm^3) beside each other; expected two readouts of one"),
        (swept(("slow", "fast"), "TNF", "rises_then_falls"), "expected 3 arms or more, so that it can turn"),
        (compared("base", "no_tnf", "TNF", "higher", measured=("mcie", "R1")), "did you mean 'mice'?"),
        (compared("base", "no_tnf", "TNF", "higher", measured=("mice", "R11")), "expected a row of"),
        (compared("base", "no_tnf", "cartilage", "higher", measured=("mice", "R3")),
         "expected a number with low and high to meet"),
        (compared("base", "no_tnf", "cartilage", "higher", measured=("mice", "R5")),
         "given 'R5' of 'mice' in mm for a reading in %; expected a number of the same dimension"),
        (swept(("slow", "fast"), "cartilage", "rises", measured=("mice", "R1")), "expected a single arm"),
    ],
)  # fmt: skip
def test_hostile_experiments_are_told_plainly(test: Any, part: str) -> None:
    assert part in hostile(test)
