"""Writes models as SBML, checks the files, and runs them in libRoadRunner and COPASI beside Osteon itself.

    python validation/sbml_export.py                       # the first arm of every model
    python validation/sbml_export.py kagan2013 trejo2019   # these models only
    python validation/sbml_export.py --all-arms

One line a model and arm: what libSBML finds (all checks, units and good practice included), and the largest
relative difference of any entity or outcome at a hundred times. The numbers are compared in SI units, each
side converted by its own unit. The exit status is 1 where a file is faulty or a difference is above 1e-4.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any, TypeAlias, final

import basico  # type: ignore[import-untyped]
import libsbml
import numpy as np
import roadrunner  # type: ignore[import-untyped]
from numpy.typing import NDArray

from osteon.cohort import pose
from osteon.knowledge import NATURAL_HEALING, Library, load_library
from osteon.model import build_model
from osteon.observe import measure
from osteon.scenario import Arm, Experiment, load_experiment
from osteon.solve import resolution, solve
from osteon.standards import check_sbml, write_sbml
from osteon.units import Dimension, coherent

Curves: TypeAlias = dict[str, NDArray[np.float64]]
Program: TypeAlias = Callable[[str, Sequence[str], NDArray[np.float64]], Curves]

ROOT = Path(__file__).parents[1]
HEALING = ROOT / "examples" / "mouse-tibia-fracture.toml"
POINTS = 100
TOLERANCES = ((1e-12, 1e-18), (1e-10, 1e-16), (1e-10, 1e-13), (1e-10, 1e-9))
"""Relative and absolute tolerances for libRoadRunner, the first that goes."""

UNSTABLE: Mapping[tuple[str, str], str] = {
    ("bailonplaza2001", "chondrogenic_factor"): "cm falls to 1e-80 and grows again: rounding decides its sign"
}
"""Arms whose curves no program can follow, and why."""

LIMIT = 1e-4
FLOOR = 1e-5
"""Below this share of the largest number of its curve a value counts as zero."""

NOISE = 1e-9
"""The share of the largest amount of its unit down to which Osteon follows an amount."""

SI: Mapping[str, float] = {
    **{"day": 86400.0, "mm": 1e-3, "pg": 1e-15, "mol": 1.0, "mmHg": 133.322387415, "MPa": 1e6},
    **dict.fromkeys(("cell", "CFU", "particle", "item"), 1.0),
}


def sampled(days: float) -> NDArray[np.float64]:
    """Times that are unlikely to be those of an event, in days; the first is 0."""
    return np.array([0.0, *(days * (np.arange(POINTS) + 0.381966) / POINTS)])


def si_factor(dimension: Dimension) -> float:
    """How many SI units a coherent unit of Osteon is."""
    return float(prod(SI[base] ** float(power) for base, power in dimension))


def own_curves(library: Library, experiment: Experiment, arm: Arm) -> Curves:
    """Osteon's own solution in an arm: every entity and outcome, in SI units."""
    model = build_model(library, experiment.model)
    times = sampled(experiment.days)
    plan = replace(experiment, arms=(arm,), animals=1, at=tuple(times), every=experiment.days)
    solution = solve(pose(plan, model, library), rtol=1e-8, method="rosenbrock", max_steps=1_000_000)
    if not solution.ok.all():
        raise RuntimeError(
            f"{experiment.model}, {arm.name}: Osteon did not reach the end: {solution.reason(0)}"
        )
    rows = np.searchsorted(solution.times, times)
    curves = {
        state.id: solution.state(state.id)[rows, 0] * si_factor(coherent(state.entity.unit).dimension)
        for state in model.states
        if state.id in solution.state_ids
    }
    read = measure(model, solution)
    for name, _ in model.signals:
        if name in read.curves:
            unit = coherent(read.outcomes[name].unit)
            curves[name] = read.curves[name][rows, 0] * unit.factor * si_factor(unit.dimension)
    return curves


@final
@dataclass(frozen=True)
class Document:
    """A text of SBML. units: the id of each parameter's unit. factors: how many SI units that is.

    time: how many seconds the document's unit of time is.
    """

    text: str
    units: Mapping[str, str]
    factors: Mapping[str, float]
    time: float


def read_document(text: str) -> Document:
    """The units of a document, as libSBML reads them."""
    # Kept in a name, because the model goes with its document.
    document = libsbml.readSBMLFromString(text)
    model = document.getModel()
    units = {each.getId(): each.getUnits() for each in model.getListOfParameters()}
    known = {unit: _unit_factor(model, unit) for unit in {*units.values(), model.getTimeUnits()}}
    return Document(text, units, {id: known[unit] for id, unit in units.items()}, known[model.getTimeUnits()])


def _unit_factor(model: Any, id: str) -> float:
    """How many SI units a unit is that the document defines, or that SBML has built in."""
    definition = model.getUnitDefinition(id)
    if definition is None:
        return {"gram": 1e-3, "litre": 1e-3}.get(id, 1.0)
    plain = libsbml.UnitDefinition.convertToSI(definition)  # kept in a name: its units go with it
    return float(
        prod(
            (unit.getMultiplier() * 10.0 ** unit.getScale()) ** unit.getExponentAsDouble()
            for unit in plain.getListOfUnits()
        )
    )


