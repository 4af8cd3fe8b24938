"""Shows general materials, bare and seeded, beside what was measured of scaffolds.

python validation/materials.py            # the tables
python validation/materials.py --write    # those tables into docs/materials.md

Nothing is fitted. The gain by seeding (R141, R142), blocks in rabbits (R253, R254) and the density of seeding
with the ceramic told (R173-R175) are shown beside the model; hydroxyapatite in rabbits (R026-R031) is in
validation/factors.py.
"""

import argparse
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from arms import curves, mean_at, of_text
from pages import markdown, write

from osteon.cohort import Result
from osteon.knowledge import Library, load_library

MATERIALS = ("beta_tcp", "ha", "bcp", "collagen", "gelatin", "gelma", "plga", "pcl", "bioactive_glass")
SEEDED = (1e6, 3e6, 1e7, 2e7, 3e7, 1e8)

RAT = (
    'species = "rat"\nage = "4 month"\nsex = "male"\n[defect]\npreset = "calvarial_disc"\ndiameter = "8 mm"\n'
)
RAT += 'thickness = "0.7 mm"\n'
RABBIT = 'species = "rabbit"\nage = "8 month"\nsex = "male"\n[defect]\npreset = "calvarial_disc"\n'
RABBIT += 'diameter = "8 mm"\nthickness = "2 mm"\n'
SKIN = 'species = "mouse"\nage = "13 week"\nsex = "male"\n[defect]\npreset = "subcutaneous_implant"\n'
SKIN += 'edge = "5 mm"\nporosity = 1\n'

CELLS = '{{ use = "bm_msc", route = "{route}", cells = "{cells:g} cell" }}'

Row: TypeAlias = tuple[str, ...]


def ran(library: Library, host: str, arms: Mapping[str, str], days: int, every: int) -> Result:
    """The arms, each with its TOML, in one typical animal of a host."""
    text = f'title = "Materials"\n[design]\ndays = {days}\nevery = {every}\nanimals = 1\n[subject]\n{host}'
    text += "".join(f"[arm.{name}]\n{more}\n" for name, more in arms.items())
    return of_text(text, library)


def given(*products: str) -> str:
    """The line of an arm that gets these products."""
    return f"product = [{', '.join(products)}]"


def use(material: str) -> str:
    """A material as it comes."""
    return f'{{ use = "{material}" }}'


def presets(library: Library) -> Iterator[Row]:
    """Each material in a rat's skull, bare and with a million cells."""
    yield (
        "material", "cells", "bone day 28, %", "bone day 84, %", "scar day 84, %", "material left day 84, %",
        "cells attached day 1, per mm³", "M1 at its surface, mean per mm³",
    )  # fmt: skip
    seeded = CELLS.format(route="carrier", cells=1e6)
    arms = {"none": "", "none_cells": given(CELLS.format(route="local", cells=1e6))}
    for name in MATERIALS:
        arms |= {name: given(use(name)), f"{name}_cells": given(use(name), seeded)}
    result = ran(library, RAT, arms, days=84, every=2)
    for arm in (each.name for each in result.experiment.arms):
        name = arm.removesuffix("_cells")
        bone = [mean_at(result, arm, "callus_bone", day) for day in (28, 84)]
        scar, left = (mean_at(result, arm, each, 84) for each in ("callus_fibrous", "material_left"))
        attached = mean_at(result, arm, "cells_attached", 1)
        body = float(curves(result, arm, "foreign_body_response").mean())
        told = (*bone, scar, 100 * left, attached, body)
        yield name, "yes" if name != arm else "no", *(f"{float(f'{value:.3g}'):g}" for value in told)


def blocks(library: Library) -> Iterator[Row]:
    """R253, R254: a synthetic material against the animal's own bone, in a hole of a rabbit's skull."""
    yield "row", "day", "measured, points", "model, points"
    arms = {"own": "conditions.autograft = { risk = 0 }"}
    arms |= {name: given(use(name)) for name in ("bcp", "beta_tcp")}
    result = ran(library, RABBIT, arms, days=57, every=1)
    for row in library.studies["rabbit_blocks"].rows:
        gains = [
            mean_at(result, name, "callus_bone", row.day) - mean_at(result, "own", "callus_bone", row.day)
            for name in ("bcp", "beta_tcp")
        ]
        measured = f"{row.value:g} ({row.low:g} to {row.high:g})"
        yield row.row, f"{row.day:g}", measured, f"{gains[0]:.3g} (BCP), {gains[1]:.3g} (beta-TCP)"


def density(library: Library) -> Iterator[Row]:
    """R173-R175 with the ceramic told: bone under the skin on day 90 by the density of seeding."""
    yield "cells per mL of the piece", "bone in hydroxyapatite, %", "bone in beta-TCP, %"
    volume = 0.125
    arms = {
        f"{name}_{seeded:.0e}".replace("+", ""): given(
            use(name), CELLS.format(route="carrier", cells=seeded * volume)
        )
        for name in ("ha", "beta_tcp")
        for seeded in SEEDED
    }
    result = ran(library, SKIN, arms, days=90, every=5)
    for seeded in SEEDED:
        names = [f"{name}_{seeded:.0e}".replace("+", "") for name in ("ha", "beta_tcp")]
        yield f"{seeded:.0e}", *(f"{mean_at(result, name, 'callus_bone', 90):.3g}" for name in names)


TABLES = {"presets": presets, "blocks": blocks, "density": density}


def main() -> None:
    """Every table, or the ones that are named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"some of {', '.join(TABLES)}")
    parser.add_argument("--write", action="store_true", help="into docs/materials.md")
    options = parser.parse_args()
    library = load_library()
    for name in options.tables or TABLES:
        text = markdown(TABLES[name](library))
        print(f"\n{name}\n{text}", flush=True)
        if options.write:
            write("materials.md", name, text)


if __name__ == "__main__":
    main()
