"""How fast published models run here, beside libRoadRunner and SciPy, at equal accuracy.

    python benchmarks/bench_published.py                      # Lemaire 2004, Trejo 2019 and Joerg 2022
    python benchmarks/bench_published.py lemaire2004 --sets 100

Each program gets the loosest tolerance with which its curves are within 1e-4 of a referee (SciPy's LSODA at
1e-11), relative to the largest value of each state. Then it is timed on one set of parameters, and on a batch
of sets in which every number with a dimension is drawn anew. libRoadRunner runs the SBML that `osteon export`
writes; SciPy's LSODA and BDF call the rates as one Python function. Compiling and loading are not timed. The
tolerances are shown; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import roadrunner
import sympy
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library
from osteon.model import TIME, Model, build_model, to_sympy
from osteon.scenario import load_experiment
from osteon.solve import Problem, solve
from osteon.standards import write_sbml

MODELS = {"lemaire2004": 140.0, "trejo2019": 400.0, "joerg2022": 11680.0}
"""The models, and over how many days they run."""

POINTS, SETS, SPREAD, CHECKED, AIM = 101, 1000, 0.1, 4, 1e-4
TOLERANCES = tuple(float(10.0**-n) for n in np.arange(1.0, 11.0, 0.5))

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A model with sets of parameters.

    factors [P, sets]: what each quantity is multiplied by. parameters [P, sets], initial [S, sets]: coherent.
    referee [CHECKED, POINTS, S].
    """

    library: Library
    model: Model
    days: float
    factors: Array
    parameters: Array
    initial: Array
    times: Array
    referee: Array

    def problem(self, lanes: slice) -> Problem:
        """Some of the sets as a problem of Osteon."""
        return Problem(self.model, self.parameters[:, lanes], self.initial[:, lanes], self.times)

    def error(self, curves: Iterable[Array]) -> float:
        """The worst difference of curves [POINTS, S] from the referee's, by the largest of each state."""
        size = np.abs(self.referee).max(axis=(0, 1))
        size[size == 0.0] = 1.0
        return float(max(np.max(np.abs(y - r) / size) for y, r in zip(curves, self.referee, strict=False)))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="*", help=f"some of {', '.join(MODELS)}")
    parser.add_argument("--sets", type=int, default=SETS, help="sets of parameters in a batch")
    options = parser.parse_args()
    library = load_library()
    print(f"{os.cpu_count()} cores; error at most {AIM:g}; milliseconds per trajectory")
    print("| model | program | rtol | error | one set | each of a batch |\n|---|---|---|---|---|---|")
    for name in options.models or MODELS:
        case = made(library, name, options.sets)
        for program, (runs, most) in PROGRAMS.items():
            print(f"| {name} | {program} | {measured(case, runs(case), most)} |", flush=True)


def made(library: Library, name: str, sets: int) -> Case:
    """The model in the first arm of its experiment, where nothing is done to it; all sets start alike."""
    model = build_model(library, name)
    experiment = load_experiment(library.experiments[name], library)
    arm = experiment.arms[0]
    assert not arm.changes
    assert not arm.doses
    rows = list(model.quantities.values())
    draw = np.random.default_rng(1).standard_normal((sets, len(rows))).T
    varied = np.array([row.unit != "1" and not row.path.endswith(".initial") for row in rows])[:, None]
    factors = np.exp(SPREAD * varied * draw)
    parameters = np.array([row.coherent for row in rows])[:, None] * factors
    begun = run_experiment(replace(experiment, arms=(arm,), animals=1, days=1.0, at=()), library)
    known = dict(zip(begun.solution.state_ids, begun.solution.states[0, :, 0], strict=True))
    start = np.array([[known.get(state.id, 0.0)] * sets for state in model.states])
    case = Case(
        library, model, MODELS[name], factors, parameters, start,
        np.linspace(0.0, MODELS[name], POINTS), np.zeros(0),
    )  # fmt: skip
    curve = scipy(case, "LSODA")
    referee = np.array([curve(1e-11, n) for n in range(min(CHECKED, sets))])
    return Case(**{**vars(case), "referee": referee})


def measured(case: Case, program: Callable[[float, slice], list[Array]], most: int) -> str:
    """Its loosest sufficient tolerance, its error and its times, for `most` sets, as cells of a table."""
    rtol, error = chosen(case, program)
    if rtol is None:
        return f"none | {error:.1e} | |"
    one = best(lambda: program(rtol, slice(0, 1)), 20)
    batch = min(case.factors.shape[1], most)
    many = best(lambda: program(rtol, slice(0, batch)), 3) / batch
    return f"{rtol:.0e} | {error:.0e} | {1e3 * one:.2f} | {1e3 * many:.3f}"


def chosen(case: Case, program: Callable[[float, slice], list[Array]]) -> tuple[float | None, float]:
    """The loosest of two tolerances in a row at which the error is small enough, and that error."""
    found: list[tuple[float, float]] = []
    for rtol in TOLERANCES:
        error = case.error(program(rtol, slice(0, len(case.referee))))
        found = [*found, (rtol, error)] if error <= AIM else []
        if len(found) == 2:
            return found[0]
    return None, error


def best(work: Callable[[], Any], repeats: int) -> float:
    """The least seconds of some runs."""
    times = []
    for _ in range(repeats):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


