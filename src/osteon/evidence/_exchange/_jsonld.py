"""The evidence base as JSON-LD: one document for programs that read JSON, and for those that read triples."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from osteon.errors import Fault, near, shown
from osteon.evidence._exchange._blank import filled, sparse
from osteon.evidence._exchange._error import ExchangeError
from osteon.evidence._exchange._jsonld_context import LINKED, OWN, context
from osteon.evidence._exchange._plain import KINDS, Kind, from_plain, to_plain
from osteon.knowledge import EvidenceBase

BASE = "EvidenceBase"
_RENAMED: Mapping[str, str] = {"outcome": "readout", "outcome_against": "readout_against"}
"""Keys of a test in the document: a readout has an outcome, too, which is no record."""

_BACK: Mapping[str, str] = {"readout": "outcome", "readout_against": "outcome_against"}

CLAIM, DERIVED = "Claim", "conflicts"
"""A claim lists its conflicts for who reads it alone; read back they are from the records of conflicts."""

_DOI = "doi:"
_KIND = {kind.node: kind for kind in KINDS}


def write_jsonld(base: EvidenceBase) -> str:
    """Return the base as a JSON-LD document: records under `@graph`, with all fields that hold something.

    Records are sorted by kind and id; the same base always gives the same text.
    """
    head = {"@id": f"{OWN}:evidence", "@type": BASE, "digest": base.digest}
    plain = to_plain(base)
    graph = [head, *(_node(record, kind, base) for kind in KINDS for record in plain[kind.plural])]
    return json.dumps({"@context": context(), "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def read_jsonld(text: str, label: str = "evidence.jsonld") -> EvidenceBase:
    """Return the base that `write_jsonld` wrote. label: the file's name, for messages.

    Raises ExchangeError for a text that is no such document, with all its faults.
    """
    graph = _graph(text, label)
    faults: list[Fault] = []
    plain: dict[str, list[Any]] = {kind.plural: [] for kind in KINDS}
    digest = ""
    for number, node in enumerate(graph, start=1):
        type = node.get("@type") if isinstance(node, Mapping) else None
        if type == BASE:
            digest = str(node.get("digest", ""))
        elif isinstance(type, str) and type in _KIND:
            plain[_KIND[type].plural].append(_record(node, _KIND[type]))
        else:
            fix = near(str(type), _KIND)
            expected = f"@type, one of {', '.join(_KIND)}"
            faults.append(Fault(f"{label}: node {number} of @graph", shown(type), expected, fix))
    if faults:
        raise ExchangeError(faults)
    return from_plain(plain, digest, label)


def _graph(text: str, label: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ExchangeError(Fault(label, f"text that is not JSON ({error})", "a JSON-LD document")) from error
    graph = found.get("@graph") if isinstance(found, dict) else None
    if not isinstance(graph, list):
        fix = "write it with `osteon export evidence --to jsonld`"
        raise ExchangeError(Fault(label, "no list @graph", "an evidence base as JSON-LD", fix))
    return graph


def _node(record: Mapping[str, Any], kind: Kind, base: EvidenceBase) -> dict[str, Any]:
    id = _named(kind.word, record["id"])
    fields = {key: _written(key, value) for key, value in sparse(record, kind.record).items()}
    if "doi" in fields:
        fields["same_as"] = _DOI + fields.pop("doi")
    if kind.node == CLAIM and (conflicts := base.conflicts_of(record["id"])):
        fields[DERIVED] = [_named("conflict", conflict.id) for conflict in conflicts]
    return {"@id": id, "@type": kind.node, **fields}


def _written(key: str, value: Any) -> Any:
    """A field as the document has it: names of records become addresses, keys of a test are renamed."""
    if key == "experiment":
        return {**value, "tests": [_test(test) for test in value.get("tests", [])]}
    if key in ("subjects", "objects"):
        return [{k: _written(k, v) for k, v in term.items()} for term in value]
    if key in LINKED:
        return _each(value, lambda id: _named(LINKED[key], id))
    return value


def _test(test: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {_RENAMED.get(key, key): value for key, value in test.items()}
    return {key: _written(key, value) for key, value in renamed.items()}


def _record(node: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    left = ("@id", "@type", *([DERIVED] if kind.node == CLAIM else []))
    fields = {key: _read(key, value) for key, value in node.items() if key not in left}
    same_as = fields.pop("same_as", None)
    if same_as is not None:
        fields["doi"] = same_as.removeprefix(_DOI) if isinstance(same_as, str) else same_as
    return filled(fields, kind.record)


def _read(key: str, value: Any) -> Any:
    if key == "experiment" and isinstance(value, Mapping):
        return {k: _tests(v) if k == "tests" else v for k, v in value.items()}
    if key in ("subjects", "objects") and isinstance(value, list):
        return [_term(term) for term in value]
    if key in LINKED:
        return _each(value, _id)
    return value


def _term(term: Any) -> Any:
    return {key: _read(key, value) for key, value in term.items()} if isinstance(term, Mapping) else term


def _tests(tests: Any) -> Any:
    return [_read_test(test) for test in tests] if isinstance(tests, list) else tests


def _read_test(test: Any) -> Any:
    if not isinstance(test, Mapping):
        return test
    return {_BACK.get(key, str(key)): _read(key, value) for key, value in test.items()}


def _named(word: str, id: str) -> str:
    return f"{OWN}:{word}/{quote(id, safe=':')}"


def _id(address: Any) -> Any:
    """The id in an address of a record; anything else as it is, which the reader of records then refuses."""
    head, slash, rest = address.partition("/") if isinstance(address, str) else ("", "", "")
    return unquote(rest) if slash and head.startswith(f"{OWN}:") else address


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return [change(member) for member in value] if isinstance(value, list | tuple) else change(value)
