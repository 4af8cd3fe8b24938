"""Formulas of SBML come to the same numbers in the rate language."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osteon.errors import RecordError
from osteon.knowledge import Library
from osteon.model import build_model
from osteon.standards import read_sbml
from osteon.standards._sbml_in._zero import at_zero
from tests.standards.sbml_files import document, function, parameter, rule, written

FORMULAS = {
    "a + b * c - a / b": 2.0 + 3 * 0.5 - 2 / 3,
    "-a^2 + (-b)^2": -4.0 + 9.0,
    "a^b^c": 2.0 ** (3.0**0.5),
    "2 - 3 - 4 + 5 / 2 / 5": -4.5,
    "exp(c) + ln(a) + log10(b) + log(2, b)": math.exp(0.5) + math.log(2) + math.log10(3) + math.log2(3),
    "root(3, b) + sqrt(a) + abs(-b)": 3 ** (1 / 3) + math.sqrt(2) + 3,
    "floor(-1.5) + ceil(1.2) + factorial(4)": -2 + 2 + 24,
    "factorial(b) + factorial(0 * a)": 6.0 + 1.0,
    "sin(c) + cos(c) + tan(c) + sec(c) + csc(c) + cot(c)": (
        math.sin(0.5) + math.cos(0.5) + math.tan(0.5)
        + 1 / math.cos(0.5) + 1 / math.sin(0.5) + 1 / math.tan(0.5)
    ),
    "sinh(c) + cosh(c) + tanh(c) + sech(c) + csch(c) + coth(c)": (
        math.sinh(0.5) + math.cosh(0.5) + math.tanh(0.5)
        + 1 / math.cosh(0.5) + 1 / math.sinh(0.5) + 1 / math.tanh(0.5)
    ),
    "arcsin(c) + arccos(c) + arctan(c)": math.asin(0.5) + math.acos(0.5) + math.atan(0.5),
    "arcsec(a) + arccsc(a) + arccot(a)": math.acos(0.5) + math.asin(0.5) + math.atan(0.5),
    "arcsinh(-a) + arccosh(a) + arctanh(c)": math.asinh(-2) + math.acosh(2) + math.atanh(0.5),
    "arcsech(c) + arccsch(-a) + arccoth(a)": math.acosh(2) + math.asinh(-0.5) + math.atanh(0.5),
    "piecewise(1, a > b, 2, a < b, 3)": 2.0,
    "piecewise(1, a == 2, 2)": 1.0,
    "piecewise(1, (a != 2) || !(b <= 3), 4)": 4.0,
    "piecewise(1, (a >= 2) && (c < b) && (b < 4), 4)": 1.0,
    "piecewise(1, xor(a > b, b > a, a > 0), 4)": 4.0,
    "piecewise(1, implies(a > b, a > 5), 4)": 1.0,
    "piecewise(1, a && c, 4) + piecewise(8, !(0 * a), 16)": 9.0,
    "(a > 1) + true - false": 2.0,
    "max(a, b, c) - min(a, b, c)": 2.5,
    "quotient(-7, 2) + rem(-7, 2) + quotient(7, 2)": -3.0 - 1.0 + 3.0,
    "pi + exponentiale + avogadro / 1e23": math.pi + math.e + 6.02214179,
    "1e-3 + 2.5e2 + time": 250.001,
    "hill(a, b, 2) + twice(twice(c))": 4 / 13 + 2.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What each formula comes to at time 0, by its text."""
    names = {f"y{number}": formula for number, formula in enumerate(FORMULAS)}
    text = document(
        functions=[function("hill", "x, k, n", "x^n / (k^n + x^n)"), function("twice", "x", "2 * x")],
        parameters=[
            *(parameter(id, value) for id, value in (("a", 2), ("b", 3), ("c", 0.5))),
            *(parameter(name, constant=False) for name in names),
        ],
        rules=[rule("assignment", name, formula) for name, formula in names.items()],
    )
    found = evaluated(written(tmp_path_factory.mktemp("math"), text))
    return {formula: found[name] for name, formula in names.items()}


def evaluated(path: Path) -> dict[str, float]:
    """Every signal of a file at time 0."""
    imported = read_sbml(path)
    model = build_model(Library(chapters={"m": (imported.chapter,)}), "m")
    evaluator = at_zero(model).evaluator()
    return {name: float(evaluator.value(tree)) for name, tree in model.signals}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_keeps_its_value(values: dict[str, float], formula: str) -> None:
    assert values[formula] == pytest.approx(FORMULAS[formula], rel=1e-12)


def test_comparisons_of_many_go_from_neighbour_to_neighbour(tmp_path: Path) -> None:
    chain = "<apply><lt/><cn>1</cn><cn>2</cn><cn>3</cn></apply>"
    back = "<apply><lt/><cn>1</cn><cn>3</cn><cn>2</cn></apply>"
    text = document(
        parameters=[parameter("y", constant=False), parameter("z", constant=False)],
        rules=[rule("assignment", "y", "1 + 1"), rule("assignment", "z", "2 + 2")],
    )
    for old, new in (('<cn type="integer"> 1 </cn>' * 2, chain), ('<cn type="integer"> 2 </cn>' * 2, back)):
        text = text.replace(f"<apply><plus/>{old}</apply>", new)
    found = evaluated(written(tmp_path, text))
    assert (found["y"], found["z"]) == (1.0, 0.0)


def test_long_formulas_are_cut_into_signals(tmp_path: Path) -> None:
    long = " + ".join(f"a * {n}" for n in range(1, 400))
    nested = "a" + " + 1)" * 90
    text = document(
        parameters=[parameter("a", 2.0), *(parameter(id, constant=False) for id in ("y", "z"))],
        rules=[rule("assignment", "y", long), rule("assignment", "z", "cos(" * 90 + nested)],
    )
    imported = read_sbml(written(tmp_path, text))
    assert all(len(signal.value) < 2000 for signal in imported.chapter.signals)
    found = evaluated(tmp_path / "small.xml")
    assert found["y"] == pytest.approx(2.0 * sum(range(1, 400)))
    value = 2.0
    for _ in range(90):
        value = math.cos(value + 1)
    assert found["z"] == pytest.approx(value, rel=1e-12)


def trees() -> st.SearchStrategy[str]:
    """Arithmetic in the language that libSBML and Python share."""
    leaves = st.sampled_from(["a", "b", "c", "2", "0.25", "7.5"])

    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(inner, st.sampled_from("+-*/"), inner)
        calls = st.tuples(st.sampled_from(["cos", "sin", "abs", "tanh"]), inner)
        return pairs.map(lambda t: f"({t[0]} {t[1]} {t[2]})") | calls.map(lambda t: f"{t[0]}({t[1]})")

    return st.recursive(leaves, grown, max_leaves=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(formula=trees())
def test_any_arithmetic_keeps_its_value(tmp_path: Path, formula: str) -> None:
    names = {"a": 2.0, "b": 3.0, "c": 0.5}
    functions = {"cos": math.cos, "sin": math.sin, "abs": abs, "tanh": math.tanh}
    text = document(
        parameters=[*(parameter(id, value) for id, value in names.items()), parameter("y", constant=False)],
        rules=[rule("assignment", "y", formula)],
    )
    path = written(tmp_path, text)
    try:
        expected = float(eval(formula, {"__builtins__": {}}, names | functions))
    except ZeroDivisionError:
        with pytest.raises(RecordError, match="at time 0"):
            read_sbml(path)
        return
    assert evaluated(path)["y"] == pytest.approx(expected, rel=1e-9, abs=1e-12)
