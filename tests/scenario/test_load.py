"""An experiment file comes out as values."""

from __future__ import annotations

from math import inf
from pathlib import Path

import numpy as np
import pytest

from osteon.scenario import Change, Dose, Experiment, Setting, Subject, load_experiment
from tests.scenario.tiny import EXPERIMENT, library, write


def load(folder: Path, text: str) -> Experiment:
    return load_experiment(write(folder, text), library())


def test_defaults_hold_for_every_arm_and_its_own_keys_stand_over_them(tmp_path: Path) -> None:
    young, old = load(tmp_path, EXPERIMENT).arms
    assert young.subject == Subject("mouse", 91.0, "female")
    assert old.subject == Subject("mouse", pytest.approx(547.875), "female")  # type: ignore[arg-type]


def test_settings_are_subject_rules_defect_conditions_in_that_order(tmp_path: Path) -> None:
    text = EXPERIMENT + 'defect.gap = "1.2 cm"\nconditions.infection.load = "1e3 CFU/mm^3"\n'
    assert load(tmp_path, text).arms[1].settings == (
        Setting("subject", "mouse", {}),
        Setting("rule", "ageing", {}),
        Setting("defect", "closed_fracture", {"gap": 12.0}),
        Setting("condition", "infection", {"load": 1000.0}),
    )


def test_a_rule_of_another_species_is_left_out(tmp_path: Path) -> None:
    arm = load(tmp_path, EXPERIMENT + 'subject.species = "rat"\n').arms[1]
    assert [setting.kind for setting in arm.settings] == ["subject", "defect"]


def test_an_arm_with_another_preset_does_not_inherit_the_dials_of_the_default(tmp_path: Path) -> None:
    text = EXPERIMENT.replace('preset = "closed_fracture"', 'preset = "closed_fracture"\ngap = 3')
    young, old = load(tmp_path, text + 'defect.preset = "drill_hole"\n').arms
    assert young.settings[-1] == Setting("defect", "closed_fracture", {"gap": 3.0})
    assert old.settings[-1] == Setting("defect", "drill_hole", {"depth": 2.0})


def test_doses_are_coherent_and_repeat_until_before_the_end(tmp_path: Path) -> None:
    dose = '[[arm.old.dose]]\nentity = "TNF"\namount = 2.0\nunit = "ng/mL"\nday = 1\nevery = 10\n'
    again = '[[arm.old.dose]]\nentity = "TNF"\namount = "1 ug/mL"\nevery = "1 week"\nuntil = 14\n'
    assert load(tmp_path, EXPERIMENT + dose + again).arms[1].doses == (
        Dose("TNF", (pytest.approx(2.0),) * 3, (1.0, 11.0, 21.0)),
        Dose("TNF", (pytest.approx(1000.0),) * 3, (0.0, 7.0, 14.0)),
    )


def test_changes_are_coherent_and_open_ended_by_default(tmp_path: Path) -> None:
    scaled = '[[arm.old.change]]\ntarget = "leave.k"\nop = "scale"\nvalue = 0.1\nfrom = 3\nuntil = "1 week"\n'
    fixed = '[[arm.old.change]]\ntarget = "leave.k"\nop = "set"\nvalue = 1\nunit = "1/hour"\n'
    assert load(tmp_path, EXPERIMENT + scaled + fixed).arms[1].changes == (
        Change("leave.k", "scale", 0.1, 3.0, 7.0),
        Change("leave.k", "set", pytest.approx(24.0), 0.0, inf),  # type: ignore[arg-type]
    )


def test_studies_map_arms_to_arms(tmp_path: Path) -> None:
    (use,) = load(tmp_path, EXPERIMENT + '[measured.mice]\nyoung = "adult"\nold = "aged"\n').studies
    assert (use.study, use.arms) == ("mice", {"young": "adult", "old": "aged"})


@pytest.mark.parametrize(
    ("days", "every", "expected"),
    [
        ("4", "1", [0, 1, 2, 3, 4]),
        ("4", "1.5", [0, 1.5, 3, 4]),
        ('"1 day"', '"6 hour"', [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_samples_start_at_zero_and_end_on_the_last_day(
    tmp_path: Path, days: str, every: str, expected: list[float]
) -> None:
    text = EXPERIMENT.replace("days = 28", f"days = {days}\nevery = {every}")
    assert load(tmp_path, text).times == pytest.approx(expected)


def test_a_step_that_divides_the_days_up_to_rounding_gives_no_sliver(tmp_path: Path) -> None:
    times = load(tmp_path, EXPERIMENT.replace("days = 28", "days = 2.1\nevery = 0.7")).times
    assert len(times) == 4
    assert np.diff(times).min() > 0.69
