"""The numbers that take part in an experiment: of what arms can reach, of instruments, of settings."""

from collections.abc import Collection, Iterator

from osteon.knowledge import Library, Quantity
from osteon.model import Model, names, prune
from osteon.observe import outcomes
from osteon.scenario import Experiment


def numbers_used(
    model: Model, states: Collection[str], experiment: Experiment, library: Library, in_space: bool = False
) -> list[Quantity]:
    """Every number that takes part, each once.

    Those that the processes, events and start values of the `states` within reach use (also through signals),
    in space those of what moves them as well, their amounts at day 0, those that instruments read (also
    through signals), and those of the subjects, defects, conditions and rules in use. model: the whole one.
    """
    found = _names(model, states, in_space) | {f"{state}.initial" for state in states}
    every = model.quantities.values()
    used = {quantity.path: quantity for quantity in every if quantity.path in found or quantity.instrument}
    return list((used | {q.path: q for q in _of_settings(experiment, library)}).values())


def _names(model: Model, states: Collection[str], in_space: bool) -> set[str]:
    reached = prune(model, set(states))
    signals, seen = dict(reached.signals), set[str]()
    trees = [rate.expression for rate in reached.rates] + [tree for _, tree in reached.starts]
    for event in reached.events:
        trees += [event.condition, *(tree for _, tree in event.sets)]
        trees += [tree for tree in (event.delay, event.priority) if tree is not None]
    if in_space:  # in a point transports do nothing
        trees += [tree for moved in reached.transports for tree in moved.expressions]
    waiting = [name for tree in trees for name in names(tree)]
    waiting += [outcome.id for outcome in outcomes(model) if outcome.id in signals]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += names(signals[name]) if name in signals else ()
    return seen


def _of_settings(experiment: Experiment, library: Library) -> Iterator[Quantity]:
    for arm in experiment.arms:
        for setting in arm.settings:
            modifier = library.modifiers.get((setting.kind, setting.id))
            yield from modifier.quantities if modifier else ()
