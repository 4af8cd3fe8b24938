"""Models of the catalogue to SBML and back: the same curves.

    python validation/sbml_roundtrip.py [MODEL ...]

The first arm of each model's experiment is written as SBML, read again, run, and laid beside the model's own
run. Printed is the worst difference of any entity, as a share of the value or, where that is smaller, of a
ten-thousandth of the largest value of its curve or its stated resolution. Where units were not carried,
shapes are compared.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from osteon.cohort import run_experiment
from osteon.errors import OsteonError
from osteon.knowledge import Library, load_library
from osteon.scenario import Arm, load_experiment
from osteon.solve import Solution
from osteon.standards import Imported, read_sbml, write_sbml

RTOL, LIMIT, FLOOR = 1e-8, 1e-4, 1e-4


def there_and_back(library: Library, model: str, folder: Path, arm: int = 0) -> tuple[float, str, Imported]:
    """The worst difference in an arm, where it is, and what was read."""
    plan = load_experiment(library.experiments[model], library)
    plan = replace(plan, arms=(plan.arms[arm],), animals=1, studies=(), outcomes=())
    own = run_experiment(plan, library, rtol=RTOL, method="rosenbrock").solution
    path = folder / f"{model}.xml"
    path.write_text(write_sbml(library, model, plan.arms[0].name, experiment=plan), encoding="utf-8")
    imported = read_sbml(path, name=f"{model}-again")
    shelf = Library(chapters={imported.name: (imported.chapter,)})
    again = replace(plan, model=imported.name, arms=(Arm("again", "", None),))
    other = run_experiment(again, shelf, rtol=RTOL, method="rosenbrock").solution
    if not (own.ok[0] and other.ok[0]):
        return np.inf, own.reason(0) if not own.ok[0] else other.reason(0), imported
    stated = {entity.id: entity.resolution or 0.0 for c in library.chapters[model] for entity in c.entities}
    return (*_worst(own, other, imported, stated), imported)


def _worst(
    own: Solution, other: Solution, imported: Imported, stated: Mapping[str, float]
) -> tuple[float, str]:
    worst, where = 0.0, ""
    for id in own.state_ids:
        if id not in other.state_ids:
            continue
        first, second = own.state(id)[:, 0], other.state(id)[:, 0]
        peak = int(np.argmax(np.abs(first)))
        if imported.units != "carried" and second[peak] != 0:
            second = second * (first[peak] / second[peak])
        size = np.maximum(np.abs(first), max(FLOOR * float(np.abs(first[peak])), stated[id]))
        off = np.abs(second - first) / np.where(size > 0, size, 1.0)
        place = int(np.argmax(off))
        if off[place] > worst:
            worst = float(off[place])
            where = f"{id}, day {own.times[place]:g}: {second[place]:.9g}, own {first[place]:.9g}"
    return worst, where


def main() -> None:
    """A line a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*")
    library = load_library()
    models = parser.parse_args().models or sorted(library.experiments)
    met = 0
    with tempfile.TemporaryDirectory() as folder:
        for model in models:
            try:
                worst, where, imported = there_and_back(library, model, Path(folder))
            except OsteonError as error:
                print(f"{model:18} {error.faults[0]}", flush=True)
                continue
            met += worst <= LIMIT
            print(
                f"{model:18} {worst:8.1e}  {imported.units:13} {where if worst > LIMIT else ''}", flush=True
            )
    print(f"{met} of {len(models)} within {LIMIT:g}")


if __name__ == "__main__":
    main()
