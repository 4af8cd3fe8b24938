"""What a model works out and its records want reported: signals that are marked as outcomes."""

from collections.abc import Iterator, Mapping, Set
from typing import final

from osteon.knowledge import Signal
from osteon.model import Model, Name
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View
from osteon.units import coherent


@final
class Computed(Instrument):
    """Every signal with `outcome = true`, in the unit that its record declares."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        return tuple(Outcome(s.name, s.name.replace("_", " "), s.unit, s.says) for s in _marked(model))

    def read(self, view: View) -> Mapping[str, Array]:
        return {s.name: view.signal(s.name) / coherent(s.unit).factor for s in _marked(view.model)}

    def some(self, view: View, wanted: Set[str]) -> Mapping[str, Array]:
        """As `read`, at the price of those that are wanted: what several are worked out from, once."""
        found = [signal for signal in _marked(view.model) if signal.name in wanted]
        values = view.values([Name(signal.name) for signal in found])
        return {s.name: each / coherent(s.unit).factor for s, each in zip(found, values, strict=True)}


def _marked(model: Model) -> Iterator[Signal]:
    chapters = model.library.chapters.get(model.id, ())
    return (signal for chapter in chapters for signal in chapter.signals if signal.outcome)
