"""Models, chapters and laws explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osteon.knowledge import EVIDENCE, NATURAL_HEALING, Chapter
from osteon.model._explain_entity import balance, rate_text
from osteon.model._explain_product import product_rows
from osteon.model._explain_remarks import group_rows
from osteon.model._explanation import Explanation, explanation, section, sources_section
from osteon.model._laws import Law
from osteon.model._model import Model
from osteon.model._motion_text import motion_lines, motion_terms
from osteon.model._parse import parse
from osteon.model._text import to_text
from osteon.text import aligned


def explain_model(model: Model) -> Explanation:
    """The chapters, the states, the size, and the evidence."""
    chapters = model.library.chapters[model.id]
    main = next((chapter for chapter in chapters if chapter.id == "model"), None)
    natural = model.id == NATURAL_HEALING
    counts = Counter(quantity.evidence for quantity in model.quantities.values())
    size = f"{len(model.states)} states, {len(model.rates)} processes, {len(model.signals)} signals"
    size += f", {len(model.transports)} transports" if model.transports else ""
    evidence = ", ".join(f"{counts[name]} {name}" for name in EVIDENCE)
    return explanation(
        model.id,
        "model",
        main.title if main else "",
        main.says if main else "",
        [
            section("Size", [size, f"{len(model.quantities)} quantities: {evidence}"]),
            section("Chapters", aligned([(chapter.id, chapter.title) for chapter in chapters])),
            section("States", aligned([(s.id, s.entity.name, s.entity.unit) for s in model.states])),
            section("Products", aligned(product_rows(model.library) if natural else [])),
            section("Treatments compared", aligned(group_rows(model.library) if natural else [])),
            section("Equations", equations(model) if main else []),
            section("Events", aligned([(e.name, " ".join(e.record.says.split())) for e in model.events])),
            section("Not checked", [line for chapter in chapters for line in chapter.unchecked]),
            sources_section(model.library, model.quantities.values(), chapters),
        ],
    )


def equations(model: Model) -> Iterator[str]:
    """Signals, then the balance of each state, then what is added in space, as text."""
    yield from (f"{name} = {to_text(tree)}" for name, tree in model.signals)
    for state in model.states:
        own = [rate for rate in model.rates if state.id in (rate.source, rate.target)]
        yield from balance(state, own)
    if moves := motion_terms(transport.record for transport in model.transports):
        yield from ("in space also", *(f"  {line}" for line in moves))


def explain_chapter(model: Model, chapter: Chapter) -> Explanation:
    """The entities, signals, processes, events and transports of a chapter, each with its sentence."""
    processes = [
        line
        for process in chapter.processes
        for line in (f"{process.name}: {' '.join(process.says.split())}", f"    {rate_text(process)}")
    ]
    transports = [
        line
        for transport in chapter.transports
        for line in (
            f"{transport.name}: {' '.join(transport.says.split())}",
            *(f"    {text}" for text in motion_lines(transport)),
        )
    ]
    signals = [(f"{signal.name} = {to_text(parse(signal.value))}", signal.says) for signal in chapter.signals]
    return explanation(
        chapter.id,
        "chapter",
        chapter.title,
        chapter.says,
        [
            section(
                "Entities", aligned([(entity.id, entity.name, entity.unit) for entity in chapter.entities])
            ),
            section("Signals", aligned(signals)),
            section("Processes", processes),
            section("Events", aligned([(event.name, event.says) for event in chapter.events])),
            section("Transports", transports),
            sources_section(model.library, chapter.all_quantities, [chapter]),
        ],
    )


def explain_law(law: Law) -> Explanation:
    """What a law of the rate language means, and its body."""
    body = [f"{law.signature} = {law.body}"] if law.body else [f"{law.signature}, a primitive"]
    return explanation(law.name, "law", "", law.says, [section("Body", body)])
