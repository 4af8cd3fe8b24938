"""README.md says truly how much of the catalogue is measured, derived, fitted and assumed."""

from __future__ import annotations

from tests.docs.counts import README, counted, refreshed


def test_the_counts_in_the_readme_are_true() -> None:
    text = README.read_text(encoding="utf-8")
    counts = counted()
    assert all(sum(part.values()) > 0 for part in counts)
    assert text == refreshed(text, counts), "run `make counts`"


def test_stale_counts_are_replaced_and_nothing_else() -> None:
    text = "before\n<!-- counts:begin -->\nold\n<!-- counts:end -->\nafter\n"
    new = refreshed(text, ({"measured": 7}, {"assumed": 5}))
    assert "| measured | 7 | 0 |" in new
    assert "| assumed | 0 | 5 |" in new
    assert "old" not in new
    assert new.startswith("before\n")
    assert new.endswith("<!-- counts:end -->\nafter\n")
