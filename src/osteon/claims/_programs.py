"""Which arms share a compiled program: fewer states make quicker steps, and each program must be compiled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

States: TypeAlias = frozenset[str]

PROGRAMS = 5
"""So many at the most. Compiling one takes as long as solving some thousand lanes with it."""

POWER = 1.5
"""A step of a lane costs about as the number of states to this power: measured with 42, 84 and 130."""


def joined(reaches: Sequence[States]) -> Mapping[States, States]:
    """The states of the program that serves each reach. reaches: the states that an arm ever has, arm by arm.

    While there are too many, those two programs become one whose lanes then cost least more.
    """
    found = Counter(reaches)
    while len(found) > PROGRAMS:
        one, other = min(combinations(found, 2), key=lambda pair: _more(pair[0], pair[1], found))
        lanes = found.pop(one) + found.pop(other)
        found[one | other] += lanes
    return {reach: min((each for each in found if reach <= each), key=len) for reach in reaches}


def _more(one: States, other: States, lanes: Mapping[States, int]) -> float:
    """What it costs more to solve the lanes of two programs with one that has the states of both."""
    union = float(len(one | other) ** POWER)
    return sum(lanes[each] * (union - float(len(each) ** POWER)) for each in (one, other))
