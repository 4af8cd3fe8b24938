"""Numbers, effects and verdicts as a reader likes them."""

from __future__ import annotations

from osteon.claims._effect import Effect


def number_text(value: float, sign: bool = False) -> str:
    """A number with three digits: 184,000, 0.0213, and 2.1e-05 where it is very small or large."""
    rounded = float(f"{value:.3g}")
    mark = "+" if sign else ""
    if 1000.0 <= abs(rounded) < 1e7:
        return f"{rounded:{mark},.0f}"
    return f"{rounded:{mark}.3g}"


def effect_text(effect: Effect) -> str:
    """An effect with its 95 % interval and unit, on one line."""
    unit = "" if effect.unit == "1" else f" {effect.unit}"
    mean, low, high = (number_text(value, sign=True) for value in (effect.mean, effect.low, effect.high))
    return f"{mean}{unit}" if low == high else f"{mean} [{low}, {high}]{unit}"
