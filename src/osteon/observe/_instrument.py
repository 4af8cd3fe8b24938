"""What every instrument is: a list of what it can report on a model, and a reading of it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Set

from osteon.model import Model
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View


class Instrument(ABC):
    """Two methods that agree: `read` returns one array for each outcome that `outcomes` lists.

    A model that lacks what the instrument looks for gets an empty list, and is not read.
    """

    @abstractmethod
    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        """What the instrument can report on a model."""

    @abstractmethod
    def read(self, view: View) -> Mapping[str, Array]:
        """The reading of each outcome by its id, in the outcome's unit: curves [T, B], events [B]."""

    def some(self, view: View, wanted: Set[str]) -> Mapping[str, Array]:
        """What `read` tells of the outcomes that are wanted; those that it does not list are left out."""
        return {name: values for name, values in self.read(view).items() if name in wanted}
