"""`osteon resume` and `osteon branch` as contracts; the driver is made up, folders and messages are real."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from osteon.cohort import Checkpoint, SpaceResult
from osteon.report import read_note
from osteon.scenario import Experiment
from tests.cli.conftest import Run
from tests.report import small, space

Kill = Callable[[int, int], None]


class Doubling:
    """A fork whose branch has twice of everything."""

    def __init__(self, states: tuple[str, ...]) -> None:
        self.states = states

    def point(self, lane: int, point: Checkpoint) -> Checkpoint:
        """Twice as much."""
        return Checkpoint(point.day, {**point.arrays, "y": 2.0 * point.arrays["y"]})


@pytest.fixture
def kill(mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kill:
    """Make runs in space stop at a lane and day, as by Ctrl-C; (-1, 0): never."""
    monkeypatch.setattr(small, "ANIMALS", 1)
    made = small.result(mice)
    plan = space.plan(tmp_path / "fields.toml", animals=1)
    at = [(-1, 0)]

    def run(experiment: Experiment, library: object, keeper: object = None, **_: object) -> object:
        if experiment.space is None:
            return replace(made, experiment=experiment)
        space.drive(plan, keeper, at[0])  # type: ignore[arg-type]
        return replace(made, experiment=experiment, space=SpaceResult(plan, keeper))  # type: ignore[arg-type]

    def loaded(path: Path, library: object) -> Experiment:
        return replace(made.experiment, path=path)

    monkeypatch.setattr("osteon.scenario.load_experiment", loaded)
    monkeypatch.setattr("osteon.report._run_note.load_experiment", loaded)
    monkeypatch.setattr("osteon.report._write.space_page", lambda *_: None)
    monkeypatch.setattr("osteon.cohort.run_experiment", run)
    states = tuple(state.id for state in plan.model.states)
    monkeypatch.setattr("osteon.cohort.fork", lambda before, after, library: Doubling(states))

    def set_kill(lane: int, day: int) -> None:
        at[0] = (lane, day)

    return set_kill


def begin(osteon: Run, mice: Path, out: Path) -> object:
    return osteon("run", mice, "--domain", "plane", "--voxel", "0.2 mm", "--out", out)


def test_ctrl_c_leaves_what_can_go_on_and_says_how(
    osteon: Run, mice: Path, tmp_path: Path, kill: Kill
) -> None:
    out = tmp_path / "out"
    kill(0, 22)
    done = osteon("run", mice, "--domain", "plane", "--out", out)
    assert done.exit_code == 130
    assert f"osteon resume {out}` goes on from days 0 to 21" in done.stderr
    kill(1, 24)
    done = osteon("resume", out)
    assert done.exit_code == 130
    assert "goes on from days 24 to 28" in done.stderr
    kill(-1, 0)
    done = osteon("resume", out)
    assert done.exit_code == 0, done.output
    assert f"Report: {out / 'report.html'}" in done.stdout
    assert not list(tmp_path.glob(".*"))


def test_a_resumed_run_is_the_whole_run(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    begin(osteon, mice, tmp_path / "whole")
    kill(1, 9)
    begin(osteon, mice, tmp_path / "cut")
    kill(-1, 0)
    said = json.loads(osteon("resume", tmp_path / "cut", "--json").stdout)
    assert said["provenance"]["experiment"] == "mice.toml"
    whole, cut = space.files(tmp_path / "whole"), space.files(tmp_path / "cut")
    assert whole.keys() == cut.keys()
    differ = {name for name in whole if whole[name] != cut[name]}
    assert differ <= {"result.json", "report.html"}  # they name the date
    assert any(name.startswith("vtk/") for name in cut)


def test_a_run_without_a_checkpoint_leaves_nothing(
    osteon: Run, mice: Path, tmp_path: Path, kill: Kill
) -> None:
    kill(0, 2)
    done = begin(osteon, mice, tmp_path / "place" / "out")
    assert done.exit_code == 130  # type: ignore[attr-defined]
    assert "nothing half-written" in done.stderr  # type: ignore[attr-defined]
    assert list((tmp_path / "place").iterdir()) == []


def test_a_run_that_has_not_ended_is_not_written_over(
    osteon: Run, mice: Path, tmp_path: Path, kill: Kill
) -> None:
    kill(0, 9)
    begin(osteon, mice, tmp_path / "out")
    before = space.files(tmp_path / "out")
    done = osteon("run", mice, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "a run that has not ended" in done.stderr
    assert f"osteon resume {tmp_path / 'out'}" in done.stderr
    assert space.files(tmp_path / "out") == before


def test_what_is_whole_has_nothing_to_resume(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    for domain in ("point", "plane"):
        out = tmp_path / domain
        osteon("run", mice, "--domain", domain, "--out", out)
        before = space.files(out)
        done = osteon("resume", out)
        assert done.exit_code == 0
        assert "nothing to resume" in done.stdout
        assert json.loads(osteon("resume", out, "--json").stdout)["title"] == "Young mice"
        assert space.files(out) == before


def test_no_folder_of_a_run_is_said(osteon: Run, tmp_path: Path) -> None:
    for command in (("resume", tmp_path), ("branch", tmp_path, "--day", 1, "--out", tmp_path / "b")):
        done = osteon(*command)
        assert done.exit_code == 2
        assert "run.json" in done.stderr
    assert "no such folder" in osteon("resume", tmp_path / "none").stderr
    (tmp_path / "run.json").write_text('{"format": 1, "name": "a"}', encoding="utf-8")
    assert "cannot be read" in osteon("resume", tmp_path).stderr


def test_another_version_or_catalogue_is_refused(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    out = tmp_path / "out"
    kill(0, 9)
    begin(osteon, mice, out)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    record["made_with"] |= {"osteon": "0.0.1", "catalogue": "sha256:1"}
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    done = osteon("resume", out)
    assert done.exit_code == 2
    assert "expected 0.0.1, with which the run began" in done.stderr
    assert "catalogue" in done.stderr
    kill(-1, 0)
    arguments = ("branch", out, "--day", 9, "--set", "idle=2", "--out", tmp_path / "branch")
    assert "--anyway" in osteon(*arguments).stderr


def test_a_branch_goes_on_otherwise_from_its_day(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    origin, out = tmp_path / "origin", tmp_path / "out"
    begin(osteon, mice, origin)
    before = space.files(origin)
    change = ("--set", "idle=2", "--dose", "TNF=5 ng/mL", "--arm", "dosed")
    done = osteon("branch", origin, "--day", "20 day", *change, "--out", out)
    assert done.exit_code == 0, done.output
    assert space.files(origin) == before
    note = read_note(out)
    assert note.branch["day"] == 20.0
    assert note.branch["says"] == "origin, day 20: set idle=2; dose TNF=5 ng/mL in dosed"
    assert note.text.endswith(
        '[[arm."dosed".change]]\ntarget = "idle"\nop = "set"\nvalue = 2.0\nfrom = 20.0\n\n'
        '[[arm."dosed".dose]]\nentity = "TNF"\namount = "5 ng/mL"\nday = 20.0\n'
    )
    record = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert record["provenance"]["branch"] == note.branch["says"]
    old, new = (
        xr.open_zarr(folder / "solution.zarr", group="space/young/0", consolidated=False)["oxygen"].values
        for folder in (origin, out)
    )
    np.testing.assert_array_equal(new[:3], old[:3])  # days 0, 7 and 20
    assert not np.array_equal(new[3], old[3], equal_nan=True)


def test_a_branch_starts_where_a_checkpoint_is(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    begin(osteon, mice, tmp_path / "origin")
    done = osteon("branch", tmp_path / "origin", "--day", 14, "--set", "idle=2", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "checkpoints are on days 7, 20, 27, 28" in done.stderr
    assert not (tmp_path / "out").exists()
    path = tmp_path / "origin" / "checkpoints" / "1" / "day-00007.0.npz"
    path.write_bytes(path.read_bytes()[:-1])
    done = osteon("branch", tmp_path / "origin", "--day", 7, "--set", "idle=2", "--out", tmp_path / "out")
    assert "checkpoints are on days 20, 27, 28" in done.stderr


def test_at_a_point_a_branch_does_all_again(osteon: Run, mice: Path, tmp_path: Path, kill: Kill) -> None:
    osteon("run", mice, "--out", tmp_path / "origin")
    done = osteon("branch", tmp_path / "origin", "--day", 3.5, "--set", "idle=2", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "from = 3.5" in (tmp_path / "out" / "experiment.toml").read_text(encoding="utf-8")
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "out" / "outcomes.csv"), pd.read_csv(tmp_path / "origin" / "outcomes.csv")
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to change"),
        (("--set", "idle"), "PATH=VALUE"),
        (("--dose", "=3"), "ENTITY=AMOUNT"),
        (("--set", "idle=2", "--arm", "yuong"), "did you mean 'young'"),
        (("--set", "idle=2", "--day", "3 mm"), "--day"),
        (("--set", "idle=2", "--out", "INSIDE"), "outside the run"),
    ],
)
def test_an_unclear_branch_is_refused(
    osteon: Run, mice: Path, tmp_path: Path, kill: Kill, arguments: tuple[str, ...], said: str
) -> None:
    osteon("run", mice, "--out", tmp_path / "origin")
    given = [str(tmp_path / "origin" / "in") if each == "INSIDE" else each for each in arguments]
    done = osteon("branch", tmp_path / "origin", "--day", 7, "--out", tmp_path / "out", *given)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_faults_of_what_is_set_are_those_of_the_option() -> None:
    from osteon.cli._amend import amended, amendments, as_options
    from osteon.errors import ExperimentError, Fault

    changes = amendments(3.0, ["a.k=1", "b.k=2 mm"], [])
    text, options = amended("title = 'x'\n\n\n", ["m", 'a "b"'], changes)
    lines = text.split("\n")
    assert '[[arm."m".change]]' in lines
    line = 1 + max(number for number, each in enumerate(lines) if each == 'value = "2 mm"')
    faults = [Fault(f"x.toml:{line}", "2 mm", "1/day"), Fault("x.toml:1", "title", "another")]
    said = as_options(ExperimentError([*faults, faults[0]]), options).faults
    assert [fault.where for fault in said] == ["--set b.k=2 mm", "x.toml:1"]
    assert '[[arm."a \\"b\\"".change]]' in lines
