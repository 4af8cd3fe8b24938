"""Names for the records: the ids of the file wherever the rate language leaves them free."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import final

from osteon.model import LAWS, TIME

TIME_UNIT = "time_unit"
"""The shared quantity by which plain numbers are told apart from rates."""

_TAKEN = frozenset({*LAWS, TIME, "hill", "initial"})


@final
@dataclass(eq=False)
class Names:
    """The names of one model. given: by id of the file. renamed: those of them that differ from the id."""

    taken: set[str] = field(default_factory=set)
    given: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def take(self, ids: Iterable[str]) -> None:
        """Give every id of the file its name, before anything made up may have it."""
        listed = list(ids)
        free = [id for id in listed if _usable(id)]
        self.given |= {id: id for id in free}
        self.taken |= set(free)
        for id in listed:
            if id not in self.given:
                self.given[id] = self.renamed[id] = self.fresh(_usable_form(id))

    def of(self, id: str) -> str:
        """The name of an id of the file."""
        return self.given[id]

    def fresh(self, wanted: str) -> str:
        """A name that nothing has: the one that is wanted, else with a number that counts on."""
        stem, number = wanted, 1
        if match := re.fullmatch(r"(.*_)(\d{1,6})", wanted):
            stem, number = match[1].rstrip("_"), int(match[2])
        name = wanted
        while name in self.taken or not _usable(name):
            number += 1
            name = f"{stem}_{number}"
        self.taken.add(name)
        return name


def model_name(text: str) -> str:
    """A folder's name from that of a file: letters, digits, - and _."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_-")
    return plain[:80] or "imported"


def _usable(name: str) -> bool:
    word = name.isascii() and name.isidentifier() and name[0] != "_"
    return word and not iskeyword(name) and name not in _TAKEN and name != TIME_UNIT


def _usable_form(id: str) -> str:
    plain = re.sub(r"\W", "_", id, flags=re.ASCII).lstrip("_0123456789") or "x"
    return plain if _usable(plain) else f"{plain}_sbml"
