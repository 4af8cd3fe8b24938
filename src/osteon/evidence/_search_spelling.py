"""Words that no record has: what they were likely meant to be, said and never silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, final

from osteon.errors import LONGEST_SHOWN
from osteon.evidence._index_names import written_names
from osteon.evidence._search_units import Unit, read_units
from osteon.evidence._words import SPELLINGS, STOP, form, is_han, pieces

if TYPE_CHECKING:
    from osteon.evidence._index import Index

LONGEST_QUESTION = 40
"""Words of a question that are looked at."""

SHORTEST = 4
"""Letters from which on a word is replaced by one like it; below, too many are."""

LONG = 8
"""Letters from which on two of them may be missing or too many; below, one may."""

LIKENESS = 0.8
"""How alike two words must be, of 1: one letter of five may be wrong; of four letters, one."""

SHORT_LIKENESS = 0.75


@final
@dataclass(frozen=True)
class Question:
    """A question as it is searched. units: what is looked for. notes: what was done to it, for the reader."""

    units: tuple[Unit, ...] = ()
    notes: tuple[str, ...] = ()


@final
@dataclass(frozen=True)
class _Mended:
    """A question's words with those that no record has replaced or left out. notes: how."""

    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_question(index: Index, text: str) -> Question:
    """Take a question apart; replace each word that no record has by the nearest that one has, and say so."""
    words = pieces(text)
    notes = []
    if len(words) > LONGEST_QUESTION or any(len(word) > LONGEST_SHOWN for word in words):
        words = [word[:LONGEST_SHOWN] for word in words[:LONGEST_QUESTION]]
        limits = f"{LONGEST_QUESTION} words, {LONGEST_SHOWN} letters of each"
        notes.append(f"The question is long: searched for its first {limits}.")
    units = read_units(index, words)
    unknown = {unit.text for unit in units if not index.holds(unit.match)}
    if unknown:
        mended = _mended(index, words, unknown)
        notes += mended.notes
        units = tuple(u for u in read_units(index, mended.words) if index.holds(u.match))
    if not units and not unknown and text.strip():
        notes.append("The question has no word to search for.")
    return Question(units, tuple(notes))


def _mended(index: Index, words: Sequence[str], unknown: set[str]) -> _Mended:
    """`words` anew; names of several words are always known, so that only single ones are looked up."""
    mended = _Mended()
    for word in words:
        if word not in unknown:
            mended.words.append(word)
        elif split := _split(index, word):
            mended.words.extend(split)
        elif better := _nearest(index, word):
            mended.words.extend(pieces(better))
            mended.notes.append(f"Searched for {better} instead of {word}, which no record has.")
        else:
            mended.notes.append(_left_out(index, word))
    mended.notes.extend(f"No record has {text}." for text in sorted(unknown.difference(words)))
    return mended


def _left_out(index: Index, word: str) -> str:
    written = written_names(index.base)
    like = [] if is_han(word) else get_close_matches(form(word), written, n=3, cutoff=0.6)
    known = f"; known are {', '.join(dict.fromkeys(written[name] for name in like))}" if like else ""
    return f"No record has {word}{known}."


def _split(index: Index, word: str) -> list[str]:
    """`IL-10-driven` as `IL-10` and `driven`, where a record has the first; nothing if that does not help."""
    inner = word.split("-")
    for cut in range(len(inner) - 1, 0, -1):
        left, right = "-".join(inner[:cut]), "-".join(inner[cut:])
        if right.isalpha() and len(right) > 1 and index.holds(f'"{form(left)}"'):
            return [left, right]
    return []


def _nearest(index: Index, word: str) -> str:
    """The word that records have and that is most like `word`, as it is written; empty if none is like it."""
    if is_han(word):
        return ""
    inner = word.split("-")
    if len(inner) > 1:
        parts = [part if _is_known(index, part) else _like(index, part) for part in inner]
        if all(parts) and parts != inner and index.holds(f'"{form("-".join(parts))}"'):
            return "-".join(parts)
    return _like(index, word.replace("-", ""))


def _is_known(index: Index, part: str) -> bool:
    return not part.isalpha() or index.holds(f'"{form(part)}"')


def _like(index: Index, word: str) -> str:
    """The most alike of the index's words with the very same digits: IL-13 is no slip for IL-12."""
    wanted = form(word)
    if sum(c.isalpha() for c in wanted) < SHORTEST:
        return ""
    digits = _digits(wanted)
    known = (index.words() | {written for written, _ in SPELLINGS}) - STOP
    likeness = SHORT_LIKENESS if len(wanted) == SHORTEST else LIKENESS
    longer = 1 if len(wanted) < LONG else 2
    candidates = [
        name for name in known if abs(len(name) - len(wanted)) <= longer and _digits(name) == digits
    ]
    found = get_close_matches(wanted, sorted(candidates), n=1, cutoff=likeness)
    return written_names(index.base).get(found[0], found[0]) if found else ""


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
