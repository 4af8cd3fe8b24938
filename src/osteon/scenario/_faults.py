"""The faults of one experiment file, gathered as it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, final

from osteon.errors import Fault, UnitError, near, shown
from osteon.knowledge import Document, KeyPath
from osteon.units import convert, parse_amount


@final
@dataclass(frozen=True)
class Faults:
    """A list that grows while a file is read, so that its writer mends everything in one go.

    dropped: keys whose value has been told to be wrong already; nothing more is said about them.
    """

    document: Document
    found: list[Fault] = field(default_factory=list)
    dropped: set[KeyPath] = field(default_factory=set)

    def add(self, keys: Sequence[str], given: str, expected: str, fix: str = "") -> None:
        """Tell a fault at a key, unless that key or one around it has been dropped."""
        if not any(tuple(keys[:depth]) in self.dropped for depth in range(1, len(keys) + 1)):
            self.found.append(Fault(self.document.where(keys), given, expected, fix))

    def missing(self, keys: Sequence[str], expected: str, fix: str) -> None:
        """Tell that a key is not there; the line is that of the table around it."""
        self.add(keys, f"no key '{keys[-1]}'", expected, fix)

    def unknown(self, keys: Sequence[str], name: str, what: str, known: Iterable[str]) -> None:
        """Tell that a name is not one of the known ones; lists the known names when they are few."""
        names = sorted(known)
        listing = f" ({', '.join(names)})" if 0 < len(names) <= 12 else ""
        fix = near(name, names) or ("" if listing else f"there are {len(names)}; `osteon explain` lists them")
        self.add(keys, shown(name), f"{what}{listing}", fix)

    def amount(self, keys: Sequence[str], value: Any, unit: str) -> float | None:
        """Read a number in `unit`, or a text such as "12 week"; a fault and None when it is neither."""
        try:
            return parse_amount(value, unit)
        except UnitError as error:
            for fault in error.faults:
                self.add(keys, f"{keys[-1]} = {shown(value)}", fault.expected, fault.fix)
            return None

    def amount_in(self, table: KeyPath, key: str, value: Any, given: str | None, unit: str) -> float | None:
        """Read the number under `key` of a table, whose key `unit` may say which unit it is `given` in."""
        amount = self.amount((*table, key), value, unit)
        if amount is None or given is None or isinstance(value, str):
            return amount
        try:
            return convert(amount, given, unit)
        except UnitError as error:
            for fault in error.faults:
                self.add((*table, "unit"), fault.given, fault.expected, fault.fix)
            return None
