"""Pictures of space: what they show, where, in what colours, and on what scale; not their pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from osteon.domain import Domain, Grid, Tissue
from osteon.report._figures import Plate
from osteon.report._sheet import Sheet
from osteon.report._space_album import MOST_DAYS, Album, even
from osteon.report._space_animation import LARGEST, animation
from osteon.report._space_colours import HOST, MISSING, TISSUES, mixed, tissue_colours
from osteon.report._space_dots import Dots, dots_for, places
from osteon.report._space_fields import field_figure
from osteon.report._space_kymograph import kymograph_figure
from osteon.report._space_panels import day_title, rooms, round_length, wrapped
from osteon.report._space_planes import planes
from osteon.report._space_plates import space_plates
from osteon.report._space_profiles import profile_figure
from osteon.report._space_projection import slanted
from osteon.report._space_sections import Histology, sections_figure
from osteon.report._style import figure_style
from tests.report.spaces_healing import DAYS, album, disc, gap, result

HOSTILE = ("$5_{gel} <b>&", "a name that is far longer than any panel could hold " * 3)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with figure_style():
        yield


@pytest.fixture
def flat(tmp_path: Path) -> Album:
    return album(tmp_path / "mice.toml")


def volume() -> Domain:
    return disc(thick=3)


def named(tmp_path: Path, make: object = disc, **more: object) -> dict[str, Plate]:
    made = result(tmp_path / "mice.toml", make, **more)  # type: ignore[arg-type]
    assert made.space is not None
    return {plate.name: plate for plate in space_plates(Sheet(made), Album(made.space, made.model))}


def images(figure: Figure) -> list[Axes]:
    return [ax for ax in figure.axes if ax.images]


def test_which_pictures_there_are(tmp_path: Path) -> None:
    fields = {"space_oxygen", "space_vessel", "space_MSC", "space_M1"}
    plane = {"space_healing", "space_sections", "space_projection", "space_profiles"} | fields
    assert set(named(tmp_path)) == plane
    assert set(named(tmp_path, volume)) == plane | {"space_across", "space_surface"}
    assert set(named(tmp_path, gap)) == {"space_time", "space_profiles"}


@pytest.mark.parametrize("make", [disc, volume, gap])
def test_every_picture_can_be_drawn_with_hostile_names_and_a_lost_frame(tmp_path: Path, make: object) -> None:
    for plate in named(tmp_path, make, arms=HOSTILE, lost=True).values():
        figure = plate.draw()
        figure.savefig(io.BytesIO(), format="svg")
        assert plate.caption.endswith("The first animal of each arm.")


def test_a_section_has_its_day_its_arm_and_a_bar_of_a_round_length(flat: Album) -> None:
    axes = images(sections_figure(flat))
    assert [ax.get_title() for ax in axes[: len(DAYS)]] == ["day 0", "week 1", "day 10", "week 4"]
    assert [axes[0].get_ylabel(), axes[len(DAYS)].get_ylabel()] == ["young", "dosed"]
    assert [text.get_text().strip() for ax in axes for text in ax.texts] == ["1 mm", "1 mm"]


def test_the_legend_names_new_and_host_tissues_and_vessels(flat: Album) -> None:
    legend = sections_figure(flat).legends[0]
    labels = [text.get_text() for text in legend.get_texts()]
    assert labels == ["clot", "cartilage", "woven bone", "host bone", "vessel"]


def test_a_voxel_has_the_colour_of_its_tissue(flat: Album) -> None:
    histology = Histology(flat)
    before, after = histology.colours(0, 0), histology.colours(0, len(DAYS) - 1)
    middle = tuple(size // 2 for size in before.shape[:2])
    np.testing.assert_allclose(before[middle], to_rgb(TISSUES["clot"]), atol=1e-6)
    np.testing.assert_allclose(before[0, 0], to_rgb(HOST[Tissue.BONE]), atol=1e-6)
    expected = mixed(np.array([0.8, 0.2]), [TISSUES["woven_bone"], TISSUES["clot"]])
    np.testing.assert_allclose(after[middle], expected, atol=1e-6)


def test_mixing_weighs_colours_and_marks_what_is_missing() -> None:
    shares = np.array([[1.0, 0.5, 0.0, np.nan], [0.0, 0.5, 0.0, 1.0]])
    one, both, none, lost = mixed(shares, ["#FF0000", "#0000FF"])
    np.testing.assert_allclose(one, (1.0, 0.0, 0.0))
    np.testing.assert_allclose(both, (0.5, 0.0, 0.5))
    np.testing.assert_allclose(none, (1.0, 1.0, 1.0))
    np.testing.assert_allclose(lost, to_rgb(MISSING))


def test_tissues_that_are_not_known_get_colours_of_their_own() -> None:
    colours = tissue_colours(["clot", "a", "b", "c"])
    assert len(set(colours)) == 4


# Machado, Oliveira and Fernandes (2009): full protanopia and deuteranopia, on linear light.
DEFICIENT = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "normal": np.eye(3).tolist(),
}


@pytest.mark.parametrize("vision", DEFICIENT)
def test_colours_of_tissues_stay_apart_with_any_colour_vision(vision: str) -> None:
    light = np.array([to_rgb(colour) for colour in TISSUES.values()]) ** 2.2
    lab = _lab(np.clip(light @ np.array(DEFICIENT[vision]).T, 0.0, 1.0))
    apart = np.linalg.norm(lab[:, None] - lab[None], axis=-1) + 1e3 * np.eye(len(lab))
    assert apart.min() > 15.0  # 2.3 is just seen side by side


def _lab(light: np.ndarray) -> np.ndarray:
    xyz = light @ np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]])
    f = np.cbrt(np.maximum(xyz / np.array([0.9505, 1.0, 1.089]), 1e-9))
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def test_dots_are_as_many_as_vessels_that_a_section_cuts(flat: Album) -> None:
    plane = flat.planes[0][0]
    density = np.full((40, 50), 8.0)
    area = density.size * plane.spacing[0] * plane.spacing[1]
    assert len(places(density, plane, 1)) == pytest.approx(8.0 / 2.0 * area, rel=0.02)
    assert not len(places(np.full((4, 4), np.nan), plane, 1))


def test_dots_stay_where_they_are_when_more_come(flat: Album) -> None:
    plane = flat.planes[0][0]
    few, many = (places(np.full((20, 20), density), plane, 1) for density in (20.0, 60.0))
    assert {tuple(row) for row in few.tolist()} < {tuple(row) for row in many.tolist()}


def test_a_dot_stands_for_more_vessels_where_there_are_very_many(flat: Album) -> None:
    plane = flat.planes[0][0]
    dots = dots_for([np.full((100, 100), 500.0)], plane)
    assert dots.each > 1
    assert dots.label == f"{dots.each} vessels"
    assert Dots(1).label == "vessel"


def test_maps_of_a_field_share_one_scale_with_a_unit(flat: Album) -> None:
    figure = field_figure(flat, "oxygen")
    bar = next(ax for ax in figure.axes if not ax.images and ax.get_ylabel())
    assert bar.get_ylabel() == "oxygen (mmHg)"
    assert bar.get_ylim() == (0.0, 25.0)
    first, last = images(figure)[0].images[0].get_array(), images(figure)[len(DAYS) - 1].images[0].get_array()
    middle = tuple(size // 2 for size in first.shape[:2])
    assert not np.allclose(first[middle], last[middle]), "one day's largest is not another's"


def test_profiles_run_from_host_bone_inwards_with_labels(flat: Album) -> None:
    figure = profile_figure(flat)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles[:4] == [f"young: {name}" for name in ("mineralised bone", "cartilage", "vessel", "oxygen")]
    assert {ax.get_xlabel() for ax in figure.axes} == {"distance from host bone (mm)"}
    assert [ax.get_ylabel() for ax in figure.axes[:4]] == ["%", "%", "mm/mm³", "mmHg"]
    bone = figure.axes[0].lines[1]
    assert bone.get_label() == "week 1"
    near, far = bone.get_ydata()[0], bone.get_ydata()[-1]
    assert (near, far) == pytest.approx((80.0, 0.0))
    assert figure.axes[0].get_ylim() == figure.axes[4].get_ylim()


def test_a_line_gets_a_kymograph(tmp_path: Path) -> None:
    figure = kymograph_figure(album(tmp_path / "mice.toml", gap, lost=True), ["oxygen", "vessel", "nothing"])
    panels = [ax for ax in figure.axes if ax.collections and ax.get_xlim()[1] > 1.0][:6]
    assert panels[0].get_ylabel() == "young\nposition along the defect (mm)"
    assert panels[-1].get_xlabel() == "time after injury (day)"
    assert panels[0].get_xlim() == (0.0, 28.0)
    assert panels[0].get_ylim() == pytest.approx((0.0, 3.0))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels[-1] == "not computed"


def test_planes_lie_in_the_middle_and_hold_the_view(tmp_path: Path) -> None:
    above, across = planes(volume())
    assert (above.across, above.up, above.normal, above.index) == (0, 1, 2, 2)
    assert (across.across, across.up, across.normal) == (0, 2, 1)
    assert planes(gap()) == ()
    grid = np.arange(2 * 3 * 4).reshape(2, 3, 4)
    whole = (slice(None), slice(None))
    cut = type(above)(0, 2, 1, 1, whole, (1.0, 1.0)).cut(grid)
    np.testing.assert_array_equal(cut, grid[:, 1, :].T)
    np.testing.assert_array_equal(type(above)(2, 0, 1, 1, whole, (1.0, 1.0)).cut(grid), grid[:, 1, :])


def test_a_half_section_is_drawn_whole() -> None:
    tissue = np.full((6, 5, 1), Tissue.DEFECT, np.uint8)
    tissue[4:] = Tissue.BONE
    grid = Grid((6, 5, 1), (0.5, 0.25, 1.0), origin=(0.25, 0.0, 0.0), kind="plane", curvature=1)
    (plane,) = planes(Domain(grid, tissue))
    assert plane.size == (6.0, 1.25)
    seen = plane.cut(tissue)
    assert seen.shape == (5, 12)
    np.testing.assert_array_equal(seen, seen[:, ::-1])
    assert seen[0, 0] == Tissue.BONE
    assert seen[0, 6] == Tissue.DEFECT


def test_the_surface_shows_new_bone_where_it_has_grown() -> None:
    domain = volume()
    empty, full = (slanted(domain, np.full(domain.voxels, share), 0.4) for share in (0.0, 0.9))
    assert (np.ptp(empty, axis=2) < 0.1).all(), "host bone is grey, and so is paper"
    assert (full[..., 1] > full[..., 0] + 0.1).mean() > 0.2, "new bone is blue-green"


def test_the_projection_weighs_mineral_through_the_defect_only(tmp_path: Path) -> None:
    made = album(tmp_path / "mice.toml", volume)
    picture = made.snapshots[0, len(DAYS) - 1].mineral
    assert picture is not None
    middle = tuple(size // 2 for size in picture.shape)
    assert picture[middle] == pytest.approx(0.8)
    assert picture[0, 0] == pytest.approx(1.0)
    assert not made.weighs


def test_the_moving_picture_is_small_and_has_every_frame(flat: Album) -> None:
    moving = animation(flat)
    assert len(moving) < LARGEST
    with Image.open(io.BytesIO(moving)) as picture:
        assert picture.format == "GIF"
        assert picture.n_frames == len(DAYS)
        assert picture.info["loop"] == 0
        picture.seek(len(DAYS) - 1)
        shown = np.asarray(picture.convert("RGB"), dtype=float) / 255.0
    for colour in (TISSUES["cartilage"], TISSUES["woven_bone"], TISSUES["clot"]):
        away = np.abs(shown - to_rgb(colour)).max(axis=-1)
        assert away.min() < 0.06, "the legend, too, keeps its colours"
    assert animation(flat) == moving


def test_many_frames_are_chosen_evenly() -> None:
    assert even(range(9), MOST_DAYS) == (0, 2, 3, 5, 6, 8)
    assert even(range(3), MOST_DAYS) == (0, 1, 2)


def test_arms_of_unlike_size_are_drawn_on_one_scale() -> None:
    small, large, huge = (planes(disc(radius=radius))[0] for radius in (1.0, 2.0, 16.0))
    assert rooms([small, large]) == [large.size, large.size]
    assert rooms([small, huge]) == [small.size, huge.size]


def test_words() -> None:
    assert [day_title(day) for day in (0.0, 3.5, 7.0, 56.0)] == ["day 0", "day 3.5", "week 1", "week 8"]
    assert [round_length(most) for most in (0.019, 1.0, 4.9, 70.0)] == [0.01, 1.0, 2.0, 50.0]
    assert wrapped("x" * 100, 10, 2).count("\n") <= 1
    assert wrapped("") == ""
