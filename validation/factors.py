"""Shows what is measured of growth factors beside the model: retention, bone in rabbits, doses, pulses.

    python validation/factors.py            # the tables
    python validation/factors.py --write    # those tables into docs/factors.md, and its picture

Three numbers are fitted in closed form: the shares that carriers do not bind (R197, R198) and the
half-life of a gel (R200). One is read off a grid: the dose of the rabbits, which could not be read, from new
bone with BMP-2 relative to that without after two weeks (R030 over R028). The other rows of that study
are shown and not fitted. Nothing is written into the catalogue: copy what you accept by hand.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from arms import curves, mean_at, of_text
from matplotlib.figure import Figure
from pages import markdown, write

from osteon.cohort import Result
from osteon.knowledge import Library, load_library

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "factors.png"

HEAD = """
title = "{title}"
question = "what do factors do?"
[design]
days = {days}
every = {every}
animals = 1
[subject]
species = "{species}"
age = "{age}"
sex = "male"
[defect]
{defect}
"""

RABBIT = {
    "species": "rabbit",
    "age": "8 month",
    "defect": 'preset = "calvarial_disc"\ndiameter = "8 mm"\nthickness = "2 mm"',
}
RAT = {
    "species": "rat",
    "age": "14 week",
    "defect": 'preset = "calvarial_disc"\ndiameter = "8 mm"\nthickness = "0.7 mm"',
}
SKIN = RAT | {"defect": 'preset = "subcutaneous_implant"'}

GRID = (0.003, 0.01, 0.02, 0.04, 0.08, 0.16, 0.5, 2.0, 5.0)
"""Doses in rabbits, micrograms."""

DOSES = (0.001, 0.01, 0.1, 1.25, 2.5, 5.0, 20.0)
"""Doses in rats, micrograms; the last four were given in doi:10.1111/jcpe.12270."""

ROWS = ("R026", "R027", "R028", "R029", "R030", "R031")


def arm(name: str, *products: str) -> str:
    """An arm in TOML. products: what follows `use = ` of each, given on day 0 unless it says its days."""
    text = f"[arm.{name}]\n"
    for product in products:
        day = "" if "day =" in product else "day = 0\n"
        text += f"[[arm.{name}.product]]\nuse = {product}\n{day}"
    return text


def held(dose: float, use: str = "bmp2") -> str:
    """A factor in a carrier. dose: micrograms."""
    return f'"{use}"\nroute = "carrier"\ndose = "{dose} ug"'


def ran(arms: str, host: dict[str, str], days: float, every: float, library: Library) -> Result:
    """The arms in a host."""
    return of_text(HEAD.format(title="Factors", days=days, every=every, **host) + arms, library)


def retention(library: Library) -> pd.DataFrame:
    """R197-R200 beside what carriers hold under the skin of a rat."""
    carriers = {
        "R197": ("bmp2_collagen", 0.125, 75.0),
        "R198": ("bmp2_loose", 0.125, 10.0),
        "R199": ("bmp2_collagen", 1.0, 0.0),
        "R200": ("bmp2_hyaluronan", 7.0, 80.0),
    }
    arms = "".join(arm(f"row_{row}", held(5.0, use)) for row, (use, _, _) in carriers.items())
    result = ran(arms, SKIN, 8, 0.125, library)
    rows = []
    for row, (use, day, measured) in carriers.items():
        name = f"row_{row}"
        model = 100 * mean_at(result, name, "BMP2_held", day) / mean_at(result, name, "BMP2_held", 0)
        rows.append({"row": row, "product": use, "day": day, "measured, %": measured, "model, %": model})
    return pd.DataFrame(rows)


def rabbits(library: Library) -> Result:
    """Untreated, hydroxyapatite, and hydroxyapatite with a grid of doses."""
    ceramic = '"ha"\nroute = "implanted"'
    arms = arm("control") + arm("hydroxyapatite", ceramic)
    arms += "".join(arm(f"bmp2_{number}", ceramic, held(dose)) for number, dose in enumerate(GRID))
    return ran(arms, RABBIT, 168, 7, library)


def over_ceramic(result: Result, day: float) -> np.ndarray:
    """New bone with each dose of the grid relative to that on hydroxyapatite alone."""
    alone = mean_at(result, "hydroxyapatite", "callus_bone", day)
    return np.array([mean_at(result, f"bmp2_{n}", "callus_bone", day) / alone for n in range(len(GRID))])


def fitted_dose(result: Result, library: Library) -> float:
    """Micrograms by which R030 over R028 is met, between doses of the grid."""
    measured = {row.row: row.value for row in library.studies["rabbit_calvaria_bmp"].rows}
    ratio = measured["R030"] / measured["R028"]
    return float(np.exp(np.interp(ratio, over_ceramic(result, 14), np.log(GRID))))


def bone(result: Result, dose: float, library: Library) -> pd.DataFrame:
    """R026-R031 in per cent of the untreated arm at week 8, and with BMP-2 relative to without."""
    reference = mean_at(result, "control", "callus_bone", 56)
    rows = []
    for row in library.studies["rabbit_calvaria_bmp"].rows:
        if row.row not in ROWS:
            continue
        ratio = np.interp(np.log(dose), np.log(GRID), over_ceramic(result, row.day))
        base = mean_at(result, row.arm if row.arm != "bmp2" else "hydroxyapatite", "callus_bone", row.day)
        model = 100 * base * (ratio if row.arm == "bmp2" else 1.0) / reference
        entry = {"row": row.row, "arm": row.arm, "day": row.day, "measured, % of control": row.value}
        rows.append(entry | {"model, % of control": model})
    return pd.DataFrame(rows)


def ratios(result: Result, dose: float, library: Library) -> pd.DataFrame:
    """New bone with BMP-2 relative to hydroxyapatite alone: measured, at the fitted dose, at a usual one."""
    measured = {row.row: row.value for row in library.studies["rabbit_calvaria_bmp"].rows}
    known = {14: measured["R030"] / measured["R028"], 56: measured["R031"] / measured["R029"]}
    rows = []
    for day in (14, 28, 56, 112, 168):
        found = over_ceramic(result, day)
        low, usual = (float(np.interp(np.log(x), np.log(GRID), found)) for x in (dose, 5.0))
        given = f"{known[day]:.2f}" if day in known else ""
        rows.append({"day": day, "measured": given, f"model, {dose:.2g} ug": low, "model, 5 ug": usual})
    return pd.DataFrame(rows)


def doses(library: Library) -> pd.DataFrame:
    """New bone in the rat's calvaria by dose on collagen sponge."""
    arms = arm("control") + "".join(
        arm(f"dose_{number}", held(dose, "bmp2_collagen")) for number, dose in enumerate(DOSES)
    )
    result = ran(arms, RAT, 84, 1, library)
    rows = []
    for name, dose in (("control", 0.0), *((f"dose_{n}", dose) for n, dose in enumerate(DOSES))):
        days = {f"bone day {day}, %": mean_at(result, name, "callus_bone", day) for day in (7, 14, 28, 84)}
        most = float(curves(result, name, "BMP2").max())
        rows.append({"dose, ug": dose, "BMP-2 in tissue, most, ng/mL": most, **days})
    return pd.DataFrame(rows)


