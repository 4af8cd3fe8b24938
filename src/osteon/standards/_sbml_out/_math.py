"""Trees of the rate language as MathML. Every number has a unit; a literal 0 has the one that it needs.

Laws are written out in place. As functions of the document they would be shorter, but libSBML's check of
units mistakes some calls of functions whose arguments are sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final
from xml.etree.ElementTree import Element

from osteon.model import LAWS, TIME, Binary, Call, Expression, Name, Negative, Number, substitute
from osteon.standards._sbml_out._size import PLAIN, Size, Sizes, body
from osteon.standards._sbml_out._xml import MATHML, element, with_text

_OPERATORS = {"+": "plus", "-": "minus", "*": "times", "/": "divide", "**": "power"}
_RELATIONS = {"above": "gt", "at_least": "geq", "equal": "eq"}
_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {"exp": "exp", "log": "ln", "abs": "abs", "sqrt": "root", "min": "min", "max": "max"}
    | {"floor": "floor", "ceil": "ceiling", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
    | {name: name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}
)
_TIME_URL = "http://www.sbml.org/sbml/symbols/time"


@final
@dataclass(frozen=True)
class Formulas:
    """What names mean in formulas.

    ids: of each name. sizes: the unit of each name. unit: the id of a unit, made where needed. truths: the
    signals that are 0 or 1.
    """

    ids: Mapping[str, str]
    sizes: Mapping[str, Size]
    unit: Callable[[Size], str]
    truths: frozenset[str]

    def math(self, tree: Expression, wanted: Size | None = None) -> Element:
        """A `math` element with the value of a tree; a literal 0 gets the unit `wanted`."""
        return math(self._like(tree, wanted or PLAIN))

    def truth(self, tree: Expression) -> Element:
        """A `math` element that is true where the tree is not 0."""
        return math(self.condition(tree))

    def value(self, tree: Expression) -> Element:
        """The value of a tree."""
        match tree:
            case Number(value):
                return number(value, "dimensionless")
            case Name(id):
                return self._name(id)
            case Negative(operand):
                return apply("minus", self.value(operand))
            case Binary("+" | "-" as op, left, right):
                return apply(_OPERATORS[op], *self._alike(left, right))
            case Binary("**", left, right) if (power := self._size(right).constant) is not None:
                # As one number, because libSBML works out no exponents.
                exponent = number(float(power), "dimensionless")
                return self.value(left) if power == 1 else apply("power", self.value(left), exponent)
            case Binary(op, left, right):
                return apply(_OPERATORS[op], self.value(left), self.value(right))
            case Call():
                return self._call(tree)

    def condition(self, tree: Expression) -> Element:
        """Whether a tree is not 0, as a truth value."""
        match tree:
            case Call(law, (left, right)) if law in _RELATIONS:
                return apply(_RELATIONS[law], *self._alike(left, right))
            case Call("min" | "max" as law, parts) if is_truth(tree, self.truths):
                return apply("and" if law == "min" else "or", *map(self.condition, parts))
            case Binary("*", left, right) if is_truth(tree, self.truths):
                return apply("and", self.condition(left), self.condition(right))
            case Binary("-", Number(1.0), right) if is_truth(tree, self.truths):
                return apply("not", self.condition(right))
            case Number(value):
                return element("true" if value else "false")
        if is_truth(tree, self.truths):
            # Not `neq`: a program that looks for the root of the difference would find it everywhere.
            return apply("gt", self.value(tree), number(0.5, "dimensionless"))
        return apply("neq", self.value(tree), number(0.0, "dimensionless"))

    def _call(self, tree: Call) -> Element:
        law, parts = tree.law, tree.arguments
        if not LAWS[law].primitive:
            return self.value(substitute(body(law), dict(zip(LAWS[law].args, parts, strict=True))))
        if law in _RELATIONS:
            return piecewise(self.condition(tree), number(1.0, "dimensionless"), number(0.0, "dimensionless"))
        if law == "choose":
            return piecewise(self.condition(parts[0]), *self._alike(*parts[1:]))
        if law == "log10":
            base = element("logbase", number(10.0, "dimensionless"))
            return element("apply", element("log"), base, self.value(parts[0]))
        values = self._alike(*parts) if law in ("min", "max") else map(self.value, parts)
        return apply(_FUNCTIONS[law], *values)

    def _name(self, id: str) -> Element:
        return time() if id == TIME else with_text("ci", self.ids[id])

    def _alike(self, left: Expression, right: Expression) -> tuple[Element, Element]:
        """Two values of one unit; where one is a literal 0, it takes the unit of the other."""
        return self._like(left, self._size(right)), self._like(right, self._size(left))

    def _like(self, tree: Expression, wanted: Size) -> Element:
        if self._size(tree).is_zero:
            return number(0.0, self.unit(wanted))
        return self.value(tree)

    def _size(self, tree: Expression) -> Size:
        return Sizes(self.sizes, lambda one, other: None).of(tree)


def truth_signals(signals: Iterable[tuple[str, Expression]]) -> frozenset[str]:
    """The signals that can be nothing but 0 or 1; each signal comes after those that it uses."""
    found: frozenset[str] = frozenset()
    for name, tree in signals:
        if is_truth(tree, found):
            found |= {name}
    return found


def is_truth(tree: Expression, truths: frozenset[str]) -> bool:
    """Whether a tree can be nothing but 0 or 1, as the names `truths` are."""
    match tree:
        case Name(id):
            return id in truths
        case Call(law) if law in _RELATIONS:
            return True
        case Call("min" | "max", parts) | Call("choose", (_, *parts)):
            return all(is_truth(part, truths) for part in parts)
        case Binary("*", left, right):
            return is_truth(left, truths) and is_truth(right, truths)
        case Binary("-", Number(1.0), right):
            return is_truth(right, truths)
        case Number(value):
            return value in (0.0, 1.0)
    return False


def math(content: Element) -> Element:
    """A `math` element around some content."""
    return element("math", content, xmlns=MATHML)


def time() -> Element:
    """The time since the start, in the document's unit of time."""
    return with_text("csymbol", "time", encoding="text", definitionURL=_TIME_URL)


def apply(operator: str, *arguments: Element) -> Element:
    """An operator of MathML on its arguments."""
    return element("apply", element(operator), *arguments)


def piecewise(condition: Element, value: Element, otherwise: Element) -> Element:
    """One value where a condition holds, another elsewhere."""
    return element("piecewise", element("piece", value, condition), element("otherwise", otherwise))


def number(value: float, unit: str) -> Element:
    """A number with the id of its unit."""
    text = repr(value)
    if value.is_integer() and abs(value) < 1e15:
        return with_text("cn", str(int(value)), sbml_units=unit)
    if "e" not in text:
        return with_text("cn", text, sbml_units=unit)
    mantissa, _, power = text.partition("e")
    made = with_text("cn", mantissa, type="e-notation", sbml_units=unit)
    made.append(element("sep"))
    made[0].tail = str(int(power))
    return made
