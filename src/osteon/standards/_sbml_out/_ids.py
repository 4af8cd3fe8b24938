"""Identifiers: SBML has one flat name space, in which `owner.name` is no name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from osteon.model import Model

RESERVED: Final = frozenset(
    {"time", "avogadro", "pi", "exponentiale", "infinity", "inf", "nan", "true", "false"}
)
"""Names that infix readers of SBML keep for themselves, in small letters."""


MODEL: Final = "the model"
"""What stands for the model itself among the names."""


def identifiers(model: Model, paths: Iterable[str], extra: Iterable[str] = ()) -> dict[str, str]:
    """An id for each name of a document: entities, signals and processes keep theirs, paths lose their dot.

    paths: of the quantities in the document. extra: names that the document adds.
    """
    wanted = [
        *(state.id for state in model.states),
        *(name for name, _ in model.signals),
        *(rate.name for rate in model.rates),
        *sorted(paths, key=lambda path: "." in path),
        *(event.name for event in model.events),
        *extra,
    ]
    taken: set[str] = set()
    found = {name: _free(name, taken) for name in wanted}
    return found | {MODEL: _free(model.id, taken)}


def _free(name: str, taken: set[str]) -> str:
    """A plain form of a name, with a number behind it where another has it already."""
    plain = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_")
    free, count = plain, 1
    while free in taken or free.lower() in RESERVED:
        count += 1
        free = f"{plain}_{count}"
    taken.add(free)
    return free
