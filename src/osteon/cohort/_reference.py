"""What a published model must give: reference curves and derivative vectors that stand beside its records."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import final

from osteon.errors import Fault, RecordError, near
from osteon.units import convert

CURVES, PROBES = "reference.csv", "probes.csv"
_CURVE_KEYS = ("arm", "time", "unit")
_LIMIT_KEYS = ("default_limit", "tight_limit")
_PROBE_KEYS = ("probe", "changes", "state", "value", "derivative", "unit")


@final
@dataclass(frozen=True)
class Point:
    """A number of a reference curve. day: when; slack: half a unit of the last digit that is printed."""

    arm: str
    day: float
    outcome: str
    value: float
    slack: float


@final
@dataclass(frozen=True)
class Probe:
    """A derivative vector: `derivative` by state, at `state` with some quantities changed; all in declared
    units, the derivatives per day."""

    name: str
    changes: Mapping[str, float]
    state: Mapping[str, float]
    derivative: Mapping[str, float]


def read_curves(folder: Path) -> tuple[Point, ...]:
    """The points of `reference.csv`; none when there is no such file. RecordError if it cannot be read."""
    return tuple(_points(folder / CURVES))


def read_limits(folder: Path) -> Mapping[str, float]:
    """The limits that `reference.csv` states, "default_limit" and "tight_limit", by column.

    They are for references that are known no better. Such a column says the same in all its rows.
    """
    limits: dict[str, float] = {}
    for where, row in _rows(folder / CURVES, _CURVE_KEYS):
        for key in (key for key in _LIMIT_KEYS if key in row):
            limit = _number(row[key], where)
            if not 0.0 < limit < 1.0:
                raise RecordError(Fault(where, f"{key} = {row[key]}", "a number from 0 to 1"))
            if limits.setdefault(key, limit) != limit:
                given = f"{key} = {row[key]} after {limits[key]:g}"
                raise RecordError(Fault(where, given, "one limit in all rows"))
    return limits


def read_probes(folder: Path) -> tuple[Probe, ...]:
    """The vectors of `probes.csv`; none when there is no such file. RecordError if it cannot be read."""
    rows: dict[str, list[Mapping[str, str]]] = {}
    for _, row in _rows(folder / PROBES, _PROBE_KEYS):
        rows.setdefault(row["probe"], []).append(row)
    return tuple(_probe(name, group) for name, group in rows.items())


def _points(path: Path) -> Iterator[Point]:
    for where, row in _rows(path, _CURVE_KEYS):
        day = convert(_number(row["time"], where), row["unit"], "day")
        for outcome, text in row.items():
            if outcome not in (*_CURVE_KEYS, *_LIMIT_KEYS) and text:
                yield Point(row["arm"], day, outcome, _number(text, where), _slack(text))


def _probe(name: str, rows: list[Mapping[str, str]]) -> Probe:
    changes = dict(pair.split("=", 1) for pair in rows[0]["changes"].split(";") if pair)
    return Probe(
        name,
        {path.strip(): float(value) for path, value in changes.items()},
        {row["state"]: float(row["value"]) for row in rows},
        {row["state"]: float(row["derivative"]) / convert(1.0, row["unit"], "day") for row in rows},
    )


def _rows(path: Path, keys: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, str]]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        header = reader.fieldnames or ()
        for key in keys:
            if key not in header:
                given = f"the columns {', '.join(header)[:200] or '(none)'}"
                raise RecordError(Fault(f"{path.name}:1", given, f"a column {key}", near(key, header)))
        for row in reader:
            yield f"{path.name}:{reader.line_num}", {key: (value or "").strip() for key, value in row.items()}


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RecordError(Fault(where, repr(text), "a number")) from None


def _slack(text: str) -> float:
    """Half a unit in the last digit: `0.0135` is known to 0.00005."""
    mantissa, _, exponent = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * math.pow(10.0, int(exponent or 0) - decimals)
