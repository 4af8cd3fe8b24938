"""The section on combinations: a verdict in words, a table, a figure; nothing where nothing is combined."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from osteon.cli._summary import summary_lines
from osteon.cohort import Result
from osteon.report import write_report
from osteon.report._record import build_record
from osteon.report._sheet import Sheet
from osteon.scenario import Arm, ProductUse
from tests.report.small import DAYS, result

AB = {"nothing": "", "a": "a", "b": "b", "both": "ab"}
HOSTILE = "<i>both</i> $x_"


def combined(
    folder: Path, last: tuple[float, ...], arms: dict[str, str] | None = None, animals: int = 3
) -> Result:
    """Arms that get products by their letters; new bone rises to `last`, a little more in each animal."""
    base = result(folder / "mice.toml")
    first = base.experiment.arms[0]
    made = tuple(_arm(first, name, letters) for name, letters in (arms or AB).items())
    lanes = len(made) * animals
    height = np.repeat(last, animals) + np.tile(np.arange(animals), len(made))
    curves = {"callus_bone": np.outer(DAYS / DAYS[-1], height), "union": np.zeros((len(DAYS), lanes))}
    measured = replace(
        base.measurements,
        curves={name: curves.get(name, curve[:, :1].repeat(lanes, 1)) for name, curve in _curves(base)},
        events={name: np.full(lanes, np.nan) for name in base.measurements.events},
        phases=base.measurements.phases[:, :1].repeat(lanes, 1),
    )
    solution = replace(
        base.solution,
        states=base.solution.states[:, :, :1].repeat(lanes, 2),
        parameters=base.solution.parameters[:, :1].repeat(lanes, 1),
        status=np.zeros(lanes, np.int32),
        accepted=np.full(lanes, 9, np.int32),
        rejected=np.full(lanes, 1, np.int32),
        reached=np.full(lanes, 28.0),
    )
    plan = replace(base.experiment, arms=made, animals=animals, studies=())
    return replace(base, experiment=plan, measurements=measured, solution=solution)


def _curves(base: Result) -> list[tuple[str, Any]]:
    return list(base.measurements.curves.items())


def _arm(first: Arm, name: str, letters: str) -> Arm:
    uses = tuple(ProductUse(letter, "local", {}, (1.0,)) for letter in letters)
    return replace(first, name=name, products=uses)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The record as JSON reads it, and the page, of a synergistic pair whose arm has a hostile name."""
    folder = tmp_path_factory.mktemp("combined")
    arms = {"nothing": "", "a": "a", "b": "b", HOSTILE: "ab"}
    write_report(combined(folder, (20.0, 24.0, 26.0, 40.0), arms), folder / "out")
    record = json.loads((folder / "out" / "result.json").read_text(encoding="utf-8"))
    return record, (folder / "out" / "report.html").read_text(encoding="utf-8")


def test_the_record_holds_the_verdict_with_its_interval(written: tuple[dict[str, Any], str]) -> None:
    (found,) = written[0]["combination"]["found"]
    row = found["rows"][0]
    assert (found["control"], found["singles"]) == ("nothing", ["a", "b"])
    assert (row["outcome"], row["read"], row["verdict"]) == ("callus_bone", "last", "synergistic")
    assert row["excess"]["mean"] == pytest.approx(10.0)
    assert row["index"]["mean"] == pytest.approx(2.0)
    # All animals of all arms read the same of union: nothing to tell.
    assert {each["outcome"] for each in found["rows"]} == {"callus_bone"}


def test_the_page_says_it_and_draws_it_with_names_escaped(written: tuple[dict[str, Any], str]) -> None:
    page = written[1]
    assert '<section id="combination">' in page
    assert "synergistic. On day 28" in page
    assert 'id="figure-combination"' in page
    assert HOSTILE not in page
    assert "&lt;i&gt;both&lt;/i&gt;" in page


def test_the_terminal_says_it(written: tuple[dict[str, Any], str]) -> None:
    text = "\n".join(summary_lines(written[0], Path("out")))
    assert "Together: a and b together" in text
    assert "index of additivity is 2" in " ".join(text.split())


@pytest.mark.parametrize(
    ("both", "word"), [(30.0, "additive"), (26.0, "antagonistic"), (40.0, "synergistic")]
)
def test_the_words_follow_the_verdict(both: float, word: str, tmp_path: Path) -> None:
    record = build_record(Sheet(combined(tmp_path, (20.0, 24.0, 26.0, both))))
    says = record["combination"]["found"][0]["says"]
    assert f"(both): {word}. On day 28" in says
    assert ("no more than b alone" in says) == (word == "antagonistic")


def test_one_animal_gets_a_verdict_and_is_told_that_it_has_no_interval(tmp_path: Path) -> None:
    record = build_record(Sheet(combined(tmp_path, (20.0, 24.0, 26.0, 40.0), animals=1)))
    assert "one animal: no interval" in record["combination"]["found"][0]["says"]


def test_an_arm_whose_parts_stand_nowhere_alone_is_told_what_it_takes(tmp_path: Path) -> None:
    arms = {"nothing": "", "both": "ab"}
    record = build_record(Sheet(combined(tmp_path, (20.0, 30.0), arms)))
    assert record["combination"]["untold"] == [{"arm": "both", "products": ["a", "b"]}]
    assert record["combination"]["untold_says"].startswith("Whether the products of both are additive")
    assert "Together: Whether the products of both" in "\n".join(summary_lines(record, Path("out")))


def test_without_combinations_there_is_nothing_to_say(tmp_path: Path) -> None:
    record = build_record(Sheet(result(tmp_path / "mice.toml")))
    assert record["combination"] is None
    assert "Together" not in "\n".join(summary_lines(record, Path("out")))
