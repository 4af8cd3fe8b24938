"""The page of a published model, as Markdown: what it says, its equations and numbers, how well it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteon.cohort import Verification
from osteon.knowledge import Chapter, Library, Quantity, Source
from osteon.model import Model, build_model
from osteon.report._markdown import code, folded, plain, table
from osteon.report._model_check import check_lines, status_line
from osteon.report._model_equations import (
    balances,
    event_lines,
    law_lines,
    process_lines,
    signal_lines,
    start_text,
)
from osteon.report._sources_text import source_line
from osteon.report._words import capital, number_text, unit_text
from osteon.scenario import load_experiment
from osteon.text import counted

NOTE = "<!-- Written by `make published` from the records; change those, not this page. -->"


def model_page(library: Library, model_id: str, verification: Verification) -> str:
    """Return the page of a model that comes with an experiment; its figure stands in ../images/models/.

    Raises:
        RecordError, ExperimentError: the model, its records or its experiment have faults.
    """
    model, chapters = build_model(library, model_id), main_first(library.chapters[model_id])
    sources = _sources(library, chapters, model)
    parts = [
        *_head(model, chapters, verification),
        *_figure(library, model_id),
        *_section("States", _states(model)),
        *_section("Equations", _equations(model, chapters)),
        *_section("References", check_lines(verification)),
        *_section("What could not be checked", [f"- {plain(t)}" for c in chapters for t in c.unchecked]),
        *_section("Numbers", _numbers(model, sources)),
        *_section("Sources", [source_line(source, n) for n, source in enumerate(sources, start=1)]),
    ]
    return "\n".join(parts) + "\n"


def main_first(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """Return the chapters of a model, the one that is called `model` before the others."""
    return tuple(sorted(chapters, key=lambda chapter: chapter.id != "model"))


def size_text(model: Model) -> str:
    """Return how large a model is, in words."""
    things = [
        (len(model.states), "state"),
        (len(model.signals), "signal"),
        (len(model.events), "event"),
        (len(model.quantities), "number"),
    ]
    processes = f"{len(model.rates)} process{'' if len(model.rates) == 1 else 'es'}"
    told = [counted(count, noun) for count, noun in things if count]
    return ", ".join([told[0], processes, *told[1:]] if told else [processes])


def _head(model: Model, chapters: Sequence[Chapter], verification: Verification) -> list[str]:
    first = chapters[0]
    run = f"`osteon run {model.id}` runs it, `osteon explain {model.id}` prints it."
    return [
        NOTE, "", f"# {plain(first.title)}", "",
        f"{code(model.id)}: {size_text(model)}. {status_line(verification)}", "",
        plain(first.says), "",
        f"{run} [All models](index.md).",
    ]  # fmt: skip


def _figure(library: Library, model_id: str) -> list[str]:
    experiment = load_experiment(library.experiments[model_id], library)
    caption = (
        "Lines: this model, at the default tolerance. Open marks: the reference numbers, where there are any."
    )
    return [
        "", f"![Curves of {model_id}](../images/models/{model_id}.png)", "",
        f"{plain(experiment.question)} {caption}".strip(), "",
        *table(("arm", "what is done"), [(code(arm.name), plain(arm.says)) for arm in experiment.arms]),
    ]  # fmt: skip


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


def _states(model: Model) -> list[str]:
    rows = [
        (
            code(state.id),
            plain(state.entity.name),
            unit_text(state.entity.unit) or "1",
            start_text(model, state),
            plain(state.entity.says),
        )
        for state in model.states
    ]
    return table(("state", "name", "unit", "start", "what it is"), rows)


def _equations(model: Model, chapters: Sequence[Chapter]) -> list[str]:
    lines = [
        "Each state changes by the processes that are named here; what each of them is and how fast it goes "
        "stands below. In a rate, a name that is no state, signal or shared number belongs to the process; "
        "`time` is the time since the start.",
        "", *balances(model),
    ]  # fmt: skip
    for chapter in chapters:
        tables = [part for part in _chapter(chapter) if part]
        if tables and chapter is not chapters[0]:
            lines += ["", f"### {plain(chapter.title)}", "", plain(chapter.says)]
        for part in tables:
            lines += ["", *part]
    laws = law_lines(model)
    return [*lines, "", "### Laws in these rates", "", *laws] if laws else lines


def _chapter(chapter: Chapter) -> Iterator[list[str]]:
    yield process_lines(chapter)
    yield signal_lines(chapter)
    yield event_lines(chapter)


def _numbers(model: Model, sources: Sequence[Source]) -> list[str]:
    places = {source.id: f"[{n}](#sources)" for n, source in enumerate(sources, start=1)}
    rows = [_number(quantity, places) for quantity in model.quantities.values()]
    head = ("number", "value", "unit", "class", "source", "what it is, and why it is so")
    return folded(f"All {counted(len(rows), 'number')}", table(head, rows)) if rows else []


def _number(quantity: Quantity, places: dict[str, str]) -> tuple[str, ...]:
    says = f"{plain(quantity.says).rstrip('.')}." if quantity.says else ""
    origin = " ".join(part for part in (places.get(quantity.source or "", ""), plain(quantity.place)) if part)
    return (
        code(quantity.path),
        number_text(quantity.value),
        unit_text(quantity.unit) or "1",
        quantity.evidence,
        origin,
        " ".join(part for part in (capital(says), plain(quantity.why)) if part),
    )


def _sources(library: Library, chapters: Sequence[Chapter], model: Model) -> list[Source]:
    """The sources of the chapters, then those of the numbers, each once."""
    named = [chapter.source for chapter in chapters]
    named += [quantity.source for quantity in model.quantities.values()]
    ids = dict.fromkeys(id for id in named if id)
    return [library.sources.get(id) or Source(id=id, title=id) for id in ids]
