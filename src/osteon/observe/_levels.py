"""How much there is of each entity of some kinds, in the unit its record declares."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import final

from osteon.model import Model
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View, entities


@final
@dataclass(frozen=True)
class Levels(Instrument):
    """An instrument for all entities of these kinds; an outcome's id is the entity's."""

    kinds: tuple[str, ...]

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        found = (entity for kind in self.kinds for entity in entities(model, kind))
        return tuple(Outcome(e.id, e.name, e.unit, e.says) for e in found)

    def read(self, view: View) -> Mapping[str, Array]:
        return {s.id: view.state(s.id) / s.factor for s in view.model.states if s.entity.kind in self.kinds}

    def some(self, view: View, wanted: Set[str]) -> Mapping[str, Array]:
        """As `read`, at the price of those that are wanted."""
        own = (s for s in view.model.states if s.id in wanted and s.entity.kind in self.kinds)
        return {s.id: view.state(s.id) / s.factor for s in own}
