"""The kinds of process: which roles each has and what it does to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

from osteon.model._model import Form


@final
@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table: a "source" fills its `to`, a "sink" empties its `from`, a "transfer" does both.

    autocatalytic: the rate must contain the process's own `to`.
    """

    name: str
    form: Form
    says: str
    autocatalytic: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that a process of this kind names: `from`, `to` or both."""
        return {"source": ("to",), "sink": ("from",), "transfer": ("from", "to")}[self.form]


_TABLE = (
    Kind("production", "source", "Something new is made."),
    Kind("influx", "source", "Something arrives from outside the defect."),
    Kind("secretion", "source", "Cells release a factor and are not used up."),
    Kind(
        "proliferation", "source", "Cells divide, in proportion to those that are there.", autocatalytic=True
    ),
    Kind("change", "source", "A balance of gains and losses: its rate may have either sign."),
    Kind("loss", "sink", "Something is used up or leaves, by a means that is not resolved."),
    Kind("decay", "sink", "A factor breaks down by itself."),
    Kind("clearance", "sink", "Something is taken up or digested by cells."),
    Kind("emigration", "sink", "Cells leave the defect."),
    Kind("conversion", "transfer", "One thing turns into another, amount for amount."),
    Kind("differentiation", "transfer", "Cells change type for good; their number stays the same."),
    Kind("formation", "transfer", "A tissue replaces another, volume for volume."),
    Kind("death", "transfer", "Cells die and become debris."),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _TABLE})
