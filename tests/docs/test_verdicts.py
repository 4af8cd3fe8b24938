"""README.md says truly how many claims the model reproduces, and the table is that of the records."""

from __future__ import annotations

from osteon.claims import recorded_verdicts
from osteon.knowledge import load_evidence
from tests.docs.verdicts import MEANING, README, counted, refreshed, rows


def test_the_verdicts_in_the_readme_are_those_of_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert "<!-- verdicts:begin -->" in text
    assert text == refreshed(text, counted(rows())), "run `make claims`"


def test_every_dynamic_claim_has_a_verdict_that_is_still_true_of_its_records() -> None:
    evidence = load_evidence()
    recorded = recorded_verdicts(evidence)
    assert recorded.keys() == {id for id, claim in evidence.claims.items() if claim.kind == "dynamic"}
    stale = sorted(id for id, row in recorded.items() if row.stale)
    assert not stale, f"run `make claims`: records of {', '.join(stale[:9])} have changed since"
    assert {row.verdict for row in recorded.values()} <= set(MEANING)


def test_the_counts_replace_what_stood_there_and_nothing_else() -> None:
    text = "before\n<!-- verdicts:begin -->\nold\n<!-- verdicts:end -->\nafter\n"
    new = refreshed(text, counted([{"verdict": "emergent"}, {"verdict": "emergent"}]))
    assert "| emergent | 2 |" in new
    assert "| contradicted | 0 |" in new
    assert "old" not in new
    assert new.startswith("before\n")
    assert new.endswith("<!-- verdicts:end -->\nafter\n")
