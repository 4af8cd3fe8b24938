"""From any number of a report to its source and from any source to its numbers, link by link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from osteon.cohort import Result, run_experiment, run_without
from osteon.errors import OutputError
from osteon.evidence import used_by
from osteon.report import citations, result_lines, result_records, results_on, to_json
from osteon.report._evidence import quantities_used
from osteon.report._page import render_page
from osteon.report._panel import drawn_as
from osteon.report._record import build_record
from osteon.report._sheet import Sheet
from osteon.report._trace import trace
from osteon.scenario import load_experiment
from tests.evidence.traced import ADA, BO, library
from tests.report.small import result as by_hand
from tests.report.test_page import VOID, read
from tests.scenario.tiny import EXPERIMENT, write

LIBRARY = library()
STUDIED = (
    EXPERIMENT
    + '[measured.cage]\nyoung = "caged"\n[report]\noutcomes = ["callus_bone", "neutrophil", "union"]\n'
)


class Web(HTMLParser):
    """Which ids lead to which: each link belongs to the ids of the elements around it."""

    def __init__(self) -> None:
        HTMLParser.__init__(self)
        self.open: list[tuple[str, str]] = []
        self.leads: dict[str, set[str]] = defaultdict(set)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and (link := given.get("href") or "").startswith("#"):
            for _, id in self.open:
                self.leads[id].add(link[1:])
        if tag not in VOID:
            self.open.append((tag, given.get("id") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def reached(self, start: str) -> set[str]:
        """All ids that one gets to from an id."""
        seen, waiting = {start}, [start]
        while waiting:
            for id in self.leads[waiting.pop()] - seen:
                seen.add(id)
                waiting.append(id)
        return seen


def page(result: Result) -> tuple[str, Mapping[str, Any]]:
    record = build_record(Sheet(result))
    return render_page(record, [], trace(result, quantities_used(result), record["claims"])), record


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trace")


@pytest.fixture(scope="module")
def usual(folder: Path) -> Result:
    return run_experiment(load_experiment(write(folder, STUDIED), LIBRARY), LIBRARY)


@pytest.fixture(scope="module")
def without(folder: Path) -> Result:
    return run_without(load_experiment(write(folder, STUDIED), LIBRARY), LIBRARY, ["Ada 2019", BO])


@pytest.fixture(scope="module")
def web(usual: Result) -> Web:
    made = Web()
    made.feed(page(usual)[0])
    return made


@pytest.mark.parametrize("which", ["usual", "without"])
def test_every_link_of_the_page_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    reader = read(page(request.getfixturevalue(which))[0])
    assert len(reader.ids) == len(set(reader.ids))
    inside = [link for link in reader.links if link.startswith("#")]
    assert len(inside) > 100
    assert {link[1:] for link in inside} <= set(reader.ids)


def test_from_each_number_to_its_source_and_back(usual: Result, web: Web) -> None:
    _, record = page(usual)
    places = {row["id"]: f"source-{number}" for number, row in enumerate(record["sources"], start=1)}
    rows = record["evidence"]["quantities"]
    assert {row["source"] for row in rows} >= {ADA, BO}
    for row in (row for row in rows if row["source"]):
        assert places[row["source"]] in web.leads[f"number-{row['path']}"]
        assert f"number-{row['path']}" in web.leads[places[row["source"]]]
    for id, place in places.items():
        listed = {name.removeprefix("number-") for name in web.leads[place] if name.startswith("number-")}
        assert listed == {row["path"] for row in rows if row["source"] == id}


def test_from_each_curve_to_the_numbers_that_move_it_and_back(web: Web) -> None:
    reached = web.reached("outcome-callus_bone")
    assert {"state-woven_bone", "process-harden", "number-harden.k", "claim-C001"} <= reached
    assert "process-harden" in web.leads["outcome-callus_bone"]
    assert "process-leave" not in web.leads["outcome-callus_bone"]
    assert {"process-harden", "setting-rule-ageing"} <= web.reached("number-ageing.loss")
    back = web.reached("number-harden.k")
    assert {"process-harden", "state-woven_bone", "outcome-callus_bone", "outcome-union"} <= back
    assert {"signal-callus_modulus", "number-modulus_bone"} <= web.leads["outcome-union"] | web.leads[
        "signal-callus_modulus"
    ]
    assert "outcome-union" in web.leads["number-union_bone"]


def test_every_number_says_what_uses_it(usual: Result, web: Web) -> None:
    instruments = {"intact_modulus", "phase_inflammation_share"}
    for row in page(usual)[1]["evidence"]["quantities"]:
        users = {id for id in web.leads[f"number-{row['path']}"] if not id.startswith("source-")}
        assert users, row["path"]
        if row["path"] in instruments:
            assert all(user.startswith("outcome-") for user in users)


def test_the_numbers_of_the_answer_lead_to_their_outcomes(web: Web) -> None:
    assert {"outcome-callus_bone", "outcome-neutrophil", "outcome-union"} <= web.leads["answer"]
    assert "outcome-callus_bone" in web.leads["measured"]
    assert any(id.startswith("source-") for id in web.leads["measured"])
    assert "outcome-union" in web.leads["union"]
    assert "outcome-onset_inflammation" in web.leads["phases"]


def test_claims_are_told_with_their_citations(usual: Result) -> None:
    text, record = page(usual)
    assert [row["id"] for row in record["claims"]] == ["C001", "C002", "C003"]
    assert record["claims"][2] == {
        "id": "C003", "says": "C003 is so.", "cites": ["Ada 2019", "Bo 2020"], "document": "900",
        "sources": [BO],
    }  # fmt: skip
    assert "<b>C001</b>: C001 is so. (Ada 2019)" in text
    assert "<b>C002</b>: C002 is so. (document 900)" in text


def test_hostile_records_stay_text(folder: Path) -> None:
    made = library()
    (chapter,) = made.chapters["natural_healing"]
    evil = tuple(replace(p, says="<script>alert(1)</script>") for p in chapter.processes)
    made = replace(made, chapters={"natural_healing": (replace(chapter, processes=evil),)})
    text, _ = page(run_experiment(load_experiment(write(folder, STUDIED), made), made))
    assert "script" not in read(text).tags


def test_a_run_without_sources_says_what_fell_and_what_changed(without: Result) -> None:
    text, record = page(without)
    said = record["without"]
    assert [row["id"] for row in said["sources"]] == [ADA, BO]
    assert [row["process"] for row in said["off"]] == ["soften", "harden"]
    assert {row["process"]: row["rest"] for row in said["kept"]} == {
        "remodel": ["C002"],
        "leave": [],
        "decay": [],
    }
    assert "Nothing else says how fast; what is made also goes." in text
    assert {row["class"] for row in said["numbers"]} == {"dropped"}
    assert {row["path"]: (row["low"], row["high"]) for row in said["numbers"]}[
        "ageing.loss"
    ] == pytest.approx((0.8 / 3.0, 1.0))
    assert said["fixed"] == ["between_animal_cv", "clot.initial"]
    assert {row["outcome"] for row in said["rows"]} == {"callus_bone", "neutrophil", "union"}
    assert [arm["name"] for arm in record["arms"]] == ["young", "old", "young (without)", "old (without)"]
    assert record["arms"][2]["says"] == f"As young without Ada 2019 and {BO}."
    assert "off in the arms without" in text
    assert "dropped in the arms without" in text
    assert f"Without {ADA} and {BO}" in text
    assert {row["arm"] for row in record["residuals"]} == {"young"}
    assert "half of the arms are without it" in citations(dict(record))


def test_arms_without_are_dashed_in_the_colour_of_their_arm(usual: Result, without: Result) -> None:
    styles = [drawn_as(Sheet(without), index) for index in range(4)]
    assert [style.dash for style in styles] == ["-", "-", "--", "--"]
    assert [style.colour for style in styles[:2]] == [style.colour for style in styles[2:]]
    assert styles[0].colour != styles[1].colour
    assert drawn_as(Sheet(usual), 1).dash == "--"


def test_results_that_rest_on_a_source_are_found(usual: Result, without: Result, tmp_path: Path) -> None:
    for name, result in (("one/usual", usual), ("without", without)):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "result.json").write_text(to_json(dict(page(result)[1])), encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "result.json").write_text("{", encoding="utf-8")
    found, left_out = results_on(used_by(LIBRARY, ADA), [tmp_path])
    assert [Path(use["folder"]).name for use in found] == ["usual", "without"]
    assert set(found[0]["numbers"]) == {"soften.k", "harden.k", "leave.k", "neutrophil.initial"}
    assert [use["without"] for use in found] == [False, True]
    assert found[0]["claims"] == ["C001", "C003"]
    assert len(left_out) == 1
    assert "broken" in left_out[0]
    lines = list(result_lines(found))
    assert lines[0].endswith("usual: Young against old mice; 4 numbers, 2 claims")
    assert lines[1].endswith("2 claims, set aside in it")
    studied, _ = results_on(used_by(LIBRARY, "cage"), [tmp_path / "one"])
    assert studied[0]["studies"] == ["cage"]
    assert results_on(used_by(LIBRARY, "Cy 2021"), [tmp_path]) == ([], left_out)


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    assert result_records(tmp_path) == []
    with pytest.raises(OutputError) as caught:
        results_on(used_by(LIBRARY, ADA), [tmp_path])
    assert str(caught.value) == (
        f"{tmp_path}: given no result; expected a folder with results of `osteon run` (result.json)"
    )


def test_a_result_made_by_hand_is_traced_too(tmp_path: Path) -> None:
    text, _ = page(by_hand(tmp_path / "mice.toml", failed=(0,)))
    assert "a claim without a record" in text
    assert "process-fill_MSC" in read(text).ids
