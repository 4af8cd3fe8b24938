"""What a rule looked at: how many of how many, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from osteon.errors import Fault
from osteon.text import counted


@final
@dataclass(frozen=True)
class Coverage:
    """One rule of the check. says: what must hold.

    checked, of: to how many of the `things` the rule applied. listed: what is no fault and worth a look.
    """

    rule: str
    says: str
    checked: int
    of: int
    things: str
    faults: tuple[Fault, ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, str, str]:
        """A row for a terminal: the rule, how much it covers, what it found."""
        found = counted(len(self.faults), "fault") if self.faults else "no fault"
        listed = f", {len(self.listed)} listed" if self.listed else ""
        return self.rule, f"checked {self.checked} of {self.of} {self.things}", found + listed
