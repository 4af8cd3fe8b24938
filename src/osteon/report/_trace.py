"""From each curve of a report to what it rests on, and back: names that link to one another on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, final

from osteon.cohort import BETWEEN_ANIMALS, Result
from osteon.knowledge import Chapter, Entity, Modifier, Quantity, Signal
from osteon.model import Expression, Model, names, parse, prune, to_text
from osteon.observe import Lineage, Outcome, lineages
from osteon.report._trace_movers import Mover, movers

Link: TypeAlias = tuple[str, str]
"""Where a link leads on the page, and what it is called."""


@final
@dataclass(frozen=True, eq=False)
class Tracing:
    """A result as a web of names. numbers: those that take part. Only what takes part is linked to."""

    result: Result
    numbers: Collection[Quantity]

    @cached_property
    def model(self) -> Model:
        """The model as far as the result reaches."""
        return prune(self.result.model, set(self.result.solution.state_ids))

    @cached_property
    def movers(self) -> Mapping[str, Mover]:
        """The processes, events and (in space) transports, by name."""
        return {each.name: each for each in movers(self.model, self.result.space is not None)}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The numbers that the page lists."""
        return frozenset(quantity.path for quantity in self.numbers)

    @cached_property
    def states(self) -> Mapping[str, Entity]:
        """The states within reach."""
        return {state.id: state.entity for state in self.model.states}

    @cached_property
    def signals(self) -> Mapping[str, tuple[Signal, Expression]]:
        """The signals that something on the page uses."""
        trees = dict(self.model.signals)
        wanted = [name for mover in self.movers.values() for name in mover.names]
        wanted += [name for lineage in self.lineages.values() for name in lineage.reads.signals]
        found: set[str] = set()
        while wanted:
            name = wanted.pop()
            if name in trees and name not in found:
                found.add(name)
                wanted += names(trees[name])
        records = {signal.name: signal for chapter in self.chapters for signal in chapter.signals}
        return {name: (records[name], tree) for name, tree in trees.items() if name in found}

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Of the model."""
        return self.result.library.chapters.get(self.result.model.id, ())

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Everything that the result reports."""
        return self.result.measurements.outcomes

    @cached_property
    def lineages(self) -> Mapping[str, Lineage]:
        """What each of them rests on."""
        found = lineages(self.result.model, self.result.space is not None)
        return {id: found[id] for id in self.outcomes if id in found}

    @cached_property
    def settings(self) -> Mapping[str, Modifier]:
        """The subjects, defects, conditions and rules in use, by kind and id."""
        used = ((each.kind, each.id) for arm in self.result.experiment.arms for each in arm.settings)
        known = self.result.library.modifiers
        return {f"{kind}-{id}": known[kind, id] for kind, id in dict.fromkeys(used) if (kind, id) in known}

    @cached_property
    def users(self) -> Mapping[str, list[Link]]:
        """What uses each name at first hand: states, signals and numbers, by name."""
        found: dict[str, list[Link]] = defaultdict(list)
        found[BETWEEN_ANIMALS].append(("asked", "the draw of the animals"))
        for id, lineage in self.lineages.items():
            reads = lineage.reads
            for name in (*reads.states, *reads.signals, *reads.quantities):
                found[name].append((f"outcome-{id}", self.outcomes[id].name))
        for mover in self.movers.values():
            for name in mover.names:
                found[name].append((f"process-{mover.name}", mover.name))
        for name, (_, tree) in self.signals.items():
            for used in names(tree):
                found[used].append((f"signal-{name}", name))
        for id in self.states:
            found[f"{id}.initial"].append((f"state-{id}", f"{id} on day 0"))
        for key, modifier in self.settings.items():
            for quantity in modifier.quantities:
                found[quantity.path].append((f"setting-{key}", modifier.name))
        return found

    def links(self, used: Iterable[str]) -> list[Link]:
        """Links to names that the page has: states, signals and numbers; the others are left out."""
        return [link for name in dict.fromkeys(used) if (link := self._link(name))]

    def _link(self, name: str) -> Link | None:
        for kind, known in (("state", self.states), ("signal", self.signals), ("number", self.paths)):
            if name in known:
                return f"{kind}-{name}", name
        return None


