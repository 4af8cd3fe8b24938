"""Reports of the small experiment with given cells, whose gain is taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteon.cohort import Attribution, Result, attribute, run_experiment
from osteon.report import write_report
from tests.cohort import gains

LIBRARY = gains.library()


def solved(folder: Path, animals: int = 4, text: str = gains.TEXT) -> Result:
    """The experiment, run."""
    return run_experiment(gains.experiment(folder, LIBRARY, animals, text), LIBRARY, switched=True)


def reported(result: Result, folder: Path, apart: Attribution | None) -> tuple[dict[str, Any], str]:
    """The record and the page of its report."""
    record = write_report(result, folder, attribution=apart)
    return record, (folder / "report.html").read_text(encoding="utf-8")


def taken_apart(result: Result) -> Attribution:
    """Its gains, taken apart."""
    found = attribute(result)
    assert found is not None
    return found
