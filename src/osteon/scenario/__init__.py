"""Who, where and what was done: an experiment file as arms, and what each makes of the quantities."""

from osteon.scenario._apply import arm_quantities, drawn_quantities, in_force, setting_values, turns
from osteon.scenario._deliveries import DEFECT_VOLUME, Delivered, delivered_names, deliveries, given_doses
from osteon.scenario._experiment import (
    Arm,
    Change,
    Dose,
    Experiment,
    ProductUse,
    Setting,
    StudyUse,
    Subject,
    with_domain,
)
from osteon.scenario._load import MOST_LANES, load_experiment
from osteon.scenario._setup import SetupArm, setup_arm
from osteon.scenario._space import DOMAINS, DomainKind, ImageUse, SpaceDesign, even_frames

__all__ = [
    "DEFECT_VOLUME",
    "DOMAINS",
    "MOST_LANES",
    "Arm",
    "Change",
    "Delivered",
    "DomainKind",
    "Dose",
    "Experiment",
    "ImageUse",
    "ProductUse",
    "Setting",
    "SetupArm",
    "SpaceDesign",
    "StudyUse",
    "Subject",
    "arm_quantities",
    "delivered_names",
    "deliveries",
    "drawn_quantities",
    "even_frames",
    "given_doses",
    "in_force",
    "load_experiment",
    "setting_values",
    "setup_arm",
    "turns",
    "with_domain",
]
