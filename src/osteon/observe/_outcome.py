"""One thing an instrument reports."""

from dataclasses import dataclass
from typing import Literal, final


@final
@dataclass(frozen=True)
class Outcome:
    """The name, unit and meaning of one reading.

    A `curve` has a value per animal at every save time; an `event` has one day per animal (nan: it has not
    happened). A `binary` curve is 0 or 100 % in each animal, so its mean over a cohort is a probability.
    """

    id: str
    name: str
    unit: str
    says: str
    kind: Literal["curve", "event"] = "curve"
    binary: bool = False
