"""Small libraries, made by hand."""

from __future__ import annotations

from osteon.knowledge import (
    NATURAL_HEALING,
    Chapter,
    Dial,
    Effect,
    Entity,
    Library,
    Modifier,
    Process,
    Quantity,
    Signal,
    Source,
    Transport,
)

SOURCE = Source("doi:10.1/x", "A paper", authors="A. Author", year=2020)


def quantity(path: str, value: float = 1.0, unit: str = "1/day", **more) -> Quantity:
    """A measured quantity."""
    return Quantity(
        path, value, unit, **({"evidence": "measured", "source": "doi:10.1/x", "where": path} | more)
    )


def entity(id: str, unit: str = "cell/mm^3", *quantities: Quantity, **more) -> Entity:
    """A cell."""
    return Entity(
        id, **({"name": f"the {id}", "kind": "cell"} | more), unit=unit, quantities=quantities, where=id
    )


def process(
    name: str, kind: str, source: str | None, target: str | None, rate: str, *quantities: Quantity
) -> Process:
    """A process without claims."""
    return Process(name, f"{name} happens.", kind, source, target, rate, (), quantities, where=name)


def signal(name: str, value: str, unit: str = "1", *quantities: Quantity) -> Signal:
    """A signal."""
    return Signal(name, f"{name} says.", value, unit, (), quantities, where=name)


def transport(kind: str, of: str, *quantities: Quantity, **more: str) -> Transport:
    """What moves, called after its kind."""
    return Transport(kind, f"{kind} happens.", kind, of, quantities=quantities, where=kind, **more)


def modifier(
    *effects: Effect, dials: tuple[Dial, ...] = (), quantities: tuple[Quantity, ...] = ()
) -> Modifier:
    """A condition."""
    return Modifier(
        "condition", "ill", "illness", "Is ill.", dials=dials, quantities=quantities, effects=effects
    )


def library(
    entities: tuple[Entity, ...] = (),
    processes: tuple[Process, ...] = (),
    signals: tuple[Signal, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    modifiers: tuple[Modifier, ...] = (),
    model_id: str = NATURAL_HEALING,
    transports: tuple[Transport, ...] = (),
) -> Library:
    """A library of one model of one chapter."""
    chapter = Chapter(
        "only", "The chapter", "Says all.", entities, quantities, signals, processes, "only.toml",
        transports=transports,
    )  # fmt: skip
    return Library(
        chapters={model_id: (chapter,)},
        modifiers={(m.kind, m.id): m for m in modifiers},
        sources={SOURCE.id: SOURCE},
    )


def macrophages(**more) -> Library:
    """Debris, two macrophage types, a factor that turns one into the other, and bacteria that never come."""
    return library(
        entities=(
            entity("debris", "cell/mm^3", quantity("debris.initial", 1e4, "cell/mm^3")),
            entity("M1", synonyms=("classical macrophage",)),
            entity("M2"),
            entity("IL10", "ng/mL", kind="factor"),
            entity("bacteria", "CFU/mm^3", kind="pathogen"),
        ),
        quantities=(quantity("tempo", 1.0, "1", says="speed of cells"),),
        signals=(
            signal("alarm", "saturation(debris + eaten * bacteria, half)", "1",
                   quantity("alarm.half", 100.0, "cell/mm^3"), quantity("alarm.eaten", 2.0, "cell/CFU")),
            signal("calm", "1 - alarm"),
        ),
        processes=(
            process("influx", "influx", None, "M1", "k * alarm", quantity("influx.k", 50.0, "cell/mm^3/day")),
            process("eating", "clearance", "debris", None, "tempo * k * M1 * debris",
                    quantity("eating.k", 1e-3, "mm^3/cell/day")),
            process("switch", "conversion", "M1", "M2", "k * M1 * (0.1 + activation(IL10, half, 1)) * calm",
                    quantity("switch.k", 0.08, "1/day", low=0.05, high=0.25, place="C053", why="Because."),
                    quantity("switch.half", 0.3, "ng/mL")),
            process("secretion", "secretion", None, "IL10", "k * M2",
                    quantity("secretion.k", 1e-4, "ng/cell/day")),
            process("growth", "proliferation", None, "bacteria", "k * bacteria", quantity("growth.k")),
            process("killing", "loss", "bacteria", None, "k * M1 * min(bacteria, most)",
                    quantity("killing.k", 1.0, "mm^3/cell/day"), quantity("killing.most", 5.0, "CFU/mm^3")),
            process("leaving", "emigration", "M2", None, "k * M2 * (1 + bacteria / half)",
                    quantity("leaving.k", 0.1), quantity("leaving.half", 1.0, "CFU/mm^3")),
        ),
        **more,
    )  # fmt: skip
