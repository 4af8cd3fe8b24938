"""An experiment with and without some of its sources, side by side: the same animals, one program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._numbers_used import numbers_used
from osteon.cohort._population import BETWEEN_ANIMALS, quantiles
from osteon.cohort._pose import Population, drawn, pose, posed
from osteon.cohort._result import Result
from osteon.cohort._run import chosen_outcomes
from osteon.cohort._schedule import lanes_of
from osteon.cohort._without_loss import Without
from osteon.cohort._without_prior import MIDDLE, prior
from osteon.cohort._without_refused import refuse_idle, refuse_kind, told_of_draws
from osteon.evidence import Dropped, drop
from osteon.knowledge import Library, Quantity
from osteon.model import Model, build_model, names, parse, switch, with_switches
from osteon.observe import measure
from osteon.scenario import Arm, Change, Experiment, delivered_names, drawn_quantities
from osteon.solve import Method, Precision, Problem, solve

Array = NDArray[np.float64]

OF_SUBJECTS = ("skeletal_maturity", "life_span")
"""Quantities of a subject that have a meaning of their own, beside those that its effects use."""


def run_without(
    experiment: Experiment,
    library: Library,
    sources: Sequence[str],
    *,
    rtol: float | None = None,
    method: Method | None = None,
    progress: Callable[[float], None] | None = None,
    dtype: Precision | None = None,
) -> Result:
    """Run an experiment at a point twice at once: as it is, and in arms that follow without `sources`.

    Numbers that lose their source are drawn from their prior, at the same quantile in all arms of an animal,
    and processes that lose all support are switched off; `evidence.drop` has the rule, `prior` the ranges.
    Effects of subjects, defects, conditions and rules work on what is drawn. All else is the same: an arm
    that loses nothing reads what its twin does, bit for bit. Other arguments: as in `run_experiment`.

    Raises:
        SearchError: a source that is not there, or could be several.
        ExperimentError: a run in space or of a published model; nothing in this one rests on the sources.
    """
    refuse_kind(experiment)
    dropped = drop(library, sources)
    model = build_model(library, experiment.model)
    experiment = replace(experiment, outcomes=chosen_outcomes(experiment, model, ()))
    without = _taking_part(experiment, model, library, dropped, sources)
    switched = with_switches(model) if without.off else model
    twins = [_twin(arm, without, sources) for arm in experiment.arms]
    both = replace(experiment, arms=(*experiment.arms, *twins))
    problem = _posed(both, experiment, switched, library, without)
    method, rtol = method or cast("Method | None", experiment.method), rtol or experiment.rtol
    solution = solve(problem, rtol=rtol, method=method, dtype=dtype or "float64", progress=progress)
    return Result(both, model, library, solution, measure(model, solution), without=without)


def _taking_part(
    experiment: Experiment, model: Model, library: Library, dropped: Dropped, sources: Sequence[str]
) -> Without:
    """What of the loss matters to this experiment. ExperimentError where nothing does."""
    reached = pose(experiment, model, library).model
    used = numbers_used(model, [state.id for state in reached.states], experiment, library)
    idle = _idle(experiment, library)
    off = tuple(rate.name for rate in reached.rates if rate.name in dropped.off)
    idle |= {
        quantity.path for rate in reached.rates if rate.name in off for quantity in rate.process.quantities
    }
    lost = [quantity for quantity in used if quantity.path in dropped.numbers and quantity.path not in idle]
    fixed = tuple(quantity.path for quantity in lost if _is_fixed(quantity, model, library))
    priors = tuple(prior(quantity) for quantity in lost if quantity.path not in fixed)
    if not (priors or off):
        refuse_idle(sources, dropped, used, library)
    return Without(dropped, priors, off, fixed, _twins([arm.name for arm in experiment.arms]))


def _idle(experiment: Experiment, library: Library) -> set[str]:
    """Numbers of settings that neither effects nor deliveries use, such as critical sizes."""
    idle: set[str] = set()
    for setting in {(s.kind, s.id) for arm in experiment.arms for s in arm.settings}:
        modifier = library.modifiers[setting]
        used = {name for effect in modifier.effects for name in names(parse(effect.by, effect.where))}
        used |= delivered_names(modifier)
        idle |= {q.path for q in modifier.quantities if q.name not in used and q.name not in OF_SUBJECTS}
    return idle


def _is_fixed(quantity: Quantity, model: Model, library: Library) -> bool:
    """Tissues at day 0 must fill the defect; how far animals differ is no property of one of them; and what a
    product delivers is the same in both arms."""
    owner, _, name = quantity.path.rpartition(".")
    product = library.modifiers.get(("product", owner))
    if product is not None and name in delivered_names(product):
        return True
    tissues = {state.id for state in model.states if state.entity.kind == "tissue"}
    return (name == "initial" and owner in tissues) or quantity.path == BETWEEN_ANIMALS


def _twins(arms: Sequence[str]) -> dict[str, str]:
    """A name of its own for each arm without."""
    taken, found = set(arms), {}
    for arm in arms:
        name = f"{arm} (without)"
        while name in taken:
            name += " again"
        taken.add(name)
        found[arm] = name
    return found


def _twin(arm: Arm, without: Without, sources: Sequence[str]) -> Arm:
    off = (Change(switch(process), "set", 0.0) for process in without.off)
    says = f"{arm.name} without {' and '.join(sources)}"
    return replace(arm, name=without.twins[arm.name], says=says, changes=(*arm.changes, *off))


def _posed(
    both: Experiment, experiment: Experiment, model: Model, library: Library, without: Without
) -> Problem:
    """The arms as they are, then the same animals without."""
    arms, animals = experiment.arms, experiment.animals
    population = drawn(arms, model, library, animals, experiment.seed)
    own, batch = population.own, population.batch
    priors = {
        each.quantity.path: each.draw(_quantiles(experiment, each.quantity.path)) for each in without.priors
    }
    theirs = own.copy()
    for number, arm in enumerate(arms):
        usual = drawn_quantities(arm, model, library, batch)
        with told_of_draws():
            new = drawn_quantities(arm, model, library, {**batch, **priors})
            _redraw(theirs[:, lanes_of(number, animals)], usual, new, priors)
    both_of_them = Population(np.concatenate([own, theirs], axis=1), batch)
    return posed(both.arms, model, both_of_them, experiment.times)


def _quantiles(experiment: Experiment, path: str) -> Array:
    """One an animal, the same that its usual spread is drawn with; a single animal is in the middle."""
    if experiment.animals == 1:
        return np.array([MIDDLE])
    return quantiles(experiment.seed, path, experiment.animals)


def _redraw(
    lanes: Array,
    usual: Mapping[str, float | Array],
    new: Mapping[str, float | Array],
    priors: Mapping[str, Array],
) -> None:
    """Write into the quantities [P, animals] of an arm what follows from the drawn ones.

    A drawn number is the animal's own, with no spread on top. What an effect works out from one keeps the
    animal's spread around it. What an effect sets otherwise is no longer the record's, and stays.
    """
    for row, (path, before) in enumerate(usual.items()):
        value = new[path]
        if np.ndim(value) == 0:
            continue
        if path in priors or not np.all(before):
            lanes[row] = value
        else:
            lanes[row] *= value / before
