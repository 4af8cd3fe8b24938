"""The figures on therapies: who gains how much, what carries it, what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osteon.report._figures import Plate
from osteon.report._therapy_matrix import matrix_figure
from osteon.report._therapy_ranking import ranking_figure
from osteon.report._therapy_tornado import tornado_figure


def therapy_plates(record: dict[str, Any]) -> Iterator[Plate]:
    """The figures of the record of a result; none where no arm gets a product."""
    therapy = record["therapy"]
    if therapy is None:
        return
    arms = [arm["name"] for arm in record["arms"]]
    yield Plate(
        "therapy_ranking", "Which arm heals", _ranking(therapy), lambda: ranking_figure(therapy, arms)
    )
    apart = therapy["attribution"]
    if apart is None:
        return
    if apart["losses"]["deeds"] or apart["losses"]["carries"]:
        yield Plate("therapy_mechanism", "What carries the gain", _MATRIX, lambda: matrix_figure(apart))
    if apart["doubt"]:
        yield Plate(
            "therapy_doubt", "What the gain hangs on", _TORNADO, lambda: tornado_figure(therapy, arms)
        )


def _ranking(therapy: dict[str, Any]) -> str:
    says = f"Difference to {therapy['control']} on day {therapy['day']:.4g}, each animal against itself."
    if therapy["animals"] > 1:
        says += " Mark: mean; dark bar: its 95 % interval; light bar: the central 95 % of the animals."
    if any(row["drawn"] is not None for row in therapy["ranking"]):
        says += (
            " Hatched: the central 95 % of what the typical animal may gain, given what the numbers "
            "of products may be."
        )
    return says


_MATRIX = (
    "Percent of each arm's gain that is lost where products no longer act in a kind of process (above) or in "
    "one process (below), in the typical animal of a defect without space. Blue: lost; orange, with a minus: "
    "the gain is larger without. Blank: nothing of note. Parts act together; columns need not add up."
)

_TORNADO = (
    "The gain of the typical animal, without space, with one number at a time at either end of its range "
    "(filled mark: the high end). Line: the gain with the record's values; grey: one standard deviation "
    "between animals on either side. After each name stands its share of the variance of all, one at a time."
)
