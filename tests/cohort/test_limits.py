"""Limits of a comparison that a reference states for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.cohort._reference import read_curves
from osteon.cohort._verify import DEFAULT_LIMIT, PROBE_LIMIT, TIGHT_LIMIT, limits_of
from osteon.errors import RecordError


def written(folder: Path, *rows: str) -> Path:
    (folder / "reference.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_without_columns_of_its_own_a_reference_has_the_usual_limits(tmp_path: Path) -> None:
    assert limits_of(tmp_path) == (PROBE_LIMIT, DEFAULT_LIMIT, TIGHT_LIMIT)
    assert limits_of(written(tmp_path, "arm,time,unit,M1", "a,1,day,2")) == limits_of(tmp_path / "none")


def test_limits_stand_beside_the_curves_and_are_no_outcomes(tmp_path: Path) -> None:
    written(
        tmp_path, "arm,time,unit,M1,default_limit,tight_limit", "a,1,day,2,3e-3,1e-4", "a,2,day,,3e-3,1e-4"
    )
    assert limits_of(tmp_path) == (PROBE_LIMIT, 3e-3, 1e-4)
    assert [point.outcome for point in read_curves(tmp_path)] == ["M1"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("a,1,day,2,0.003", "a,2,day,2,0.004"), "reference.csv:3: given tight_limit = 0.004 after 0.003"),
        (("a,1,day,2,2",), "given tight_limit = 2; expected a number from 0 to 1"),
        (("a,1,day,2,",), "given ''; expected a number"),
    ],
)
def test_faults_of_limits(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(RecordError) as caught:
        limits_of(written(tmp_path, "arm,time,unit,M1,tight_limit", *rows))
    assert said in str(caught.value)
