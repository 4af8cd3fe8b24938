"""How small an amount of each state matters, told from the numbers that the file starts with."""

from __future__ import annotations

from osteon.standards._sbml_in._zero import Zero

SHARE = 1e-6
"""Of what a state starts with: a millionth of it matters, less does not."""


def resolutions(zero: Zero) -> dict[str, float]:
    """For each state the smallest amount that matters, in its declared unit.

    A state that starts at zero is measured by the smallest start above zero of a state of its unit, and by
    one unit where there is none.
    """
    starts = {s.id: abs(zero.values[s.id]) / s.factor for s in zero.model.states}
    units = {state.id: state.entity.unit for state in zero.model.states}
    smallest: dict[str, float] = {}
    for id, start in starts.items():
        if start > 0.0:
            smallest[units[id]] = min(start, smallest.get(units[id], start))
    return {id: _rounded(SHARE * (start or smallest.get(units[id], 1.0))) for id, start in starts.items()}


def _rounded(value: float) -> float:
    """Two digits are enough to say how little matters."""
    return max(float(f"{value:.1e}"), 1e-280)
