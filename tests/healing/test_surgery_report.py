"""The four methods on one defect, and what is said for and against each, by a command and in the report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from osteon.cohort import run_experiment
from osteon.knowledge import SIDES, Library, Modifier
from osteon.model import explain
from osteon.report import write_report
from osteon.scenario import load_experiment
from tests.healing.arms import heading, library

FOUR = {
    "bone transplantation": ("autograft", "allograft"),
    "the Ilizarov method": ("ilizarov",),
    "guided bone regeneration": ("guided_bone_regeneration",),
    "artificial bone substitutes": ("bone_substitute",),
}
"""The four usual treatments of large bone defects (C018), and the conditions that stand for them."""

METHODS = [name for conditions in FOUR.values() for name in conditions]

GRAFTING = {"C022", "C023", "C024", "C025", "C027"}
"""What the review names of bone grafting: scarce donors, long operations, resorption, infection, outcome."""


def method(name: str) -> Modifier:
    return library().modifiers["condition", name]


def claims(name: str) -> set[str]:
    return {claim for remark in method(name).remarks for claim in remark.claims}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """Record and folder of a short run of all methods on one defect, with one arm left alone."""
    folder = tmp_path_factory.mktemp("surgery")
    arms = "".join(f"[arm.by_{name}]\nconditions.{name} = {{}}\n" for name in METHODS)
    gap = 'defect = { preset = "segmental_gap", diameter = "1.2 mm", gap = "5 mm" }\n'
    text = heading(10, 5) + f"[arm.alone]\n{gap}" + arms.replace("]\n", f"]\n{gap}")
    (folder / "surgery.toml").write_text(text, encoding="utf-8")
    result = run_experiment(load_experiment(folder / "surgery.toml", library()), library())
    return write_report(result, folder / "out"), folder / "out"


def test_all_four_methods_run_on_the_same_defect(report: tuple[dict[str, Any], Path]) -> None:
    record, _ = report
    assert not record["failures"]
    assert [arm["name"] for arm in record["arms"]] == ["alone", *(f"by_{name}" for name in METHODS)]
    defects = {next(line for line in arm["lines"] if line.startswith("Defect")) for arm in record["arms"]}
    assert len(defects) == 1


def test_the_report_lists_for_and_against_of_each_method_with_claims(
    report: tuple[dict[str, Any], Path],
) -> None:
    record, folder = report
    rows = record["remarks"]
    assert {row["treatment"] for row in rows} == set(METHODS)
    for name in METHODS:
        own = [row for row in rows if row["treatment"] == name]
        assert {row["name"] for row in own} == {method(name).name}
        assert all(row["arms"] == [f"by_{name}"] for row in own)
        assert {"advantage", "drawback"} <= {row["side"] for row in own}
        for side in ("advantage", "drawback"):
            assert any(row["claims"] for row in own if row["side"] == side), (name, side)
        order = [SIDES.index(row["side"]) for row in own]
        assert order == sorted(order)
    page = (folder / "report.html").read_text(encoding="utf-8")
    section = page[page.index('id="remarks"') :]
    section = section[: section.index("</section>")]
    for row in rows:
        assert set(row["claims"]) <= set(re.findall(r"C\d{3}", section))
    cited = {row["id"] for row in record["sources"]}
    assert {row["source"] for row in rows if row["source"]} <= cited


def test_a_run_without_methods_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "plain.toml").write_text(heading(2, 1) + "[arm.alone]\n", encoding="utf-8")
    result = run_experiment(load_experiment(tmp_path / "plain.toml", library()), library())
    record = write_report(result, tmp_path / "out")
    assert record["remarks"] == []
    assert "For and against" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_one_command_compares_them() -> None:
    found = explain(library(), "surgery")
    titles = [section.title for section in found.sections]
    for name in METHODS:
        assert f"{method(name).name} (condition {name})" in titles
    lines = "\n".join(found.lines)
    for name in METHODS:
        for remark in method(name).remarks:
            assert f"{remark.side}: {remark.says} [" in lines
            assert all(claim in lines for claim in remark.claims)


def test_what_the_review_says_of_the_methods_is_there() -> None:
    for name in METHODS:
        assert {"C019", "C020"} <= claims(name), name
    for name in ("autograft", "allograft"):
        assert GRAFTING | {"C021", "C225", "C226"} <= claims(name), name
    assert "C026" in claims("allograft")
    assert "C026" not in claims("autograft")
    assert {"C225", "C226"} <= claims("bone_substitute")


def test_each_remark_is_of_its_side() -> None:
    """Risks of grafting are risks, its long operations a cost, its scarcity a drawback."""
    sides = {claim: remark.side for remark in method("allograft").remarks for claim in remark.claims}
    assert {claim: sides[claim] for claim in ("C022", "C023", "C024", "C025", "C026", "C027")} == {
        "C022": "drawback", "C023": "cost", "C024": "risk", "C025": "risk", "C026": "risk", "C027": "risk",
    }  # fmt: skip


def test_a_claim_says_which_method_repeats_it() -> None:
    text = "\n".join(explain(library(), "C022").lines)
    assert "condition allograft" in text
    assert "condition autograft" in text


def test_every_static_claim_of_surgery_is_told_by_a_method() -> None:
    base: Library = library()
    told = {claim for each in base.modifiers.values() for remark in each.remarks for claim in remark.claims}
    told |= {claim for name in METHODS for claim in method(name).claims}
    static = {
        id
        for id, claim in base.evidence.claims.items()
        if claim.kind == "static" and claim.systems[0] == "S31"
    }
    assert static - told <= {"C029"}  # of a figure, and shown with it
