"""Defects cut into images that the tests write: formats, orientation, labels, and every way to go wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from osteon.domain import Domain, Tissue, build_domain
from osteon.errors import ExperimentError
from osteon.scenario import ImageUse, SpaceDesign, load_experiment
from tests.domain.cases import arm, library, total

sitk = pytest.importorskip("SimpleITK")

SPACING = (0.4, 0.5, 0.6)
"""Of the image along its own axes, mm."""


def plate(label: int = 1000, thickness: float = 4.0) -> NDArray[np.int16]:
    """A plate of bone across the image's third axis, in soft tissue, with air at the far end; [k, j, i]."""
    values = np.full((50, 60, 70), 100, dtype=np.int16)
    z = (np.arange(50) - 24.5) * SPACING[2]
    values[np.abs(z) <= thickness / 2.0] = label
    values[z > 10.0] = -1000
    return values


def oblique() -> NDArray[np.float64]:
    """A turn about no axis of the patient."""
    a, b = 0.5, 0.9
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_z = np.array([[np.cos(b), -np.sin(b), 0], [np.sin(b), np.cos(b), 0], [0, 0, 1]])
    return about_z @ about_x


def write(
    path: Path, values: NDArray[Any], direction: NDArray[np.float64] | None = None, spacing: Any = SPACING
) -> ImageUse:
    """The image on disk, and its use: centre and normal are those of the plate, in patient space."""
    matrix = np.eye(3) if direction is None else direction
    origin = np.array([10.0, -20.0, 5.0])
    image = sitk.GetImageFromArray(values)
    image.SetSpacing(spacing)
    image.SetOrigin(origin)
    image.SetDirection(matrix.ravel())
    sitk.WriteImage(image, str(path))
    middle = (np.array(values.shape[::-1]) - 1) / 2.0
    centre = origin + matrix @ (middle * np.array(spacing))
    normal = matrix[:, 2]
    return ImageUse(path, _vector(centre), _vector(normal), bone=500.0, where="e.toml:8")


