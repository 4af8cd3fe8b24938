"""Verdicts as rows of a table, and whether a row is still true of the records."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, final

from osteon.errors import Fault, RecordError
from osteon.knowledge import Claim, EvidenceBase

if TYPE_CHECKING:
    from osteon.claims._verdict import Ruling

VERDICTS = "verdicts.csv"
"""The table in the catalogue with the verdicts of the last run of all claims."""

COLUMNS = ("claim", "verdict", "effect", "low", "high", "unit", "why", "necessary", "digest")

_HEALING = ("mechanisms", "subjects", "defects", "conditions", "rules", "products", "materials")
"""Folders of a catalogue with what natural healing and its modifiers are made of, also in folders inside."""


@final
@dataclass(frozen=True)
class Recorded:
    """A row of the table. effect, low, high: of the test that decides, in `unit`; None where there is none.

    necessary: processes that the claim stands on. stale: records that it rests on have changed since.
    """

    claim: str
    verdict: str
    effect: float | None
    low: float | None
    high: float | None
    unit: str
    why: str
    necessary: tuple[str, ...]
    stale: bool


def healing_digest(extra: Sequence[Path] = ()) -> str:
    """SHA-256 over the files of natural healing, of the built-in catalogue and of folders laid over it."""
    found = sha256()
    for folder in (files("osteon") / "catalog", *(Path(each) for each in extra)):
        for name in _HEALING:
            for path, entry in _records(folder / name, name):
                content = entry.read_bytes()
                found.update(f"{path}\n{len(content)}\n".encode())
                found.update(content)
    return found.hexdigest()


def claim_digest(claim: Claim, evidence: EvidenceBase, healing: str) -> str:
    """What the verdict on a claim depends on: natural healing, its tests, their setups and readouts.

    The first 16 digits of a SHA-256. healing: see `healing_digest`.
    """
    tests = claim.experiment.tests if claim.experiment else ()
    setups = {name for test in tests for name in (*test.arms, *(test.gain_over or ()))}
    readouts = {name for test in tests for name in (test.outcome, test.outcome_against)}
    parts = [
        *(asdict(test) for test in tests),
        *(asdict(evidence.setups[name]) for name in sorted(setups & evidence.setups.keys())),
        *(asdict(evidence.readouts[name]) for name in sorted(evidence.readouts.keys() & readouts)),
    ]
    text = "\n".join([healing, *(repr(_without_place(part)) for part in parts)])
    return sha256(text.encode()).hexdigest()[:16]


def verdict_table(rulings: Iterable[Ruling], evidence: EvidenceBase, healing: str) -> str:
    """The verdicts as CSV with COLUMNS, by claim."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for ruling in sorted(rulings, key=lambda each: each.plan.claim.id):
        writer.writerow(_row(ruling, claim_digest(ruling.plan.claim, evidence, healing)))
    return table.getvalue()


def recorded_verdicts(
    evidence: EvidenceBase, extra: Sequence[Path] = (), only: Collection[str] | None = None
) -> Mapping[str, Recorded]:
    """The verdicts of the last run of all claims, by claim; none where there has been none.

    extra: folders laid over the catalogue, as they were when `evidence` was read. only: the claims whose
    verdicts are wanted, None for all. Raises RecordError where the table is malformed.
    """
    table = files("osteon") / "catalog" / VERDICTS
    if not table.is_file():
        return {}
    healing = healing_digest(extra)
    reader = csv.DictReader(StringIO(table.read_text(encoding="utf-8"), newline=""))
    found = {}
    for row in reader:
        if only is not None and row.get("claim") not in only:
            continue
        recorded = _recorded(row, f"catalog/{VERDICTS}:{reader.line_num}", evidence, healing)
        found[recorded.claim] = recorded
    return found


def _recorded(row: Mapping[str, str | None], where: str, evidence: EvidenceBase, healing: str) -> Recorded:
    cells = {key: value or "" for key, value in row.items() if key in COLUMNS}
    try:
        effect, low, high = (float(cells[key]) if cells[key] else None for key in ("effect", "low", "high"))
        claim = evidence.claims.get(cells["claim"])
        stale = claim is None or cells["digest"] != claim_digest(claim, evidence, healing)
        return Recorded(
            cells["claim"], cells["verdict"], effect, low, high, cells["unit"], cells["why"],
            tuple(cells["necessary"].split()), stale,
        )  # fmt: skip
    except (KeyError, ValueError):
        expected = f"a row with {', '.join(COLUMNS)}"
        raise RecordError(
            Fault(where, "a row that cannot be read", expected, "run all claims again")
        ) from None


def _row(ruling: Ruling, digest: str) -> tuple[str, ...]:
    deciding = ruling.deciding
    effect = deciding.effect if deciding else None
    numbers = (
        ("", "", "") if effect is None else tuple(f"{x:.4g}" for x in (effect.mean, effect.low, effect.high))
    )
    necessary = " ".join(name for name, _ in ruling.stand.necessary)
    unit = "" if effect is None else effect.unit
    return (ruling.plan.claim.id, ruling.verdict, *numbers, unit, ruling.why, necessary, digest)


def _records(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Path and file of each record in a folder, and in those inside it."""
    found = folder.iterdir() if folder.is_dir() else ()
    for each in sorted(found, key=lambda entry: entry.name):
        if each.is_dir():
            yield from _records(each, f"{path}/{each.name}")
        elif each.name.endswith(".toml"):
            yield f"{path}/{each.name}", each


def _without_place(record: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key not in ("where", "says")}
