"""Arms with given cells, for the tests of what they do."""

import numpy as np
from numpy.typing import NDArray

from tests.healing.arms import Arms, run

FRACTURE = ""
"""The closed fracture of a mouse."""

UNDER_SKIN = 'defect = { preset = "subcutaneous_implant" }\n'

DISH = {"debris.initial": 0.0, "monocyte.initial": 0.0, "BMP2_from_clot.k": 0.0, "TGFb.initial": 0.0}
"""What makes of the implant a culture of the given cells alone: no injury, so no leukocytes come."""

CELLS = (
    "bm_msc",
    "ad_msc",
    "uc_msc",
    "wj_msc",
    "am_msc",
    "placental_msc",
    "cp_msc",
    "dental_pulp_msc",
    "gingival_msc",
    "periosteum_msc",
    "cord_blood_msc",
    "muscle_msc",
    "fetal_msc",
    "embryonic_msc",
    "ipsc_msc",
    "cd271_msc",
    "cxcr4_msc",
    "engineered_msc",
    "bmp2_msc",
    "bmp9_msc",
    "il4_msc",
    "opg_msc",
    "vegf_msc",
    "other_msc",
)
"""Every stromal cell that can be given."""


def arm(name: str, use: str = "", route: str = "local", more: str = "", where: str = FRACTURE) -> str:
    """An arm that gives a million cells on day 0. more: dials of the product, in TOML; use: "" for none."""
    head = f"\n[arm.{name}]\n{where}\n"
    if not use:
        return head
    day = "" if "day =" in more else "day = 0\n"
    return f'{head}[[arm.{name}.product]]\nuse = "{use}"\nroute = "{route}"\n{day}{more}\n'


def dose(name: str, entity: str, amount: str, day: float) -> str:
    """To follow an arm: an amount of an entity on a day."""
    return f'[[arm.{name}.dose]]\nentity = "{entity}"\namount = "{amount}"\nday = {day}\n'


def held(name: str, path: str, value: float) -> str:
    """To follow an arm: a quantity is set for good."""
    return f'[[arm.{name}.change]]\ntarget = "{path}"\nop = "set"\nvalue = {value}\n'


def dish(name: str, use: str) -> str:
    """An arm of given cells alone, living ones only."""
    where = UNDER_SKIN
    text = arm(name, use, "local", 'viability = 1\ncells = "7.5e5 cell"', where)
    return text + "".join(held(name, path, value) for path, value in DISH.items())


def ran(arms: str, days: float = 84, every: float = 1.0) -> Arms:
    """The arms, in a young adult mouse unless they say otherwise."""
    return run(arms, days, every)


def herd(arms: str, days: float, animals: int) -> dict[str, NDArray[np.float64]]:
    """Bone of every animal of each arm on the last day, per cent."""
    result = run(arms, days, days, animals).result
    last = result.measurements.curves["callus_bone"][-1].reshape(-1, animals)
    return {each.name: last[lane] for lane, each in enumerate(result.experiment.arms)}
