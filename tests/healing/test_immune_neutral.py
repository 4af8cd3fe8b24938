"""Without a product or a condition of its own the immune network leaves healing as it was."""

import numpy as np
import pytest

from osteon.knowledge import load_library
from osteon.model import build_model, prune
from tests.healing.untreated import curves, stored

Curves = tuple[tuple[str, ...], dict[str, np.ndarray]]


@pytest.fixture(scope="module")
def now() -> Curves:
    return curves()


def test_every_outcome_of_untreated_defects_is_as_it_was(now: Curves) -> None:
    arms, found = now
    for id, before in stored().items():
        most = np.nanmax(np.abs(before), axis=0, initial=0.0)
        away = np.nanmax(np.abs(found[id] - before), axis=0, initial=0.0)
        for arm, change, height in zip(arms, away, most, strict=True):
            assert change <= 1e-3 * height, (id, arm, change / height)


def test_tregs_are_those_of_an_untreated_defect(now: Curves) -> None:
    _, found = now
    assert np.allclose(found["Treg"], found["Treg_usual"], rtol=1e-4, atol=1e-6)


def test_states_that_only_products_and_conditions_bring_cost_nothing_without_them() -> None:
    model = build_model(load_library())
    starts = {each.id for each in model.states if f"{each.id}.initial" in model.quantities}
    alive = {id for id in starts if model.quantities[f"{id}.initial"].value > 0.0}
    living = {state.id for state in prune(model, alive).states}
    assert not living & {"IFNg", "IL4", "LPS", "vitamin_D3", "primed", "CTL", "allograft", "Treg_blood"}
    assert not living & {"anti_Treg", "anti_NK", "lymphocyte_mitogen", "oxidative_stress", "supernatant"}
