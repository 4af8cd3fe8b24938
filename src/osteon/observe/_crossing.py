"""When did several conditions first hold together? By linear interpolation between save times."""

import numpy as np

from osteon.observe._view import Array


def first_crossing(times: Array, *margins: Array, since: Array | None = None) -> Array:
    """The first day [B] from `since` on at which every margin is above zero; nan where that never happens.

    Arguments:
        times: save times [T], day, increasing.
        margins: [T, B] each; a condition holds where its margin is > 0. Between saves a margin is a
        straight line,
            so the conditions hold together from the latest of their own crossings.
        since: [B], day; nan means never. Default: the first save time.
    """
    together = np.all([margin > 0.0 for margin in margins], axis=0)
    start = np.full(together.shape[1], times[0]) if since is None else since
    eligible = together & (times[:, None] >= start)
    found = eligible.any(axis=0)
    after = np.argmax(eligible, axis=0)
    days = np.maximum.reduce([_line_crossing(times, margin, after) for margin in margins])
    return np.where(found, np.maximum(days, start), np.nan)


def _line_crossing(times: Array, margin: Array, after: np.ndarray) -> Array:
    """Where the line from the save before `after` [B] to it passes zero; the start if above there."""
    before = np.maximum(after - 1, 0)
    lanes = np.arange(margin.shape[1])
    low, high = margin[before, lanes], margin[after, lanes]
    rises = (low <= 0.0) & (high > 0.0)
    share = np.where(rises, -low / np.where(rises, high - low, 1.0), 0.0)
    return np.asarray(times[before] + share * (times[after] - times[before]))
