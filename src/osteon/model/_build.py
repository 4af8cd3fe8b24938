"""Records to a model: every name resolved, every unit checked, every fault reported at once."""

from __future__ import annotations

from osteon.errors import Fault, RecordError, near
from osteon.knowledge import NATURAL_HEALING, Library
from osteon.model._events import build_events
from osteon.model._model import Model, Rate, State
from osteon.model._names import Names, collecting, gather
from osteon.model._rates import build_rate
from osteon.model._signals import build_signals
from osteon.model._starts import build_starts
from osteon.model._transports import build_transports
from osteon.units import coherent


def build_model(library: Library, model_id: str = NATURAL_HEALING) -> Model:
    """The equations of one model of the library; each of its entities is a state.

    Raises:
        RecordError: with all faults of all its records: unknown, hidden or repeated names, wrong units,
            roles that do not fit the kind of process, signals that need each other, sinks that do not stop
            at zero.
    """
    if model_id not in library.chapters:
        expected = f"a model of the library ({', '.join(library.chapters) or 'it has none'})"
        raise RecordError([Fault("", f"model '{model_id}'", expected, near(model_id, library.chapters))])
    book = gather(library.chapters[model_id])
    faults = [*book.faults, *_initial_faults(book)]
    signals = build_signals(book, faults)
    rates: list[Rate] = []
    for process in book.processes.values():
        with collecting(faults):
            rates.append(build_rate(process, book, dict(signals)))
    events = build_events(book, faults)
    starts = build_starts(book, dict(signals), faults)
    transports = build_transports(book, faults)
    if faults:
        raise RecordError(faults)
    states = tuple(State(id, entity, coherent(entity.unit).factor) for id, entity in book.entities.items())
    return Model(
        model_id, states, book.quantities, signals, tuple(rates), library, events, starts, transports
    )


def _initial_faults(book: Names) -> list[Fault]:
    """A state starts in a unit of its own dimension."""
    faults = []
    for id, entity in book.entities.items():
        quantity = book.quantities.get(f"{id}.initial")
        if quantity is None or id not in book.units or quantity.path not in book.units:
            continue
        if book.units[quantity.path] != book.units[id]:
            expected = f"a unit like '{entity.unit}', that of {id}"
            faults.append(Fault(quantity.where, f"{quantity.path} in '{quantity.unit}'", expected))
    return faults