def osteon(case: Case) -> Callable[[float, slice], list[Array]]:
    """The general method of Osteon."""

    def runs(rtol: float, lanes: slice) -> list[Array]:
        solution = solve(case.problem(lanes), rtol=rtol, method="rosenbrock")
        return list(np.moveaxis(solution.states, 2, 0))

    return runs


def roads(case: Case) -> Callable[[float, slice], list[Array]]:
    """libRoadRunner's CVODE on the exported SBML; a tolerance that is relative alone, in effect."""
    text = write_sbml(case.library, case.model.id)
    runner = roadrunner.RoadRunner(text)
    runner.timeCourseSelections = [state.id for state in case.model.states]
    ids = list(runner.model.getGlobalParameterIds())
    names = parameter_names(text)
    rows = {path: row for row, path in enumerate(case.model.quantities)}
    base = np.array(runner.model.getGlobalParameterValues())
    factor_rows = [rows.get(names.get(id, ""), -1) for id in ids]
    one = np.ones((1, case.factors.shape[1]))
    values = base[:, None] * np.vstack([case.factors, one])[factor_rows]
    writable = [i for i, row in enumerate(factor_rows) if row >= 0 or ids[i] in runner.timeCourseSelections]
    scale = np.array([base[ids.index(id)] for id in runner.timeCourseSelections])
    unit = np.divide(case.initial[:, 0], scale, out=np.ones_like(scale), where=scale != 0)
    factors = np.array([state.factor for state in case.model.states])
    unit = np.where(scale != 0, unit, factors)
    ends = end_time(case, text)

    def runs(rtol: float, lanes: slice) -> list[Array]:
        runner.integrator.setValue("relative_tolerance", rtol)
        runner.integrator.setValue("absolute_tolerance", 1e-9 * rtol)
        runner.integrator.setValue("maximum_num_steps", 1000000)
        curves = []
        for lane in range(case.factors.shape[1])[lanes]:
            runner.reset()
            runner.model.setGlobalParameterValues(writable, values[writable, lane].tolist())
            curves.append(np.array(runner.simulate(0, ends, POINTS)) * unit)
        return curves

    return runs


def parameter_names(text: str) -> dict[str, str]:
    """The name of each parameter in an SBML document, which is the path of its quantity."""
    tree = ElementTree.fromstring(text)
    found = (node for node in tree.iter() if node.tag.endswith("}parameter"))
    return {node.attrib["id"]: node.attrib.get("name", "") for node in found}


def end_time(case: Case, text: str) -> float:
    """The last day in the time unit of the document."""
    unit = ElementTree.fromstring(text)[0].attrib["timeUnits"]
    return case.days * {"day": 1.0, "hour": 24.0, "second": 86400.0}[unit]


def scipy(case: Case, method: str) -> Callable[[float, int], Array]:
    """A function of tolerance and lane that gives the states [POINTS, S] by SciPy."""
    slope = plain_slope(case.model)
    units = np.array([state.factor for state in case.model.states])

    def curve(rtol: float, lane: int) -> Array:
        p, start = case.parameters[:, lane].tolist(), case.initial[:, lane]
        solution = solve_ivp(
            lambda day, y: slope(*y.tolist(), *p, day),
            (0.0, case.days + 1e-9), start, method=method, t_eval=case.times,
            rtol=max(rtol, 1e-12), atol=1e-3 * rtol * np.maximum(start, 1e-3 * units),
        )  # fmt: skip
        curves = np.full((POINTS, len(start)), np.nan)
        curves[: solution.y.shape[1]] = solution.y.T
        return curves

    return curve


def plain_slope(model: Model) -> Callable[..., Any]:
    """The rates as one Python function of numbers (states, quantities, day), common parts worked out once."""
    slopes = {state.id: sympy.Integer(0) for state in model.states}
    for rate in model.rates:
        for id, sign in ((rate.source, -1), (rate.target, 1)):
            if id is not None:
                slopes[id] += sign * to_sympy(rate.expression)
    for name, tree in reversed(model.signals):
        signal = to_sympy(tree)
        slopes = {id: slope.subs(sympy.Symbol(name, real=True), signal) for id, slope in slopes.items()}
    names = [*slopes, *model.quantities, TIME]
    arguments = [sympy.Symbol(name, real=True) for name in names]
    function: Callable[..., Any] = sympy.lambdify(arguments, list(slopes.values()), "math", cse=True)
    return function


def lsoda(case: Case) -> Callable[[float, slice], list[Array]]:
    """SciPy's LSODA."""
    return _slow(case, "LSODA")


def bdf(case: Case) -> Callable[[float, slice], list[Array]]:
    """SciPy's BDF."""
    return _slow(case, "BDF")


def _slow(case: Case, method: str) -> Callable[[float, slice], list[Array]]:
    curve = scipy(case, method)

    return lambda rtol, lanes: [curve(rtol, lane) for lane in range(case.factors.shape[1])[lanes]]


SLOW = 20
"""Sets that are timed of a program that takes milliseconds for each."""

PROGRAMS = {
    "Osteon": (osteon, SETS),
    "libRoadRunner": (roads, SETS),
    "LSODA": (lsoda, SLOW),
    "BDF": (bdf, SLOW),
}

if __name__ == "__main__":
    main()
