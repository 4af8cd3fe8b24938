"""Which arm heals, by which mechanism, on what evidence, how sure: the record, the page, the words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from osteon.cohort import Result
from osteon.knowledge import Measurement, Study
from osteon.report import therapy as say
from osteon.report._figures import Plate
from osteon.report._therapy_doubt import shares_by_class
from osteon.report._therapy_figures import therapy_plates
from osteon.report._therapy_words import points, signed
from osteon.scenario import StudyUse
from tests.cohort import gains
from tests.report import small
from tests.report.test_page import read
from tests.report.therapies import reported, solved, taken_apart

FIGURES = ["therapy_ranking", "therapy_mechanism", "therapy_doubt"]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return solved(tmp_path_factory.mktemp("therapy"))


@pytest.fixture(scope="module")
def made(result: Result, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    return reported(result, tmp_path_factory.mktemp("report") / "out", taken_apart(result))


@pytest.fixture(scope="module")
def therapy(made: tuple[dict[str, Any], str]) -> dict[str, Any]:
    return dict(made[0]["therapy"])


def told(therapy: dict[str, Any]) -> dict[str, str]:
    return {row["asked"]: row["says"] for row in therapy["answer"]}


def test_the_arms_are_ranked_against_the_first(therapy: dict[str, Any]) -> None:
    rows = {row["arm"]: row for row in therapy["ranking"]}
    assert next(iter(rows)) == "dosed"
    assert rows["dosed"]["low"] < rows["dosed"]["mean"] < rows["dosed"]["high"]
    assert rows["dosed"]["best"] == 1.0
    assert rows["dosed"]["drawn"]["low"] < gains.GAIN < rows["dosed"]["drawn"]["high"]
    assert rows["plain"]["mean"] == 0.0
    assert rows["plain"]["drawn"] is None


def test_every_question_is_answered(therapy: dict[str, Any]) -> None:
    answers = told(therapy)
    assert list(answers) == ["Which arm heals", "By which mechanism", "On what evidence", "How sure"]
    assert answers["Which arm heals"].startswith("On day 28 dosed has the most M1: +")
    assert "It is the highest in 100 % of the animals. Then come alike +" in answers["Which arm heals"]
    assert answers["By which mechanism"].startswith(
        "Without spread 75 % of the gain of dosed is lost, without recruit 25 %. Cells make. It is held back "
        "most by graft_loss: without, it would be"
    )
    assert answers["On what evidence"] == (
        "The processes that carry a tenth of it or more rest on 2 claims (2 without a record) and 2 numbers "
        "of products (1 derived, 1 assumed)."
    )
    assert "95 % of 100 draws); it is the highest arm in 100 % of them." in answers["How sure"]
    assert "Between animals of one laboratory the gain of dosed differs by" in answers["How sure"]


def test_the_mechanism_lists_what_carries_and_what_limits(therapy: dict[str, Any]) -> None:
    losses = therapy["attribution"]["losses"]
    assert [row["name"] for row in losses["carries"]] == ["spread", "recruit"]
    assert [row["name"] for row in losses["limits"]] == ["graft_loss"]
    assert {row["name"] for row in losses["deeds"]} == {"calling", "fate"}
    assert [row["name"] for row in losses["deliveries"]] == ["graft"]
    # Without `recruit` the control has nothing left: that it is needed tells nothing.
    assert losses["needs"] == []


def test_the_doubt_is_shared_out_among_numbers_and_classes(result: Result, therapy: dict[str, Any]) -> None:
    rows = [row for row in therapy["attribution"]["doubt"] if row["arm"] == "dosed"]
    assert [row["share"] for row in rows] == sorted((row["share"] for row in rows), reverse=True)
    assert sum(row["share"] for row in rows) == pytest.approx(1.0)
    classes = therapy["attribution"]["classes"]["dosed"]
    assert sum(classes.values()) == pytest.approx(1.0)
    assert classes["derived"] == pytest.approx(next(r["share"] for r in rows if r["path"] == "spread.s"))
    assert classes == shares_by_class(taken_apart(result), "dosed")


def test_spread_between_animals_and_between_studies_stand_apart(therapy: dict[str, Any]) -> None:
    spread = therapy["spread"]
    assert [row["arm"] for row in spread["animals"]][:2] == ["dosed", "alike"]
    assert spread["animals"][0]["sd"] > 0.0
    assert spread["studies"] == []
    assert spread["between_studies"] is None


def test_studies_of_the_outcome_are_set_against_each_other(result: Result, tmp_path: Path) -> None:
    def study(id: str, value: float) -> Study:
        row = Measurement(id, "adult", 12.0, "M1", value, None, None, "cell/mm^3")
        return Study(id, id, "doi:10.1/x", "", "mouse", "", {"adult": ""}, {}, (row,))

    library = replace(result.library, studies={"one": study("one", 20.0), "two": study("two", 50.0)})
    plan = replace(
        result.experiment, studies=tuple(StudyUse(id, {"plain": "adult"}) for id in library.studies)
    )
    record, page = reported(replace(result, experiment=plan, library=library), tmp_path / "out", None)
    spread = record["therapy"]["spread"]
    assert [row["study"] for row in spread["studies"]] == ["one", "two"]
    assert spread["studies"][0]["miss"] - spread["studies"][1]["miss"] == pytest.approx(30.0)
    assert spread["between_studies"] == pytest.approx(30.0 / 2**0.5)
    assert "which is in none of these" in told(record["therapy"])["How sure"]
    assert "Between studies it differs by 21.2" in page


def test_the_page_shows_it_all_and_hangs_together(made: tuple[dict[str, Any], str]) -> None:
    page = made[1]
    reader = read(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert {"therapy", *(f"figure-{name}" for name in FIGURES)} <= set(reader.ids)
    for words in ("Which arm heals, and why", "By which mechanism", "On what evidence", "How sure"):
        assert words in page
    assert "Not taken apart, because they gain too little or are not among the largest: nothing." in page
    for link in reader.links:
        assert link.startswith("https://doi.org/") or link.removeprefix("#") in reader.ids, link


def test_figures_are_files_too(made: tuple[dict[str, Any], str]) -> None:
    plates = list(therapy_plates(made[0]))
    assert [plate.name for plate in plates] == FIGURES
    assert all(isinstance(_drawn(plate), Figure) for plate in plates)


def _drawn(plate: Plate) -> Figure:
    return plate.draw()


def test_it_is_there_for_programs_too(result: Result, made: tuple[dict[str, Any], str]) -> None:
    said = say(result, taken_apart(result))
    assert said is not None
    assert said["answer"] == made[0]["therapy"]["answer"]
    bare = say(result)
    assert bare is not None
    assert bare["attribution"] is None


def test_without_its_gains_taken_apart_the_ranking_stays(result: Result, tmp_path: Path) -> None:
    record, page = reported(result, tmp_path / "out", None)
    assert record["therapy"]["attribution"] is None
    assert list(told(record["therapy"])) == ["Which arm heals", "How sure"]
    assert "By which mechanism" not in page
    assert [plate.name for plate in therapy_plates(record)] == ["therapy_ranking"]


def test_one_animal_says_nothing_of_spread(tmp_path: Path) -> None:
    result = solved(tmp_path, 1)
    record, page = reported(result, tmp_path / "out", taken_apart(result))
    row = record["therapy"]["ranking"][0]
    assert row["low"] is None
    assert row["best"] is None
    assert row["drawn"] is not None
    assert "interval" not in told(record["therapy"])["Which arm heals"]
    assert "Between animals" not in told(record["therapy"])["How sure"]
    read(page)


def test_a_report_without_products_has_no_such_section(tmp_path: Path) -> None:
    record, page = reported(small.result(tmp_path / "mice.toml"), tmp_path / "out", None)
    assert record["therapy"] is None
    assert "therapy" not in page
    assert list(therapy_plates(record)) == []


def test_names_are_escaped(tmp_path: Path) -> None:
    text = gains.TEXT.replace("arm.dosed", 'arm."<b>$x_{dosed}"')
    result = solved(tmp_path, 2, text)
    record, page = reported(result, tmp_path / "out", taken_apart(result))
    assert record["therapy"]["ranking"][0]["arm"] == "<b>$x_{dosed}"
    assert "<b>$x_{" not in page
    read(page)


@pytest.mark.parametrize(
    ("unit", "words"),
    [("%", "percentage points"), ("percent", "percentage points"), ("mm^3", "mm³"), ("1", "")],
)
def test_units_of_a_difference(unit: str, words: str) -> None:
    assert points(unit) == words


def test_differences_have_a_sign() -> None:
    assert [signed(value) for value in (1.234, -0.5, 0.0)] == ["+1.23", "\N{MINUS SIGN}0.5", "+0"]
