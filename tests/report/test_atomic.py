"""An output folder appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from osteon.errors import OutputError
from osteon.report._atomic import check_output, replacing


def old_result(folder: Path) -> Path:
    folder.mkdir()
    (folder / "result.json").write_text("old", encoding="utf-8")
    (folder / "stale.txt").write_text("old", encoding="utf-8")
    return folder


def half_write(out: Path, error: BaseException | None) -> None:
    with replacing(out) as part:
        (part / "half.csv").write_text("1", encoding="utf-8")
        if error is not None:
            raise error


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_new_folder_appears_when_the_block_ends(tmp_path: Path) -> None:
    with replacing(tmp_path / "deep" / "out") as part:
        (part / "result.json").write_text("new", encoding="utf-8")
        assert not (tmp_path / "deep" / "out").exists()
    assert names(tmp_path / "deep") == {"out"}
    assert names(tmp_path / "deep" / "out") == {"result.json"}


def test_an_earlier_result_is_replaced_whole(tmp_path: Path) -> None:
    out = old_result(tmp_path / "out")
    with replacing(out) as part:
        (part / "result.json").write_text("new", encoding="utf-8")
    assert names(out) == {"result.json"}
    assert names(tmp_path) == {"out"}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("bug")])
def test_what_was_there_stays_when_the_block_fails(tmp_path: Path, error: BaseException) -> None:
    out = old_result(tmp_path / "out")
    with pytest.raises(type(error)):
        half_write(out, error)
    assert names(out) == {"result.json", "stale.txt"}
    assert names(tmp_path) == {"out"}


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"(?i)no space left.*free some space"):
        half_write(tmp_path / "out", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert names(tmp_path) == set()


def test_a_failing_rename_brings_the_old_result_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = old_result(tmp_path / "out")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="Permission denied"):
        half_write(out, None)
    assert (out / "result.json").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == {"out"}


def test_foreign_folders_files_and_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").touch()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name in ("mine", "file", "link"):
        with pytest.raises(OutputError, match="--out"):
            check_output(tmp_path / name)
    assert names(tmp_path / "mine") == {"thesis.doc"}


def test_new_empty_and_earlier_folders_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new" / "deep", tmp_path / "empty", old_result(tmp_path / "out")):
        check_output(folder)
    assert names(tmp_path) == {"empty", "new", "out"}


def test_a_place_that_cannot_be_written_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(OutputError, match=r"Permission denied.*--out"):
        check_output(tmp_path / "out")
    with pytest.raises(OutputError):
        check_output(Path(os.devnull) / "out")
