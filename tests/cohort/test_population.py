"""Virtual animals: who draws what, and from where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.cohort import animal_quantities
from osteon.cohort._population import quantiles, variation
from osteon.knowledge import Quantity
from osteon.model import Model, build_model
from tests.scenario.tiny import library

MODEL = build_model(library())
TYPICAL = {path: quantity.coherent for path, quantity in MODEL.quantities.items()}


def with_quantity(**changes: object) -> Model:
    quantity = replace(MODEL.quantities["leave.k"], **changes)  # type: ignore[arg-type]
    return replace(MODEL, quantities={**MODEL.quantities, "leave.k": quantity})


def leaving(model: Model, *values: float, animals: int = 4000) -> np.ndarray:
    """Draws of leave.k, [arms, animals], for arms whose typical animals have `values`."""
    arms = [{**TYPICAL, "leave.k": value} for value in values]
    return animal_quantities(model, arms, animals, seed=3)[model.quantity_index("leave.k")].reshape(
        len(values), -1
    )


@given(st.integers(0, 2**63 - 1), st.text(max_size=20), st.integers(1, 40), st.integers(0, 40))
def test_more_animals_leave_the_first_ones_as_they_were(seed: int, path: str, few: int, more: int) -> None:
    drawn = quantiles(seed, path, few + more)
    assert (drawn[:few] == quantiles(seed, path, few)).all()
    assert ((drawn > 0) & (drawn < 1)).all()


def test_draws_are_the_same_everywhere() -> None:
    assert quantiles(1, "leave.k", 3) == pytest.approx(
        [0.7273284955285151, 0.6080611060037526, 0.127788216118835], abs=1e-15
    )


def test_seeds_and_paths_are_independent() -> None:
    drawn = [quantiles(seed, path, 4000) for seed in (1, 2) for path in ("a.k", "b.k")]
    assert np.abs(np.corrcoef(drawn) - np.eye(4)).max() < 0.06


def test_the_whole_population_has_the_prefix_property() -> None:
    few = animal_quantities(MODEL, [TYPICAL], 5, 9)
    assert (animal_quantities(MODEL, [TYPICAL], 50, 9)[:, :5] == few).all()


def test_an_animal_draws_the_same_in_every_arm() -> None:
    two = animal_quantities(MODEL, [TYPICAL, TYPICAL], 7, 9)
    assert (two[:, :7] == two[:, 7:]).all()


def test_a_single_animal_is_the_typical_one() -> None:
    assert animal_quantities(MODEL, [TYPICAL], 1, 9)[:, 0].tolist() == list(TYPICAL.values())


def test_without_spread_every_animal_is_the_typical_one() -> None:
    still = replace(MODEL.quantities["between_animal_cv"], value=0.0)
    model = replace(MODEL, quantities={**MODEL.quantities, "between_animal_cv": still})
    typical = {path: quantity.coherent for path, quantity in model.quantities.items()}
    many, one = (animal_quantities(model, [typical], animals, 9) for animals in (6, 1))
    assert (many == one).all()


def test_median_and_coefficient_of_variation_are_as_recorded() -> None:
    drawn = leaving(with_quantity(spread=0.3, low=None, high=None), 0.5, animals=20_000)
    assert np.median(drawn) == pytest.approx(0.5, rel=0.01)
    assert drawn.std() / drawn.mean() == pytest.approx(0.3, rel=0.03)


def test_a_range_truncates_and_piles_nothing_up_at_its_ends() -> None:
    drawn = leaving(with_quantity(spread=0.5, low=0.4, high=0.7), 0.5)
    assert drawn.min() > 0.4
    assert drawn.max() < 0.7
    assert np.unique(drawn).size == drawn.size
    assert np.histogram(drawn, 10, (0.4, 0.7))[0].max() < 0.2 * drawn.size


def test_a_value_outside_its_range_takes_the_range_along() -> None:
    model = with_quantity(spread=0.5, low=0.4, high=0.7)
    inside, outside = leaving(model, 0.5, 5.0)
    assert outside == pytest.approx(10 * inside)


def test_a_negative_quantity_keeps_its_sign_and_its_range() -> None:
    drawn = leaving(with_quantity(value=-0.5, spread=0.5, low=-0.7, high=-0.4), -0.5)
    assert drawn.min() > -0.7
    assert drawn.max() < -0.4


def test_a_range_that_is_a_point_leaves_no_spread() -> None:
    assert leaving(with_quantity(spread=0.5, low=0.5, high=0.5), 0.5) == pytest.approx(0.5)


def test_zero_stays_zero_whatever_its_range() -> None:
    assert not leaving(with_quantity(value=0.0, low=0.0, high=3.0), 0.0).any()
    assert not leaving(with_quantity(low=0.4, high=0.7), 0.0).any()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("leave.k", 0.2),
        ("neutrophil.initial", 0.2),
        ("clot.initial", 0.0),
        ("modulus_bone", 0.0),
        ("union_bone", 0.0),
    ],
)
def test_what_varies_between_animals(path: str, expected: float) -> None:
    arms = [{"between_animal_cv": 0.2}]
    assert variation(MODEL.quantities[path], MODEL, arms) == pytest.approx([expected])


def test_a_spread_of_its_own_stands_over_that_of_the_model() -> None:
    arms = [{"between_animal_cv": 0.2}]
    assert variation(Quantity("leave.k", 1.0, "1/day", spread=0.05), MODEL, arms) == pytest.approx([0.05])


def test_each_arm_has_its_own_spread() -> None:
    arms = [{"between_animal_cv": 0.1}, {"between_animal_cv": 0.3}, {"between_animal_cv": 0.0}]
    assert variation(Quantity("leave.k", 1.0, "1/day"), MODEL, arms) == pytest.approx([0.1, 0.3, 0.0])
