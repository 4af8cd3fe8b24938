"""Shows where an agent goes by route and carrier, what it does to a tumour, and both signs of stromal cells.

python validation/carriers.py            # the tables
python validation/carriers.py --write    # those tables into docs/drug-carriers.md

Nothing is fitted, and no study with numbers for its arms was found: what is measured are the constants of
paclitaxel and the share of cells that pass the lungs.
"""

import argparse
from collections.abc import Iterator
from typing import TypeAlias

from arms import curves, of_text
from pages import markdown, write

from osteon.cohort import Result
from osteon.knowledge import load_library

HEAD = """
title = "Carriers"
[design]
days = 21
every = 0.05
animals = 1
[subject]
species = "mouse"
age = "8 week"
sex = "male"
[defect]
preset = "unbroken_bone"
volume = "113 mm^3"
"""

HOLE = 'defect = { preset = "calvarial_disc", diameter = "8 mm", thickness = "0.7 mm" }\n'
RAT = 'subject = { species = "rat", age = "4 month", sex = "male" }\n' + HOLE
SHARES = (0.0, 0.0015, 0.005, 0.01, 0.05)
LOADS, AMOUNTS = (0.0, 0.01, 0.1, 1.0, 10.0), (0.1, 1, 10, 100)
SIGNS = {"held": -0.5, "neither": 0.0, "fed": 0.5}
LED = '{ use = "led", day = 8, every = 2, until = 12 }'

Row: TypeAlias = tuple[str, ...]


def cells(use: str, route: str, more: str = "", day: int = 7) -> str:
    """A million cells."""
    return f'{{ use = "{use}", route = "{route}", cells = "1e6 cell", day = {day}{more} }}'


def free(use: str, route: str, amount: float = 1) -> str:
    """An agent without cells."""
    return f'{{ use = "{use}", route = "{route}", amount = "{amount} ug", day = 7 }}'


def arms() -> dict[str, tuple[str, list[str]]]:
    """Name, to what the host has and what it gets."""
    tumour = "conditions.osteosarcoma = {}\n"
    found: dict[str, tuple[str, list[str]]] = {
        "none": (tumour, []),
        "free_vein": (tumour, [free("paclitaxel", "intravenous")]),
        "free_local": (tumour, [free("paclitaxel", "local")]),
        "cells_local": (tumour, [cells("paclitaxel_msc", "local")]),
        "cells_carrier": (tumour, [cells("paclitaxel_msc", "carrier")]),
        "nano_vein": (tumour, [free("nanomedicine", "intravenous")]),
        "nano_cells": (tumour, [cells("nanomedicine_msc", "intravenous")]),
        "hole_free": (RAT, [free("free_agent", "intravenous")]),
        "hole_cells": (RAT, [cells("loaded_msc", "intravenous")]),
        "light": (tumour, [LED]),
        "plain": (tumour, [cells("bm_msc", "local")]),
        "plain_light": (tumour, [cells("bm_msc", "local"), LED]),
        "dark": (tumour, [cells("alpcs4_msc", "local")]),
        "lit": (tumour, [cells("alpcs4_msc", "local"), LED]),
    }
    for share in SHARES:
        found[f"vein_{share}".replace(".", "_")] = (
            tumour,
            [cells("paclitaxel_msc", "intravenous", f", passing = {share}")],
        )
    for load in LOADS:
        given = cells("paclitaxel_msc", "local", f', load = "{load} pg/cell"')
        found[f"load_{load}".replace(".", "_")] = (tumour, [given])
    for amount in AMOUNTS:
        found[f"dose_{amount}".replace(".", "_")] = (tumour, [free("paclitaxel", "intravenous", amount)])
    for name, sign in SIGNS.items():
        host = f"conditions.osteosarcoma = {{ fed = {max(sign, 0.0)}, held = {max(-sign, 0.0)} }}\n"
        found[name] = (host, [])
        found[f"{name}_vein"] = (host, [cells("bm_msc", "intravenous", ", passing = 0.0015")])
        found[f"{name}_mixed"] = (host, [cells("bm_msc", "local", day=0)])
        found[f"{name}_opg"] = (host, [cells("opg_msc", "local", day=0)])
    return found


