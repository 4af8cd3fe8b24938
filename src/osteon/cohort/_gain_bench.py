"""The typical animal of some arms, solved again and again: without something, or with other numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._pose import Population, drawn, posed
from osteon.knowledge import Library
from osteon.model import Model, with_product_switches, with_switches
from osteon.observe import measure
from osteon.scenario import Arm, Experiment, drawn_quantities
from osteon.solve import Method, Problem, Solution, solve

Array = NDArray[np.float64]

CHUNK = 2048
"""Lanes that are solved and read at once: more of them need more memory, and are no faster."""


@final
@dataclass(frozen=True, eq=False)
class Variation:
    """One way to solve the typical animal.

    off: paths of switches at 0. withheld: entities of which nothing is given. numbers: other values of
    quantities of the model and of products, by path; coherent.
    """

    off: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


@final
@dataclass(frozen=True, eq=False)
class Options:
    """How it is solved; as in `solve`."""

    rtol: float | None = None
    method: Method | None = None
    progress: Callable[[float], None] | None = None


@final
@dataclass(frozen=True, eq=False)
class Bench:
    """Arms, and the program that solves them.

    model: with switches, whole. reached: as far as the experiment's arms reach, so that one program serves
    whichever arms and variations are asked for.
    """

    arms: tuple[Arm, ...]
    model: Model
    reached: Model
    library: Library
    times: Array
    options: Options

    def read(self, outcome: str, variations: Sequence[Variation], wanted: NDArray[np.bool_]) -> Array:
        """The outcome on the last day in each arm and variation [A, V]; nan where that could not be solved.

        The first variation is the arm as it is. wanted [A, V]: where a variation may make a difference; the
        others have what the arm as it is has.
        """
        wanted = wanted.copy()
        wanted[:, 0] = True
        found = np.full(wanted.shape, np.nan)
        problem = self._posed(variations)
        lanes = np.flatnonzero(wanted)
        for number, some in enumerate(_chunks(lanes)):
            found.flat[some] = self._solved(problem, some, outcome, (number * CHUNK, len(lanes)))
        return np.where(wanted, found, found[:, :1])

    def _solved(self, problem: Problem, lanes: NDArray[np.intp], outcome: str, at: tuple[int, int]) -> Array:
        """at: how many lanes were solved before, and how many there are."""
        before, total = at

        def told(fraction: float) -> None:
            if self.options.progress is not None:
                self.options.progress((before + fraction * len(lanes)) / total)

        some = replace(
            problem,
            parameters=problem.parameters[:, lanes],
            initial=problem.initial[:, lanes],
            impulses=tuple(replace(each, amount=each.amount[lanes]) for each in problem.impulses),
            changes=tuple(replace(each, value=each.value[lanes]) for each in problem.changes),
        )
        solution = solve(some, rtol=self.options.rtol, method=self.options.method, progress=told)
        last = measure(self.model, solution).curves[outcome][-1]
        return np.where(solution.ok, last, np.nan)

    def _posed(self, variations: Sequence[Variation]) -> Problem:
        """All arms and variations; lane = arm * variations + variation."""
        batch = self._batch(variations)
        own = np.concatenate([self._own(arm, batch, variations) for arm in self.arms], axis=1)
        whole = posed(self.arms, self.model, Population(own, batch), self.times, whole=True)
        problem = within(whole, self.reached)
        for number, variation in enumerate(variations):
            lanes = np.arange(number, problem.lanes, len(variations))
            for path in variation.off:
                problem.parameters[self.model.quantity_index(path), lanes] = 0.0
            for impulse in problem.impulses:
                if self.reached.states[impulse.state].id in variation.withheld:
                    impulse.amount[lanes] = 0.0
        return problem

    def _batch(self, variations: Sequence[Variation]) -> dict[str, Array]:
        """The quantities of products that some variation changes, in each variation [V]."""
        every = (each for record in self.library.modifiers.values() for each in record.quantities)
        usual = {each.path: each.coherent for each in every}
        paths = {path for variation in variations for path in variation.numbers}
        return {
            path: np.array([each.numbers.get(path, usual[path]) for each in variations])
            for path in sorted(paths - self.model.quantities.keys())
        }

    def _own(self, arm: Arm, batch: Mapping[str, Array], variations: Sequence[Variation]) -> Array:
        """The quantities [P, V] of an arm's typical animal."""
        values = drawn_quantities(arm, self.model, self.library, batch)
        own = np.stack([np.broadcast_to(values[path], len(variations)) for path in self.model.quantities])
        for number, variation in enumerate(variations):
            for path, value in variation.numbers.items():
                if path in self.model.quantities:
                    own[self.model.quantity_index(path), number] = value
        return own


def bench_of(
    experiment: Experiment, arms: Sequence[Arm], model: Model, library: Library, options: Options
) -> tuple[Bench, frozenset[str]]:
    """The bench for some arms of an experiment at a point, and the states that only products bring.

    model: without switches.
    """
    switched, brought = with_all_switches(experiment, model, library)
    problem = typical(experiment.arms, switched, library, experiment.times)
    return Bench(tuple(arms), switched, problem.model, library, experiment.times, options), brought


def with_all_switches(experiment: Experiment, model: Model, library: Library) -> tuple[Model, frozenset[str]]:
    """The model with a switch on every process and on what products do in it, and the states that only
    products bring."""
    given = typical(experiment.arms, model, library, experiment.times)
    bare = typical([untreated(arm) for arm in experiment.arms], model, library, experiment.times)
    brought = {state.id for state in given.model.states} - {state.id for state in bare.model.states}
    return with_switches(with_product_switches(model, brought)), frozenset(brought)


def without_switches(solution: Solution, model: Model) -> Solution:
    """A solution of a model with switches as one of `model`, whose quantities come first."""
    count = len(model.quantities)
    return replace(
        solution,
        parameters=solution.parameters[:count],
        quantity_paths=solution.quantity_paths[:count],
    )


def untreated(arm: Arm) -> Arm:
    """The arm without what its products bring; what they set stays, and has nothing to act on."""
    return replace(arm, products=())


def typical(arms: Sequence[Arm], model: Model, library: Library, times: Array) -> Problem:
    """The typical animal of each arm; the model of the problem is as far as these reach."""
    return posed(arms, model, drawn(arms, model, library, 1, 0), times)


def within(problem: Problem, reached: Model) -> Problem:
    """A problem of the whole model as one of what can be reached of it; its arrays may be written to."""
    ids = [state.id for state in problem.model.states]
    rows = [ids.index(state.id) for state in reached.states]
    places = {row: place for place, row in enumerate(rows)}
    return replace(
        problem,
        model=reached,
        parameters=problem.parameters.copy(),
        initial=problem.initial[rows],
        impulses=tuple(
            replace(each, state=places[each.state], amount=each.amount.copy())
            for each in problem.impulses
            if each.state in places
        ),
    )


def _chunks(lanes: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    return (lanes[start : start + CHUNK] for start in range(0, len(lanes), CHUNK))
