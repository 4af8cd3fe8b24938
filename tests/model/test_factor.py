"""Symbolic division."""

from __future__ import annotations

import pytest
from hypothesis import given

from osteon.model import Binary, Name, evaluate, factor_out, parse, to_text
from tests.model.trees import name_values, tame_tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", "1"),
        ("k * x", "k"),
        ("x * k", "k"),
        ("-k * x", "-k"),
        ("k * x / (half + x)", "k / (half + x)"),
        ("k * saturation(x, half)", "k * (1 / (half + x))"),
        ("k * activation(x, half, 1)", "k * (1 / half / (1 + (x / half)**1))"),
        ("k * x**2", "k * x"),
        ("k * x**1.5", "k * x**0.5"),
        ("k * x**3", "k * x**2"),
        ("a * x - b * x", "a - b"),
        ("mix(s, k * x, x)", "s * k + (1 - s)"),
        ("k * x * inhibition(x, half, 2)", "k * inhibition(x, half, 2)"),
    ],
)
def test_quotients(text, expected):
    assert to_text(factor_out(parse(text), "x")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "k",
        "k / x",
        "k + x",
        "x**0.5",
        "x**n",
        "inhibition(x, half, 2)",
        "exp(x)",
        "min(x, k)",
        "activation(x, half, n)",
    ],
)
def test_no_factor(text):
    assert factor_out(parse(text), "x") is None


@given(tame_tree, name_values)
def test_quotient_times_name_is_the_tree(tree, values):
    product = Binary("*", tree, Name("x"))
    for whole in (product, tree):
        quotient = factor_out(whole, "x")
        if quotient is not None:
            assert evaluate(quotient, values) * values["x"] == pytest.approx(
                evaluate(whole, values), rel=1e-9
            )


@given(tame_tree)
def test_a_factor_is_found(tree):
    assert factor_out(Binary("/", Binary("*", tree, Name("new")), Name("k")), "new") is not None


def test_signals_are_written_out_where_they_hold_the_factor():
    signals = {"uptake": parse("k * x"), "room": parse("1 - x")}
    assert to_text(factor_out(parse("uptake * room"), "x", signals)) == "k * room"
    assert factor_out(parse("room"), "x", signals) is None


def test_a_quotient_that_would_grow_without_end_is_not_found():
    signals = {"s0": parse("k * x")}
    signals |= {f"s{i}": parse(f"mix(a, s{i - 1}, b * s{i - 1})") for i in range(1, 60)}
    assert factor_out(Name("s59"), "x", signals) is None
    assert factor_out(Name("s59"), "absent", signals) is None
    assert factor_out(Name("s3"), "x", signals) is not None
