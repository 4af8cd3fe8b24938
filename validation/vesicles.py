"""Fits what is free of vesicles to bone in the rat calvaria, and shows every row of theirs beside the model.

    python validation/vesicles.py            # refit, then the tables
    python validation/vesicles.py --no-fit   # the tables for the values in the catalogue
    python validation/vesicles.py --write    # those tables into docs/vesicles.md

Fitted is one quantity to one number: the rate at which vesicles turn progenitors into osteoblasts, to new
bone with exosomes in percent of that without, at two weeks (R146 over R147). The control itself is
what the calibrated model gives; natural healing is not touched. R148, with an inhibitor of angiogenesis, is
shown and not fitted. Nothing is written into the catalogue: copy what you accept by hand.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from fitting import fit_in_ranges, quantities
from pages import markdown, write

from osteon.cohort import Result, run_experiment
from osteon.knowledge import Library, load_library, revise
from osteon.scenario import load_experiment, with_domain

FOLDER = Path(__file__).parent
EXOSOMES = FOLDER / "rat-calvaria-exosomes.toml"
DOSES = FOLDER / "rat-calvaria-vesicle-doses.toml"

FREE = ("MSC_to_osteoblast_by_vesicles.k",)
"""What is fitted."""

UNKNOWN = (
    "EV_diffusivity.mesh",
    "EV_decay.k",
    "EV_eaten_by_macrophages.k",
    "EV_taken_by_stroma.k",
    "EV_taken_by_stroma.full",
    "vesicle_breakdown",
    "instructed_by_vesicles.half",
    "MSC_to_osteoblast_by_vesicles.k",
    "invasion_by_vesicles.push",
    "M1_to_M2_by_vesicles.k",
    "calmed_by_vesicles.half",
    "HIF1a_by_vesicles.gain",
)
"""Quantities for which no number was found."""

META = (22.2, 15.8, 28.5)
"""Row E023: percentage points of BV/TV that vesicles add in 13 studies of animals, and its interval."""


def exosomes(library: Library, domain: str = "radial") -> Result:
    """The three arms of the study, in a domain."""
    plan = load_experiment(EXOSOMES, library)
    return run_experiment(with_domain(plan, domain, "100 um" if domain != "point" else None), library)


def against_control(found: pd.DataFrame, column: str, arm: str = "exosomes") -> float:
    """New bone of an arm in percent of the control's; column: measured or model."""
    bone = found.set_index("arm")[column]
    return 100 * float(bone[arm]) / float(bone["control"])


def fit(library: Library) -> dict[str, float]:
    """The values of what is free that bring the ratio of exosomes to control to the measured one."""

    def loss(values: dict[str, float]) -> float:
        found = exosomes(revise(library, values)).residuals()
        return (against_control(found, "model") - against_control(found, "measured")) ** 2

    return fit_in_ranges(library, FREE, loss, most=25)


def bone(library: Library) -> pd.DataFrame:
    """R146-R148 in a point and in a radial domain: absolute, and in percent of the control."""
    parts = []
    for domain in ("radial", "point"):
        found = exosomes(library, domain).residuals()
        for column in ("measured", "model"):
            found[f"{column} %"] = [against_control(found, column, arm) for arm in found.arm]
        parts.append(found.assign(domain=domain))
    keys = ["row", "arm", "day", "domain", "measured", "model", "residual", "measured %", "model %"]
    return pd.concat(parts)[keys].rename(
        columns={"measured %": "measured, % of control", "model %": "model, % of control"}
    )


def doses(library: Library) -> pd.DataFrame:
    """What a dose leaves in cells of a rat calvaria: vesicles, and copies of a usual microRNA, in each."""
    result = run_experiment(load_experiment(DOSES, library), library)
    usual = float(library.parameters["E001"]["value"])
    records = [_dose(result, lane, usual) for lane in range(len(result.experiment.arms))]
    control = records[0]["bone day 14, %"]
    table = pd.DataFrame(records[1:])
    table["gain, points"] = table["bone day 14, %"] - control
    return table


def _dose(result: Result, lane: int, usual: float) -> dict[str, object]:
    """One arm's row. usual: copies of an abundant microRNA in a vesicle (row E001)."""
    days = result.measurements.times
    curves = {name: curve[:, lane] for name, curve in result.measurements.curves.items()}
    copies = float(curves["EV_per_stromal_cell"].max()) * usual
    return {
        "arm": result.experiment.arms[lane].name,
        "particles/mm^3, most": float(curves["EV_at_site"].max()),
        "in a macrophage, most": float(curves["EV_per_macrophage"].max()),
        "in a stromal cell, most": float(curves["EV_per_stromal_cell"].max()),
        "copies in it": copies,
        "copies that act": copies * result.model.quantities["mir_escape"].coherent,
        "days above a tenth": _days_above_tenth(days, curves["EV_at_site"]),
        "bone day 14, %": float(np.interp(14, days, curves["callus_bone"])),
    }


def _days_above_tenth(days: np.ndarray, amount: np.ndarray) -> float:
    """The last day on which more than a tenth of the most is there; nan where there never was any."""
    there = days[amount > 0.1 * amount.max()]
    return float(there.max()) if there.size else float("nan")


def hangs_on(library: Library) -> pd.DataFrame:
    """What vesicles in a carrier add at two weeks, each free quantity at both ends of its range in turn."""
    usual = _gain(library)
    rows = []
    for path in UNKNOWN:
        record = quantities(library)[path]
        low, high = (_gain(revise(library, {path: end})) for end in (record.low, record.high))
        span = f"{record.low:.3g} to {record.high:.3g} {record.unit}"
        rows.append(
            {"quantity": path, "range": span, "gain at low end": low, "usual": usual, "at high end": high}
        )
    return pd.DataFrame(rows)


def _gain(library: Library) -> float:
    result = exosomes(library, "point")
    names = [arm.name for arm in result.experiment.arms]
    curves = dict(zip(names, result.measurements.curves["callus_bone"].T, strict=True))
    return float(np.interp(14, result.measurements.times, curves["exosomes"] - curves["control"]))


def main() -> None:
    """Fit, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-fit", action="store_true", help="show the catalogue's own values")
    parser.add_argument("--write", action="store_true", help="refresh the tables of docs/vesicles.md")
    options = parser.parse_args()
    library = load_library()
    if not (options.no_fit or options.write):
        values = fit(library)
        print("\n".join(f"  {path:32s} {value:8.4g}" for path, value in values.items()), flush=True)
        library = revise(library, values)
    tables = {"bone": bone(library), "doses": doses(library), "hangs": hangs_on(library)}
    for found in tables.values():
        print(found.round(3).to_string(index=False))
    print(f"13 studies of animals (E023): {META[0]} points of BV/TV ({META[1]} to {META[2]})")
    if options.write:
        for name, found in tables.items():
            write("vesicles.md", name, markdown(found))


if __name__ == "__main__":
    main()
