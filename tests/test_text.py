"""Tables and counts as plain text."""

from __future__ import annotations

from osteon.text import aligned, counted


def test_columns_are_as_wide_as_their_longest_cell() -> None:
    assert aligned([("name", "unit"), ("M1", ""), ("neutrophil", "1")]) == [
        "name        unit",
        "M1",
        "neutrophil  1",
    ]
    assert aligned([]) == []


def test_things_are_counted_with_the_right_ending() -> None:
    assert [counted(count, "number") for count in (0, 1, 2)] == ["0 numbers", "1 number", "2 numbers"]
