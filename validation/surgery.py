"""Shows what surgery does to large gaps beside what was measured of it; nothing is fitted.

python validation/surgery.py            # the tables
python validation/surgery.py --write    # those tables into docs/surgery.md
"""

import argparse
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from arms import curves, lanes, of_text
from pages import markdown, write

from osteon.cohort import Result
from osteon.knowledge import Library, load_library

HUMAN = {"species": "human", "age": "35 year", "diameter": "25 mm", "days": 365, "every": 5, "more": ""}
SHEEP = {"species": "sheep", "age": "3 year", "diameter": "18 mm", "days": 180, "every": 5, "more": ""}
RAT = {"species": "rat", "age": "4 month", "diameter": "3.5 mm", "days": 84, "every": 2}
RAT |= {"more": "periosteum = 0"}
STABLE = HUMAN | {"more": "strain = 0.03"}

METHODS = {
    "alone": "",
    "autograft": "conditions.autograft = {}",
    "allograft": "conditions.allograft = {}",
    "ilizarov": "conditions.ilizarov = {}",
    "membrane": "conditions.guided_bone_regeneration = {}",
    "substitute": "conditions.bone_substitute = {}",
    "cultured": "conditions.cultured_bone = {}",
}

CELLS = '\n[[arm.{arm}.product]]\nuse = "bm_msc"\nroute = "local"\nday = 0\ncells = "1e6 cell"\n'

CELL_COUNTS = (3, 30, 319, 3000)
GUIDANCE = (0, 0.16, 0.5, 1)

MEASURED = (
    (
        "days to union after autograft",
        "198 (172 to 225) (doi:10.1186/1749-799X-8-33)",
        "nonunions of any gap; here a fresh gap of 12 mm",
    ),
    (
        "days to union after allograft",
        "416 (290 to 543) (doi:10.1186/1749-799X-8-33)",
        "nonunions of any gap; here a fresh gap of 12 mm",
    ),
    (
        "union with autograft of the iliac crest",
        "78 % of 25 (R055); 89 % of 9 (R080)",
        "nonunions with gaps over 2 mm; here a fresh gap of 12 mm, in a year",
    ),
    (
        "union with bone transport, 6.15 cm",
        "all of 100 (PMC4415215); 90 % of 619 (doi:10.1186/s10195-019-0527-1)",
        "infected nonunions, debrided",
    ),
    (
        "days to union with it",
        "277 in the fixator (1.48 months a centimetre); 327 on average in the review",
        "a fixator comes off some time after union",
    ),
    (
        "bone transport of 15 mm in sheep, 1 mm a day",
        "bridged in 84 days where it moved least (J Bone Joint Surg Br 2000;82:142)",
        "a metatarsal; too slow here",
    ),
    (
        "10 mm in the femur of rats, periosteum burnt, 84 days",
        "autograft alone: none; with 1e6 stromal cells: united (R212)",
        "missed: rats of the model unite too easily, and the graft's own cells are too good",
    ),
)
"""What was measured, and what is not alike; the model's readings follow in this order."""

HEAD = """
title = "Surgery"
[design]
days = {days}
every = {every}
animals = {animals}
[subject]
species = "{species}"
age = "{age}"
sex = "male"
[defect]
preset = "segmental_gap"
diameter = "{diameter}"
{more}
"""

Row: TypeAlias = tuple[str, ...]
Host: TypeAlias = dict[str, str | int]


def ran(library: Library, host: Host, gap: float, arms: dict[str, str], animals: int) -> Result:
    """The arms, each with its TOML, in a gap of this length."""
    text = HEAD.format(**host, animals=animals)
    for name, more in arms.items():
        text += f'[arm.{name}]\ndefect.gap = "{gap:g} mm"\n{more.replace("{arm}", name)}\n'
    return of_text(text, library)


def readings(result: Result) -> Iterator[tuple[str, dict[str, float]]]:
    """Of each arm what is told of it on the last day: percent united, median day, means of the rest."""
    tissues = ("callus_bone", "callus_fibrous", "graft_bone", "scaffold")
    names = (*tissues, "infection_incidence", "complications")
    for arm in result.experiment.arms:
        days = result.measurements.events["union_time"][lanes(result, arm.name)]
        read = {name: float(np.nanmean(curves(result, arm.name, name)[-1])) for name in names}
        read["united"] = 100.0 * float(np.isfinite(days).mean())
        read["median"] = float(np.median(np.where(np.isnan(days), np.inf, days)))
        yield arm.name, read


