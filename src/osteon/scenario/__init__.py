"""Who, where and what was done: an experiment file as arms, and what each makes of the quantities."""

from osteon.scenario._apply import arm_quantities, drawn_quantities, in_force, setting_values, turns
from osteon.scenario._experiment import (
    Arm,
    Change,
    Dose,
    Experiment,
    Setting,
    StudyUse,
    Subject,
    with_domain,
)
from osteon.scenario._load import MOST_LANES, load_experiment
from osteon.scenario._setup import SetupArm, setup_arm
from osteon.scenario._space import DOMAINS, DomainKind, ImageUse, SpaceDesign, even_frames

__all__ = [
    "DOMAINS",
    "MOST_LANES",
    "Arm",
    "Change",
    "DomainKind",
    "Dose",
    "Experiment",
    "ImageUse",
    "Setting",
    "SetupArm",
    "SpaceDesign",
    "StudyUse",
    "Subject",
    "arm_quantities",
    "drawn_quantities",
    "even_frames",
    "in_force",
    "load_experiment",
    "setting_values",
    "setup_arm",
    "turns",
    "with_domain",
]
