"""The evidence base as plain values (texts, numbers, lists, tables), and back, with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, final

from pydantic import BaseModel, ConfigDict, ValidationError

from osteon.errors import Fault, near, shown
from osteon.evidence._exchange._error import ExchangeError
from osteon.knowledge import (
    CERTAINTIES,
    CLAIM_KINDS,
    CONFLICT_KINDS,
    EVIDENCE_TYPES,
    RELATIONS,
    Claim,
    Concept,
    Conflict,
    EvidenceBase,
    Paper,
    Readout,
    Reviewed,
    Sentence,
    Setup,
    System,
)


@final
@dataclass(frozen=True)
class Kind:
    """A kind of record. plural: in files. attribute: of EvidenceBase. node, word: type and ids in JSON-LD."""

    plural: str
    attribute: str
    node: str
    word: str
    record: type


KINDS = (
    Kind("claims", "claims", "Claim", "claim", Claim),
    Kind("entities", "concepts", "Entity", "entity", Concept),
    Kind("conflicts", "conflicts", "Conflict", "conflict", Conflict),
    Kind("papers", "papers", "Paper", "paper", Paper),
    Kind("systems", "systems", "System", "system", System),
    Kind("setups", "setups", "Setup", "setup", Setup),
    Kind("readouts", "readouts", "Readout", "readout", Readout),
    Kind("documents", "documents", "Document", "document", Reviewed),
    Kind("sentences", "sentences", "Sentence", "sentence", Sentence),
)

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims": {"relation": RELATIONS, "evidence": EVIDENCE_TYPES, "kind": CLAIM_KINDS},
    "entities": {"certainty": CERTAINTIES},
    "conflicts": {"kind": CONFLICT_KINDS},
}
"""Fields that hold one of a few words."""

Plain = dict[str, list[dict[str, Any]]]
"""By plural of the kind, its records as tables, in the order of their ids."""


@final
class Records(BaseModel):
    """What plain values must be: every field of every record, each of its type, and no other."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)
    claims: tuple[Claim, ...]
    entities: tuple[Concept, ...]
    conflicts: tuple[Conflict, ...]
    papers: tuple[Paper, ...]
    systems: tuple[System, ...]
    setups: tuple[Setup, ...]
    readouts: tuple[Readout, ...]
    documents: tuple[Reviewed, ...]
    sentences: tuple[Sentence, ...]


def to_plain(base: EvidenceBase) -> Plain:
    """Every record of the base, sorted by id: two bases with the same records give the same values."""
    plain: Plain = {}
    for kind in KINDS:
        records = sorted(getattr(base, kind.attribute).items(), key=_order)
        plain[kind.plural] = [asdict(record) for _, record in records]
    return plain


def from_plain(plain: Mapping[str, Any], digest: str, label: str) -> EvidenceBase:
    """The base of plain values. label: of the file, for messages.

    What one record names of another is not looked for: `osteon check` does that.
    Raises ExchangeError with every value that does not fit.
    """
    try:
        records = Records.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        raise ExchangeError([_fault(detail, plain, label) for detail in error.errors()]) from error
    faults = [fault for kind in KINDS for fault in _wrong(getattr(records, kind.plural), kind, label)]
    if faults:
        raise ExchangeError(faults)
    shelves = {k.attribute: {r.id: r for r in getattr(records, k.plural)} for k in KINDS}
    return EvidenceBase(**shelves, digest=digest)


def _order(item: tuple[str, Any]) -> tuple[str, int, str]:
    """Sentences go by their number, all else by id."""
    head, _, number = item[0].partition(":")
    return (head, int(number), "") if number.isdecimal() else (item[0], 0, "")


def _fault(detail: Any, plain: Mapping[str, Any], label: str) -> Fault:
    """A fault in words: which field of which record, what it has, what it should have."""
    place, kind = list(detail["loc"]), detail["type"]
    name = ".".join(str(part) for part in place)
    if len(place) > 1:
        record = plain[str(place[0])][int(place[1])]
        id = record.get("id", f"number {place[1]}") if isinstance(record, Mapping) else f"number {place[1]}"
        name = ".".join([f"{place[0]} {id}", *(str(part) for part in place[2:])])
    where = f"{label}: {name}"
    if kind == "missing":
        return Fault(where, "nothing", "this field")
    if kind == "unexpected_keyword_argument":
        return Fault(where, "a field that no record of this kind has", "only its own fields")
    return Fault(where, shown(detail["input"]), detail["msg"].removeprefix("Input should be "))


def _wrong(records: Iterable[Any], kind: Kind, label: str) -> Iterator[Fault]:
    """Ids that stand twice, and words that mean nothing here."""
    seen: set[str] = set()
    for record in records:
        where = f"{label}: {kind.plural} {record.id}"
        if record.id in seen:
            yield Fault(where, "this id twice", "each id once")
        seen.add(record.id)
        for field, words in _WORDS.get(kind.plural, {}).items():
            word = getattr(record, field)
            if word not in words:
                given = f"{field} = {shown(word)}"
                yield Fault(where, given, f"one of {', '.join(words)}", near(word, words))
