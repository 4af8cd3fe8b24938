"""Units of trees."""

from __future__ import annotations

import pytest

from osteon.errors import UnitError
from osteon.model import dimension, parse
from osteon.units import coherent

UNITS = {
    name: coherent(unit).dimension
    for name, unit in {
        "M1": "cell/mm^3",
        "IL10": "ng/mL",
        "half": "ng/mL",
        "k": "1/day",
        "n": "1",
        "length": "mm",
        "area": "mm^2",
        "oxygen": "mmHg",
        "stress": "MPa",
    }.items()
}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("k * M1 * activation(IL10, half, 1)", "cell/mm^3/day"),
        ("k * M1 * activation(IL10, half, n)", "cell/mm^3/day"),
        ("crowding(M1, 2 * M1) * k", "1/day"),
        ("mix(n, IL10, half)", "ng/mL"),
        ("saturation(IL10, half)", "1"),
        ("sqrt(area) + length", "mm"),
        ("area**0.5 - length", "mm"),
        ("area**(3/2)", "mm^3"),
        ("length**-2 * area", "1"),
        ("max(length, 0)", "mm"),
        ("0 - length", "mm"),
        ("abs(-oxygen)", "mmHg"),
        ("exp(length / length) + log(n)", "1"),
        ("2**n", "1"),
        ("IL10 / (half + IL10)", "1"),
    ],
)
def test_units_follow(text, unit):
    assert dimension(parse(text), UNITS) == coherent(unit).dimension


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "k * M1 + IL10",
            "f:1: given 'IL10', which has the unit pg/mm^3; "
            "expected cell/day/mm^3, that of 'k * M1' in 'k * M1 + IL10'",
        ),
        (
            "exp(length)",
            "f:1: given 'length', which has the unit mm; "
            "expected a plain number (the argument of exp is one)",
        ),
        (
            "activation(IL10, length, 2) * activation(M1, half, n)",
            "f:1: given '(IL10 / length)**2', which has the unit pg^2/mm^8; expected a plain number, "
            "that of '1' in '1 + (IL10 / length)**2'; in 'activation(IL10, length, 2)'",
        ),
        (
            "activation(M1, half, n)",
            "f:1: given 'M1 / half', which has the unit cell/pg; expected a plain number "
            "(a base in '(M1 / half)**n' must be where the exponent is not a literal)",
        ),
        (
            "2**length",
            "given 'length', which has the unit mm; "
            "expected a plain number (the exponent in '2**length' is one)",
        ),
        ("min(length, oxygen)", "given 'oxygen', which has the unit mmHg; expected mm, that of 'length'"),
        ("oxygen - stress", "given 'stress', which has the unit MPa; expected mmHg, that of 'oxygen'"),
        ("k / 0", "given 'k / 0', a division by 0; expected a divisor that is not 0"),
        ("k / (1 - 1)", "given 'k / (1 - 1)', a division by 0"),
    ],
)
def test_what_does_not_fit_is_named(text, message):
    with pytest.raises(UnitError) as caught:
        dimension(parse(text), UNITS, "f:1")
    assert message in str(caught.value)


def test_the_argument_in_an_error_stays_short_for_deep_laws():
    text = "activation(" * 40 + "x" + ", 1, 2)" * 40 + " + length"
    with pytest.raises(UnitError) as caught:
        dimension(parse(text), {**UNITS, "x": ()})
    assert len(str(caught.value)) < 3000
