"""Trees to text and back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from osteon.model import Name, Negative, Number, parse, to_text
from osteon.model._parse import MAX_TEXT
from tests.model.trees import any_tree


@given(any_tree)
def test_text_reads_back_to_the_same_tree(tree):
    text = to_text(tree)
    assume(len(text) <= MAX_TEXT)
    assert parse(text) == tree
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("((k)*(M1))", "k * M1"),
        ("(a-b)-(c-d)", "a - b - (c - d)"),
        ("a/(b*c)", "a / (b * c)"),
        ("(a*b)/c", "a * b / c"),
        ("(a**b)**c", "(a**b)**c"),
        ("a**(b**c)", "a**b**c"),
        ("(-a)**2", "(-a)**2"),
        ("-(a+b)", "-(a + b)"),
        ("1.50", "1.5"),
        ("2.0", "2"),
        ("1e-9", "1e-09"),
        ("activation( x,half ,2 )", "activation(x, half, 2)"),
    ],
)
def test_fewest_parentheses(given_, expected):
    assert to_text(parse(given_)) == expected


def test_full_names_are_shown_as_they_are():
    assert to_text(Negative(Name("m1_to_m2.k"))) == "-m1_to_m2.k"
    assert to_text(Number(1e22)) == "1e+22"
