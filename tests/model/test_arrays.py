"""Trees as numbers: NumPy against SymPy, plain floats, and the sharing of common parts."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
import sympy
from hypothesis import given

from osteon.model import Evaluator, evaluate, evaluate_all, names, parse, to_sympy
from tests.model.trees import name_values, tame_tree


@given(tame_tree, name_values)
def test_numpy_and_sympy_agree(tree, values):
    used = names(tree)
    equation = sympy.lambdify([sympy.Symbol(name, real=True) for name in used], to_sympy(tree), "math")
    try:
        expected = equation(*(values[name] for name in used))
    except (OverflowError, ZeroDivisionError):
        return
    assert evaluate(tree, values) == pytest.approx(expected, rel=1e-9)
    arrays = {name: np.full((2, 3), value) for name, value in values.items()}
    assert np.broadcast_to(evaluate(tree, arrays), (2, 3)) == pytest.approx(
        np.full((2, 3), expected), rel=1e-9
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("activation(3, 1, 2)", 0.9),
        ("inhibition(3, 1, 2)", 0.1),
        ("saturation(1, 3)", 0.25),
        ("crowding(0.4, 1)", 0.6),
        ("crowding(2, 1)", 0.0),
        ("window(1, 1, 1, 5)", 0.25),
        ("mix(0.25, 4, 8)", 7.0),
        ("either(0.5, 0.5)", 0.75),
        ("biphasic(0, 3, 5)", 1.0),
        ("biphasic(5, 3, 5)", 1.0),
        ("biphasic(1, 1, 5)", 3.0),
        ("min(1, 2) + max(1, 2) + abs(-3)", 6.0),
        ("exp(log(2)) * sqrt(4)", 4.0),
        ("2**-2", 0.25),
        ("-2**2", -4.0),
    ],
)
def test_laws_of_plain_numbers(text, expected):
    value = evaluate(parse(text), {})
    assert isinstance(value, float)
    assert value == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("text", ["1 / x", "10**(400 + x)", "x**-1"])
def test_plain_numbers_overflow_to_infinity(text):
    assert evaluate(parse(text), {"x": 0.0}) == math.inf


def test_plain_numbers_without_an_answer_are_not_a_number():
    for text in ("log(x - 1)", "(x - 1)**0.5", "x / x"):
        assert math.isnan(evaluate(parse(text), {"x": 0.0}))


def test_an_unknown_name_is_named():
    with pytest.raises(KeyError, match="half"):
        evaluate(parse("half * 2"), {})


def test_a_whole_exponent_reaches_the_array_as_an_integer():
    seen = []

    class Recorder:
        def __pow__(self, exponent):
            seen.append(exponent)
            return 1.0

    evaluate(parse("x**3 + x**-2 + x**0.5"), {"x": Recorder()})
    assert seen == [3, -2, 0.5]
    assert [type(exponent) for exponent in seen] == [int, int, float]


def test_common_parts_are_worked_out_once_also_inside_laws():
    counted = []
    namespace = SimpleNamespace(exp=lambda x: counted.append("exp") or np.exp(x), maximum=np.maximum)
    x = np.array([1.0, 2.0])
    trees = [
        parse("exp(x) * 2"),
        parse("activation(exp(x), 2, 3)"),
        parse("inhibition(exp(x), 2, 3) - exp(x)"),
    ]
    first, second, third = evaluate_all(trees, {"x": x}, namespace)
    assert counted == ["exp"]
    np.testing.assert_allclose(second + third + np.exp(x), 1.0)
    np.testing.assert_allclose(first, 2 * np.exp(x))


def test_deep_laws_cost_no_more_than_their_number():
    text = "activation(" * 50 + "x" + ", 1, 2)" * 50
    assert 0.0 <= evaluate(parse(text), {"x": np.array(0.5)}) <= 1.0


def test_signals_are_defined_in_turn():
    evaluator = Evaluator({"x": 2.0})
    assert evaluator.define("double", parse("2 * x")) == 4.0
    assert evaluator.value(parse("double + x")) == 6.0
