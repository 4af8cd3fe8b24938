"""What a name of a model or library means: words, equations, numbers, claims and sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from osteon.errors import Fault, RecordError, near
from osteon.knowledge import NATURAL_HEALING, Chapter, Library
from osteon.model._build import build_model
from osteon.model._explain_entity import explain_entity
from osteon.model._explain_event import explain_event
from osteon.model._explain_evidence import explain_evidence
from osteon.model._explain_parts import (
    explain_modifier,
    explain_process,
    explain_quantity,
    explain_signal,
)
from osteon.model._explain_product import explain_form, explain_product
from osteon.model._explain_remarks import explain_group, groups
from osteon.model._explain_transport import explain_transport
from osteon.model._explain_whole import explain_chapter, explain_law, explain_model
from osteon.model._explanation import Explanation
from osteon.model._laws import LAWS
from osteon.model._model import Model


def explain(model_or_library: Model | Library, name: str = NATURAL_HEALING) -> Explanation:
    """Everything the records say about `name`.

    `name` may be a model, a chapter, an entity (also by its name or a synonym), a process, a signal, an
    event, a transport, a quantity path, a subject, defect, condition, rule or product, a form of products
    (`form.cells`), treatments that are compared (`surgery`), a law of the rate language, or the id of a
    claim, entity, conflict or system of the evidence base.
    Given a library, names of the natural-healing model come first, then those of its other models.

    Raises:
        RecordError: nothing has that name (with near matches), or the records of a model have faults.
    """
    library = model_or_library if isinstance(model_or_library, Library) else model_or_library.library
    first = model_or_library if isinstance(model_or_library, Model) else None
    recorded = explain_evidence(library, name)
    if recorded is not None:
        return recorded
    known: list[str] = []
    for model_id in _searched(library, first, name):
        model = first if first is not None and model_id == first.id else build_model(library, model_id)
        subjects = _subjects(model)
        if name in subjects:
            return subjects[name]()
        folded = {key.casefold(): describe for key, describe in subjects.items()}
        if name.casefold() in folded:
            return folded[name.casefold()]()
        known.extend(subjects)
    base = library.evidence
    known.extend([*library.chapters, *base.claims, *base.concepts, *base.conflicts, *base.systems])
    expected = (
        "a model, chapter, entity, process, signal, event, transport, quantity, modifier, law or record"
    )
    raise RecordError(
        Fault("", f"'{name}'", expected, near(name, known) or f"begin with '{NATURAL_HEALING}'")
    )


def _searched(library: Library, first: Model | None, name: str) -> list[str]:
    """The models in which a name is looked up, in order."""
    if first is not None:
        return [first.id]
    if name in library.chapters:
        return [name]
    return sorted(library.chapters, key=lambda id: id != NATURAL_HEALING)


@lru_cache(maxsize=2)
def _subjects(model: Model) -> dict[str, Callable[[], Explanation]]:
    """Every name that can be explained, the most specific meaning last so that it wins."""
    library = model.library
    found: dict[str, Callable[[], Explanation]] = {}

    def add(name: str, describe: Callable[..., Explanation], *arguments: Any) -> None:
        found[name] = lambda: describe(*arguments)

    for law in LAWS.values():
        add(law.name, explain_law, law)
    for (kind, id), modifier in library.modifiers.items():
        describe = explain_modifier if modifier.product is None else explain_product
        add(id, describe, library, modifier)
        add(f"{kind}.{id}", describe, library, modifier)
        for quantity in modifier.quantities:
            add(quantity.path, explain_quantity, model, quantity)
    for group in groups(library):
        add(group, explain_group, library, group)
    for form in library.forms.values():
        add(f"form.{form.id}", explain_form, library, form)
    for state in model.states:
        for synonym in (*state.entity.synonyms, state.entity.name):
            add(synonym, explain_entity, model, state)
    for chapter in library.chapters[model.id]:
        _add_chapter(model, chapter, add)
    for state in model.states:
        add(state.id, explain_entity, model, state)
    for path, quantity in model.quantities.items():
        add(path, explain_quantity, model, quantity)
    add(model.id, explain_model, model)
    return found


def _add_chapter(model: Model, chapter: Chapter, add: Callable[..., None]) -> None:
    add(chapter.id, explain_chapter, model, chapter)
    for signal in chapter.signals:
        add(signal.name, explain_signal, model, signal)
    for process in chapter.processes:
        add(process.name, explain_process, model, process)
    for event in chapter.events:
        add(event.name, explain_event, model, event)
    for transport in chapter.transports:
        add(transport.name, explain_transport, model, transport)