def roadrunner_curves(text: str, names: Sequence[str], times: NDArray[np.float64]) -> Curves:
    """What libRoadRunner makes of a document, in the document's units, at the tightest tolerance that goes.

    CVODE can get stuck at a jump of a rate when it follows an amount down to nothing.
    """
    problems = []
    for relative, absolute in TOLERANCES:
        runner = roadrunner.RoadRunner(text)
        runner.integrator.relative_tolerance = relative
        runner.integrator.absolute_tolerance = absolute
        runner.integrator.maximum_num_steps = 200_000
        runner.timeCourseSelections = ["time", *names]
        try:
            found = np.asarray(runner.simulate(times=list(times)))
        except RuntimeError as problem:
            problems.append(problem)
        else:
            return {name: found[:, column + 1] for column, name in enumerate(names)}
    raise problems[-1]


def copasi_curves(text: str, names: Sequence[str], times: NDArray[np.float64]) -> Curves:
    """What COPASI makes of a document, in the document's units."""
    model = basico.load_model_from_string(text)
    try:
        basico.set_task_settings(
            "Time-Course",
            {
                "method": {
                    "Relative Tolerance": 1e-10,
                    "Absolute Tolerance": 1e-16,
                    "Max Internal Steps": 1_000_000,
                }
            },
            model=model,
        )
        table = basico.run_time_course(values=list(times), use_sbml_id=True, model=model)
        if not len(table) or table.index[-1] < times[-1] * (1.0 - 1e-9):
            raise RuntimeError("COPASI did not reach the end")
        # At an event the table has two more rows: before it and after.
        rows = [int(np.argmin(np.abs(table.index.to_numpy() - time))) for time in times]
        fixed = basico.get_parameters(model=model).set_index("sbml_id")["initial_value"]
        changing = {name: table[name].to_numpy()[rows] for name in names if name in table}
        return {name: changing.get(name, np.full(len(rows), fixed[name])) for name in names}
    finally:
        basico.remove_datamodel(model)


def resolutions(library: Library, model_id: str) -> dict[str, float]:
    """The smallest amount that matters of each entity whose record states one, in SI units."""
    stated = [state for state in build_model(library, model_id).states if state.entity.resolution is not None]
    return {
        state.id: resolution(state.entity) * si_factor(coherent(state.entity.unit).dimension)
        for state in stated
    }


def worst(own: Curves, other: Curves, document: Document, floors: Mapping[str, float]) -> tuple[float, str]:
    """The largest relative difference and the name of its curve.

    own: in SI units. other: in the document's. floors: amounts below which nothing matters, in SI units.
    """
    units, factors = document.units, document.factors
    largest: dict[str, float] = {}
    for name, curve in own.items():
        largest[units[name]] = max(largest.get(units[name], 0.0), float(np.abs(curve).max()))
    found = [(0.0, "")]
    for name, wanted in own.items():
        given = other[name] * factors[name]
        size = np.maximum(np.abs(wanted), max(FLOOR * np.abs(wanted).max(), floors.get(name, 1e-300)))
        errors = np.maximum(np.abs(given - wanted) - NOISE * largest[units[name]], 0.0) / size
        found.append((float(errors.max()) if np.isfinite(errors).all() else np.inf, name))
    return max(found)


PROGRAMS: Mapping[str, Program] = {"roadrunner": roadrunner_curves, "copasi": copasi_curves}


def compared(
    library: Library, experiment: Experiment, arm: Arm, programs: Iterable[str] = PROGRAMS
) -> dict[str, tuple[float, str]]:
    """How far other programs are from Osteon on the SBML of an arm."""
    document = read_document(write_sbml(library, experiment.model, arm.name, experiment=experiment))
    own, floors = own_curves(library, experiment, arm), resolutions(library, experiment.model)
    times = sampled(experiment.days) * SI["day"] / document.time
    return {
        name: worst(own, PROGRAMS[name](document.text, list(own), times), document, floors)
        for name in programs
    }


def experiments(library: Library, models: Sequence[str]) -> Iterator[Experiment]:
    """The experiment of each model; natural healing has one of the examples."""
    for model in models:
        yield load_experiment(library.experiments.get(model, HEALING), library)


def main() -> int:
    """Compare, print, and say whether all is well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="*", help="these models only")
    parser.add_argument("--all-arms", action="store_true", help="every arm, not only the first")
    options = parser.parse_args()
    library = load_library()
    good = True
    print(f"{'model':18s} {'arm':28s} {'bytes':>8s}  libRoadRunner         COPASI                libSBML")
    for experiment in experiments(library, options.models or [NATURAL_HEALING, *library.experiments]):
        for arm in experiment.arms if options.all_arms else experiment.arms[:1]:
            good = told(library, experiment, arm) and good
    return 0 if good else 1


def told(library: Library, experiment: Experiment, arm: Arm) -> bool:
    """Print the line of an arm, and whether all is well with it."""
    text = write_sbml(library, experiment.model, arm.name, experiment=experiment)
    faults, head = check_sbml(text), f"{experiment.model:18s} {arm.name[:28]:28s} {len(text):8d}  "
    if (experiment.model, arm.name) in UNSTABLE:
        print(f"{head}{UNSTABLE[experiment.model, arm.name]} {faults or 'valid'}", flush=True)
        return not faults
    try:
        found = compared(library, experiment, arm)
    except RuntimeError as error:
        print(f"{head}{error}", flush=True)
        return False
    said = "".join(f"{error:9.1e} {name[:11]:11s} " for error, name in found.values())
    print(f"{head}{said} {faults or 'valid'}", flush=True)
    return not faults and all(error <= LIMIT for error, _ in found.values())


if __name__ == "__main__":
    sys.exit(main())