def ran() -> Result:
    """All arms."""
    library = load_library()
    text = HEAD
    for name, (host, uses) in arms().items():
        text += f"[arm.{name}]\n{host}product = [{', '.join(uses)}]\n"
    return of_text(text, library)


def last(result: Result, arm: str, outcome: str) -> float:
    """On the last day."""
    return float(curves(result, arm, outcome)[-1, 0])


def targets(result: Result) -> Iterator[Row]:
    """Where 1 ug goes."""
    yield ("1 ug of", "at the target, most", "its exposure", "of the rest", "ratio", "tumour, mm³")
    names = {
        "none": "nothing",
        "free_vein": "paclitaxel by vein",
        "free_local": "paclitaxel into the tumour",
        "cells_local": "paclitaxel in cells, into the tumour",
        "cells_carrier": "paclitaxel in cells, in a gel in the tumour",
        **{
            f"vein_{share}".replace(
                ".", "_"
            ): f"paclitaxel in cells by vein, {100 * share:g} % pass the lungs"
            for share in SHARES
        },
        "nano_vein": "a nanomedicine by vein",
        "nano_cells": "a nanomedicine in cells by vein, 0.15 % pass the lungs",
        "hole_free": "an agent by vein, rat with a hole in its skull",
        "hole_cells": "the agent in cells by vein, the same rat, 0.15 % pass the lungs",
    }
    for name, says in names.items():
        most = curves(result, name, "agent_at_target").max()
        seen = [
            last(result, name, each)
            for each in ("agent_exposure", "agent_exposure_body", "agent_target_ratio", "tumour_volume")
        ]
        size = "" if name.startswith("hole") else f"{seen[3]:.3g}"
        yield says, f"{most:.3g}", *(f"{each:.3g}" for each in seen[:3]), size


def doses(result: Result) -> Iterator[Row]:
    """What more of it does."""
    yield ("paclitaxel", "tumour, day 21, mm³")
    for load in LOADS:
        size = last(result, f"load_{load}".replace(".", "_"), "tumour_volume")
        yield f"{load:g} pg in each of a million cells, into the tumour", f"{size:.3g}"
    for amount in AMOUNTS:
        size = last(result, f"dose_{amount}".replace(".", "_"), "tumour_volume")
        yield f"{amount:g} ug by vein", f"{size:.3g}"


def light(result: Result) -> Iterator[Row]:
    """Which arm of a trial of light does something."""
    yield ("arm", "tumour, day 21, mm³", "reactive oxygen, most")
    names = {
        "none": "untreated",
        "light": "light alone",
        "plain": "plain cells",
        "plain_light": "plain cells and light",
        "dark": "AlPcS4@FNPs in cells, dark",
        "lit": "AlPcS4@FNPs in cells and light",
    }
    for name, says in names.items():
        most = curves(result, name, "tumour_ROS").max()
        yield says, f"{last(result, name, 'tumour_volume'):.3g}", f"{most:.2g}"


def signs(result: Result) -> Iterator[Row]:
    """What stromal cells do to the tumour, by what is assumed and by how they are given."""
    grown, lost = ("by vein", "mixed in", "mixed in, OPG"), ("bone lost, none", "mixed in", "with OPG")
    yield ("`fed` - `held`", *grown, *lost)
    for name, sign in SIGNS.items():
        alone = last(result, name, "tumour_volume")
        gains = [
            100 * (last(result, f"{name}_{how}", "tumour_volume") / alone - 1)
            for how in ("vein", "mixed", "opg")
        ]
        bone = [last(result, each, "osteolysis") for each in (name, f"{name}_mixed", f"{name}_opg")]
        yield f"{sign:g}", *(f"{each:+.1f} %" for each in gains), *(f"{100 * each:.1f} %" for each in bone)


def main() -> None:
    """Print the tables, and write them if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/drug-carriers.md")
    given = parser.parse_args()
    result = ran()
    for made in (targets, doses, light, signs):
        text = markdown(made(result))
        print(f"\n{made.__name__}\n{text}")
        if given.write:
            write("drug-carriers.md", made.__name__, text)


if __name__ == "__main__":
    main()
