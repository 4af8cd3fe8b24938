"""Shows what pluripotent cells and stromal cells made of them do: tumours, batches and donors, rankings.

python validation/pluripotent.py            # the tables
python validation/pluripotent.py --write    # those tables into docs/pluripotent.md

Nothing is fitted.
"""

import argparse
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from arms import curves, of_text
from numpy.typing import NDArray
from pages import markdown, write

from osteon.cohort import Result
from osteon.knowledge import Library, load_library

Row: TypeAlias = "tuple[str, ...]"

HEAD = """
title = "pluripotent"
question = "what do pluripotent cells do?"
[design]
days = {days}
every = {every}
animals = {animals}
[subject]
species = "{species}"
age = "{age}"
sex = "male"
"""
MOUSE = {"species": "mouse", "age": "13 week"}
RAT = {"species": "rat", "age": "4 month"}
SKIN = 'defect = { preset = "subcutaneous_implant" }'
HOLE = 'defect = { preset = "calvarial_disc", diameter = "8 mm", thickness = "0.7 mm" }'
GAP = 'defect = { preset = "segmental_gap", gap = "5 mm", diameter = "1.2 mm" }'
SPOT = 'defect = { preset = "subcutaneous_implant", edge = "4.642 mm", porosity = 1 }'
"""100 uL: the volume in which cells were injected under the skin."""


def ran(library: Library, subject: dict[str, str], arms: str, days: float, animals: int) -> Result:
    """The arms (TOML), with a sample each week."""
    return of_text(HEAD.format(days=days, every=7, animals=animals, **subject) + arms, library)


def arm(name: str, where: str, use: str = "", route: str = "carrier", more: str = "") -> str:
    """An arm that gives one product on day 0, or none."""
    head = f"\n[arm.{name}]\n{where}\n"
    given = f'[[arm.{name}.product]]\nuse = "{use}"\nroute = "{route}"\nday = 0\n{more}\n'
    return head + given if use else head


def read(result: Result, name: str, outcome: str, day: float) -> NDArray[np.float64]:
    """The outcome of each animal of an arm on a day."""
    nearest = int(np.argmin(np.abs(result.measurements.times - day)))
    return curves(result, name, outcome)[nearest]


def teratoma(library: Library, animals: int) -> Iterator[Row]:
    """Cells of a line in 100 uL under the skin, by dose and by the share that is undifferentiated."""
    del animals
    yield ("given in 100 uL", "undifferentiated", "day 28, %", "day 84, %", "day 180, %", "measured")
    cases = (
        ("1e6", 1.0, "teratoma in 10 of 10 mice at day 28"),
        ("1e5", 1.0, "none of 10 at day 28 in saline, 3 of 10 in Matrigel"),
        ("1e4", 1.0, ""),
        ("1e6", 0.1, ""),
        ("1e6", 0.01, ""),
        ("1e6", 0.0, "none of 10 at day 180 (derivatives of the line)"),
    )
    text = "".join(
        arm(
            f"case_{number}",
            SPOT,
            "ipsc",
            "carrier",
            f'cells = "{cells} cell"\nviability = 1\nresidual = {share}',
        )
        for number, (cells, share, _) in enumerate(cases)
    )
    result = ran(library, MOUSE, text, 180, 1)
    for number, (cells, share, measured) in enumerate(cases):
        shares = [read(result, f"case_{number}", "teratoma", day)[0] for day in (28, 84, 180)]
        yield cells, f"{share:g}", *(f"{100 * value:.2g}" for value in shares), measured


def batches(library: Library, animals: int) -> Iterator[Row]:
    """What of the spread between animals is due to donors and batches: the same animals with alike doses."""
    yield ("product", "bone, %", "variation between animals", "with alike doses", "due to donor or batch")
    products = {"bm_msc": "carrier", "ad_msc": "carrier", "ipsc_msc": "carrier", "ocm": "implanted"}
    text = arm("none", HOLE)
    for name, route in products.items():
        more = "" if name == "ocm" else 'cells = "1e6 cell"'
        text += arm(name, HOLE, name, route, more)
        text += arm(f"{name}_alike", HOLE, name, route, f"{more}\nstandard = 1")
    result = ran(library, RAT, text, 84, animals)
    for name in products:
        own, alike = (read(result, each, "callus_bone", 84) for each in (name, f"{name}_alike"))
        cv, same = (float(np.std(bone, ddof=1) / np.mean(bone)) for bone in (own, alike))
        part = float(np.std(own - alike, ddof=1) / np.mean(own))
        yield name, f"{np.mean(own):.1f}", f"{cv:.3f}", f"{same:.3f}", f"{part:.4f}"


def ranking(library: Library, animals: int) -> Iterator[Row]:
    """The five kinds of cells of claim C113 and stromal cells of a line, by place."""
    yield ("cells", "compared in", "bone under the skin, day 56, %", "bone in a mouse's gap, day 84, %")
    cells = ("bm_msc", "ad_msc", "uc_msc", "chondrocytes", "skin_fibroblasts", "ipsc_msc")
    text = "".join(arm(f"skin_{name}", SKIN, name, "carrier", 'cells = "1e6 cell"') for name in cells)
    text += "".join(arm(f"gap_{name}", GAP, name, "carrier", 'cells = "1e6 cell"') for name in cells)
    result = ran(library, MOUSE, text, 84, animals)
    for name in cells:
        said = "C303 alone" if name == "ipsc_msc" else "C113, C303" if name == "bm_msc" else "C113"
        skin, gap = (
            read(result, f"skin_{name}", "callus_bone", 56),
            read(result, f"gap_{name}", "callus_bone", 84),
        )
        yield name, said, f"{np.mean(skin):.1f}", f"{np.mean(gap):.1f}"


def main() -> None:
    """Print the tables, or write them where the page keeps them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/pluripotent.md")
    parser.add_argument("--animals", type=int, default=24)
    asked = parser.parse_args()
    library = load_library()
    for made in (teratoma, batches, ranking):
        text = markdown(made(library, asked.animals))
        print(f"\n{made.__name__}\n{text}", flush=True)
        if asked.write:
            write("pluripotent.md", made.__name__, text)


if __name__ == "__main__":
    main()
