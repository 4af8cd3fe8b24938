"""Is a defect of critical size? What published thresholds say, for the defect as its dials set it."""

from dataclasses import dataclass
from math import isfinite
from typing import final

from osteon.domain._terms import Terms
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import Critical, Library, Modifier, Quantity
from osteon.model import names, parse
from osteon.scenario import Setting, setting_values
from osteon.units import coherent


@final
@dataclass(frozen=True)
class CriticalSize:
    """One threshold for one defect. size, limit: in `unit`, that of the dial.

    applies: whether what the threshold asks for besides is so (a share of the circumference that is lost).
    beyond: whether the defect is critical by it. numbers: the quantities that the limit rests on.
    """

    name: str
    says: str
    dial: str
    size: float
    limit: float
    unit: str
    applies: bool
    beyond: bool
    species: tuple[str, ...]
    claims: tuple[str, ...]
    numbers: tuple[Quantity, ...]


def critical_size(setting: Setting, library: Library, species: str | None = None) -> tuple[CriticalSize, ...]:
    """Every published threshold that there is for a defect, those of other species left out.

    Raises:
        ExperimentError: no such defect, or one whose record knows no critical size.
    """
    record = library.modifiers.get(("defect", setting.id))
    if record is None or not record.critical:
        given = f"a defect '{setting.id}'"
        known = ", ".join(
            id for (kind, id), m in library.modifiers.items() if kind == "defect" and m.critical
        )
        raise ExperimentError(Fault("", given, f"a defect with critical sizes, one of {known}"))
    terms = Terms(setting_values(setting, library), record.id)
    return tuple(
        _judge(record, critical, setting, terms)
        for critical in record.critical
        if species is None or not critical.species or species in critical.species
    )


def _judge(record: Modifier, critical: Critical, setting: Setting, terms: Terms) -> CriticalSize:
    dial = next(dial for dial in record.dials if dial.name == critical.dial)
    size = setting.dials[dial.name]
    limit = terms.number(critical.limit, critical.where) / coherent(dial.unit).factor
    applies = critical.when is None or terms.number(critical.when, critical.where) >= 0.0
    used = set(names(parse(critical.limit)))
    used |= set() if critical.when is None else set(names(parse(critical.when)))
    numbers = tuple(quantity for quantity in record.quantities if quantity.name in used)
    return CriticalSize(
        name=critical.name,
        says=critical.says,
        dial=dial.name,
        size=size,
        limit=limit,
        unit=dial.unit,
        applies=applies,
        beyond=applies and isfinite(limit) and size > limit,
        species=critical.species,
        claims=critical.claims,
        numbers=numbers,
    )
