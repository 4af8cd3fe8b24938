"""The semantic cases of the SBML Test Suite: every file imported, run, and laid beside the suite's numbers.

    python validation/sbml_semantic.py cases/semantic [--from 1] [--to 1821] [--every 20] [--json FILE]

The suite is at https://github.com/sbmlteam/sbml-test-suite. Of each case the file of the highest level is
read. A value is right if it is within the case's own absolute + relative tolerance. A case is passed, refused
(with what the import says), failed (not run to its end), or wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from osteon.cohort import run_experiment
from osteon.errors import OsteonError
from osteon.knowledge import Library
from osteon.model import TIME, Evaluator, build_model
from osteon.scenario import Arm, Experiment
from osteon.standards import read_sbml
from osteon.units import coherent

RTOL = 1e-9


@dataclass(frozen=True)
class Settings:
    """What a case's settings file asks for."""

    duration: float
    steps: int
    variables: tuple[str, ...]
    absolute: float
    relative: float
    amounts: frozenset[str]
    concentrations: frozenset[str]


@dataclass
class Verdict:
    """What came of a case: "passed", "refused", "wrong" or "failed", why, and how long it took."""

    case: str
    verdict: str
    why: str = ""
    worst: float = 0.0
    seconds: float = 0.0
    plain: bool = field(default=True)


def read_settings(path: Path) -> Settings | None:
    """The settings of a time course; None where the case is something else."""
    pairs = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    values = {key.strip(): value.strip() for key, _, value in pairs}
    if not values.get("duration"):
        return None

    def listed(key: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in values.get(key, "").split(",") if name.strip())

    return Settings(
        float(values["duration"]),
        int(values["steps"]),
        listed("variables"),
        float(values["absolute"]),
        float(values["relative"]),
        frozenset(listed("amount")),
        frozenset(listed("concentration")),
    )


def newest(folder: Path, lowest: bool = False) -> Path:
    """The file of the highest level and version, or of the lowest."""
    found = sorted(folder.glob(f"{folder.name}-sbml-l*v*.xml"))
    return found[0 if lowest else -1]


def curves(imported: Any, settings: Settings) -> tuple[Library, dict[str, np.ndarray]]:
    """Every record's value at each sample, in the unit of its record."""
    library = Library(chapters={imported.name: (imported.chapter,)})
    model = build_model(library, imported.name)
    day = imported.day * settings.duration
    plan = Experiment(
        title="case",
        question="",
        path=Path("case"),
        days=day,
        every=day / settings.steps,
        animals=1,
        seed=1,
        arms=(Arm("case", "", None),),
        model=imported.name,
        method="rosenbrock",
        rtol=RTOL,
    )
    result = run_experiment(plan, library)
    if not result.solution.ok[0]:
        raise RuntimeError(result.solution.reason(0))
    solution = result.solution
    values: dict[str, Any] = {
        path: np.full(len(solution.times), row[0])
        for path, row in zip(solution.quantity_paths, solution.parameters, strict=True)
    }
    zero = np.zeros(len(solution.times))
    values |= {state.id: zero for state in model.states}
    values |= {id: solution.state(id)[:, 0] for id in solution.state_ids}
    evaluator = Evaluator(values | {TIME: solution.times})
    factors = {state.id: state.factor for state in model.states}
    factors |= {path: coherent(quantity.unit).factor for path, quantity in model.quantities.items()}
    factors |= {signal.name: coherent(signal.unit).factor for signal in imported.chapter.signals}
    with np.errstate(all="ignore"):
        for name, tree in model.signals:
            values[name] = np.broadcast_to(np.asarray(evaluator.define(name, tree), float), zero.shape)
    return library, {name: value / factors.get(name, 1.0) for name, value in values.items()}


def wanted(imported: Any, id: str, settings: Settings, values: dict[str, np.ndarray]) -> np.ndarray:
    """The value of an id as the case asks for it: of a species its amount or its concentration."""
    if id not in imported.species:
        return values[imported.renamed.get(id, id)]
    record, compartment, amount = imported.species[id]
    value = values[record]
    if id in settings.amounts and not amount:
        return value * values[compartment]
    if id in settings.concentrations and amount and compartment:
        return value / values[compartment]
    return value