def trace(
    result: Result, numbers: Collection[Quantity], claims: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the page shows of the way from curves to sources, as plain values.

    outcomes, states, processes, signals, settings, claims: a row each; users: by path, what uses a number.
    numbers: those that the page lists. claims: rows of the record.
    """
    web = Tracing(result, numbers)
    return {
        "outcomes": [_outcome(web, id, lineage) for id, lineage in web.lineages.items()],
        "states": [_state(web, id, entity) for id, entity in web.states.items()],
        "processes": [_mover(web, mover) for mover in web.movers.values()],
        "signals": [_signal(web, signal, tree) for signal, tree in web.signals.values()],
        "settings": [_setting(web, key, modifier) for key, modifier in web.settings.items()],
        "claims": [{**row, "by": _by(web, row["id"])} for row in claims],
        "users": {quantity.path: web.users.get(quantity.path, []) for quantity in numbers},
    }


def _outcome(web: Tracing, id: str, lineage: Lineage) -> dict[str, Any]:
    outcome, reads = web.outcomes[id], lineage.reads
    return {
        "id": id,
        "name": outcome.name,
        "unit": outcome.unit,
        "says": outcome.says,
        "reads": web.links((*reads.states, *reads.signals, *reads.quantities)),
        "movers": [(f"process-{name}", name) for name in lineage.movers if name in web.movers],
    }


def _state(web: Tracing, id: str, entity: Entity) -> dict[str, Any]:
    def moving(ends: Iterable[Mover]) -> list[Link]:
        return [(f"process-{mover.name}", mover.name) for mover in ends]

    movers = web.movers.values()
    return {
        "id": id,
        "name": entity.name,
        "unit": entity.unit,
        "gains": moving(mover for mover in movers if id in mover.fills),
        "losses": moving(mover for mover in movers if id in mover.empties),
        "others": moving(mover for mover in movers if id in mover.moves),
        "start": entity.start,
        "initial": web.links([f"{id}.initial"]),
        "users": web.users.get(id, []),
    }


def _mover(web: Tracing, mover: Mover) -> dict[str, Any]:
    ends = (*mover.empties, *mover.fills, *mover.moves)
    return {
        "name": mover.name,
        "kind": mover.kind,
        "says": mover.says,
        "equation": mover.equation,
        "states": web.links(ends),
        "uses": web.links(name for name in mover.names if name not in web.paths),
        "numbers": web.links(name for name in mover.names if name in web.paths),
        "claims": mover.claims,
        "off": web.result.without is not None and mover.name in web.result.without.off,
    }


def _signal(web: Tracing, signal: Signal, tree: Expression) -> dict[str, Any]:
    used = list(names(tree))
    return {
        "name": signal.name,
        "says": " ".join(signal.says.split()),
        "equation": f"{signal.name} = {to_text(parse(signal.value))}",
        "unit": signal.unit,
        "uses": web.links(name for name in used if name not in web.paths),
        "numbers": web.links(name for name in used if name in web.paths),
        "claims": signal.claims,
        "users": web.users.get(signal.name, []),
    }


def _setting(web: Tracing, key: str, modifier: Modifier) -> dict[str, Any]:
    effects = [
        {"says": f"{effect.op} by {effect.by}: {effect.says}", "targets": web.links(effect.targets)}
        for effect in modifier.effects
    ]
    return {
        "key": key,
        "name": modifier.name,
        "kind": modifier.kind,
        "says": " ".join(modifier.says.split()),
        "effects": [effect for effect in effects if effect["targets"]],
        "numbers": web.links(quantity.path for quantity in modifier.quantities),
        "claims": modifier.claims,
    }


def _by(web: Tracing, claim: str) -> list[Link]:
    return list(_implementing(web, claim))


def _implementing(web: Tracing, claim: str) -> Iterator[Link]:
    for mover in web.movers.values():
        if claim in mover.claims:
            yield f"process-{mover.name}", mover.name
    for signal, _ in web.signals.values():
        if claim in signal.claims:
            yield f"signal-{signal.name}", signal.name
    for key, modifier in web.settings.items():
        if claim in modifier.claims:
            yield f"setting-{key}", modifier.name


def claim_rows(result: Result, numbers: Collection[Quantity]) -> list[dict[str, Any]]:
    """The claims that something in a result implements: id, says, cites (papers), document, sources (ids).

    sources: of the papers that are source records.
    """
    web = Tracing(result, numbers)
    base = result.library.evidence
    implemented = [claim for mover in web.movers.values() for claim in mover.claims]
    implemented += [claim for signal, _ in web.signals.values() for claim in signal.claims]
    implemented += [claim for modifier in web.settings.values() for claim in modifier.claims]
    rows = []
    for id in sorted(set(implemented)):
        claim = base.claims.get(id)
        papers = [base.papers[cited] for cited in claim.cites if cited in base.papers] if claim else []
        rows.append({
            "id": id,
            "says": claim.says if claim else "",
            "cites": list(claim.cites) if claim else [],
            "document": claim.document if claim else "",
            "sources": [paper.source for paper in papers if paper.source],
        })  # fmt: skip
    return rows
