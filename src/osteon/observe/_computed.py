"""What a model works out and its records want reported: signals that are marked as outcomes."""

from collections.abc import Iterator, Mapping
from typing import final

from osteon.knowledge import Signal
from osteon.model import Model
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


def _marked(model: Model) -> Iterator[Signal]:
    chapters = model.library.chapters.get(model.id, ())
    return (signal for chapter in chapters for signal in chapter.signals if signal.outcome)
