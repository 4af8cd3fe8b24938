"""Who, where and what was done: an experiment file as arms, and what each makes of the quantities."""

from osteon.scenario._apply import arm_quantities, in_force, turns
from osteon.scenario._experiment import Arm, Change, Dose, Experiment, Setting, StudyUse, Subject
from osteon.scenario._load import load_experiment

__all__ = [
    "Arm",
    "Change",
    "Dose",
    "Experiment",
    "Setting",
    "StudyUse",
    "Subject",
    "arm_quantities",
    "in_force",
    "load_experiment",
    "turns",
]
