"""What each relation of a claim is in a drawing, and whether it raises or lowers its object."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import final


@final
class Sign(StrEnum):
    """What a subject does to, or is of, an object.

    raises, lowers: it makes more, or less, of it. acts: it does something to it, the claim does not say which
    way. becomes: it turns into it or goes to it. compared: it is set against it. has: it has it as a part,
    mark, number or companion, or is it. lacks: it is without it.
    """

    raises = "raises"
    lowers = "lowers"
    acts = "acts on"
    becomes = "becomes or goes to"
    compared = "compared with"
    has = "has, is or goes with"
    lacks = "lacks"


SIGNS: Mapping[str, Sign] = MappingProxyType(
    {
        "increases": Sign.raises,
        "induces": Sign.raises,
        "decreases": Sign.lowers,
        "inhibits": Sign.lowers,
        "reduces_incidence": Sign.lowers,
        "regulates": Sign.acts,
        "treats": Sign.acts,
        "differentiates_to": Sign.becomes,
        "migrates_to": Sign.becomes,
        "has_phase": Sign.has,
        "better_than": Sign.compared,
        "worse_than": Sign.compared,
        "equal_to": Sign.compared,
        "associated_with": Sign.has,
        "defined_as": Sign.has,
        "contains": Sign.has,
        "count_is": Sign.has,
        "expresses": Sign.has,
        "secretes_high": Sign.has,
        "secretes_low": Sign.has,
        "lacks": Sign.lacks,
    }
)
"""By relation."""
