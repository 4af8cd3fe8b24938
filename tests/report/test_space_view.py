"""Stored fields, read to be looked at; the scene itself where PyVista is installed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import numpy as np
import pytest
from PIL import Image

from osteon.domain import Tissue
from osteon.errors import OutputError
from osteon.report import FolderKeeper, Look, view_result
from osteon.report import _space_scene as scene
from osteon.report._space_stored import stored_lane
from tests.report.space import NOTE
from tests.report.spaces_healing import DAYS, disc, result

ARM = "half/dose: 50 %"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("view")
    made = result(place / "mice.toml", lambda: disc(thick=3), ("young", ARM))
    assert made.space is not None
    keeper = FolderKeeper(place / "out", NOTE)
    keeper.begin(made.space.plan)
    for (lane, index), y in made.space.keeper.frames.items():  # type: ignore[attr-defined]
        keeper.frame(lane, index, y.astype(float))
    return place / "out"


def test_a_lane_is_read_as_it_was_kept(folder: Path) -> None:
    lane = stored_lane(folder, "young")
    assert (lane.arm, lane.animal, lane.days, lane.spacing) == ("young", 0, DAYS, (0.25, 0.25, 0.25))
    assert lane.units["vessel"] == "mm/mm^3"
    assert lane.bone == 0.3, "the small model has no voxel_bone: that of union"
    bone = lane.field(("woven_bone",), lane.frame(28.0))
    assert np.nanmax(bone) == pytest.approx(0.8)
    assert np.isnan(bone[lane.tissue == Tissue.BONE]).all()


def test_an_arm_is_called_by_the_name_its_author_gave(folder: Path) -> None:
    assert stored_lane(folder, ARM).arm == ARM


def test_the_frame_nearest_to_a_day(folder: Path) -> None:
    lane = stored_lane(folder, "young")
    assert [lane.frame(day) for day in (None, 0.0, 8.0, 1000.0)] == [3, 0, 1, 3]


@pytest.mark.parametrize(
    ("arm", "animal", "says"),
    [("yuong", 0, "did you mean 'young'"), ("young", 9, "an animal of arm 'young', 0 to 3")],
)
def test_what_is_not_there_is_told(folder: Path, arm: str, animal: int, says: str) -> None:
    with pytest.raises(OutputError, match=says):
        stored_lane(folder, arm, animal)


def test_a_folder_without_fields_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match="given a folder without fields; expected the folder of a run in space"
    ):
        stored_lane(tmp_path)


def test_a_field_that_was_not_kept_is_told(folder: Path) -> None:
    with pytest.raises(OutputError, match="did you mean 'oxygen'"):
        view_result(folder, "young", 0, Look(field="oxigen"))


def test_without_pyvista_the_message_names_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(scene, "import_module", missing)
    with pytest.raises(OutputError, match=r"pip install 'osteon\[view\]'"):
        view_result(folder, "young", 0, Look())


def test_bone_is_what_the_model_calls_so_unless_another_share_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels: list[float] = []
    nothing = SimpleNamespace(n_points=0)
    monkeypatch.setattr(
        scene, "_surface", lambda pyvista, lane, values, level: levels.append(level) or nothing
    )
    for look in (Look(), Look(0.5)):
        scene._draw(None, MagicMock(), stored_lane(folder, "young"), ("woven_bone",), look, 0)
    assert levels == [0.3, 0.5]


def test_a_picture_is_written_without_a_window(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyvista")
    shown = view_result(folder, ARM, 0, Look(day=10.0, field="oxygen"), tmp_path / "look.png")
    assert shown["day"] == 10.0
    assert (tmp_path / "look.png").read_bytes()[:4] == b"\x89PNG"
    with Image.open(tmp_path / "look.png") as picture:
        pixels = np.asarray(picture.convert("RGB").resize((60, 60))).reshape(-1, 3)
    assert len(np.unique(pixels, axis=0)) > 20, "something is drawn"
