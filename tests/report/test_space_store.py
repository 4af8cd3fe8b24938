"""A run in space goes on from its folder as if it had never stopped, and says what it cannot go on from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from osteon.cohort import Checkpoint, MemoryKeeper
from osteon.errors import OutputError
from osteon.report import FolderKeeper
from osteon.report import _space_store as store
from osteon.report._atomic import completing, earlier
from osteon.report._checkpoints import checkpoint_days, checkpoint_path, day_text
from tests.report.space import NOTE, domain, drive, files, plan, start


@pytest.mark.parametrize("killed", [(0, 2), (0, 20), (1, 28)])
def test_a_run_that_goes_on_gives_the_same_bytes(tmp_path: Path, killed: tuple[int, int]) -> None:
    whole = plan(tmp_path / "mice.toml", animals=1)
    drive(whole, FolderKeeper(tmp_path / "whole", NOTE))
    with pytest.raises(KeyboardInterrupt):
        drive(whole, FolderKeeper(tmp_path / "cut", NOTE), killed)
    drive(whole, FolderKeeper(tmp_path / "cut", NOTE))
    assert files(tmp_path / "cut") == files(tmp_path / "whole")


def test_it_opens_with_xarray(tmp_path: Path) -> None:
    made = plan(tmp_path / "mice.toml")
    drive(made, FolderKeeper(tmp_path / "out", NOTE))
    data = xr.open_zarr(tmp_path / "out" / "solution.zarr", group="space/dosed/1", consolidated=False)
    assert data["oxygen"].dims == ("day", "x", "y", "z")
    assert data["oxygen"].attrs["units"] == "mmHg"
    assert data["oxygen"].dtype == np.float32
    assert list(data["day"].values) == list(made.days)
    assert data["z"].values == pytest.approx([0.0, 0.3])
    assert data["tissue"].attrs["flag_meanings"].split()[6] == "defect"
    assert data.attrs["spacing"] == [0.1, 0.2, 0.3]
    assert data["oxygen"].isnull().sum() == len(made.days)  # the voxel of bone


def test_frames_read_back_as_they_were_written(tmp_path: Path) -> None:
    made = plan(tmp_path / "mice.toml")
    kept, memory = FolderKeeper(tmp_path / "out", NOTE), MemoryKeeper()
    drive(made, kept)
    drive(made, memory)
    for lane in range(4):
        for index in range(4):
            np.testing.assert_allclose(kept.fields(lane, index), memory.fields(lane, index), rtol=2e-7)
    assert kept.fields(0, 0)[3, 5] == np.float32(start(made, 0)[3, 5])


def test_a_frame_that_was_not_reached_is_nan(tmp_path: Path) -> None:
    made = plan(tmp_path / "mice.toml")
    for keeper in (FolderKeeper(tmp_path / "out", NOTE), MemoryKeeper()):
        keeper.begin(made)
        assert np.isnan(keeper.fields(0, 2)).all()
        assert keeper.latest(0) is None


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "text"])
def test_a_damaged_checkpoint_is_refused_and_the_one_before_used(tmp_path: Path, harm: str) -> None:
    made, said = plan(tmp_path / "mice.toml", animals=1), list[str]()
    drive(made, FolderKeeper(tmp_path / "whole", NOTE))
    with pytest.raises(KeyboardInterrupt):
        drive(made, FolderKeeper(tmp_path / "out", NOTE), (0, 10))
    path = checkpoint_path(tmp_path / "out", 0, 9.0)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    new = {"flip": bytes(content), "cut": content[:-100], "empty": b"", "text": b"day 9"}
    path.write_bytes(new[harm])
    keeper = FolderKeeper(tmp_path / "out", NOTE, said.append)
    keeper.begin(made)
    found = keeper.latest(0)
    assert found is not None
    assert found.day == 7.0
    assert any("day-00009.0.npz" in text and "the one before it is used" in text for text in said)
    drive(made, keeper)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    keeper = FolderKeeper(tmp_path / "out", NOTE)
    keeper.begin(plan(tmp_path / "mice.toml"))
    values = {
        "y": np.arange(6.0).reshape(2, 3),
        "count": np.array(3),
        "none": np.empty(0),
        "ok": np.array([True]),
    }
    keeper.checkpoint(0, Checkpoint(1.0, values))
    path = checkpoint_path(tmp_path / "out", 0, 1.0)
    sound = path.read_bytes()
    for place in range(0, len(sound), 7):
        harmed = bytearray(sound)
        harmed[place] ^= 16
        path.write_bytes(harmed)
        assert keeper.latest(0) is None, place


def test_recent_checkpoints_and_those_of_frames_stay(tmp_path: Path) -> None:
    made = plan(tmp_path / "mice.toml")
    keeper = FolderKeeper(tmp_path / "out", NOTE)
    drive(made, keeper)
    assert checkpoint_days(tmp_path / "out", 2) == [7.0, 20.0, 27.0, 28.0]
    found = keeper.latest(2, before=26.9)
    assert found is not None
    assert found.day == 20.0


def test_names_of_days_sort_and_are_exact() -> None:
    assert [day_text(day) for day in (0.0, 7.0, 21.5, 1e-5)] == [
        "00000.0",
        "00007.0",
        "00021.5",
        "00000.00001",
    ]
    assert float(day_text(1.0 / 3.0)) == 1.0 / 3.0


def test_names_that_zarr_and_files_cannot_have_are_written_otherwise(tmp_path: Path) -> None:
    made = plan(tmp_path / "mice.toml", animals=1)
    names = ("../a", "..", "__b")
    arms = tuple(replace(made.experiment.arms[0], name=name) for name in names)
    made = replace(made, experiment=replace(made.experiment, arms=arms), domains=(domain(),) * 3)
    drive(made, FolderKeeper(tmp_path / "deep" / "out", NOTE))
    space = tmp_path / "deep" / "out" / "solution.zarr" / "space"
    assert {path.name for path in space.iterdir() if path.is_dir()} == {"%2E.%2Fa", "%2E.", "%5F_b"}
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"out"}


def test_a_full_disk_is_told_before_the_run_with_the_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = store.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda place: usage._replace(free=1000))
    with pytest.raises(OutputError, match=r"1e\+03 bytes free|1 kB free.*room for the run.*larger voxels"):
        FolderKeeper(tmp_path / "out", NOTE).begin(plan(tmp_path / "mice.toml"))
    assert not (tmp_path / "out").exists()


def test_an_earlier_result_waits_until_the_new_one_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "result.json").write_text("old", encoding="utf-8")
    keeper = FolderKeeper(out, NOTE)
    keeper.begin(plan(tmp_path / "mice.toml"))
    assert (earlier(out) / "result.json").read_text(encoding="utf-8") == "old"
    keeper.abandon()
    assert files(out) == {"result.json": b"old"}
    drive(plan(tmp_path / "mice.toml"), FolderKeeper(out, NOTE))
    keeper.abandon()
    assert (out / "run.json").is_file()
    with completing(out) as part:
        (part / "solution.zarr").mkdir()
        (part / "solution.zarr" / "zarr.json").write_text("new", encoding="utf-8")
        (part / "result.json").write_text("new", encoding="utf-8")
    assert not earlier(out).exists()
    assert (out / "solution.zarr" / "space" / "young").is_dir()
    assert (out / "solution.zarr" / "zarr.json").read_text(encoding="utf-8") == "new"


def test_what_was_written_stays_when_a_resumed_run_cannot_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, out = plan(tmp_path / "mice.toml", animals=1), tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        drive(made, FolderKeeper(out, NOTE), (0, 8))
    before = files(out)
    keeper = FolderKeeper(out, NOTE)
    keeper.abandon()
    usage = store.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda place: usage._replace(free=0))
    with pytest.raises(OutputError, match="room for the run"):
        keeper.begin(replace(made, days=tuple(float(day) for day in range(29))))
    keeper.abandon()
    assert files(out) == before


def test_a_folder_that_cannot_be_begun_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "lane_arrays", full)
    with pytest.raises(OutputError, match="free some space"):
        FolderKeeper(tmp_path / "out", NOTE).begin(plan(tmp_path / "mice.toml"))
    assert not (tmp_path / "out").exists()


def half_write(out: Path) -> None:
    with completing(out) as part:
        (part / "half.csv").touch()
        raise ValueError("bug")


def test_a_report_that_fails_leaves_a_run_that_can_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    drive(plan(tmp_path / "mice.toml"), FolderKeeper(out, NOTE))
    before = files(out)
    with pytest.raises(ValueError, match="bug"):
        half_write(out)
    assert files(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out", "mice.toml"}
