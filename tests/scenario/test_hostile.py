"""Whatever stands in an experiment file, it is an experiment or a list of faults, and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osteon.errors import ExperimentError
from osteon.scenario import Experiment, load_experiment
from tests.scenario.tiny import EXPERIMENT, library, write

LIBRARY = library()
TREATED = (
    EXPERIMENT
    + """
conditions.infection.load = 3
[[arm.old.dose]]
entity = "TNF"
amount = 1
unit = "ng/mL"
day = 2
every = 3
until = 9
[[arm.old.change]]
target = "leave.k"
op = "scale"
value = 2
from = 1
until = 7
[measured.mice]
young = "adult"
[report]
outcomes = ["callus_bone"]
"""
)
LINES = [number for number, line in enumerate(TREATED.split("\n")) if "=" in line]
HOSTILE = (
    "nan", "-inf", "inf", "0", "-1", "-0.0", "1e308", "1e-308", "9" * 400, "true", "[]", "[[1]]", "{}",
    "{a = {b = 1}}", "''", "'nan day'", "'1e999 day'", "'-3 week'", "'__import__(\"os\")'", "'../../x'",
    "'\\\\u0000'", "1979-05-27", "07:32:00", "['callus_bone', 3]",
    "{young = 'adult'}", "[{entity = 'TNF'}, 4]",
)  # fmt: skip
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="'\r\n\x00"), max_size=30)
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.floats().map(repr),
    st.integers().map(str),
    TEXTS.map(lambda text: f"'{text}'"),
)


def loaded(text: str) -> Experiment | None:
    """The experiment, or None when faults were told: each with its place, what was given and expected."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return load_experiment(write(Path(folder), text), LIBRARY)
        except ExperimentError as error:
            told = [(fault.where, fault.given, fault.expected) for fault in error.faults]
    assert told
    assert all(map(all, told))
    return None


def check(experiment: Experiment | None) -> None:
    """What every part after this one relies on."""
    if experiment is None:
        return
    assert experiment.arms
    assert experiment.animals >= 1
    assert experiment.times[0] == 0
    assert (experiment.times[1:] > experiment.times[:-1]).all()
    for arm in experiment.arms:
        assert arm.subject.age > 0
        assert all(amount >= 0 for dose in arm.doses for amount in dose.amounts)
        assert all(0 <= day < experiment.days for dose in arm.doses for day in dose.days)
        assert all(0 <= change.start < change.stop for change in arm.changes)


def test_the_file_that_is_spoilt_below_is_sound() -> None:
    assert loaded(TREATED) is not None


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(LINES), VALUES)
def test_a_hostile_value_anywhere(line: int, value: str) -> None:
    lines = TREATED.split("\n")
    lines[line] = f"{lines[line].partition('=')[0]}= {value}"
    check(loaded("\n".join(lines)))


@settings(max_examples=50)
@given(st.sampled_from(LINES), st.sampled_from(LINES))
def test_lines_that_went_missing(first: int, second: int) -> None:
    check(loaded("\n".join(line for n, line in enumerate(TREATED.split("\n")) if n not in (first, second))))


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(loaded(text.encode("utf-8", "replace").decode("utf-8")))


@pytest.mark.parametrize("value", HOSTILE)
def test_each_hostile_value_as_the_length(value: str) -> None:
    check(loaded(TREATED.replace("days = 28", f"days = {value}")))
