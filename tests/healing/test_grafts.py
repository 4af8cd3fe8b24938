"""Given stromal cells: a special case, their dose, what becomes of them, and by what they help."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.model import build_model, names, prune
from tests.healing.arms import Arms, library
from tests.healing.grafts import UNDER_SKIN, arm, dose, held, ran

OWN = (
    "callus_bone",
    "callus_cartilage",
    "osteoblast",
    "chondrocyte",
    "clot",
    "fibrous_tissue",
    "vessel",
    "oxygen",
    "VEGF",
    "BMP2",
    "OPG",
    "TNF",
    "IL6",
    "IL10",
)
RAT = 'subject = { species = "rat", age = "14 week", sex = "male" }\ndefect = { preset = "calvarial_disc" }\n'


def host_like(name: str, entity: str, where: str) -> str:
    """Cells of the host's kind on day 3, as its own or as given ones that nothing sets apart from these."""
    text = arm(name, where=where) + dose(name, entity, "1000 cell/mm^3", 3)
    if entity == "graft":
        text += held(name, "graft_spread", 0.0) + held(name, "graft_immune", 0.0)
    return text


ARMS = "".join((
    host_like("host_fracture", "MSC", ""),
    host_like("given_fracture", "graft", ""),
    host_like("host_calvaria", "MSC", RAT),
    host_like("given_calvaria", "graft", RAT),
    arm("none"),
    arm("no_cells", "bm_msc", "local", 'cells = "0 cell"'),
    arm("none_rat", where=RAT),
    arm("all", "bm_msc", "carrier", where=RAT),
    arm("no_fate", "bm_msc", "carrier", "differentiation = 0", RAT),
    arm("no_secretion", "bm_msc", "carrier", "secretion = 0", RAT),
    arm("neither", "bm_msc", "carrier", "differentiation = 0\nsecretion = 0", RAT),
    arm("packed", "bm_msc", "local", 'cells = "1e7 cell"', RAT),
    arm("overfull", "bm_msc", "local", 'cells = "1e8 cell"', RAT),
    arm("half_alive", "bm_msc", "carrier", "viability = 0.45", RAT),
))  # fmt: skip


@lru_cache(maxsize=1)
def arms() -> Arms:
    """All arms of this page in one batch."""
    return ran(ARMS, days=56, every=0.5)


def bone(name: str, day: float) -> float:
    return arms().at(name, "callus_bone", day)


@pytest.mark.parametrize("where", ["fracture", "calvaria"])
@pytest.mark.parametrize("outcome", OWN)
def test_given_cells_of_the_host_s_kind_heal_as_the_host_s_own(where: str, outcome: str) -> None:
    own = arms().curve(f"host_{where}", outcome)
    given = arms().curve(f"given_{where}", outcome)
    np.testing.assert_allclose(given, own, rtol=1e-3, atol=1e-3 * np.abs(own).max())


@pytest.mark.parametrize("where", ["fracture", "calvaria"])
def test_given_cells_of_the_host_s_kind_live_as_long_as_the_host_s_own(where: str) -> None:
    own = arms().curve(f"host_{where}", "MSC")
    both = arms().curve(f"given_{where}", "MSC") + arms().curve(f"given_{where}", "graft")
    np.testing.assert_allclose(both, own, rtol=1e-3, atol=1e-3 * own.max())


def test_no_cells_change_nothing() -> None:
    for outcome in OWN:
        own = arms().curve("none", outcome)
        given = arms().curve("no_cells", outcome)
        np.testing.assert_allclose(given, own, rtol=1e-3, atol=1e-3 * np.abs(own).max())


def test_without_a_product_no_given_cell_is_in_the_equations() -> None:
    model = build_model(library())
    starts = {state.id for state in model.states if _starts(state.entity.quantities)}
    natural = prune(model, starts | {"bacteria"})
    states = {state.id for state in natural.states}
    assert not {name for name in states if name.startswith(("graft", "donor"))} | states & {
        "transformed",
        "BMP9",
    }
    used = {name for rate in natural.rates for name in names(rate.expression)}
    signals = dict(natural.signals)
    for name in used & set(signals):
        assert "graft" not in names(signals[name])
    assert not {name for name in used if name.startswith("graft")}


def _starts(quantities: tuple) -> bool:
    return any(quantity.name == "initial" and quantity.coherent > 0.0 for quantity in quantities)


def test_cells_and_their_descendants_are_counted_and_never_exceed_all_cells() -> None:
    for kind in ("osteoblast", "chondrocyte", "hypertrophic"):
        every, theirs = arms().curve("all", kind), arms().curve("all", f"donor_{kind}")
        assert (theirs <= every * (1 + 1e-6) + 1e-6).all()
    assert 0.5 < arms().at("all", "donor_share", 28) < 1.0
    assert arms().at("no_fate", "donor_share", 28) == 0.0


def test_a_hole_filled_beyond_what_tissue_can_feed_loses_the_surplus_within_days() -> None:
    given = arms().curve("packed", "graft")
    capacity = arms().result.model.quantities["capacity"].coherent
    assert given[0] > 3 * capacity
    assert arms().at("packed", "given_alive", 7) < 1.5 * capacity


def test_what_does_not_fit_runs_off() -> None:
    packed = library().modifiers["product", "bm_msc"]
    limit = next(each.coherent for each in packed.quantities if each.name == "packed")
    assert arms().curve("overfull", "graft")[0] == pytest.approx(0.9 * limit, rel=1e-6)


def test_dead_cells_of_a_product_are_debris_and_half_the_living_ones_do_less() -> None:
    assert arms().curve("half_alive", "debris")[0] > arms().curve("all", "debris")[0]
    assert bone("none_rat", 28) < bone("half_alive", 28) < bone("all", 28)


def test_what_they_become_and_what_they_secrete_each_has_a_share_in_the_bone_they_add() -> None:
    gain = bone("all", 28) - bone("none_rat", 28)
    by_fate = 1 - (bone("no_fate", 28) - bone("none_rat", 28)) / gain
    by_secretion = 1 - (bone("no_secretion", 28) - bone("none_rat", 28)) / gain
    assert gain > 2.0
    assert 0.2 < by_fate <= 1.2
    assert 0.2 < by_secretion <= 1.2
    assert by_fate + by_secretion > 1.0  # each needs the other: the shares do not add up
    assert bone("neither", 28) - bone("none_rat", 28) < 0.2 * gain


def test_the_two_sources_that_disagree_on_the_mechanism_are_kept_side_by_side() -> None:
    conflicts = library().evidence.conflicts_of("C466")
    assert any(set(each.claims) == {"C230", "C466"} and each.resolved_by for each in conflicts)


def test_under_the_skin_nobody_but_given_cells_makes_bone() -> None:
    found = ran(arm("empty", where=UNDER_SKIN) + arm("cells", "bm_msc", "carrier", where=UNDER_SKIN), 56, 7)
    assert found.at("empty", "callus_bone", 56) == 0.0
    assert found.at("cells", "callus_bone", 56) > 5.0
    assert found.at("cells", "donor_share", 56) == pytest.approx(1.0, abs=0.02)
