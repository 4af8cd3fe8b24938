"""Shows what drugs do to fractures of rats, alone and together, beside what was measured; nothing is fitted.

python validation/drugs.py            # the table
python validation/drugs.py --write    # that table into docs/combinations.md
"""

import argparse

from arms import mean_at, of_text
from pages import markdown, write

from osteon.cohort import Result, combinations, interaction
from osteon.knowledge import load_library

HEAD = """
title = "Drugs"
[design]
days = 49
every = 1
animals = {animals}
[subject]
species = "rat"
age = "4 month"
sex = "male"
[defect]
preset = "closed_fracture"
bone_diameter = "3 mm"
callus_diameter = "6 mm"
callus_length = "8 mm"
"""

DAILY = '{{ use = "teriparatide", day = {day}, every = 1, dose = "{dose} ug/kg" }}'
BOLUS = '{ use = "zoledronate", day = 7, dose = "100 ug/kg" }'

ARMS = {
    "alone": [],
    "tp_60": [DAILY.format(day=0, dose=60)],
    "tp_200": [DAILY.format(day=0, dose=200)],
    "tp_1": [DAILY.format(day=7, dose=0.7)],
    "tp_10": [DAILY.format(day=7, dose=7)],
    "za": [BOLUS],
    "tp_1_za": [DAILY.format(day=7, dose=0.7), BOLUS],
    "tp_10_za": [DAILY.format(day=7, dose=7), BOLUS],
}
"""Injections on five days a week stand as a daily dose of five sevenths, rounded."""

ANDREASSEN, TSUBOUCHI = "doi:10.1359/jbmr.1999.14.6.960", "doi:10.1186/s13018-018-0917-8"
LI = "doi:10.1007/s00198-011-1751-6"
UNITED = {"alone": 20.0, "tp_1": 55.6, "za": 70.0, "tp_1_za": 70.0, "tp_10_za": 80.0}


def ran(animals: int) -> Result:
    """All arms, the same animals in each."""
    library = load_library()
    text = HEAD.format(animals=animals)
    for name, uses in ARMS.items():
        text += f"[arm.{name}]\nproduct = [{', '.join(uses)}]\n"
    return of_text(text, library)


def rows(result: Result) -> list[tuple[str, ...]]:
    """What was measured, and what the model reads there; the first row is the head."""
    found: list[tuple[str, ...]] = [("what", "measured in rats", "model")]
    for dose, mineral, volume in ((60, 76, 42), (200, 108, 72)):
        treated, alone = (mean_at(result, arm, "mineral", 40) for arm in (f"tp_{dose}", "alone"))
        more = 100 * (treated / alone - 1)
        density = 100 * ((100 + mineral) / (100 + volume) - 1)
        measured = f"+{density:.0f} %: mineral +{mineral} %, volume of the callus +{volume} % ({ANDREASSEN})"
        what = f"{dose} ug/kg a day, day 40: mineral per volume of callus"
        found.append((what, measured, f"{more:+.1f} %"))
    for arm, share in UNITED.items():
        united, bone = mean_at(result, arm, "union", 49), mean_at(result, arm, "callus_bone", 49)
        measured = f"{share:g} % united ({TSUBOUCHI})"
        found.append((f"{arm}, day 49", measured, f"{united:.0f} % united, bone {bone:.1f} %"))
    for each in combinations(result.experiment.arms):
        told = interaction(result, each, "callus_bone", "last")
        assert told is not None
        excess = f"{told.excess.mean:+.2f} ({told.excess.low:+.2f} to {told.excess.high:+.2f})"
        says = f"bone: {told.verdict}, excess {excess} points, index {told.index.mean:.2f}"
        found.append((f"{' and '.join(each.singles)} together", f"'additive' ({LI})", says))
    return found


def main() -> None:
    """Print the table, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/combinations.md")
    parser.add_argument("--animals", type=int, default=4)
    given = parser.parse_args()
    text = markdown(rows(ran(given.animals)))
    print(text)
    if given.write:
        write("combinations.md", "drugs", text)


if __name__ == "__main__":
    main()
