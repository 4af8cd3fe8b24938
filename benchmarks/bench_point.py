"""How fast and how accurate the point (0D) solver is, beside SciPy's LSODA on the same equations.

    python benchmarks/bench_point.py               # the equations of the catalogue
    python benchmarks/bench_point.py --synthetic   # made-up equations of 30 states
    python benchmarks/bench_point.py --quick       # fewer animals

Prints the device, and for untreated healing, for a defect with cells and vesicles in it, and for one with
everything that can be given: the time to compile (cache off) and the run time for more and more animals. For
the first also LSODA's time for one animal at the same tolerance and their ratio, and the worst relative error
of any state against a referee (SciPy's BDF at 1e-9), for LSODA as well; at last the run time for more and
more species. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import platform
from time import perf_counter
from typing import Any, cast

import jax
import numpy as np
from scipy.integrate import solve_ivp

from osteon.knowledge import Entity, Library, Process, Quantity, load_library
from osteon.model import Model, Rate, State, build_model, factor_out, parse, prune, start_amounts
from osteon.solve import Problem, Solution, derivative, resolution, solve

DAYS, RTOL, SPREAD = 84, 1e-3, 0.15
ARROWS = (
    ("D{i}", None, "0.02 * M{i} * D{i} + 0.1 * D{i}"),
    (None, "M{i}", "900 * activation(D{i}, 0.3, 2) + 400 * activation(F{j}, 1, 1)"),
    ("M{i}", "R{i}", "0.8 * M{i} * activation(F{i}, 0.5, 1)"),
    ("R{i}", "M{i}", "0.2 * R{i} * activation(F{j}, 2, 1)"),
    ("M{i}", None, "0.3 * M{i}"),
    ("R{i}", None, "0.2 * R{i}"),
    (None, "F{i}", "0.02 * M{i} * inhibition(F{j}, 1, 1)"),
    ("F{i}", None, "k * F{i}"),
    (None, "T{i}", "4e-5 * R{i} * crowding(T{i}, 1)"),
    ("T{i}", None, "0.01 * T{i}"),
)
UNITS = {"D": "1", "M": "cell/mm^3", "R": "cell/mm^3", "F": "ng/mL", "T": "1"}


def main() -> None:
    """Runs all measurements and prints them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--synthetic", action="store_true", help="made-up equations instead of the catalogue's"
    )
    parser.add_argument("--quick", action="store_true", help="at most 100 animals, at most 30 species")
    options = parser.parse_args()
    jax.config.update("jax_enable_compilation_cache", False)
    print(f"device    {jax.devices()[0].device_kind}, {os.cpu_count()} cores, {platform.machine()}")
    models = {"made up": synthetic(6)} if options.synthetic else richer_and_richer()
    for number, (name, model) in enumerate(models.items()):
        print(f"model     {name}: {len(model.states)} states, {len(model.rates)} processes, {DAYS} days")
        first = solve(problem(model, 1), rtol=RTOL)
        print(f"compile   {first.seconds['compile']:.1f} s")
        each = animals(model, (10, 100) if options.quick else (10, 100, 1000, 4000))
        if number == 0:
            accuracy(model, each)
    species((1, 3, 6) if options.quick else (1, 3, 6, 12))


def richer_and_richer() -> dict[str, Model]:
    """The equations that an untreated defect needs, those with cells and vesicles in it, and all of them."""
    model = build_model(load_library())
    numbers = {path: quantity.coherent for path, quantity in model.quantities.items()}
    alive = {state for state, amount in start_amounts(model, numbers).items() if amount > 0.0}
    return {
        "untreated": prune(model, alive),
        "with cells and vesicles": prune(model, alive | {"graft_bound", "EV_bound"}),
        "with everything given": model,
    }


def animals(model: Model, numbers: tuple[int, ...]) -> float:
    """Prints the run time for each number of animals; gives seconds per animal of the largest."""
    each = 0.0
    for number in numbers:
        solution = best(problem(model, number))
        each = solution.seconds["run"] / number
        steps = solution.accepted.mean() + solution.rejected.mean()
        print(
            f"animals   {number:5d}: {solution.seconds['run']:7.3f} s, {1e3 * each:7.3f} ms each, "
            f"{steps:.0f} steps each, {np.count_nonzero(~solution.ok)} failed"
        )
    return each


