"""The folder of a branch: what a run in space had reached on a day, to go on from otherwise."""

from __future__ import annotations

from pathlib import Path

from osteon.cohort import Fork
from osteon.errors import Fault, OutputError
from osteon.report._atomic import check_output, explained, replacing, step_aside
from osteon.report._checkpoints import checkpoint_path, read_checkpoint, sound_days, write_checkpoint
from osteon.report._run_note import RunNote, write_note
from osteon.report._space_arrays import copy_fields, frame_days, group_name
from osteon.scenario import Experiment


def branch_folder(
    source: Path, target: Path, note: RunNote, experiment: Experiment, forked: Fork, day: float
) -> None:
    """Make `target` a run that has got to `day` as the one in `source` has, and goes on as `note` says.

    OutputError where a lane has no sound checkpoint on that very day, with the days that all lanes have.
    """
    arms = [arm.name for arm in experiment.arms]
    lanes = [(arm, animal) for arm in arms for animal in range(experiment.animals)]
    days = sound_days(source, range(len(lanes)))
    if day not in days:
        listing = f"checkpoints are on days {', '.join(f'{each:g}' for each in days)}"
        fix = listing if days else "no day has one of every animal; branch from a later one of this run"
        raise OutputError(Fault("--day", f"{day:g}", "a day with a checkpoint of every animal", fix))
    check_output(target)
    groups = [group_name(*lane) for lane in lanes]
    with explained(target):
        frames = sum(frame <= day for frame in frame_days(source, groups[0]))
        step_aside(target)
    with replacing(target) as folder:
        write_note(folder, note)
        copy_fields(source, folder, groups, frames)
        for lane in range(len(lanes)):
            point, _ = read_checkpoint(checkpoint_path(source, lane, day))
            write_checkpoint(folder, lane, forked.point(lane, point), forked.states)
