"""The record: what programs may rely on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from osteon.cohort import Result
from osteon.knowledge import Quantity, Signal, Transport
from osteon.model import build_model
from osteon.report._arms import _age
from osteon.report._evidence import quantities_used
from osteon.report._record import build_record
from osteon.report._sheet import Sheet
from tests.report import small, spaces_healing
from tests.report.small import PAPER, result

SCHEMA = {
    "format": int, "title": str, "question": str, "notice": str, "days": float, "animals": int, "lanes": int,
    "arms": ["lines", "name", "says"],
    "remarks": list,
    "headline": [
        "arm", "day", "high", "low", "mean", "name", "outcome", "p2_5", "p97_5", "peak", "peak_day", "unit",
    ],
    "therapy": type(None),
    "combination": type(None),
    "without": type(None),
    "union": ["arm", "high", "low", "median_time", "n", "probability", "united"],
    "phases": ["animals", "arm", "end", "high", "low", "median", "phase", "reached"],
    "residuals": [
        "arm", "covered", "day", "measured", "measured_high", "measured_low", "model", "model_high",
        "model_low", "name", "note", "outcome", "residual", "row", "study", "study_arm", "unit",
    ],
    "studies": ["caveat", "id", "says", "source", "species", "title"],
    "failures": ["animal", "arm", "reason"],
    "evidence": dict,
    "claims": ["cites", "document", "id", "says", "sources"],
    "sources": [
        "authors", "id", "journal", "kind", "note", "numbers", "remarks", "seen", "studies", "title", "year",
    ],
    "provenance": dict,
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return build_record(Sheet(result(tmp_path_factory.mktemp("record") / "mice.toml", failed=(7,))))


def test_the_shape_is_the_contract(record: dict[str, Any]) -> None:
    assert list(record) == list(SCHEMA)
    for key, shape in SCHEMA.items():
        if isinstance(shape, list):
            assert all(sorted(row) == shape for row in record[key]), key
            assert record[key], key
        else:
            assert isinstance(record[key], shape), key


def test_only_numbers_that_take_part_are_counted(tmp_path: Path) -> None:
    made = result(tmp_path / "mice.toml")
    paths = {quantity.path for quantity in quantities_used(made)}
    assert {"clot.initial", "fill_MSC.k", "modulus_bone", "intact_modulus", "mouse.life_span"} <= paths
    assert "idle" not in paths


def test_numbers_of_what_moves_count_in_space_alone(tmp_path: Path) -> None:
    point, space = small.result(tmp_path / "mice.toml"), spaces_healing.result(tmp_path / "mice.toml")
    (with_moves, still) = (
        {quantity.path for quantity in quantities_used(moving(made))} for made in (space, point)
    )
    assert with_moves - still == {"MSC_follows.half", "MSC_follows.guidance", "open.share"}


def moving(made: Result) -> Result:
    """The result with progenitors that follow TNF; their guidance goes through a signal."""
    (chapter,) = made.library.chapters["natural_healing"]
    numbers = (("half", "ng/mL"), ("guidance", "mm^2/day"))
    own = tuple(Quantity(f"MSC_follows.{name}", 1.0, unit, evidence="assumed") for name, unit in numbers)
    follows = Transport(
        "MSC_follows", "", "taxis", "MSC", "guidance * open", "activation(TNF, half, 1)", quantities=own
    )
    share = Quantity("open.share", 0.5, "1", evidence="assumed")
    wide = Signal("open", "", "share", "1", quantities=(share,))
    chapter = replace(chapter, transports=(follows,), signals=(*chapter.signals, wide))
    library = replace(made.library, chapters={"natural_healing": (chapter,)})
    return replace(made, library=library, model=build_model(library))


def test_evidence_is_counted_by_class(record: dict[str, Any]) -> None:
    counts = record["evidence"]["counts"]
    assert list(counts) == ["measured", "derived", "fitted", "assumed"]
    assert sum(counts.values()) == len(record["evidence"]["quantities"])
    assert counts["derived"] == 1
    resting = [row for row in record["evidence"]["quantities"] if row["source"] == PAPER]
    assert record["sources"][0]["numbers"] == len(resting)
    assert record["sources"][0]["studies"] == 1


def test_failed_animals_are_listed_and_left_out(record: dict[str, Any]) -> None:
    assert [(row["arm"], row["animal"]) for row in record["failures"]] == [("dosed", 3)]
    assert [row["n"] for row in record["union"]] == [4, 3]
    assert {row["arm"]: row["animals"] for row in record["phases"]} == {"young": 4, "dosed": 3}


def test_an_experiment_in_which_all_fail_still_has_a_record(tmp_path: Path) -> None:
    record = build_record(Sheet(result(tmp_path / "mice.toml", failed=tuple(range(8)))))
    assert len(record["failures"]) == record["lanes"]
    assert record["headline"] == []


def test_arms_are_told_in_words(record: dict[str, Any]) -> None:
    assert record["arms"][0]["lines"] == ["Subject: laboratory mouse, female, 2.96 months old"]
    assert record["arms"][1]["lines"][1] == "Dose: MSC, 500 cell/mm\N{SUPERSCRIPT THREE} on day 1"


def test_phases_are_in_order_and_late_ones_have_no_day(record: dict[str, Any]) -> None:
    young = {row["phase"]: row for row in record["phases"] if row["arm"] == "young"}
    assert young["soft callus"]["median"] < young["hard callus"]["median"]
    assert young["remodelling"]["median"] is None
    assert young["remodelling"]["reached"] == 0


def test_provenance_says_with_what_it_was_made(record: dict[str, Any]) -> None:
    made = record["provenance"]
    assert made["seed"] == 7
    assert made["catalogue"].startswith("sha256:")
    assert {"jax", "numpy"} <= set(made["packages"])
    assert "/" not in made["experiment"]


def test_a_phase_most_animals_miss_counts_as_later_than_the_end(tmp_path: Path) -> None:
    made = result(tmp_path / "mice.toml")
    made.measurements.events["onset_remodelling"][:] = np.nan
    made.measurements.events["onset_remodelling"][:1] = 20.0
    rows = [row for row in build_record(Sheet(made))["phases"] if row["phase"] == "remodelling"]
    assert (rows[0]["low"], rows[0]["median"], rows[0]["high"]) == (20.0, None, None)


@pytest.mark.parametrize(("days", "words"), [(90.0, "2.96 months"), (12783.75, "35 years")])
def test_ages_are_told_as_people_say_them(days: float, words: str) -> None:
    assert _age(days) == words
