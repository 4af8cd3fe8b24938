"""Fits of quantities inside the ranges of their records, for validations that refit what is marked fitted."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import minimize

from osteon.knowledge import Library, Quantity


def fit_in_ranges(
    library: Library, paths: Sequence[str], loss: Callable[[dict[str, float]], float], most: int
) -> dict[str, float]:
    """The values of `paths`, inside their ranges, at the minimum of `loss` (path to value -> number).

    Nelder-Mead over the shares of the ranges, from the catalogue's values; most: evaluations.
    """
    records = quantities(library)
    low = np.array([records[path].low for path in paths], dtype=float)
    high = np.array([records[path].high for path in paths], dtype=float)
    begin = (np.array([records[path].value for path in paths]) - low) / (high - low)

    def values(share: np.ndarray) -> dict[str, float]:
        return dict(zip(paths, (low + np.clip(share, 0, 1) * (high - low)).tolist(), strict=True))

    options = {"maxfev": most, "xatol": 0.005, "fatol": 0.5, "initial_simplex": simplex(begin)}
    best = minimize(lambda share: loss(values(share)), begin, method="Nelder-Mead", options=options)
    return values(best.x)


def simplex(begin: np.ndarray) -> np.ndarray:
    """A first simplex of a tenth of the range, turned inwards at its ends."""
    corners = np.tile(begin, (begin.size + 1, 1))
    for row, share in enumerate(begin):
        corners[row + 1, row] += 0.1 if share < 0.5 else -0.1
    return corners


def quantities(library: Library) -> Mapping[str, Quantity]:
    """Every quantity of natural healing and of the modifiers, by path."""
    chapters = [chapter.all_quantities for chapter in library.chapters["natural_healing"]]
    modifiers = [modifier.quantities for modifier in library.modifiers.values()]
    return {quantity.path: quantity for owner in (*chapters, *modifiers) for quantity in owner}
