"""Refits every quantity of natural healing that is marked fitted, and shows it beside what was measured.

    python validation/natural_healing.py            # refit, then the table: measured, model, residual
    python validation/natural_healing.py --no-fit   # the table for the values in the catalogue
    python validation/natural_healing.py --write    # that table into docs/natural-healing.md

Only published outcomes (the studies of the catalogue) are fitted, each quantity inside its record's range, in
four steps, twice: oxygen, mouse bone by age, delay without TNF receptors, human union by gap. Nothing is
written: copy what you accept into the records by hand, and say so in CHANGELOG.md, "Numbers that changed".
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

import numpy as np
import pandas as pd
from fitting import fit_in_ranges, quantities

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library, revise
from osteon.scenario import load_experiment

EXAMPLES = Path(__file__).parents[1] / "examples"
PAGE = Path(__file__).parents[1] / "docs" / "natural-healing.md"


@final
@dataclass(frozen=True)
class Step:
    """One fit: the rows of one example, and the quantities that they decide."""

    name: str
    example: str
    paths: tuple[str, ...]
    rows: tuple[str, ...]
    animals: int


STEPS = (
    Step(
        "oxygen",
        "oxygen.toml",
        ("oxygen_demand.haematoma_use", "sprouting_from_host.k"),
        ("R107", "R103", "R104", "R105", "R106"),
        4,
    ),
    Step(
        "bone in the callus of young and old mice",
        "mouse-tibia-fracture.toml",
        ("endochondral_ossification.k", "ageing.decline_progenitors", "ageing.decline_maturation"),
        ("R215", "R216", "R217"),
        8,
    ),
    Step(
        "delay without TNF receptors",
        "tnf-friend-and-foe.toml",
        ("MSC_recruitment.basal", "endochondral_ossification.basal"),
        ("R208", "R209"),
        4,
    ),
    Step(
        "human union by gap",
        "human-tibial-gap.toml",
        ("invasion.front", "human.patient_cv"),
        ("R126", "R127", "R128"),
        100,
    ),
)

SWEEPS = 2
"""The steps touch each other a little: a second round settles them."""

CHECKS = ("mouse-tibia-fracture", "oxygen", "tnf-friend-and-foe", "human-tibial-gap", "nonunion-risk")


def residuals(library: Library, example: str, animals: int | None = None) -> pd.DataFrame:
    """Measured and modelled outcomes of one example."""
    experiment = load_experiment(EXAMPLES / example, library)
    if animals:
        experiment = replace(experiment, animals=animals)
    return run_experiment(experiment, library).residuals()


def fit(step: Step, library: Library) -> dict[str, float]:
    """The values of the step's quantities that bring the sum of squared residuals to its minimum."""

    def loss(values: dict[str, float]) -> float:
        table = residuals(revise(library, values), step.example, step.animals)
        rows = table[table.row.isin(step.rows)]
        return float((rows.residual**2).sum())

    return fit_in_ranges(library, step.paths, loss, most=60)


def write(library: Library) -> None:
    """Refreshes the table of docs/natural-healing.md with the catalogue's own values."""
    columns = ["row", "arm", "day", "outcome", "measured", "model", "model_low", "model_high", "unit"]
    tables = [residuals(library, f"{example}.toml")[columns] for example in CHECKS]
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    for row in pd.concat(tables).itertuples(index=False):
        cells = (f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row)
        lines.append(f"| {' | '.join(cells)} |")
    begin, end = "<!-- validation:begin -->", "<!-- validation:end -->"
    head, rest = PAGE.read_text(encoding="utf-8").split(begin)
    text = "\n".join([head + begin, *lines, end + rest.split(end)[1]])
    PAGE.write_text(text, encoding="utf-8")


def show(table: pd.DataFrame) -> None:
    """Measured, model, residual."""
    columns = [
        "row",
        "arm",
        "day",
        "outcome",
        "unit",
        "measured",
        "model",
        "model_low",
        "model_high",
        "residual",
    ]
    print(table[columns].round(2).to_string(index=False), end="\n\n")


def phases(library: Library) -> None:
    """Onset of each phase in young mice beside the published windows."""
    experiment = load_experiment(EXAMPLES / "mouse-tibia-fracture.toml", library)
    result = run_experiment(experiment, library)
    young = slice(0, experiment.animals)
    windows = {
        "end_inflammation": "phase to day 3-4, cytokines down by day 3 (web:eorif.com/fracture-healing)",
        "onset_soft_callus": "'few days' (the same)",
        "onset_hard_callus": "before 21 (R215: half of the callus is bone)",
        "onset_bony_union": "no row for mice",
        "onset_remodelling": "last (claim C219)",
    }
    print("Phases of young mice: median day [range], and what is published")
    for event, window in windows.items():
        days = result.measurements.events[event][young]
        seen = days[np.isfinite(days)]
        told = f"{np.median(seen):5.1f} [{seen.min():.1f}-{seen.max():.1f}]" if seen.size else "not reached"
        print(f"  {event:20s} {told:22s} {window}")
    print()


def main() -> None:
    """Fit, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-fit", action="store_true", help="show the catalogue's own values")
    parser.add_argument("--write", action="store_true", help="refresh the table of docs/natural-healing.md")
    options = parser.parse_args()
    library = load_library()
    records = quantities(library)
    if options.write:
        write(library)
        return
    if not options.no_fit:
        for sweep in range(SWEEPS):
            for step in STEPS:
                values = fit(step, library)
                print(f"sweep {sweep + 1}, {step.name}: rows {', '.join(step.rows)}")
                for path, value in values.items():
                    print(
                        f"  {path:34s} {records[path].value:10.4g} -> {value:10.4g} {records[path].unit}",
                        flush=True,
                    )
                library = revise(library, values)
        print()
    for example in CHECKS:
        print(example)
        show(residuals(library, f"{example}.toml"))
    phases(library)


if __name__ == "__main__":
    main()
