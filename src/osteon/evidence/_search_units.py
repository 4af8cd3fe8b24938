"""A question in words, taken apart: names of entities, words that belong together, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.evidence._index_names import says_name
from osteon.evidence._words import HAN_STOP, STOP, form, is_han, pairs, parts

if TYPE_CHECKING:
    from osteon.evidence._index import Index

WINDOW = 8
"""Words that a name may have."""

HAN_WINDOW = 16
"""Characters that a Chinese name may have."""


@final
@dataclass(frozen=True)
class Unit:
    """One thing that is looked for.

    text: as it was asked. match: an expression of FTS5 over any of its forms. entities: ids of the entities
    that the text names, and of those that are products of the same gene.
    """

    text: str
    match: str
    entities: tuple[str, ...] = ()


def read_units(index: Index, words: Sequence[str]) -> tuple[Unit, ...]:
    """What a question's pieces ask for, in order, the longest names first, common words left out."""
    units: dict[str, Unit] = {}
    place = 0
    while place < len(words):
        if is_han(words[place]):
            found, step = tuple(_han_units(index, words[place])), 1
        else:
            unit, step = _latin_unit(index, words, place)
            found = () if unit is None else (unit,)
        units.update((unit.match, unit) for unit in found if unit.match not in units)
        place += step
    return tuple(units.values())


def _latin_unit(index: Index, words: Sequence[str], place: int) -> tuple[Unit | None, int]:
    """The longest name that begins at `place`, or words that the records write as one, or the word there."""
    for size in range(min(WINDOW, len(words) - place), 0, -1):
        window = words[place : place + size]
        if any(map(is_han, window)):
            continue
        joined = "".join(map(form, window))
        entities = index.names.named(joined) if size > 1 or says_name(window[0]) else ()
        if entities:
            return _unit(
                index, window, index.names.family((*entities, *index.names.also_named(joined)))
            ), size
        if size > 1 and window[0].lower() not in STOP and index.holds(f'"{joined}"'):
            return _unit(index, window), size
    word = words[place]
    return (None if word.lower() in STOP else _unit(index, [word])), 1


def _unit(index: Index, window: Sequence[str], entities: tuple[str, ...] = ()) -> Unit:
    ways = [f'"{entity.lower()}"' for entity in entities]
    if len(window) == 1 and window[0].lower() in STOP:
        return Unit(window[0], _any(ways), entities)
    joined = "".join(map(form, window))
    ways.append(f'"{joined}"')
    inner = [part for piece in window for part in parts(piece)]
    if len(inner) > 1 and all(part.isalpha() and len(part) > 1 for part in inner):
        ways.append(f"({' AND '.join(_quoted(inner))})")
    elif len(window) > 1:
        ways.append(f'"{" ".join(map(form, window))}"')
    return Unit(" ".join(window), _any(ways), entities)


def _han_units(index: Index, run: str) -> Iterator[Unit]:
    """The names of entities in a run of Chinese characters, and what stands between them."""
    between = ""
    place = 0
    while place < len(run):
        name = _han_name(index, run, place)
        if name:
            yield from _plain_han(index, between)
            entities = index.names.family((*index.names.named(name), *index.names.also_named(name)))
            yield Unit(name, _any([*(f'"{e.lower()}"' for e in entities), phrase(name)]), entities)
            between = ""
        else:
            between += run[place]
        place += len(name) or 1
    yield from _plain_han(index, between)


def _han_name(index: Index, run: str, place: int) -> str:
    """The longest name at `place`; of one character only where that is all there is."""
    shortest = 1 if len(run) == 1 else 2
    for size in range(min(HAN_WINDOW, len(run) - place), shortest - 1, -1):
        if index.names.named(run[place : place + size]):
            return run[place : place + size]
    return ""


def _plain_han(index: Index, run: str) -> Iterator[Unit]:
    """A run as it stands where a record has it; else the longest known pieces, else itself."""
    run = run.strip("".join(HAN_STOP))
    if not run:
        return
    found = [run] if index.holds(phrase(run)) else list(_known_han(index, run))
    yield from (Unit(text, phrase(text)) for text in found or [run])


def _known_han(index: Index, run: str) -> Iterator[str]:
    place = 0
    while place < len(run) - 1:
        sizes = range(min(HAN_WINDOW, len(run) - place), 1, -1)
        size = next((n for n in sizes if index.holds(phrase(run[place : place + n]))), 0)
        if size:
            yield run[place : place + size]
        place += size or 1


def phrase(run: str) -> str:
    """The expression of FTS5 for a run of Chinese characters anywhere in a text."""
    return f'"{run}" *' if len(run) == 1 else f'"{" ".join(pairs(run))}"'


def _quoted(words: Iterable[str]) -> Iterator[str]:
    return (f'"{word}"' for word in words)


def _any(ways: Iterable[str]) -> str:
    return f"({' OR '.join(dict.fromkeys(ways))})"
