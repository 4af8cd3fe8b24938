"""Fits what is free of given cells to how many stay alive, and shows every row of theirs beside the model.

    python validation/grafts.py            # refit, then the tables
    python validation/grafts.py --no-fit   # the tables for the values in the catalogue
    python validation/grafts.py --write    # those tables into docs/cell-products.md

Fitted is one quantity to one number: the share of the growth in culture that is left in the body, to the
human cells alive under the skin after six weeks (R203). Goat cells (R201, R202), the density of seeding
(R173-R175), fat against marrow (R149-R154) and large animals (R007-R009) are shown and not fitted. The BMD
of R010 has no counterpart: it is a mass per area. Nothing is written into the catalogue: copy what you
accept by hand.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from fitting import fit_in_ranges, quantities
from pages import markdown, write

from osteon.cohort import Result, run_experiment
from osteon.knowledge import Library, load_library, revise
from osteon.scenario import load_experiment

FOLDER = Path(__file__).parent
PATHS = ("bm_msc.take",)
"""What is fitted."""

UNKNOWN = (
    "bm_msc.take",
    "bm_msc.loss",
    "bm_msc.seeded",
    "bm_msc.vesicles",
    "bm_msc.senescence",
    "carrier_release",
    "clot_organised_by_graft.k",
    "graft_osteogenesis.k",
    "graft_crowded_out.k",
    "capacity",
)
"""Quantities of given cells that were not measured in a defect."""

CUTS = ("no_fate", "no_secretion", "no_immune", "neither")
"""Ways of acting that are taken from given cells."""

SATURATED = 0.9
"""Share of the most bone from which more cells count as no help."""


def run(name: str, library: Library) -> Result:
    """One of the experiments beside this file."""
    return run_experiment(load_experiment(FOLDER / f"grafts-{name}.toml", library), library)


def bone(result: Result, day: float) -> Mapping[str, float]:
    """Bone of each arm on a day, per cent of the volume."""
    curves, days = result.measurements.curves["callus_bone"], result.measurements.times
    arms = [arm.name for arm in result.experiment.arms]
    return {arm: float(np.interp(day, days, curves[:, lane])) for lane, arm in enumerate(arms)}


def fit(library: Library) -> dict[str, float]:
    """The values of what is free that bring the human cells alive to the measured share."""

    def loss(values: dict[str, float]) -> float:
        found = run("under-the-skin", revise(library, values)).residuals()
        return float((found[found.row == "R203"].residual ** 2).sum())

    return fit_in_ranges(library, PATHS, loss, most=25)


def survival(library: Library) -> pd.DataFrame:
    """R201-R203: cells and descendants alive, per cent of those given."""
    found = run("under-the-skin", library).residuals()
    found["fitted"] = found.row == "R203"
    return found[["row", "arm", "day", "measured", "model", "residual", "unit", "fitted"]]


def density(library: Library) -> pd.DataFrame:
    """R173-R175: the least density with bone that histology sees, and that from which more do not help."""
    result = run("density", library)
    seen = 100 * result.model.quantities["phase_tissue_share"].coherent
    amounts = bone(result, 90)
    seeded = np.log10([float(arm[1:]) for arm in amounts])
    height = np.array(list(amounts.values()))
    model = {"R173": seen, "R174": SATURATED * height.max(), "R175": SATURATED * height.max()}
    rows = {row.row: row for row in library.studies["given_cells_density"].rows}
    rising = slice(0, int(height.argmax()) + 1)
    return pd.DataFrame(
        {
            "row": row,
            "outcome": rows[row].outcome,
            "measured, 1/mL": rows[row].value,
            "model, 1/mL": 10 ** float(np.interp(level, height[rising], seeded[rising])),
            "bone there, %": level,
        }
        for row, level in model.items()
    )


def densities(library: Library) -> pd.DataFrame:
    """Bone on day 90 by the density of seeding."""
    amounts = bone(run("density", library), 90)
    return pd.DataFrame({"seeded, 1/mL": arm[1:], "bone day 90, %": value} for arm, value in amounts.items())


def sources(library: Library) -> pd.DataFrame:
    """Every product of cells on a carrier under the skin: bone after eight and twelve weeks, and niche."""
    result = run("sources", library)
    early, late = bone(result, 56), bone(result, 84)
    curves = result.measurements.curves
    return pd.DataFrame(
        {
            "product": arm,
            "bone day 56, %": early[arm],
            "bone day 84, %": late[arm],
            "niche day 84, %": 100 * float(curves["haematopoietic_niche"][-1, lane]),
            "alive day 14, % of given": _alive(curves["given_alive"][:, lane], result, 14),
        }
        for lane, arm in enumerate(early)
    )


def _alive(curve: np.ndarray, result: Result, day: float) -> float:
    given = float(curve[0])
    return 100 * float(np.interp(day, result.measurements.times, curve)) / given if given else float("nan")


def large_animals(library: Library) -> pd.DataFrame:
    """R007-R009 beside what cells add in a sheep after 12 and 26 weeks, percentage points."""
    result = run("large-animals", library)
    early, late = bone(result, 84), bone(result, 182)
    rows = [row for row in library.studies["given_cells_large_animals"].rows if row.row == "R007"]
    return pd.DataFrame(
        {
            "arm": arm,
            "R007": f"{rows[0].value:g} ({rows[0].low:g} to {rows[0].high:g})",
            "gain week 12": early[arm] - early[arm.split("_")[0]],
            "gain week 26": late[arm] - late[arm.split("_")[0]],
        }
        for arm in early
        if "_" in arm
    )


def mechanisms(library: Library) -> pd.DataFrame:
    """What is left of the bone that given cells add when ways of theirs to act are cut, percentage points."""
    result = run("mechanisms", library)
    records = []
    for host in ("rat", "mouse"):
        for day in (14, 28, 56):
            amounts = bone(result, day)
            none, whole = amounts[f"{host}_none"], amounts[f"{host}_all"]
            record: dict[str, object] = {
                "host": host,
                "day": day,
                "bone without, %": none,
                "gain": whole - none,
            }
            for cut in ("no_fate", "no_secretion", "no_immune", "neither"):
                left = amounts[f"{host}_{cut}"] - none
                record[f"left: {cut}"] = left
            records.append(record)
    return pd.DataFrame(records)


def hangs_on(library: Library) -> pd.DataFrame:
    """What marrow cells add in a rat's calvaria in four weeks, each unknown at both ends of its range."""
    rows, usual = [], _gain(library)
    for path in UNKNOWN:
        record = quantities(library)[path]
        low, high = (_gain(revise(library, {path: end})) for end in (record.low, record.high))
        span = f"{record.low:.3g} to {record.high:.3g} {record.unit}"
        rows.append(
            {"quantity": path, "range": span, "gain at low end": low, "usual": usual, "at high end": high}
        )
    return pd.DataFrame(rows)


def _gain(library: Library) -> float:
    amounts = bone(run("mechanisms", library), 28)
    return amounts["rat_all"] - amounts["rat_none"]


TABLES = {
    "survival": survival,
    "density": density,
    "densities": densities,
    "sources": sources,
    "large-animals": large_animals,
    "mechanisms": mechanisms,
    "hangs": hangs_on,
}


def main() -> None:
    """Fit, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-fit", action="store_true", help="show the catalogue's own values")
    parser.add_argument("--write", action="store_true", help="refresh the tables of docs/cell-products.md")
    options = parser.parse_args()
    library = load_library()
    if not (options.no_fit or options.write):
        values = fit(library)
        print("\n".join(f"  {path:32s} {value:8.4g}" for path, value in values.items()), flush=True)
        library = revise(library, values)
    for name, table in TABLES.items():
        found = table(library)
        print(f"{name}\n{found.round(3).to_string(index=False)}", flush=True)
        if options.write:
            write("cell-products.md", name, markdown(found))


if __name__ == "__main__":
    main()
