"""Products in a cohort: each animal its own batch, the same in every arm; in space the grid's volume."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import drawn, pose, run_experiment
from osteon.cohort._population import batches, quantiles
from osteon.domain import uniform_domain
from osteon.model import build_model
from osteon.scenario import Arm, load_experiment
from tests.scenario.tiny import write
from tests.scenario.treated import bm_msc, given, treated

LIBRARY = treated()
MODEL = build_model(LIBRARY)
VIABILITY, LOSS = "bm_msc.viability", MODEL.quantity_index("graft_loss.k")


def arms(folder: Path, *lines: str, **which: str) -> tuple[Arm, ...]:
    """A plain arm, and two that get a product alike."""
    plain, dosed = load_experiment(write(folder, given(*lines, **which)), LIBRARY).arms
    return plain, dosed, replace(dosed, name="again")


def test_each_animal_gets_its_batch_in_every_arm(tmp_path: Path) -> None:
    population = drawn(arms(tmp_path), MODEL, LIBRARY, 6, 7)
    own, batch = population.own.reshape(-1, 3, 6), population.batch[VIABILITY]
    assert len(set(batch.tolist())) == 6
    assert ((batch >= 0.2) & (batch <= 1.0)).all()
    # The rate constant keeps each animal's own draw, and is scaled by its batch.
    assert own[LOSS, 1] == pytest.approx(own[LOSS, 0] * batch, rel=1e-3)
    assert (own[LOSS, 1] == own[LOSS, 2]).all()


def test_a_batch_depends_on_the_animal_alone(tmp_path: Path) -> None:
    few, many = (batches(arms(tmp_path), LIBRARY, animals, 7)[VIABILITY] for animals in (3, 9))
    assert (many[:3] == few).all()
    assert (batches(arms(tmp_path), LIBRARY, 3, 8)[VIABILITY] != few).all()


def test_only_what_has_a_spread_differs_from_batch_to_batch(tmp_path: Path) -> None:
    assert list(batches(arms(tmp_path), LIBRARY, 4, 1)) == [VIABILITY]
    assert list(batches(arms(tmp_path, product="ev"), LIBRARY, 4, 1)) == ["ev.purity"]
    assert batches(arms(tmp_path)[:1], LIBRARY, 4, 1) == {}


def test_batches_have_the_spread_of_the_record(tmp_path: Path) -> None:
    purity = batches(arms(tmp_path, product="ev"), LIBRARY, 4000, 1)["ev.purity"] / 1e3
    assert np.std(np.log(purity)) == pytest.approx(np.sqrt(np.log(1.25)), rel=0.05)
    assert np.median(purity) == pytest.approx(1.0, rel=0.05)


def test_one_animal_alone_gets_the_typical_batch(tmp_path: Path) -> None:
    population = drawn(arms(tmp_path), MODEL, LIBRARY, 1, 7)
    assert population.batch == {}
    assert population.own[LOSS].tolist() == [0.1, pytest.approx(0.08), pytest.approx(0.08)]


def test_the_typical_animal_may_stand_beside_the_others(tmp_path: Path) -> None:
    alone = drawn(arms(tmp_path), MODEL, LIBRARY, 4, 7)
    beside = drawn(arms(tmp_path), MODEL, LIBRARY, 4, 7, typical=True)
    own = beside.own.reshape(-1, 3, 5)
    assert (own[:, :, :4] == alone.own.reshape(-1, 3, 4)).all()
    assert own[LOSS, :, 4].tolist() == [0.1, pytest.approx(0.08), pytest.approx(0.08)]
    assert beside.batch[VIABILITY].tolist() == [*alone.batch[VIABILITY].tolist(), 0.8]


def test_without_a_product_an_animal_is_as_it_was(tmp_path: Path) -> None:
    plain, dosed, _ = arms(tmp_path)
    beside = drawn([plain, dosed], MODEL, LIBRARY, 5, 3).own.reshape(-1, 2, 5)[:, 0]
    assert (beside == drawn([plain], MODEL, LIBRARY, 5, 3).own).all()


def test_deliveries_are_impulses_and_other_arms_get_none(tmp_path: Path) -> None:
    text = given('cells = "2e6 cell"', "day = 3", "every = 7", "until = 10").replace(
        "animals = 3", "animals = 2"
    )
    problem = pose(load_experiment(write(tmp_path, text), LIBRARY), MODEL, LIBRARY)
    batch = batches(arms(tmp_path), LIBRARY, 2, 1)[VIABILITY]
    graft = problem.model.state_index("graft")
    assert [(each.day, each.state) for each in problem.impulses] == [(3.0, graft), (10.0, graft)]
    for impulse in problem.impulses:  # 1 mm times 2 mm^2
        assert impulse.amount.tolist() == [0, 0, *(2e6 * batch / 2).tolist()]


def test_states_that_only_a_product_brings_are_there_only_with_it(tmp_path: Path) -> None:
    with_it = load_experiment(write(tmp_path, given()), LIBRARY)
    without = replace(with_it, arms=with_it.arms[:1])
    states = [{state.id for state in pose(each, MODEL, LIBRARY).model.states} for each in (with_it, without)]
    assert states[0] - states[1] == {"graft"}


def test_a_dose_of_nothing_changes_nothing(tmp_path: Path) -> None:
    text = given('cells = "0 cell"').replace("animals = 3", "animals = 1")
    result = run_experiment(load_experiment(write(tmp_path, text), LIBRARY), LIBRARY)
    assert "graft" not in result.solution.state_ids


def test_what_was_given_is_there_and_leaves_as_its_record_says(tmp_path: Path) -> None:
    text = given('cells = "2e6 cell"', "day = 2").replace("animals = 3", "animals = 1")
    result = run_experiment(load_experiment(write(tmp_path, text), LIBRARY), LIBRARY)
    graft = result.solution.state("graft")[:, 1]
    assert graft[:2].tolist() == [0, 0]
    assert graft[2] == pytest.approx(8e5)
    assert graft[12] == pytest.approx(8e5 * np.exp(-0.8), rel=1e-3)


def test_in_three_dimensions_a_dose_is_spread_over_the_voxels_in_fewer_over_the_whole(tmp_path: Path) -> None:
    text = given('cells = "2e6 cell"').replace("animals = 3", "animals = 1")
    experiment = load_experiment(write(tmp_path, text), LIBRARY)
    volume, line = uniform_domain((2, 3, 2), (0.5, 0.5, 1.0)), uniform_domain((4, 1, 1), (0.5, 0.5, 0.5))
    (given_in_volume,) = pose(experiment, MODEL, LIBRARY, [volume] * 2).impulses
    (given_along_line,) = pose(experiment, MODEL, LIBRARY, [line] * 2).impulses
    assert given_in_volume.amount.tolist() == [0, pytest.approx(1.6e6 / 3.0)]  # 12 voxels of 0.25 mm^3
    assert given_along_line.amount.tolist() == [0, pytest.approx(1.6e6 / 2.0)]


def test_draws_of_a_batch_are_keyed_by_the_path(tmp_path: Path) -> None:
    library = treated(modifiers={**LIBRARY.modifiers, ("product", "bm_msc"): bm_msc(species=())})
    viability = batches(arms(tmp_path), library, 5, 2)[VIABILITY]
    assert (np.argsort(viability) == np.argsort(quantiles(2, VIABILITY, 5))).all()
