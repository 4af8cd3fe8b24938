"""Scaffolds: seeded ones beat their halves, they go as bone comes, and their numbers do what they say."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from tests.healing.arms import Arms, run
from tests.healing.test_surgery import SHARES

SKULL = """
subject = {{ species = "rat", age = "4 month", sex = "male" }}
defect = {{ preset = "calvarial_disc", diameter = "8 mm", thickness = "0.7 mm", pericranium = {alive} }}
"""
"""A hole that a rat does not close."""

CELLS = '{{ use = "bm_msc", route = "{route}", cells = "1e6 cell" }}'
SEEDED = CELLS.format(route="carrier")

PRODUCTS = {
    "control": "",
    "cells": CELLS.format(route="local"),
    "tcp": '{ use = "beta_tcp" }',
    "tcp_cells": f'{{ use = "beta_tcp" }}, {SEEDED}',
    "nothing": '{ use = "beta_tcp", fill = 0 }',
    "medium": '{ use = "beta_tcp", pores = "80 um" }',
    "narrow": '{ use = "beta_tcp", pores = "20 um" }',
    "plain": f'{{ use = "pcl" }}, {SEEDED}',
    "ligands": f'{{ use = "pcl", ligands = 1 }}, {SEEDED}',
    "more_ligands": f'{{ use = "pcl", ligands = 10 }}, {SEEDED}',
    "collagen": '{ use = "collagen" }',
}


def arm(name: str, products: str, alive: float = 0.0) -> str:
    return f"\n[arm.{name}]\n{SKULL.format(alive=alive)}product = [{products}]\n"


@lru_cache(maxsize=1)
def rats() -> Arms:
    """Each arm in one typical rat for twelve weeks."""
    arms = [arm(name, products) for name, products in PRODUCTS.items()]
    arms.append(arm("tcp_alive", PRODUCTS["tcp"], alive=1.0))
    return run("".join(arms), days=84, every=2)


@pytest.mark.parametrize("name", [*PRODUCTS, "tcp_alive"])
def test_shares_of_tissues_sum_to_one(name: str) -> None:
    total = sum(rats().curve(name, tissue) for tissue in SHARES)
    np.testing.assert_allclose(total, 100.0, rtol=1e-6)


def test_a_material_that_fills_nothing_is_no_material() -> None:
    found = rats()
    for outcome in ("callus_bone", "callus_fibrous", "vessel", "M1", "osteoclast"):
        alone = found.curve("control", outcome)
        difference = np.abs(found.curve("nothing", outcome) - alone).max()
        assert difference <= 2e-3 * np.abs(alone).max(), outcome


def test_without_a_material_nothing_of_it_is_there() -> None:
    found = rats()
    for outcome in ("scaffold", "scaffold_in_bone", "material_left", "foreign_body_response"):
        assert found.curve("control", outcome).max() == 0.0, outcome


def test_a_seeded_scaffold_beats_the_scaffold_and_the_cells() -> None:
    found = rats()
    means = {
        name: found.curve(name, "callus_bone").mean() for name in ("control", "cells", "tcp", "tcp_cells")
    }
    assert means["tcp_cells"] > means["tcp"]
    assert means["tcp_cells"] > means["cells"] > means["control"]
    assert found.at("tcp_cells", "callus_bone", 84) > found.at("cells", "callus_bone", 84)


def test_cells_hold_on_and_stay_on_a_scaffold() -> None:
    found = rats()
    assert found.at("tcp_cells", "cells_attached", 1) > 0 == found.at("cells", "cells_attached", 1)
    for outcome in ("given_MSC", "given_alive"):
        assert found.at("tcp_cells", outcome, 7) > found.at("cells", outcome, 7), outcome
    attached = [found.at(name, "cells_attached", 7) for name in ("plain", "ligands", "more_ligands")]
    assert attached == sorted(attached)
    assert attached[0] < attached[-1]


def test_a_scaffold_goes_as_bone_comes() -> None:
    """What osteoclasts resorb goes in step with bone in time, and sooner where more bone grows."""
    found = rats()
    for name in ("tcp", "tcp_cells", "tcp_alive"):
        left = found.curve(name, "material_left")
        assert left[0] == pytest.approx(1.0, abs=1e-6)
        assert np.all(np.diff(left) <= 1e-6)
        assert np.corrcoef(1.0 - left, found.curve(name, "callus_bone"))[0, 1] > 0.7, name
    by_bone = sorted(("tcp", "tcp_cells", "tcp_alive"), key=lambda name: found.at(name, "callus_bone", 84))
    ends = [found.at(name, "material_left", 84) for name in by_bone]
    assert ends == sorted(ends, reverse=True)
    assert by_bone[0] == "tcp"
    assert ends[0] > ends[-1]


def test_ingrown_tissue_digests_what_it_can_digest() -> None:
    found = rats()
    assert found.at("collagen", "material_left", 28) < 0.6 < found.at("tcp", "material_left", 28)
    itself = 0.5 ** (28 / 60)
    assert found.at("collagen", "material_left", 28) < itself


def test_narrow_pores_keep_bone_out() -> None:
    found = rats()
    bone = [found.at(name, "callus_bone", 28) for name in ("tcp", "medium", "narrow")]
    assert bone == sorted(bone, reverse=True)
    assert bone[-1] < 0.9 * bone[0]


def test_a_foreign_surface_inflames_and_cells_on_it_calm() -> None:
    found = rats()
    bodies = {name: found.curve(name, "foreign_body_response").mean() for name in PRODUCTS}
    assert bodies["tcp_cells"] < bodies["tcp"]
    late = {name: found.at(name, "M1", 56) for name in ("control", "tcp_cells", "plain")}
    assert late["control"] < late["tcp_cells"] < late["plain"]


def test_a_piece_of_material_is_stiffer_than_clot() -> None:
    found = rats()
    assert found.at("tcp", "construct_stiffness", 0) > 10 * found.at("control", "construct_stiffness", 0)
