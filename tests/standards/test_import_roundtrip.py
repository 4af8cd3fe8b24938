"""A model written as SBML and read again runs to the same curves, and like libRoadRunner runs the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.knowledge import Library, load_library
from tests.models import clockwork
from tests.standards import zoo
from tests.standards.sbml_files import document, event, function, parameter, reaction, rule, species, written
from tests.standards.test_export import CLOCK
from validation.sbml_roadrunner import compare
from validation.sbml_roundtrip import LIMIT, there_and_back


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The catalogue with two models of the tests."""
    clock = clockwork.written(tmp_path_factory.mktemp("clock"), experiment=CLOCK)
    return load_library([clock, zoo.written(tmp_path_factory.mktemp("zoo"))])


@pytest.mark.parametrize(
    ("model", "arm"), [("clockwork", 0), ("clockwork", -1), ("zoo", 0), ("kagan2013", 0)], ids=str
)
def test_there_and_back(library: Library, model: str, arm: int, tmp_path: Path) -> None:
    worst, where, imported = there_and_back(library, model, tmp_path, arm)
    assert worst <= LIMIT, where
    assert imported.units == "carried" or model == "zoo", imported.why


def test_the_curves_are_those_of_roadrunner(tmp_path: Path) -> None:
    text = document(
        size=2.0,
        fixed=False,
        functions=[function("hill", "x, k, n", "x^n / (k^n + x^n)")],
        species=[species("A", 3.0), species("B", 0.0), species("C", 1.0, amount=True, given="Amount")],
        parameters=[
            parameter("k", 0.4),
            parameter("drug", 0.0, constant=False),
            parameter("light", constant=False),
        ],
        rules=[
            rule("rate", "cell", "0.1 * cell * (1 - cell / 4)"),
            rule("rate", "drug", "-0.7 * drug"),
            rule("assignment", "light", "piecewise(1, sin(time) > 0.3, 0.2)"),
        ],
        reactions=[
            reaction("J", "A", "B", "cell * k * light * hill(A, 1.5, 2.5)"),
            reaction("K", "B", "C", "cell * 0.3 * B / (1 + drug)"),
        ],
        events=[
            event("dose", "B > 0.5", {"drug": "drug + 5", "cell": "cell / 2"}, delay="0.4",
                  useValuesFromTriggerTime="false"),
            event("refill", "A < 1 && time > 3", {"A": "2.5"}, priority="2"),
        ],
    )  # fmt: skip
    worst, where, _ = compare(written(tmp_path, text), until=12.0, points=60)
    assert worst <= 1e-4, where