def gaps(library: Library, animals: int) -> Iterator[Row]:
    """Each method in human gaps of three lengths."""
    shares = ("new bone", "scar", "loose", "infected", "complications")
    yield ("gap, mm", "method", "united, %", "median day", *(f"{share}, %" for share in shares))
    for gap in (12.0, 20.0, 30.0):
        for name, read in readings(ran(library, HUMAN, gap, METHODS, animals)):
            loose = read["graft_bone"] + read["scaffold"]
            struck = [100 * read[name] for name in ("infection_incidence", "complications")]
            told = (read["callus_bone"], read["callus_fibrous"], loose, *struck)
            yield f"{gap:g}", name, _whole(read["united"]), _whole(read["median"]), *map(_whole, told)


def stable(library: Library, animals: int) -> Iterator[Row]:
    """A membrane in gaps that hardly move."""
    yield ("gap, mm", "strain", "method", "united, %", "scar, %")
    arms = {name: METHODS[name] for name in ("alone", "membrane")}
    for gap in (20.0, 30.0):
        for strain, host in (("0.1", HUMAN), ("0.03", STABLE)):
            for name, read in readings(ran(library, host, gap, arms, animals)):
                yield f"{gap:g}", strain, name, _whole(read["united"]), _whole(read["callus_fibrous"])


def doubt(library: Library, animals: int) -> Iterator[Row]:
    """How much hangs on what is not known, in a human gap of 30 mm without infections."""
    yield ("what", "value", "united, %", "new bone, %", "scar, %")
    auto, allo = "conditions.autograft = { risk = 0 }", "conditions.allograft = { risk = 0"
    cases = [("living cells per mm³", f"{n}", auto + _change("graft.initial", n / 319)) for n in CELL_COUNTS]
    cases += [
        ("osteoconduction", f"{g}", f"{allo} }}{_change('osteoconduction', g / 0.16)}") for g in GUIDANCE
    ]
    cases += [("antigen of an allograft", f"{a}", f"{allo}, antigen = {a} }}") for a in (0, 0.3, 1)]
    cases += [("pace, mm a day", f"{v}", f"conditions.ilizarov = {{ rate = {v} }}") for v in (0.25, 1, 1.5)]
    result = ran(library, HUMAN, 30.0, {f"case_{i}": more for i, (_, _, more) in enumerate(cases)}, animals)
    for (what, value, _), (_, read) in zip(cases, readings(result), strict=True):
        yield what, value, *(_whole(read[name]) for name in ("united", "callus_bone", "callus_fibrous"))


def measured(library: Library, animals: int) -> Iterator[Row]:
    """What was measured, and the nearest that the model has."""
    yield ("what", "measured", "model", "not alike")
    small = dict(readings(ran(library, HUMAN, 12.0, METHODS, animals)))
    long = dict(
        readings(ran(library, HUMAN, 61.5, {name: METHODS[name] for name in ("alone", "ilizarov")}, animals))
    )
    sheep = dict(
        readings(ran(library, SHEEP, 15.0, {"drawn": "conditions.ilizarov = { rest = 4 }"}, animals))
    )
    arms = {"alone": "", "autograft": METHODS["autograft"], "with cells": METHODS["autograft"] + CELLS}
    rat = dict(
        readings(
            ran(library, RAT, 10.0, {name.replace(" ", "_"): more for name, more in arms.items()}, animals)
        )
    )
    values = (
        f"median {_whole(small['autograft']['median'])}",
        f"median {_whole(small['allograft']['median'])}",
        f"{_whole(small['autograft']['united'])} %",
        f"{_whole(long['ilizarov']['united'])} % in a year (alone {_whole(long['alone']['united'])} %)",
        f"median {_whole(long['ilizarov']['median'])}",
        f"{_whole(sheep['drawn']['united'])} % in 180 days",
        ", ".join(f"{name.replace('_', ' ')} {_whole(read['united'])} %" for name, read in rat.items()),
    )
    for (what, found, unlike), value in zip(MEASURED, values, strict=True):
        yield what, found, value, unlike


def _change(target: str, factor: float) -> str:
    return f'\n[[arm.{{arm}}.change]]\ntarget = "{target}"\nop = "scale"\nvalue = {factor:.6g}\n'


def _whole(number: float) -> str:
    return f"{number:.0f}" if np.isfinite(number) else "none"


def main() -> None:
    """Print the tables, or write them where the page keeps them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/surgery.md")
    parser.add_argument("--animals", type=int, default=60)
    asked = parser.parse_args()
    library = load_library()
    for made in (gaps, stable, doubt, measured):
        text = markdown(made(library, asked.animals))
        print(f"\n{made.__name__}\n{text}")
        if asked.write:
            write("surgery.md", made.__name__, text)


if __name__ == "__main__":
    main()