def compare(imported: Any, settings: Settings, results: Path) -> tuple[float, str]:
    """The worst difference in units of the tolerance, and where it is."""
    with results.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    head = [name.strip() for name in rows[0]]
    table = np.array([[float(cell) for cell in row[: len(head)]] for row in rows[1:]])
    _, values = curves(imported, settings)
    worst, where = 0.0, ""
    for column, id in enumerate(head):
        if id.lower() == "time":
            continue
        given, expected = wanted(imported, id, settings, values), table[:, column]
        allowed = settings.absolute + settings.relative * np.abs(expected)
        off = np.abs(given[: len(expected)] - expected) / allowed
        off = np.where(np.isnan(off), np.inf, off)
        place = int(np.argmax(off))
        if off[place] > worst:
            worst = float(off[place])
            where = f"{id} at {table[place, 0]:g}: {given[place]:.9g}, suite {expected[place]:.9g}"
    return worst, where


def judge(folder: Path, lowest: bool = False) -> Verdict:
    """The verdict on a case."""
    began = time.perf_counter()
    verdict = _judge(folder, lowest)
    verdict.seconds = time.perf_counter() - began
    return verdict


def _judge(folder: Path, lowest: bool) -> Verdict:
    case = folder.name
    settings = read_settings(folder / f"{case}-settings.txt")
    if settings is None:
        return Verdict(case, "refused", "not a time course (flux balance)")
    try:
        imported = _imported(newest(folder, lowest))
    except OsteonError as error:
        fault = error.faults[0]
        return Verdict(case, "refused", f"{fault.where}: {fault.given}")
    plain = imported.units != "carried"
    try:
        worst, where = compare(imported, settings, folder / f"{case}-results.csv")
    except Exception as error:
        return Verdict(case, "failed", f"{type(error).__name__}: {error}", plain=plain)
    return Verdict(case, "passed" if worst <= 1.0 else "wrong", where, worst, plain=plain)


def _imported(path: Path) -> Any:
    """The file with its units, or, where they clash, as plain numbers."""
    try:
        return read_sbml(path)
    except OsteonError as error:
        if not any("units that clash" in fault.given for fault in error.faults):
            raise
        return read_sbml(path, plain_numbers=True)


def main() -> None:
    """Judge the cases and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=99999)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--lowest", action="store_true", help="read the file of the lowest level instead")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folders = [f for f in sorted(options.folder.glob("[0-9]*")) if f.is_dir()]
    chosen = [f for f in folders if options.first <= int(f.name) <= options.last][:: options.every]
    verdicts = []
    for folder in chosen:
        verdict = judge(folder, options.lowest)
        verdicts.append(verdict)
        if verdict.verdict in ("wrong", "failed"):
            print(f"{verdict.case} {verdict.verdict} {verdict.worst:.3g} {verdict.why}", flush=True)
    report(verdicts)
    if options.json:
        options.json.write_text(json.dumps([vars(verdict) for verdict in verdicts], indent=1))


def report(verdicts: list[Verdict]) -> None:
    """Counts, and the reasons of what was refused."""
    counts = Counter(verdict.verdict for verdict in verdicts)
    print(", ".join(f"{count} {name}" for name, count in counts.most_common()), f"of {len(verdicts)}")
    carried = sum(not verdict.plain for verdict in verdicts)
    print(f"units carried in {carried}; {sum(v.seconds for v in verdicts):.0f} s in all")
    reasons: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.verdict == "refused":
            reasons.setdefault(_reason(verdict.why), []).append(verdict.case)
    for reason, cases in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        print(f"refused {len(cases):4d}  {reason}  ({', '.join(cases[:6])}{', …' * (len(cases) > 6)})")


def _reason(why: str) -> str:
    """The kind of a refusal: what was given, without the names in it."""
    text = why.split(": ", 1)[-1]
    words = [word for word in text.split() if not word.startswith("'")]
    return " ".join(words)[:90]


if __name__ == "__main__":
    main()