def _vector(values: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def cut(use: ImageUse, voxel: float = 0.4, defect: str = "calvarial_disc", **dials: float) -> Domain:
    given = {"diameter": 8.0, "thickness": 4.0} if defect == "calvarial_disc" else {}
    return build_domain(arm(defect, **{**given, **dials}), library(), SpaceDesign("volume", voxel, image=use))


def refused(use: ImageUse, voxel: float = 0.4, **dials: float) -> str:
    with pytest.raises(ExperimentError) as caught:
        cut(use, voxel, **dials)
    return str(caught.value)


def changed(use: ImageUse, **fields: Any) -> ImageUse:
    return ImageUse(**{**use.__dict__, **fields})


def expect_disc(made: Domain) -> None:
    """A disc of 8 mm in a plate of six layers of 0.6 mm, to within a voxel."""
    thickness = made.volumes.sum() / (np.pi * 16.0)
    assert thickness == pytest.approx(3.7, abs=0.42)
    assert total(made, "contact_bone") == pytest.approx(4.0 / 8.0, rel=0.06)
    assert total(made, "contact_dura") == pytest.approx(1.0 / thickness, rel=0.06)
    assert total(made, "contact_muscle") == pytest.approx(1.0 / thickness, rel=0.06)


@pytest.mark.parametrize("suffix", [".mha", ".nrrd", ".nii.gz", ".nii"])
def test_formats_and_oblique_orientation(suffix: str, tmp_path: Path) -> None:
    use = write(tmp_path / f"plate{suffix}", plate(), oblique())
    made = cut(use)
    expect_disc(made)
    directions = np.array(made.grid.direction)
    np.testing.assert_allclose(directions @ directions.T, np.eye(3), atol=1e-6)
    np.testing.assert_allclose(directions[:, 2], use.normal, atol=1e-4)
    middle = (np.array(made.grid.shape) - 1) / 2.0
    place = np.array(made.grid.origin) + directions @ (middle * np.array(made.grid.spacing))
    np.testing.assert_allclose(place, use.centre, atol=1e-3)


def test_the_same_plate_in_any_orientation_gives_the_same_domain(tmp_path: Path) -> None:
    straight = cut(write(tmp_path / "a.mha", plate()))
    turned = cut(write(tmp_path / "b.mha", plate(), oblique()))
    differ = np.count_nonzero(straight.tissue != turned.tissue) / straight.tissue.size
    assert differ < 0.02
    assert turned.volumes.sum() == pytest.approx(straight.volumes.sum(), rel=0.01)


def test_dura_lies_on_the_side_away_from_the_normal(tmp_path: Path) -> None:
    made = cut(write(tmp_path / "plate.mha", plate(), oblique()))
    x, y, z = made.tissue.shape
    assert made.tissue[x // 2, y // 2, 0] == Tissue.DURA
    assert made.tissue[x // 2, y // 2, -1] == Tissue.MUSCLE
    assert made.tissue[0, 0, z // 2] == Tissue.BONE


def test_air_is_no_face(tmp_path: Path) -> None:
    values = plate()
    values[25:] = np.where(values[25:] == 100, -1000, values[25:])
    made = cut(changed(write(tmp_path / "plate.mha", values), air=-500.0))
    assert total(made, "contact_muscle") < 0.02
    assert total(made, "contact_dura") > 0.2
    assert made.tissue[0, 0, -1] == Tissue.OUTSIDE


def test_a_label_and_a_threshold_agree(tmp_path: Path) -> None:
    grey = cut(write(tmp_path / "grey.mha", plate()))
    mask = (plate() == 1000).astype(np.uint8)
    for label in (None, 1):
        use = changed(write(tmp_path / "mask.nii.gz", mask, spacing=SPACING), bone=None, label=label)
        assert cut(use).volumes.sum() == pytest.approx(grey.volumes.sum(), rel=0.11)


def test_a_drill_takes_bone_and_marrow_alike(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    made = cut(use, 0.4, "drill_hole", diameter=6.0, depth=8.0)
    assert made.volumes.sum() == pytest.approx(np.pi * 9.0 * 8.0, rel=0.03)
    assert total(made, "contact_bone") == pytest.approx(0.55 * 4.0 / 6.0, rel=0.15)
    assert total(made, "contact_marrow") > 0.2


def test_only_the_bone_at_the_centre_is_cut(tmp_path: Path) -> None:
    values = plate()
    values[36:38] = 1000  # a second plate, 7 mm further, which the block of the cut reaches
    made = cut(write(tmp_path / "plate.mha", values), thickness=6.0)
    expect_disc(made)


def test_a_dicom_series(tmp_path: Path) -> None:
    folder = tmp_path / "series"
    folder.mkdir()
    values = plate()
    stamp = {"0020|000e": "1.2.3.4", "0020|000d": "1.2.3", "0008|0060": "CT", "0028|0030": "0.5\\0.4"}
    writer = sitk.ImageFileWriter()
    writer.KeepOriginalImageUIDOn()
    for k in range(values.shape[0]):
        image = sitk.GetImageFromArray(values[k])
        image.SetSpacing(SPACING[:2])
        for key, value in {
            **stamp,
            "0020|0032": f"10\\-20\\{5 + k * SPACING[2]}",
            "0020|0037": "1\\0\\0\\0\\1\\0",
            "0020|0013": str(k),
            "0008|0018": f"1.2.3.4.{k + 1}",
        }.items():
            image.SetMetaData(key, value)
        writer.SetFileName(str(folder / f"{values.shape[0] - k:03}.dcm"))
        writer.Execute(image)
    use = write(tmp_path / "plate.mha", values)
    expect_disc(cut(changed(use, file=folder)))


def test_a_tiff_stack_needs_a_spacing(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    folder.mkdir()
    values = (plate() + 1000).astype(np.uint16)
    for k in range(values.shape[0]):
        sitk.WriteImage(sitk.GetImageFromArray(values[k]), str(folder / f"{k:03}.tif"))
    middle = (np.array(values.shape[::-1]) - 1) / 2.0 * np.array(SPACING)
    use = ImageUse(folder, _vector(middle), bone=1500.0, where="e.toml:8")
    message = refused(use)
    assert message.startswith("e.toml:8: given 'stack' without spacing")
    assert "add `spacing = [" in message
    expect_disc(cut(changed(use, spacing=SPACING)))


def test_mha_nrrd_and_nifti_without_spacing(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    raw = (tmp_path / "plate.mha").read_bytes()
    bare = b"\n".join(line for line in raw.split(b"\n", 14) if not line.startswith(b"ElementSpacing"))
    (tmp_path / "bare.mha").write_bytes(bare)
    assert "'bare.mha' without spacing" in refused(changed(use, file=tmp_path / "bare.mha"))
    expect_disc(cut(changed(use, file=tmp_path / "bare.mha", spacing=SPACING)))
    header = "NRRD0004\ntype: short\ndimension: 3\nsizes: 70 60 50\nendian: little\nencoding: raw\n\n"
    (tmp_path / "bare.nrrd").write_bytes(header.encode() + plate().tobytes())
    assert "'bare.nrrd' without spacing" in refused(changed(use, file=tmp_path / "bare.nrrd"))
    write(tmp_path / "plate.nii", plate())
    nifti = bytearray((tmp_path / "plate.nii").read_bytes())
    nifti[80:92] = bytes(12)
    (tmp_path / "bare.nii").write_bytes(bytes(nifti))
    assert "'bare.nii' without spacing" in refused(changed(use, file=tmp_path / "bare.nii"))


def test_a_spacing_for_a_file_that_has_one(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    assert "spacing only where a file has none" in refused(changed(use, spacing=SPACING))


def test_two_labels_where_one_is_meant(tmp_path: Path) -> None:
    mask = (plate() == 1000).astype(np.uint8)
    mask[:5] = 2
    use = changed(write(tmp_path / "mask.mha", mask), bone=None)
    assert "with the labels 1, 2; expected one label; add `label = ...`" in refused(use)
    assert "label = 7 for 'mask.mha', which has 1, 2" in refused(changed(use, label=7))
    cut(changed(use, label=1))


def test_grey_values_without_a_threshold(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 2000, plate().shape).astype(np.int16)
    use = changed(write(tmp_path / "noise.mha", noise), bone=None)
    assert "an image of many grey values; expected a threshold; add `bone = ...`" in refused(use)


def test_empty_images(tmp_path: Path) -> None:
    use = write(tmp_path / "empty.mha", np.zeros((20, 20, 20), dtype=np.uint8))
    assert "'empty.mha', in which every voxel is 0" in refused(use)
    use = write(tmp_path / "dark.mha", np.minimum(plate(), 200))
    assert "bone = 500 for 'dark.mha', whose values go from -1000 to 200" in refused(use)


def test_an_image_of_a_thousand_million_voxels_is_refused_from_its_header(tmp_path: Path) -> None:
    path = tmp_path / "huge.mha"
    path.write_bytes(
        b"ObjectType = Image\nNDims = 3\nBinaryData = True\nDimSize = 1000 1000 1000\n"
        b"ElementSpacing = 0.02 0.02 0.02\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n"
    )
    message = refused(ImageUse(path, (10.0, 10.0, 10.0), bone=100.0, where="e.toml:8"))
    assert "1000 x 1000 x 1000 = 1e+09 voxels" in message
    assert "coarsen it 2 times along each axis" in message


def test_a_defect_outside_the_bone_says_where_bone_is(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    x, y, z = use.centre
    message = refused(changed(use, centre=(x, y, z + 9.0)), thickness=2.0)
    assert "where there is no bone; expected a centre in the bone" in message
    nearest = message.split("nearest bone is at [")[1].split("]")[0]
    assert float(nearest.split(", ")[2]) == pytest.approx(z + 2.0, abs=0.7)
    assert "no bone" in refused(changed(use, centre=(500.0, 0.0, 0.0)))


def test_a_grid_too_coarse_for_its_defect(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    assert "voxels of 2 mm for a defect 'calvarial_disc'" in refused(use, 2.0)


def test_files_that_are_no_images(tmp_path: Path) -> None:
    use = write(tmp_path / "plate.mha", plate())
    assert "which is not there" in refused(changed(use, file=tmp_path / "none.mha"))
    (tmp_path / "text.mha").write_text("hello")
    assert "'text.mha', which cannot be read" in refused(changed(use, file=tmp_path / "text.mha"))
    (tmp_path / "empty").mkdir()
    assert "without DICOM or TIFF files" in refused(changed(use, file=tmp_path / "empty"))
    sitk.WriteImage(sitk.GetImageFromArray(plate()[0]), str(tmp_path / "flat.mha"))
    assert "a three-dimensional image" in refused(changed(use, file=tmp_path / "flat.mha"))
    colours = sitk.GetImageFromArray(np.zeros((5, 5, 5, 3), dtype=np.uint8), isVector=True)
    sitk.WriteImage(colours, str(tmp_path / "rgb.mha"))
    assert "whose voxels have 3 numbers" in refused(changed(use, file=tmp_path / "rgb.mha"))
    cropped = (tmp_path / "plate.mha").read_bytes()[:2000]
    (tmp_path / "cropped.mha").write_bytes(cropped)
    assert "'cropped.mha', which cannot be read" in refused(changed(use, file=tmp_path / "cropped.mha"))


def test_without_simpleitk_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use = write(tmp_path / "plate.mha", plate())
    monkeypatch.setitem(sys.modules, "SimpleITK", None)
    assert "pip install 'osteon[image]'" in refused(use)


@pytest.mark.parametrize("name", ["head-ct-cranial-defect", "trabecular-drill-hole"])
def test_the_real_images_of_the_examples(name: str) -> None:
    path = Path(__file__).resolve().parents[2] / "examples" / f"{name}.toml"
    experiment = load_experiment(path, library())
    assert experiment.space is not None
    made = build_domain(experiment.arms[0], library(), experiment.space)
    assert 20_000 < made.voxels < 60_000
    assert total(made, "contact_bone") > 0.1
    hole = experiment.arms[0].settings[-1].dials["diameter"]
    spread = made.volumes.sum() / (np.pi * hole**2 / 4.0)
    assert spread == pytest.approx(11.5 if "head" in name else 1.6, rel=0.1)
