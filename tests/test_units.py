"""Units: coherent factors, dimensions, conversions, and texts that are no units."""

from __future__ import annotations

import contextlib
import math
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osteon.errors import UnitError
from osteon.units import LONGEST, coherent, convert, dimension_text, is_unit, parse_amount, unit_names

BASES = ("day", "mm", "pg", "mol", "cell", "mmHg", "MPa", "CFU", "particle")
names = st.sampled_from(unit_names())
powers = st.sampled_from(["", "^2", "^3", "^-1", "**2"])
factors = st.tuples(names, powers).map("".join)
units = st.lists(factors, min_size=1, max_size=4).map("*".join) | st.tuples(factors, factors).map("/".join)


@pytest.mark.parametrize("text", [*BASES, "1", "cell/mm^3", "ng/mL", "pg/mm^3", "mm/mm^3", "uL", "ug/mL/1"])
def test_coherent_units_have_factor_one(text: str) -> None:
    assert coherent(text).factor == (1000.0 if text.startswith("ug") else 1.0)


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("h", 1 / 24),
        ("1/min", 1440),
        ("week", 7),
        ("weeks", 7),
        ("year", 365.25),
        ("month", 365.25 / 12),
        ("ng/cell/day", 1000),
        ("pg/mL", 1e-3),
        ("cells/mL", 1e-3),
        ("%", 0.01),
        ("percent/day", 0.01),
        ("nM", 1e-15),
        ("1/(M*s)", 86400e6),
        ("um^3", 1e-9),
        ("um**2/s", 1e-6 * 86400),
        ("µg", 1e6),
        ("mol/m^3", 1e-9),
        ("GPa", 1000),
        ("fmol/(um^3*mmHg)", 1e-15 / 1e-9),
        ("dimensionless", 1),
    ],
)
def test_factors(text: str, factor: float) -> None:
    assert coherent(text).factor == pytest.approx(factor, rel=1e-12)


def test_dimensions_are_sorted_pairs() -> None:
    dimension = (("cell", Fraction(-1)), ("day", Fraction(-1)), ("pg", Fraction(1)))
    assert coherent("ng/cell/h").dimension == dimension
    assert coherent("cells/mL").dimension == coherent("cell/mm^3").dimension
    assert coherent("%").dimension == coherent("mm/mm").dimension == ()


def test_oxygen_tension_and_stress_do_not_cancel() -> None:
    assert coherent("mmHg").dimension != coherent("kPa").dimension


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ng/mLL", "given 'mLL' in 'ng/mLL'; expected a known unit; did you mean 'mL' or 'mol'?"),
        ("dya", "given 'dya'; expected a known unit; did you mean 'day'?"),
        ("9**9**9", "given '9**9**9'; expected unit names joined by * and /, like 'ng/cell/day' or 'um^3'"),
        ("mm^9^9", "given 'mm^9^9'; expected unit names joined by * and /, like 'ng/cell/day' or 'um^3'"),
        ("", "given ''; expected unit names joined by * and /, like 'ng/cell/day' or 'um^3'"),
        ("1e6 cell", "given '1e6 cell'; expected unit names joined"),
        ("kg^9*kg^9*kg^9", "given 'kg^9*kg^9*kg^9'; expected a unit whose size is a finite number"),
    ],
)
def test_what_is_no_unit_is_told(text: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        coherent(text)
    assert message in str(caught.value)


def test_every_unknown_name_is_told_at_once() -> None:
    with pytest.raises(UnitError) as caught:
        coherent("ngg*mLL/zzz")
    assert len(caught.value.faults) == 3
    assert caught.value.faults[2].fix.startswith("units are day, days, hour")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('echo')",
        "day.__class__",
        "(" * 5000 + ")" * 5000,
        "day*" * 100_000 + "day",
        "mm^" + "9" * 5000,
        "day\nday",
        "lambda: 1",
        "\x00",
        "delta_degC",
    ],
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        coherent(text)


@given(st.text(max_size=2 * LONGEST) | st.text(alphabet="dayhmLngM1290^*/()%. -", max_size=LONGEST))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    if is_unit(text):
        assert 0 < coherent(text).factor < math.inf
    else:
        with pytest.raises(UnitError):
            coherent(text)


@given(units, st.floats(1e-6, 1e6))
def test_conversion_there_and_back(text: str, value: float) -> None:
    assume(is_unit(text))
    base = "*".join(f"{name}^{power}" for name, power in coherent(text).dimension) or "1"
    assume(is_unit(base))
    assert convert(value, text, base) == pytest.approx(value * coherent(text).factor)
    assert convert(convert(value, text, base), base, text) == pytest.approx(value)


def test_conversion_between_dimensions_is_refused() -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, "mmHg", "kPa")
    assert str(caught.value) == "unit: given 'mmHg' (mmHg); expected a unit like 'kPa' (MPa)"


@pytest.mark.parametrize(
    ("text", "wanted", "value"),
    [
        ("18 month", "day", 547.875),
        (" 2 weeks ", "day", 14),
        ("1e3 cells/mL", "cell/mm^3", 1),
        ("-.5e1 mm", "um", -5000),
        ("5 %", "1", 0.05),
        ("5%", "percent", 5),
        ("3 1/h", "1/day", 72),
        ("0.5", "1", 0.5),
        (3, "day", 3),
        (2.5, "day", 2.5),
    ],
)
def test_amounts(text: str | float, wanted: str, value: float) -> None:
    assert parse_amount(text, wanted) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        True, math.nan, math.inf, -math.inf, 10**400, "nan day", "inf day", "1e999 day", "18", "day", "",
        "1,5 day", "18 18", "18 month month", "1" * 1000 + " day", "1_0 day", "18 fortnight",
        "__import__('os')", "E0:", ".day", None, [],
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: float) -> None:
    with pytest.raises(UnitError):
        parse_amount(text, "day")


def test_the_message_for_no_amount() -> None:
    with pytest.raises(UnitError) as caught:
        parse_amount("a while", "day")
    assert str(caught.value) == "amount: given 'a while'; expected a finite number and a unit, like '18 day'"


@given(st.text(max_size=3 * LONGEST) | st.text(alphabet="0123456789.eE+- dayhm/^", max_size=40))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with contextlib.suppress(UnitError):
        assert math.isfinite(parse_amount(text, "day"))


def test_pint_is_loaded_only_when_a_unit_is_needed() -> None:
    program = "import sys, osteon.units; osteon.units.check_unit('ng/mL'); sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_dimensions_in_words() -> None:
    assert dimension_text(()) == "a plain number"
    assert dimension_text(coherent("1/day").dimension) == "1/day"
    assert dimension_text((("mm", Fraction(1, 2)),)) == "mm^(1/2)"
