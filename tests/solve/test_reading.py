"""What is known of an expression before any number: its sign."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.knowledge import Entity
from osteon.model import parse
from osteon.solve import resolution
from osteon.solve._lower import lower
from osteon.solve._sign import never_negative, ranges
from osteon.solve._structure import structure
from tests.solve.models import make_model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k * a", True),
        ("k * a * (1 - inhibition(b, c, 2))", True),
        ("k * (1 - activation(a, 2, 3) * saturation(b, 1))", True),
        ("a * (1 - a)", False),
        ("a * crowding(a + b, 1)", True),
        ("max(a - b, 0)", True),
        ("min(a, b) / (1 + c)**2", True),
        ("(a - b)**2", True),
        ("(a - b)**3", False),
        ("floor(a)", True),
        ("floor(a - b)", False),
        ("mix(activation(a, 1, 1), b, c)", True),
        ("mix(a, b, c)", False),
        ("a / (1 - b)", False),
        ("-a", False),
        ("exp(-a) + sqrt(b) + abs(a - b)", True),
        ("log(a)", False),
        ("share * a", True),
        ("(1 - share) * a", True),
        ("signed * a", False),
    ],
)
def test_signs(text: str, expected: bool) -> None:
    names = ranges([("share", parse("activation(a, 1, 2)"))], ["signed"])
    assert never_negative(parse(text), names) is expected


def test_flows_add_up_to_the_derivative() -> None:
    arrows = [
        ("a", "b", "k * a"),
        ("a", "b", "a - 3 * b"),
        ("b", None, "b / (1 + a)"),
        (None, "a", "2 - a"),
        ("b", "a", "1"),
    ]
    lowered = lower(structure(make_model(["a", "b"], arrows, {"k": 2.0})), np)  # type: ignore[arg-type]
    y, p = [np.array([1.0, 0.2]), np.array([0.5, 4.0])], [np.array([2.0, 2.0])]
    gain, loss, move = lowered.flows(y, p)
    for i in range(2):
        total = gain.get(i, 0.0) - loss.get(i, 0.0) * y[i]
        total += sum(rate * y[j] for (j, k), rate in move.items() if k == i)
        total -= sum(rate * y[i] for (j, _), rate in move.items() if j == i)
        assert total == pytest.approx(lowered.derivative(y, p)[i])
    assert all((row >= 0).all() for part in (gain, loss, move) for row in part.values())


def test_resolution_goes_by_dimension() -> None:
    units = ("cell/mm^3", "1/mL", "pg/mL", "ng/mL", "mmHg", "%", "mm/mm^3")
    entities = [Entity("a", "a", "other", unit) for unit in units]
    assert [resolution(entity) for entity in entities] == [1.0, 1e-3, 1e-3, 1e-3, 0.1, 1e-3, 1e-3]
    assert resolution(Entity("a", "a", "cell", "cell/mL", resolution=5.0)) == pytest.approx(5e-3)


def test_equal_equations_share_a_program_whatever_their_numbers() -> None:
    first, second = (make_model(["a"], [("a", None, "k * a")], {"k": value}) for value in (1.0, 5.0))
    assert structure(first) == structure(second)
    assert hash(structure(first)) == hash(structure(second))
