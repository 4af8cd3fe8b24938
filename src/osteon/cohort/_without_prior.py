"""What a number may be when its source is set aside: the range of its record, or a factor either way."""

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.knowledge import Quantity
from osteon.units import coherent

Array = NDArray[np.float64]

FACTOR = 3.0
"""So many times smaller or larger a number may be whose record has no range; assumed, for all the same."""

MIDDLE = 0.5
"""The quantile of an animal that is alone: it is the typical one."""


@final
@dataclass(frozen=True)
class Prior:
    """A number without its source. low, high: in its record's unit; every animal draws one value between.

    logarithmic: equal factors are as likely; else equal differences are, where it may be 0 or negative.
    assumed: the record has no range, and FACTOR stands for it.
    """

    quantity: Quantity
    low: float
    high: float
    logarithmic: bool
    assumed: bool

    def draw(self, quantile: Array) -> Array:
        """Coherent values at quantiles between 0 and 1.

        Equation: low (high / low)^u, or low + (high - low) u.
        """
        if self.logarithmic:
            values = self.low * (self.high / self.low) ** quantile
        else:
            values = self.low + (self.high - self.low) * quantile
        return np.asarray(values * coherent(self.quantity.unit).factor)


def prior(quantity: Quantity) -> Prior:
    """What a number may be without its source: the range of its record, else FACTOR either way.

    One that is 0 and has no range stays 0; a plain number up to 1 may be a share, and stays below 1.
    """
    low, high, assumed = quantity.low, quantity.high, False
    if low is None or high is None:
        low, high = sorted((quantity.value / FACTOR, quantity.value * FACTOR))
        high = min(high, 1.0) if quantity.unit == "1" and quantity.value <= 1.0 else high
        assumed = True
    return Prior(quantity, low, high, logarithmic=low > 0.0, assumed=assumed)
