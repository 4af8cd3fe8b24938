"""What can be taken away from an arm to see what its gain rests on: processes one by one and together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

from osteon.cohort._gain_bench import Variation
from osteon.model import Model, Rate, names, product_switch, switch

PartKind: TypeAlias = Literal["deed", "chapter", "process", "delivery", "host"]

DEEDS = {
    "arrival": "release, arrival and uptake",
    "becoming": "given cells becoming the host's cells",
    "secretion": "secretion of factors",
    "turning": "host cells turning into others",
    "calling": "host cells called and multiplying",
    "building": "tissue replaced: invasion, scar, bone",
    "fate": "growth, loss and death of what was given",
    "sparing": "loss and death of what the host has",
}
"""What products do, by the kind of process and by whether it moves what they brought or what the host has."""


@final
@dataclass(frozen=True)
class Part:
    """What is taken away at once.

    kind: "deed" and "chapter" are several processes, of one key of DEEDS or of one chapter; "process" is one;
    of these only what products do in them goes. "delivery" is an entity that is not given. "host" is a whole
    process of the host, without it in the arm and in the control alike. says: in words. processes: their
    names. where: by arm, whether it can make a difference there.
    """

    kind: PartKind
    name: str
    says: str
    processes: tuple[str, ...] = ()

    def variation(self, model: Model) -> Variation:
        """The typical animal without it. model: with switches."""
        if self.kind == "delivery":
            return Variation(withheld=(self.name,))
        if self.kind == "host":
            return Variation(off=(switch(self.name),))
        return Variation(off=tuple(cut(name, model) for name in self.processes))


def cut(process: str, model: Model) -> str:
    """The switch that takes from a process what products do in it: its own, where they are all of it."""
    return product_switch(process) if product_switch(process) in model.quantities else switch(process)


def parts_of(
    model: Model, acting: Sequence[Rate], host: Sequence[Rate], given: Iterable[str], brought: Collection[str]
) -> tuple[Part, ...]:
    """Everything that can be taken away.

    model: with switches. acting: the processes in which products act. host: those that happen without any.
    given: the entities that products deliver. brought: the states that only they bring.
    """
    own_names = [rate.name for rate in acting]
    deeds: dict[str, list[str]] = {deed: [] for deed in DEEDS}
    for rate in acting:
        deeds[deed_of(rate, model, brought)].append(rate.name)
    entities = {state.id: state.entity.name for state in model.states}
    return (
        *(Part("deed", key, DEEDS[key], tuple(own)) for key, own in deeds.items() if own),
        *_chapters(model, own_names),
        *(Part("process", rate.name, _says(rate), (rate.name,)) for rate in acting),
        *(Part("delivery", id, entities[id]) for id in sorted(given)),
        *(Part("host", rate.name, _says(rate), (rate.name,)) for rate in host),
    )


def deed_of(rate: Rate, model: Model, brought: Collection[str]) -> str:
    """The key of DEEDS of a process in which products act."""
    kinds = {state.id: state.entity.kind for state in model.states}
    ends = (rate.source, rate.target)
    if all(end is None or end in brought for end in ends):
        return _of_given(rate)
    if rate.source in brought:
        return "fate" if kinds[rate.target or ""] == "debris" else "becoming"
    if rate.process.kind in ("secretion", "production"):
        return "secretion"
    if rate.target is None or rate.process.kind == "death":
        return "sparing"
    if rate.source is None:
        return "calling"
    return "building" if kinds[rate.target] == "tissue" else "turning"


def _of_given(rate: Rate) -> str:
    if rate.process.kind == "secretion":
        return "secretion"
    moved = rate.source is not None and rate.target is not None and rate.process.kind == "conversion"
    return "arrival" if moved or rate.process.kind == "influx" else "fate"


def _chapters(model: Model, acting: Collection[str]) -> Iterator[Part]:
    for chapter in model.library.chapters.get(model.id, ()):
        own = tuple(process.name for process in chapter.processes if process.name in acting)
        if own:
            yield Part("chapter", chapter.id, chapter.title, own)


def _says(rate: Rate) -> str:
    return " ".join(rate.process.says.split())


def acting_in(reached: Model, brought: Collection[str]) -> frozenset[str]:
    """The processes in which what products bring has a part, directly or through signals.

    reached: the model as far as some arms reach, without switches.
    """
    touched = {state.id for state in reached.states} & set(brought)
    for name, tree in reached.signals:
        if not touched.isdisjoint(names(tree)):
            touched.add(name)
    return frozenset(
        rate.name
        for rate in reached.rates
        if not touched.isdisjoint((rate.source, rate.target, *names(rate.expression)))
    )
