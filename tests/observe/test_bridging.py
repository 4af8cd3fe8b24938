"""Bridging: exact on drawings of a few voxels."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.domain import Domain
from osteon.observe import read_space, space_events, space_outcomes
from tests.observe.readings import tiny_model
from tests.observe.spaces import drawn, letters, read_drawn, states

GAP = "bbb|{}|{}|{}|bbb"


def gap(*rows: str) -> np.ndarray:
    return letters(GAP.format(*rows))


def test_a_bridge_of_one_voxels_width_bridges() -> None:
    read = read_drawn(gap(".#.", ".#.", ".#."), axis=0)
    assert (read["bridged"], read["bridge_share"], read["weakest_link"]) == (100.0, 100.0, 100.0)


def test_a_gap_of_one_voxel_does_not() -> None:
    read = read_drawn(gap(".#.", "...", ".#."), axis=0)
    assert read["bridged"] == 0.0
    assert read["bridge_share"] == pytest.approx(200.0 / 3.0)


def test_diagonal_neighbours_do_not_bridge() -> None:
    read = read_drawn(gap("#..", "#..", ".#."), axis=0)
    assert read["bridged"] == 0.0
    assert read["bridge_share"] == pytest.approx(100.0 * (1.0 - (np.sqrt(2.0) - 1.0) / 3.0))


def test_a_bridge_may_wind() -> None:
    assert read_drawn(gap("#..", "##.", ".##"), axis=0)["bridged"] == 100.0


def test_bone_that_floats_spans_nothing() -> None:
    read = read_drawn(gap("...", "###", "..."), axis=0)
    assert (read["bridged"], read["bridge_share"]) == (0.0, 0.0)


def test_bone_along_one_stump_does_not_bridge() -> None:
    picture = letters("bbb|b.b|b#b|bbb")
    # Seen along y the two sides are one voxel apart; along x the row of bone touches the low side only.
    assert read_drawn(picture, axis=1)["bridged"] == 100.0
    assert read_drawn(gap("###", "...", "..."), axis=0)["bridged"] == 0.0


def test_one_stump_cannot_be_bridged() -> None:
    domain, _ = drawn(letters("bbb|...|   "), axis=0)
    assert "bridged" not in {outcome.id for outcome in space_outcomes(tiny_model(), domain)}


@pytest.mark.parametrize("middle", ["#", "."])
def test_a_line_of_voxels(middle: str) -> None:
    read = read_drawn(letters(f"b|#|{middle}|#|b"), axis=0, kind="radial")
    assert read["bridged"] == (100.0 if middle == "#" else 0.0)


@pytest.mark.parametrize("curvature", [1, 2])
def test_from_the_rim_to_the_centre_of_a_cylinder_or_a_sphere(curvature: int) -> None:
    grown = read_drawn(letters("#|#|#|b"), kind="radial", curvature=curvature)
    near = read_drawn(letters(".|#|#|b"), kind="radial", curvature=curvature)
    assert (grown["bridged"], grown["bridge_share"]) == (100.0, 100.0)
    assert (near["bridged"], near["bridge_share"]) == (0.0, pytest.approx(200.0 / 3.0))


DISC = {
    "a ring along the rim": ("bbbbbbb|b#####b|b#...#b|b#...#b|b#...#b|b#####b|bbbbbbb", False),
    "a bridge through the middle": ("bbbbbbb|b..#..b|b..#..b|b..#..b|b..#..b|b..#..b|bbbbbbb", True),
    "a spur that ends in the middle": ("bbbbbbb|b..#..b|b..#..b|b..#..b|b.....b|b.....b|bbbbbbb", False),
    "an island": ("bbbbbbb|b.....b|b..#..b|b.###.b|b..#..b|b.....b|bbbbbbb", False),
    "round a corner of the rim": ("bbbbbbb|b##...b|b#....b|b.....b|b.....b|b.....b|bbbbbbb", False),
}


@pytest.mark.parametrize("name", DISC)
def test_a_disc_is_bridged_across_its_middle(name: str) -> None:
    text, bridged = DISC[name]
    assert read_drawn(letters(text), kind="plane")["bridged"] == (100.0 if bridged else 0.0)


def test_a_volume_is_bridged_through_any_of_its_layers() -> None:
    empty, bridge = GAP.format("...", "...", "..."), GAP.format("..#", "..#", "..#")
    apart = (GAP.format("..#", "..#", "..."), GAP.format("...", "...", "..#"))
    over = (GAP.format("..#", "..#", "..."), GAP.format("...", "..#", "..#"))
    assert read_drawn(letters(empty, bridge), axis=0)["bridged"] == 100.0
    assert read_drawn(letters(*apart), axis=0)["bridged"] == 0.0
    assert read_drawn(letters(*over), axis=0)["bridged"] == 100.0


@pytest.mark.parametrize("turns", [1, 2, 3])
@pytest.mark.parametrize("plane", [(0, 1), (0, 2), (1, 2)])
@pytest.mark.parametrize("axis", [0, None])
def test_turning_the_defect_changes_nothing(turns: int, plane: tuple[int, int], axis: int | None) -> None:
    # One extent is the least, so that there is one view from above.
    picture = letters(GAP.format("#..", ".#.", ".##"), GAP.format("##.", "...", "..#"))
    moved = None if axis is None else {plane[0]: plane[1], plane[1]: plane[0]}.get(axis, axis)
    turned = read_drawn(np.rot90(picture, turns, plane), axis=axis if turns == 2 else moved)
    assert turned == pytest.approx(read_drawn(picture, axis=axis))


def test_the_weakest_link_is_that_of_the_best_path() -> None:
    domain, _ = drawn(gap("...", "...", "..."), axis=0)
    share = np.array([0.9, 0.3, 0.0, 0.2, 0.6, 0.0, 0.8, 0.7, 0.0])
    assert _weakest(domain, share) == pytest.approx(30.0)
    share[4] = 0.1
    assert _weakest(domain, share) == pytest.approx(20.0)


def _weakest(domain: Domain, share: np.ndarray) -> float:
    return read_space(tiny_model(), domain, states(domain, woven_bone=share), {})["weakest_link"]


def test_the_lanes_own_threshold_counts_and_one_for_voxels_before_that_of_union() -> None:
    domain, _ = drawn(gap("...", "...", "..."), axis=0)
    y = states(domain, woven_bone=0.45)
    assert read_space(tiny_model(), domain, y, {})["bridged"] == 100.0
    assert read_space(tiny_model(), domain, y, {"union_bone": 0.5})["bridged"] == 0.0
    assert read_space(tiny_model(), domain, y, {"voxel_bone": 0.45, "union_bone": 0.5})["bridged"] == 100.0


def test_the_day_of_bridging_lies_between_samples() -> None:
    times = np.array([0.0, 7.0, 14.0])
    curves = {"weakest_link": np.array([[0.0, 0.0, np.nan], [20.0, 10.0, np.nan], [60.0, 30.0, np.nan]])}
    days = space_events(tiny_model(), times, curves, [{}, {}, {}])["bridging_time"]
    np.testing.assert_allclose(days, [10.5, np.nan, np.nan], rtol=1e-6)
    later = space_events(tiny_model(), times, curves, [{"union_bone": 0.5}, {}, {}])["bridging_time"]
    assert later[0] == pytest.approx(12.25)


def test_without_bridges_there_are_no_days() -> None:
    assert space_events(tiny_model(), np.array([0.0]), {"bone_volume": np.zeros((1, 1))}, [{}]) == {}


def test_bone_on_the_floor_of_a_socket_bridges_nothing() -> None:
    # The radius runs down, the depth to the right; the floor is bone, the top is open.
    floor, filled = "b#....|b#....|b#....|bbbbbb", "b#####|b#####|b#####|bbbbbb"
    assert read_drawn(letters(floor), kind="plane", curvature=1)["bridged"] == 0.0
    assert read_drawn(letters(filled), kind="plane", curvature=1)["bridged"] == 100.0
