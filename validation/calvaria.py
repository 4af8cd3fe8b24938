"""Refits what decides how much of a hole in the skull bone closes, and shows every row beside the model.

    python validation/calvaria.py            # refit, then the table: measured, model, residual
    python validation/calvaria.py --no-fit   # the table for the values in the catalogue
    python validation/calvaria.py --write    # that table into docs/space.md

Fitted are three quantities to bone in untreated rat defects of 5 and 8 mm (R014-R021) and the power of an
infant's dura to closure in mice of six days (R191-R193); one set serves all sizes, which differ in geometry
alone. The 9 mm series and adult mice are shown and not fitted. The fits run in radial domains, which the
table repeats in the plane. Nothing is written into the catalogue: copy what you accept by hand, and say so in
CHANGELOG.md, "Numbers that changed".
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from fitting import fit_in_ranges

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library, revise
from osteon.scenario import Experiment, load_experiment, with_domain

FILES = {
    "rat": Path(__file__).parent / "rat-calvaria-sizes.toml",
    "mouse": Path(__file__).parents[1] / "examples" / "mouse-calvaria.toml",
}
PAGE = Path(__file__).parents[1] / "docs" / "space.md"
STEPS = (
    ("rat", ("calvarial_disc.sheet", "calvarial_disc.membrane", "rat.exponent"), range(14, 22)),
    ("mouse", ("dura.infant",), range(191, 194)),
)
"""Of each fit: the file, the quantities that its rows decide, and the numbers of the rows."""

VOXEL = {"rat": "100 um", "mouse": "50 um"}


def experiment(name: str, library: Library, domain: str) -> Experiment:
    """An example in a domain, at the voxel size of the comparison."""
    plan = load_experiment(FILES[name], library)
    return with_domain(plan, domain, VOXEL[name])


def residuals(library: Library, name: str, domain: str = "radial") -> pd.DataFrame:
    """Measured and modelled outcomes of one example."""
    return run_experiment(experiment(name, library, domain), library).residuals()


def fit(library: Library, name: str, paths: tuple[str, ...], rows: range) -> dict[str, float]:
    """The values of `paths` that bring the sum of squared residuals to its minimum, in their ranges."""

    def loss(values: dict[str, float]) -> float:
        found = residuals(revise(library, values), name)
        return float((found[found.row.isin(named(rows))].residual ** 2).sum())

    return fit_in_ranges(library, paths, loss, most=15 * len(paths))


def named(rows: range) -> list[str]:
    """The numbers of rows as the studies write them."""
    return [f"R{number:03d}" for number in rows]


def table(library: Library) -> pd.DataFrame:
    """Every row of the rat and mouse studies beside the model, radial and plane."""
    parts, fitted = [], [row for _, _, rows in STEPS for row in named(rows)]
    for name in ("rat", "mouse"):
        for domain in ("radial", "plane"):
            found = residuals(library, name, domain)
            parts.append(found.assign(domain=domain, fitted=found.row.isin(fitted)))
    return pd.concat(parts)


def write(found: pd.DataFrame) -> None:
    """The table into docs/space.md, between its marks."""
    columns = ["row", "arm", "day", "outcome", "domain", "measured", "model", "residual", "unit", "fitted"]
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    for row in found[columns].itertuples(index=False):
        lines.append(
            "| " + " | ".join(f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row) + " |"
        )
    begin, end = "<!-- calvaria:begin -->", "<!-- calvaria:end -->"
    head, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text("\n".join([head + begin, *lines, end + rest.split(end)[1]]), encoding="utf-8")


def shown(values: Mapping[str, float]) -> str:
    """Path and value of each fitted quantity."""
    return "\n".join(f"  {path:28s} {value:8.4g}" for path, value in values.items())


def main() -> None:
    """Fit, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-fit", action="store_true", help="show the catalogue's own values")
    parser.add_argument("--write", action="store_true", help="refresh the table of docs/space.md")
    options = parser.parse_args()
    library = load_library()
    if not (options.no_fit or options.write):
        for step in STEPS:
            values = fit(library, *step)
            print(shown(values), flush=True)
            library = revise(library, values)
    found = table(library)
    print(found.round(2).to_string(index=False))
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
