"""Errors say where, what was given, what was expected and what to do."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import (
    ExperimentError,
    Fault,
    OsteonError,
    OutputError,
    RecordError,
    SolveError,
    UnitError,
    near,
    shown,
)

ONE = Fault("macrophages.toml:12", "to = 'M3'", "the id of an entity", "did you mean 'M2'?")
TWO = Fault("", "nothing", "something")


def test_one_fault_is_one_line() -> None:
    expected = "macrophages.toml:12: given to = 'M3'; expected the id of an entity; did you mean 'M2'?"
    assert str(RecordError(ONE)) == expected
    assert str(RecordError([TWO])) == "given nothing; expected something"


def test_several_faults_are_counted_and_listed() -> None:
    assert str(RecordError([ONE, TWO])) == f"2 faults:\n  {ONE}\n  {TWO}"


@pytest.mark.parametrize("kind", [RecordError, UnitError, ExperimentError, SolveError, OutputError])
def test_every_error_is_caught_as_one_kind_and_keeps_its_faults(kind: type[OsteonError]) -> None:
    with pytest.raises(OsteonError) as caught:
        raise kind(fault for fault in (ONE, TWO))
    assert caught.value.faults == (ONE, TWO)
    assert str(copy.copy(kind([ONE, TWO]))) == str(kind([ONE, TWO]))


def test_near_names_are_a_question() -> None:
    assert near("TNFa", ["TNF", "IL10"]) == "did you mean 'TNF'?"
    assert near("tnf", ["TNF"]) == "did you mean 'TNF'?"
    assert near("IL1", ["IL10", "IL1B", "TNF"]) == "did you mean 'IL1B' or 'IL10'?"
    assert near("bone", ["TNF"]) == ""


def test_shown_is_short_and_on_one_line() -> None:
    assert shown("a\nb") == r"'a\nb'"
    assert shown({"a": 1}) == "a table"
    assert shown(3.5) == "3.5"


@given(st.one_of(st.text(), st.text(min_size=100), st.lists(st.integers()), st.binary()))
def test_shown_is_bounded(value: object) -> None:
    text = shown(value)
    assert len(text) < 70
    assert "\n" not in text


@given(st.text(max_size=500), st.lists(st.text(max_size=20)))
def test_near_takes_any_text(name: str, known: list[str]) -> None:
    assert isinstance(near(name, known), str)
