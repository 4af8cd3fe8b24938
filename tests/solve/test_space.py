"""Runs in space: a uniform one is the point, nothing is lost, nothing is negative, the order is two."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osteon.domain import Domain, Grid, Tissue, uniform_domain
from osteon.errors import SolveError
from osteon.knowledge import load_library
from osteon.model import Model, build_model, prune, start_amounts
from osteon.solve import Problem, SpaceProblem, Status, solve
from tests.solve.models import make_event, make_model
from tests.solve.spaces import diffusion, front, moving, problem_of, run, stepped, taxis

DECAY = moving(
    make_model(["u"], [("u", None, "k * u")], {"k": 0.7, "D": 0.3}),
    diffusion("u", "D"),
    kinds={"u": "factor"},
)
WALKERS = moving(
    make_model(
        ["cell", "signal", "bone"],
        [
            (None, "signal", "4 * bone"),
            ("signal", None, "2 * signal"),
            (None, "cell", "0.5 * cell * max(1 - cell, 0)"),
            ("cell", "bone", "0.3 * cell * signal / (1 + signal)"),
        ],
    ),
    diffusion("signal", "0.5 * (1 - 0.8 * bone / (1 + bone))"),
    diffusion("cell", "0.02"),
    taxis("cell", "signal", "0.2", "0.5"),
    kinds={"signal": "factor"},
)


def centres(domain: Domain) -> list[np.ndarray]:
    """x, y, z of the voxels [N]."""
    return [axis[domain.healing] for axis in np.meshgrid(*map(domain.grid.centres, range(3)), indexing="ij")]


def blob(domain: Domain) -> np.ndarray:
    return 0.2 + np.exp(-sum((c - c.mean()) ** 2 for c in centres(domain)) / 0.1)


# A uniform domain is a point.


def natural_healing(library: object = None) -> tuple[Model, np.ndarray, np.ndarray]:
    model = build_model(load_library())
    parameters = np.array([quantity.coherent for quantity in model.quantities.values()])
    amounts = start_amounts(model, dict(zip(model.quantities, parameters, strict=True)))
    small = prune(model, {id for id, amount in amounts.items() if np.any(amount)})
    return small, parameters, np.array([float(amounts[state.id]) for state in small.states])


def test_a_uniform_volume_heals_as_the_point_does() -> None:
    model, parameters, initial = natural_healing()
    times = np.array([0.0, 1.0, 3.0, 7.0])
    point = solve(Problem(model, parameters[:, None], initial[:, None], times), rtol=1e-4)
    domain = uniform_domain((3, 2, 2), (0.1, 0.1, 0.2))
    ends, (moments,) = run(SpaceProblem(model, domain, parameters, initial, times), rtol=1e-4)
    assert ends[0].status is Status.done
    for moment, expected in zip(moments, point.states[:, :, 0], strict=True):
        assert np.ptp(moment.y, axis=1) == pytest.approx(0.0, abs=1e-9 * np.abs(expected).max())
        size = np.abs(point.states[:, :, 0]).max(axis=0)
        assert np.abs(moment.y[:, 0] - expected) == pytest.approx(0.0, abs=3e-3 * size.max())
        assert (np.abs(moment.y[:, 0] - expected) <= 3e-3 * (size + 1e-3)).all()


# Nothing is lost, nothing is negative.


def test_what_only_moves_is_kept_to_rounding() -> None:
    model = moving(
        make_model(["cell", "signal"], [("cell", "signal", "0 * cell")]),
        diffusion("cell", "0.05 * (1 + cell)"),
        diffusion("signal", "1.5"),
        taxis("cell", "signal", "0.3", "1"),
    )
    domain = uniform_domain((12, 9, 4), (0.1, 0.1, 0.15))
    start = np.stack([blob(domain), 1.0 - blob(domain) / 3.0])
    _, (moments,) = run(problem_of(model, domain, start, [0.0, 1.0]))
    before, after = start @ domain.volumes, moments[-1].y @ domain.volumes
    assert after == pytest.approx(before, rel=1e-10)
    assert np.abs(moments[-1].y - start).max() > 0.05


def test_a_field_is_kept_to_rounding_too() -> None:
    model = moving(make_model(["u"], []), diffusion("u", "1.0"), kinds={"u": "factor"})
    domain = uniform_domain((16, 8, 1), (0.1, 0.1, 0.1))
    start = blob(domain)[None]
    _, (moments,) = run(problem_of(model, domain, start, [0.0, 0.5]), rtol=1e-6)
    assert moments[-1].y @ domain.volumes == pytest.approx(start @ domain.volumes, rel=1e-10)


@given(seed=st.integers(0, 10**6), steps=st.sampled_from([0.01, 0.3, 5.0]))
@settings(max_examples=15, deadline=None)
def test_nothing_is_ever_negative(seed: int, steps: float) -> None:
    rng = np.random.default_rng(seed)
    domain = uniform_domain((5, 4, 3), (0.1, 0.2, 0.1))
    start = rng.random((3, domain.voxels)) * (rng.random((3, domain.voxels)) > 0.6)
    assert (stepped(problem_of(WALKERS, domain, start, [0.0, 1.0]), steps, 3) >= 0.0).all()


# Symmetry.


def disc() -> Domain:
    grid = Grid((13, 13, 1), (0.1, 0.1, 0.1), kind="plane")
    x, y = np.meshgrid(np.arange(13) - 6, np.arange(13) - 6, indexing="ij")
    tissue = np.where(np.hypot(x, y) <= 5.2, Tissue.DEFECT, Tissue.BONE)[..., None].astype(np.uint8)
    return Domain(grid, tissue)


@pytest.mark.parametrize("turn", [lambda a: np.rot90(a), lambda a: a[::-1], lambda a: a.T])
def test_a_symmetric_defect_heals_symmetrically(turn) -> None:
    domain = disc()
    start = np.stack([blob(domain), 0 * blob(domain), 0.3 * blob(domain)])
    end = stepped(problem_of(WALKERS, domain, start, [0.0, 1.0]), 0.1, 10)
    laid = domain.scatter(end, 0.0)[..., 0]
    for field in laid:
        assert turn(field) == pytest.approx(field, rel=1e-9)


def test_turning_the_grid_by_a_quarter_changes_nothing() -> None:
    tall, wide = uniform_domain((9, 5, 3), (0.1, 0.2, 0.1)), uniform_domain((5, 9, 3), (0.2, 0.1, 0.1))
    rng = np.random.default_rng(1)
    start = rng.random((3, 9, 5, 3))
    ends = []
    for domain, field in ((tall, start), (wide, start.swapaxes(1, 2))):
        problem = problem_of(WALKERS, domain, field.reshape(3, -1), [0.0, 1.0])
        ends.append(domain.scatter(stepped(problem, 0.1, 10)))
    assert ends[1].swapaxes(1, 2) == pytest.approx(ends[0], rel=1e-8)


# Order: two in space and time.


def cosine(n: int) -> tuple[Domain, np.ndarray]:
    domain = uniform_domain((n, 1, 1), (1.0 / n, 1.0, 1.0))
    return domain, np.cos(np.pi * (np.arange(n) + 0.5) / n)


@pytest.mark.parametrize("kind", ["factor", "cell"])
def test_diffusion_with_decay_is_of_second_order_in_space(kind: str) -> None:
    model = moving(DECAY, diffusion("u", "D"), kinds={"u": kind})
    errors = []
    for n in (8, 16, 32):
        domain, wave = cosine(n)
        end = stepped(problem_of(model, domain, (2.0 + wave)[None], [0.0, 1.0]), 0.002, 250)
        exact = np.exp(-0.35) * (2.0 + np.exp(-0.5 * 0.3 * np.pi**2) * wave)
        errors.append(np.abs(end[0] - exact).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (orders > 1.9).all(), orders


def test_the_whole_step_is_of_second_order_in_time() -> None:
    domain = uniform_domain((12, 6, 1), (0.15, 0.15, 0.15))
    problem = problem_of(
        WALKERS, domain, np.stack([blob(domain), 0.1 * blob(domain), 0.3 * blob(domain)]), [0, 1]
    )
    ends = [stepped(problem, 1.0 / count, count) for count in (40, 80, 160, 320)]
    gaps = [np.abs(one - two).max() for one, two in pairwise(ends)]
    orders = np.log2(np.array(gaps[:-1]) / gaps[1:])
    assert (orders > 1.8).all(), (orders, gaps)


def test_a_front_moves_at_its_speed() -> None:
    model = moving(
        make_model(
            ["free", "taken"],
            [("free", "taken", "0.5 * (contact + interface) * free")],
            {"interface": 0.0, "contact": 0.0},
        ),
        front("taken / (taken + free)"),
    )
    domain = uniform_domain((60, 1, 1), (0.05, 0.1, 0.1))
    contact = np.zeros(60)
    contact[0] = 1.0 / 0.05
    problem = problem_of(model, domain, [1.0, 0.0], [0.0, 2.0, 4.0], fields={"contact": contact})
    _, (moments,) = run(problem, rtol=1e-4)
    taken = [moment.y[1].sum() * 0.05 for moment in moments]
    assert (taken[2] - taken[1]) / 2.0 == pytest.approx(0.5, rel=0.03)


# The drive.


def test_a_run_that_goes_on_from_a_moment_is_the_same_bit_for_bit() -> None:
    domain = disc()
    problem = problem_of(
        WALKERS, domain, [0.3, 0.0, 0.1], [0.0, 1.0, 2.0, 3.0], impulses=((1.5, 0, 0.2),), fields={}
    )
    _, (whole,) = run(problem)
    _, (rest,) = run(problem, starts=[whole[1].arrays])
    assert [moment.day for moment in rest] == [2.0, 3.0]
    for left, right in zip(whole[2:], rest, strict=True):
        for name, values in left.arrays.items():
            assert np.array_equal(values, right.arrays[name]), name


def test_domains_of_two_sizes_run_side_by_side_as_alone() -> None:
    small, large = disc(), uniform_domain((14, 9, 1), (0.1, 0.1, 0.1))
    problems = [problem_of(WALKERS, domain, [0.3, 0.1, 0.1], [0.0, 1.0]) for domain in (small, large)]
    _, together = run(*problems)
    for problem, moments in zip(problems, together, strict=True):
        _, (alone,) = run(problem)
        assert moments[-1].y == pytest.approx(alone[-1].y, rel=1e-6)


def test_single_precision_stays_near_double() -> None:
    domain = disc()
    problem = problem_of(
        WALKERS, domain, np.stack([blob(domain), 0.1 + 0 * blob(domain), 0.3 * blob(domain)]), [0, 2]
    )
    _, (double,) = run(problem)
    _, (single,) = run(problem, dtype="float32")
    assert single[-1].y == pytest.approx(double[-1].y, rel=5e-3)
    assert (single[-1].y >= 0).all()


def test_the_default_tolerance_is_honoured() -> None:
    domain = disc()
    problem = problem_of(
        WALKERS, domain, np.stack([blob(domain), 0.0 * blob(domain), 0.3 * blob(domain)]), [0, 4]
    )
    _, (usual,) = run(problem)
    _, (tight,) = run(problem, rtol=1e-5)
    assert usual[-1].y.mean(axis=1) == pytest.approx(tight[-1].y.mean(axis=1), rel=1e-2)


def test_a_run_that_cannot_go_on_says_so() -> None:
    model = moving(make_model(["u"], [(None, "u", "u * u")]), diffusion("u", "0.1"))
    domain = uniform_domain((4, 1, 1), (0.1, 0.1, 0.1))
    ends, _ = run(problem_of(model, domain, [1.0], [0.0, 2.0]))
    assert ends[0].status is not Status.done
    assert "stopped after day 0" in ends[0].reason()


def test_what_cannot_be_stepped_in_space_is_refused() -> None:
    domain = uniform_domain((2, 1, 1), (0.1, 0.1, 0.1))
    signed = make_model(["u"], [("u", None, "u")], signed=["u"])
    with pytest.raises(SolveError, match="states that may be negative: u; expected amounts"):
        run(problem_of(signed, domain, [1.0], [0.0, 1.0]))
    eventful = make_model(["u"], [("u", None, "u")], events=[make_event("above(u, 2)", {"u": "0"})])
    with pytest.raises(SolveError, match="a model without events"):
        run(problem_of(eventful, domain, [1.0], [0.0, 1.0]))
    with pytest.raises(SolveError, match="start values >= 0"):
        problem_of(DECAY, domain, [-1.0], [0.0, 1.0])
    with pytest.raises(SolveError, match="3e-2 suits runs in space"):
        run(problem_of(DECAY, domain, [1.0], [0.0, 1.0]), rtol=2.0)
