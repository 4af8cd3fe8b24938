"""What every instrument in space is: a list of what it can report on a model in a defect, and a reading."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from osteon.model import Model
from osteon.observe._outcome import Outcome
from osteon.observe._site import Site
from osteon.observe._space_view import SpaceView


class SpaceInstrument(ABC):
    """Two methods that agree, as those of an `Instrument` do, for one lane at one time.

    A model or a defect that lacks what the instrument looks for gets an empty list, and is not read.
    """

    @abstractmethod
    def outcomes(self, model: Model, site: Site) -> tuple[Outcome, ...]:
        """What the instrument can report on a model in a defect."""

    @abstractmethod
    def read(self, view: SpaceView) -> Mapping[str, float]:
        """The reading of each outcome by its id, in the outcome's unit."""
