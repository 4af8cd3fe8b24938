"""`osteon identify` from the outside: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

MARROW = """marker,value
CD73,99
CD90,98
CD105,97
CD45,0.3
CD34,0.5
CD14,1
CD19,0.5
HLA-DR,1
adherent,yes
osteogenic,yes
adipogenic,yes
chondrogenic,yes
"""


def panel(folder: Path, text: str = MARROW) -> Path:
    path = folder / "donor.csv"
    path.write_text(text)
    return path


def test_a_sound_panel(osteon: Run, tmp_path: Path) -> None:
    done = osteon("identify", panel(tmp_path))
    assert done.exit_code == 0
    assert done.stdout.startswith("donor: stromal cells\n")
    assert "CD73 99 %, at least 95 %" in done.stdout


def test_a_failed_criterion_is_exit_code_1(osteon: Run, tmp_path: Path) -> None:
    done = osteon("identify", panel(tmp_path, MARROW.replace("CD45,0.3", "CD45,30")))
    assert done.exit_code == 1
    assert done.stdout.startswith("donor: not stromal cells\n")


def test_flags_come_with_their_conflict(osteon: Run, tmp_path: Path) -> None:
    file = panel(tmp_path, MARROW.replace("CD34,0.5", "CD34,40"))
    done = osteon("identify", file, "--source", "AD-MSC")
    assert done.exit_code == 0
    assert "flagged" in done.stdout
    assert "[K05]" in done.stdout


def test_json_has_findings_and_posterior(osteon: Run, tmp_path: Path) -> None:
    (found,) = json.loads(osteon("identify", panel(tmp_path), "--json").stdout)
    assert found["identity"]["verdict"] == "stromal cells"
    assert abs(sum(found["origin"]["posterior"].values()) - 1) < 1e-9


def test_wrong_use(osteon: Run, tmp_path: Path) -> None:
    file = panel(tmp_path)
    missing = osteon("identify", tmp_path / "doner.csv")
    assert missing.exit_code == 2
    assert "did you mean 'donor.csv'?" in missing.stderr
    for arguments in (("--control", file), ("--threshold", "CD73=5")):
        done = osteon("identify", file, *arguments)
        assert done.exit_code == 2
        assert "it for an FCS file" in done.stderr
    assert osteon("identify", file, "--threshold", "CD73").exit_code == 2
    bad = osteon("identify", panel(tmp_path, MARROW + "CD146,120\n"))
    assert bad.exit_code == 1
    assert "a percentage of cells, 0 to 100" in bad.stderr