def species(copies: tuple[int, ...]) -> None:
    """Prints how compile and run time of 200 animals grow with the number of species."""
    for number in copies:
        model = synthetic(number)
        first = solve(problem(model, 200), rtol=RTOL)
        run = best(problem(model, 200)).seconds["run"]
        print(
            f"species   {len(model.states):5d}: compile {first.seconds['compile']:5.1f} s, "
            f"run {1e3 * run / 200:7.3f} ms an animal, {first.accepted.mean():.0f} steps"
        )


def accuracy(model: Model, each: float, lanes: int = 4) -> None:
    """Prints LSODA's time for an animal, the ratio, and both solvers' worst relative error of any state."""
    given = problem(model, lanes)
    slope = jax.jit(derivative(model))
    referee = np.stack([scipy(slope, given, lane, "BDF", 1e-9) for lane in range(lanes)], axis=-1)
    started = perf_counter()
    others = np.stack([scipy(slope, given, lane, "LSODA", RTOL) for lane in range(lanes)], axis=-1)
    seconds = (perf_counter() - started) / lanes
    print(f"LSODA     {1e3 * seconds:.1f} ms an animal (compiled rates), {seconds / each:.0f} times ours")
    print(f"error     LSODA  {worst(model, others, referee)}")
    print(f"error     osteon {worst(model, solve(given, rtol=RTOL).states, referee)}")


def worst(model: Model, states: Any, referee: Any) -> str:
    """The largest difference from the referee as a share of state plus resolution, and where it is."""
    floor = np.array([resolution(state.entity) for state in model.states])[None, :, None]
    error = np.abs(states - referee) / (np.abs(referee) + floor)
    day, row, _ = np.unravel_index(np.nanargmax(error), error.shape)
    return f"{error[day, row].max():.2e} ({model.states[row].id}, day {day})"


def best(given: Problem, repeats: int = 3) -> Solution:
    """The quickest of some runs: what the machine can do when nothing else disturbs it."""
    return min(
        (solve(given, rtol=RTOL) for _ in range(repeats)), key=lambda solution: solution.seconds["run"]
    )


def problem(model: Model, lanes: int) -> Problem:
    """Animals that differ in every quantity with a dimension, by a coefficient of variation of SPREAD."""
    rows = list(model.quantities.values())
    draw = np.random.default_rng(1).standard_normal((lanes, len(rows))).T
    varied = np.array([row.unit != "1" for row in rows])[:, None]
    values = np.array([row.coherent for row in rows])[:, None] * np.exp(SPREAD * varied * draw)
    start = np.zeros((len(model.states), lanes))
    for number, state in enumerate(model.states):
        if (path := f"{state.id}.initial") in model.quantities:
            start[number] = values[model.quantity_index(path)]
    return Problem(model, values, start, np.arange(DAYS + 1.0))


def scipy(slope: Any, given: Problem, lane: int, method: str, rtol: float) -> Any:
    """The states [T, S] of one animal by SciPy; rates see states that round-off takes below zero as zero."""
    p, start = given.parameters[:, lane], given.initial[:, lane]
    with jax.enable_x64(True):
        slope(start, p)
        solution = solve_ivp(
            lambda _, y: np.asarray(slope(np.maximum(y, 0.0), p)),
            (0.0, float(DAYS)),
            start,
            t_eval=given.times,
            method=method,
            rtol=rtol,
            atol=rtol * 1e-3,
        )
    return solution.y.T


def synthetic(copies: int) -> Model:
    """A ring of stiff modules: debris, two phenotypes that turn into each other, a factor, a tissue."""
    library, process = cast("Library", None), cast("Process", None)
    states, rates = [], []
    for i in range(copies):
        for letter, unit in UNITS.items():
            states.append(State(f"{letter}{i}", Entity(f"{letter}{i}", f"{letter}{i}", "other", unit), 1.0))
        for source, target, text in ARROWS:
            ends = [end.format(i=i) if end else None for end in (source, target)]
            expression = parse(text.format(i=i, j=(i + 1) % copies))
            form = "transfer" if source and target else "sink" if source else "source"
            share = factor_out(expression, ends[0]) if ends[0] else None
            name = f"{i} {text}"
            rates.append(Rate(name, process, form, *ends, expression, share))  # type: ignore[arg-type]
    quantities = {"k": Quantity("k", 60.0, "1/day")}
    quantities |= {f"D{i}.initial": Quantity(f"D{i}.initial", 1.0, "1") for i in range(copies)}
    return Model("synthetic", tuple(states), quantities, (), tuple(rates), library)


if __name__ == "__main__":
    main()
