"""What cannot be laid out is told plainly, with what would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteon.domain import build_domain
from osteon.errors import ExperimentError
from osteon.knowledge import load_library
from osteon.scenario import Arm, Setting, SpaceDesign, load_experiment, with_domain
from tests.domain.cases import arm, domain, library

HEAD = 'title = "t"\n[design]\ndays = 28\n[subject]\nspecies = "rat"\nage = "3 month"\n'
TAIL = '[defect]\npreset = "calvarial_disc"\n[arm.a]\n'


def refused(defect: str, kind: Any, voxel: float, **dials: float) -> str:
    with pytest.raises(ExperimentError) as caught:
        domain(defect, kind, voxel, **dials)
    return str(caught.value)


def test_a_grid_too_coarse_says_which_would_do() -> None:
    message = refused("calvarial_disc", "plane", 1.0)
    assert "voxels of 1 mm for a defect 'calvarial_disc' of 5 x 5 mm" in message
    assert 'write `voxel = "620 um"`' in message
    domain("calvarial_disc", "plane", 0.62)


def test_a_layer_thinner_than_a_voxel_is_refused_in_a_volume() -> None:
    message = refused("calvarial_disc", "volume", 0.5, thickness=0.2)
    assert "at least 8 voxels along it and one across it" in message
    assert 'write `voxel = "200 um"`' in message
    domain("calvarial_disc", "plane", 0.5, thickness=0.2)


def test_a_gap_needs_voxels_from_stump_to_stump() -> None:
    message = refused("segmental_gap", "volume", 1.0, gap=1.0)
    assert "and 4 from stump to stump" in message
    assert 'write `voxel = "250 um"`' in message


def test_too_many_voxels_are_refused_before_they_are_made() -> None:
    message = refused("segmental_gap", "volume", 0.01)
    assert "at most 3e7" in message
    fits = float(message.split('voxel = "')[1].split(" um")[0]) / 1000.0
    assert 0.05 < fits < 0.2


def test_a_shape_that_lacks_a_domain_names_those_it_has() -> None:
    message = refused("femoral_head_wedge", "radial", 1.0)
    assert "domain = 'radial' for a defect 'femoral_head_wedge'" in message
    assert "'plane' or 'volume' or 'point'" in message


def test_dials_that_make_no_shape_are_told() -> None:
    message = refused("femoral_head_wedge", "plane", 0.5, width=50.0, head=20.0)
    assert "nothing heals" in message or "finite" in message


def test_a_defect_without_a_shape_is_a_point(tmp_path: Path) -> None:
    (tmp_path / "defects").mkdir()
    (tmp_path / "defects" / "bruise.toml").write_text(
        '[defect.bruise]\nname = "bruise"\nsays = "A bruise."\n'
    )
    bruise = Arm("mine", "", None, (Setting("defect", "bruise", {}),))
    with pytest.raises(ExperimentError, match="a defect 'bruise' without a shape"):
        build_domain(bruise, load_library([tmp_path]), SpaceDesign("plane", 0.1))


def test_an_image_for_a_defect_that_is_not_cut_into_one(tmp_path: Path) -> None:
    text = '[space]\ndomain = "volume"\n[space.image]\nfile = "x.mha"\ncentre = [0, 0, 0]\n'
    path = tmp_path / "e.toml"
    path.write_text(HEAD + text + TAIL.replace("calvarial_disc", "closed_fracture"))
    experiment = load_experiment(path, library())
    with pytest.raises(ExperimentError, match="an image for a defect 'closed_fracture'"):
        build_domain(experiment.arms[0], library(), experiment.space or SpaceDesign())


FILES = {
    "domain": (
        '[space]\ndomain = "cube"\n',
        "domain = 'cube'; expected 'point', 'radial', 'plane' or 'volume'",
    ),
    "key": ("[space]\nvoxels = 1\n", "the key 'voxels'; expected one of the keys domain, voxel"),
    "image key": ('[space.image]\nfiles = "x"\n', "the key 'files'; expected one of the keys file, label"),
    "voxel": ('[space]\nvoxel = "0 um"\n', 'expected more than zero; for instance "100 um"'),
    "unit": ('[space]\nvoxel = "3 kg"\n', "voxel = '3 kg'; expected"),
    "frame": ('[space]\nframes = ["29 day"]\n', "frames = '29 day'; expected days from 0 to the last, 28"),
    "checkpoint": ("[space]\ncheckpoint = -1\n", "checkpoint = -1; expected more than zero"),
    "no file": ("[space.image]\ncentre = [0, 0, 0]\n", "no key 'file'; expected an image file"),
    "no centre": ('[space.image]\nfile = "x"\n', "no key 'centre'; expected the middle of the defect"),
    "centre": ('[space.image]\nfile = "x"\ncentre = [1, 2]\n', "2 numbers; expected three"),
    "both": (
        '[space.image]\nfile = "x"\ncentre = [0, 0, 0]\nlabel = 1\nbone = 300.0\n',
        "both 'label' and 'bone'",
    ),
    "normal": (
        '[space.image]\nfile = "x"\ncentre = [0, 0, 0]\nnormal = [0, 0, 0]\n',
        "a direction of no length",
    ),
    "plane": (
        '[space]\ndomain = "plane"\n[space.image]\nfile = "x"\ncentre = [0, 0, 0]\n',
        "domain = 'plane' with an image; expected 'volume'",
    ),
}


@pytest.mark.parametrize("mistake", FILES)
def test_mistakes_in_the_file_have_a_line(mistake: str, tmp_path: Path) -> None:
    text, message = FILES[mistake]
    path = tmp_path / "e.toml"
    path.write_text(HEAD + text + TAIL)
    with pytest.raises(ExperimentError) as caught:
        load_experiment(path, library())
    assert message in str(caught.value)
    assert all(fault.where.partition("e.toml:")[2].isdigit() for fault in caught.value.faults)


def test_defaults_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(HEAD + TAIL)
    plain = load_experiment(path, library())
    assert plain.space is None
    laid = with_domain(plain, "plane", "50 um")
    assert laid.space is not None
    assert (laid.space.domain, laid.space.voxel, laid.space.checkpoint) == ("plane", 0.05, 7.0)
    assert laid.space.frames == pytest.approx(tuple(3.5 * step for step in range(9)))
    with pytest.raises(ExperimentError, match="did you mean 'plane'"):
        with_domain(plain, "plain")
    with pytest.raises(ExperimentError, match="--voxel"):
        with_domain(plain, "plane", "0 um")


def test_a_file_that_says_where(tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(HEAD + '[space]\ndomain = "plane"\nvoxel = "2 mm"\nframes = [0, "2 week"]\n' + TAIL)
    experiment = load_experiment(path, library())
    assert experiment.space is not None
    assert experiment.space.frames == (0.0, 14.0)
    with pytest.raises(ExperimentError, match=r"e.toml:7: given voxels of 2 mm"):
        build_domain(experiment.arms[0], library(), experiment.space)


def test_another_model_has_nothing_to_lay_out(tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    text = 'title = "t"\n[design]\ndays = 28\nmodel = "waugh2006"\n[space]\ndomain = "plane"\n[arm.a]\n'
    path.write_text(text)
    with pytest.raises(ExperimentError, match="the model 'waugh2006' has no defect to lay out"):
        load_experiment(path, library())


def test_point_arms_are_no_domain() -> None:
    with pytest.raises(ExperimentError, match="domain = 'point'"):
        build_domain(arm("calvarial_disc"), library(), SpaceDesign())