def pulses(library: Library) -> pd.DataFrame:
    """The gel that ultrasound opens: with and without pulses, with both factors and with one."""
    both = (held(0.1, "sdf1_acoustic_gel"), held(0.1, "bmp2_acoustic_gel"))
    sound = '"pulsed_ultrasound"\nroute = "local"\nday = 1\nevery = 2\nuntil = 13'
    arms = {"nothing": (), "gel in peace": both, "gel, pulses": (*both, sound)}
    arms |= {"BMP-2 alone, pulses": (both[1], sound), "SDF-1 alone, pulses": (both[0], sound)}
    text = "".join(arm(f"arm_{number}", *given) for number, given in enumerate(arms.values()))
    result = ran(text, RAT, 84, 0.125, library)
    rows = []
    for number, name in enumerate(arms):
        id = f"arm_{number}"
        tops = {f"{f}, most, ng/mL": float(curves(result, id, f).max()) for f in ("SDF1", "BMP2")}
        cells = {"progenitors day 7, per mm^3": mean_at(result, id, "MSC", 7)}
        days = {f"bone day {day}, %": mean_at(result, id, "callus_bone", day) for day in (14, 28, 84)}
        rows.append({"arm": name, **tops, **cells, **days})
    return pd.DataFrame(rows)


def picture(result: Result, dose: float, found: pd.DataFrame, rats: pd.DataFrame) -> None:
    """Rabbits over time beside the study, and the ratio that is fitted and foretold; rats by dose."""
    figure = Figure(figsize=(10, 3.2), layout="constrained")
    time, ratio, by_dose = figure.subplots(1, 3)
    for name, colour in (("control", "0.4"), ("hydroxyapatite", "C0")):
        time.plot(result.measurements.times, curves(result, name, "callus_bone"), colour, label=name)
    nearest = int(np.abs(np.log(np.array(GRID) / dose)).argmin())
    time.plot(
        result.measurements.times, curves(result, f"bmp2_{nearest}", "callus_bone"), "C3", label="with BMP-2"
    )
    time.set(xlabel="days", ylabel="new bone, %", title="rabbit, model")
    time.legend(fontsize=8)
    days = found["day"].to_numpy()
    ratio.plot(days, found.iloc[:, 2], "C3", label=found.columns[2])
    ratio.plot(days, found.iloc[:, 3], "C3--", label=found.columns[3])
    shown = found[found["measured"] != ""]
    ratio.plot(shown["day"], shown["measured"].astype(float), "ko", label="measured")
    ratio.axhline(1, color="0.8", zorder=0)
    ratio.set(xlabel="days", title="bone with BMP-2 over without")
    ratio.legend(fontsize=8)
    for day, style in ((7, ":"), (14, "-"), (84, "--")):
        bone_then = rats[f"bone day {day}, %"]
        by_dose.plot(rats["dose, ug"], bone_then, f"C2{style}", marker=".", label=f"day {day}")
    by_dose.set_xscale("symlog", linthresh=0.001)
    by_dose.set(xlabel="BMP-2 on collagen, ug", ylabel="new bone, %", title="rat, model")
    by_dose.legend(fontsize=8)
    figure.savefig(PICTURE, dpi=110, metadata={"Software": None})


def main() -> None:
    """Run, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="refresh tables and picture of docs/factors.md")
    options = parser.parse_args()
    library = load_library()
    result = rabbits(library)
    dose = fitted_dose(result, library)
    tables = {
        "retention": retention(library),
        "rabbit": bone(result, dose, library),
        "ratios": ratios(result, dose, library),
        "doses": doses(library),
        "pulses": pulses(library),
    }
    print(f"dose in rabbits with which R030 over R028 is met: {dose:.3g} ug")
    for found in tables.values():
        print(found.round(3).to_string(index=False))
    if options.write:
        for name, found in tables.items():
            write("factors.md", name, markdown(found))
        picture(result, dose, tables["ratios"], tables["doses"])


if __name__ == "__main__":
    main()
