"""A process as a rate: its kind and roles, its expression and unit, and that it stops at zero."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from osteon.errors import Fault, RecordError, near
from osteon.knowledge import Process
from osteon.model._arrays import Evaluator
from osteon.model._dimension import check_dimension, combine
from osteon.model._expression import Expression, names
from osteon.model._factor import factor_out
from osteon.model._kind import KINDS, Kind
from osteon.model._model import TIME, Rate
from osteon.model._names import Names, collecting, local_names, resolve
from osteon.model._signals import EXPECTED
from osteon.units import Dimension

_PER_DAY: Dimension = (("day", Fraction(-1)),)


def build_rate(process: Process, book: Names, signals: Mapping[str, Expression]) -> Rate:
    """The rate of a process; `signals` are those that could be read, in the order of their dependence.

    Raises:
        RecordError: with all its faults.
    """
    faults: list[Fault] = []
    kind = KINDS.get(process.kind)
    if kind is None:
        fix = near(process.kind, KINDS)
        faults.append(Fault(process.where, f"kind '{process.kind}'", f"one of {', '.join(KINDS)}", fix))
    else:
        faults.extend(_role_faults(process, kind, book))
    expression: Expression | None = None
    scope = local_names(process.quantities, book.visible(), faults)
    with collecting(faults):
        expression = resolve(process.rate, scope, process.where, EXPECTED)
    if kind is None or expression is None or faults:
        raise RecordError(faults)
    rate = _rate(process, kind, expression, signals)
    faults.extend([*_unit_faults(rate, book), *_own_faults(rate, kind, book, signals)])
    if faults:
        raise RecordError(faults)
    return rate


def _rate(process: Process, kind: Kind, expression: Expression, signals: Mapping[str, Expression]) -> Rate:
    source = process.source
    per_capita = None if source is None else factor_out(expression, source, signals)
    return Rate(process.name, process, kind.form, source, process.target, expression, per_capita)


def _role_faults(process: Process, kind: Kind, book: Names) -> list[Fault]:
    """Each role of the kind must name an entity, and no other role may be filled."""
    faults = []
    for role, entity in (("from", process.source), ("to", process.target)):
        wanted = role in kind.roles
        if wanted and entity is None:
            given = f"process '{process.name}' of kind '{kind.name}' without '{role}'"
            faults.append(Fault(process.where, given, f"an entity as '{role}'"))
        elif not wanted and entity is not None:
            given = f"process '{process.name}' of kind '{kind.name}' with {role} = '{entity}'"
            fix = f"leave '{role}' out or choose another kind"
            faults.append(Fault(process.where, given, f"only {' and '.join(kind.roles)}", fix))
        elif entity is not None and entity not in book.entities:
            given = f"{role} = '{entity}' in process '{process.name}'"
            faults.append(Fault(process.where, given, "an entity of the model", near(entity, book.entities)))
    if process.source is not None and process.source == process.target:
        given = f"process '{process.name}' from '{process.source}' to itself"
        faults.append(Fault(process.where, given, "two different entities"))
    return faults


def _unit_faults(rate: Rate, book: Names) -> list[Fault]:
    """The rate has the unit of its target (a sink: its source) per day; a transfer's two ends agree."""
    ends = [id for id in (rate.target, rate.source) if id is not None]
    if any(name not in book.units for name in (*ends, *names(rate.expression))):
        return []
    faults: list[Fault] = []
    where = rate.process.where
    if rate.form == "transfer" and book.units[ends[0]] != book.units[ends[1]]:
        leaving, entering = (f"{id} in '{book.entities[id].unit}'" for id in reversed(ends))
        given = f"{leaving} turned into {entering}"
        fix = "use a sink and a source with a yield"
        faults.append(Fault(where, given, "two entities of one unit", fix))
    wanted = combine([(book.units[ends[0]], 1), (_PER_DAY, 1)])
    with collecting(faults):
        check_dimension(rate.expression, book.units, wanted, where, f"the unit of {ends[0]} per day")
    return faults


def _own_faults(rate: Rate, kind: Kind, book: Names, signals: Mapping[str, Expression]) -> list[Fault]:
    """What the kind demands of the expression itself."""
    where, text = rate.process.where, f"rate '{rate.process.rate.strip()}'"
    if kind.autocatalytic and rate.target not in names(rate.expression):
        return [Fault(where, f"{text}, without {rate.target}", f"a rate in proportion to {rate.target}")]
    if rate.source is None or rate.per_capita is not None or _vanishes(rate, book, signals):
        return []
    given = f"{text}, which goes on when {rate.source} is 0"
    fix = f"multiply it by {rate.source} or by saturation({rate.source}, half)"
    return [Fault(where, given, f"a rate that is 0 when {rate.source} is 0", fix)]


def _vanishes(rate: Rate, book: Names, signals: Mapping[str, Expression]) -> bool:
    """Whether the rate is 0 at source = 0: tried with all else at 1, and at 2 lest terms cancel by chance.

    A rate over a signal that could not be read is not judged: that signal's own fault comes first.
    """
    known = {TIME, *book.entities, *book.quantities, *signals}
    if not known.issuperset(names(rate.expression)):
        return True
    for other in (1.0, 2.0):
        values = {name: 0.0 if name == rate.source else other for name in known}
        evaluator = Evaluator(values)
        for name, tree in signals.items():
            evaluator.define(name, tree)
        if evaluator.value(rate.expression) != 0.0:
            return False
    return True
