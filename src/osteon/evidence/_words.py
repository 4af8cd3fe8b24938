"""Words as the search compares them: one form for all spellings of a thing, in records and questions alike.

Greek letters become their names, accents and case go, hyphens join (`IL-10`, `IL10`), British spellings
become American ones, and plurals the singular. Chinese, which is written without spaces, becomes pairs of
neighbouring characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "does", "for",
    "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "no", "not", "of",
    "on", "or", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "to", "was", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "without", "vs", "via",
})  # fmt: skip
"""Words that every text has."""

HAN_STOP = frozenset("的和与及或在了对是为中之其可能以从而被将向由等")

SPELLINGS = (
    ("interleukin", "il"), ("interferon", "ifn"),
    ("ae", "e"), ("oe", "e"), ("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"),
    ("favour", "favor"), ("labour", "labor"), ("neighbour", "neighbor"), ("sulph", "sulf"),
    ("leuco", "leuko"), ("ageing", "aging"), ("centre", "center"), ("fibre", "fiber"), ("metre", "meter"),
    ("litre", "liter"), ("lyse", "lyze"), ("lysing", "lyzing"), ("labell", "label"), ("modell", "model"),
    ("signall", "signal"), ("channell", "channel"),
)  # fmt: skip
"""What stands for what within a word: families of factors in short, British words in American spelling."""

_ISE = re.compile(r"is(e|es|ed|er|ers|ing|ation|ations)\b")
_PLURALS = (
    (re.compile(r"([^aeiou])ies$"), r"\1y"),
    (re.compile(r"(ss|x|ch|sh)es$"), r"\1"),
    (re.compile(r"([^siu])s$"), r"\1"),
)
BREAK = "\x01"
"""What parts texts that are taken apart together; no text has it."""

REMEMBERED = 1 << 14
"""Words whose form is remembered."""

_GREEK_LOWER = str.maketrans("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "αβγδεζηθικλμνξοπρστυφχψω")
_GREEK_NAMES = str.maketrans(GREEK)
_GREEK_AFTER = re.compile(f"(?<=[A-Za-z0-9])(?=[{''.join(GREEK)}])")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------")
_POSSESSIVE = re.compile(r"['’][sS]\b")
_FAMILY = re.compile(r"(?i)(inter(?:leukin|feron))s?[\s-]+(?=\d|alpha|beta|gamma)")
_FAMILY_LOWER = re.compile(r"(inter(?:leukin|feron))s?[\s-]+(?=\d|alpha|beta|gamma)")
_PIECE = re.compile(rf"[^\W_]+(?:-[^\W_]+)*|{BREAK}")
_HYPHENATED = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")


def is_han(piece: str) -> bool:
    """Whether a piece of text is written in characters of East Asia, without spaces between words."""
    return "\u3040" <= piece[0] <= "\ufaff"


def pieces(text: str) -> list[str]:
    """The words of a text in order, hyphenated ones whole, and its runs of Chinese characters, case kept."""
    return _found(_FAMILY.sub(r"\1-", _latin(text.replace(BREAK, " "))))


@lru_cache(maxsize=REMEMBERED)
def parts(piece: str) -> tuple[str, ...]:
    """What the hyphens of a piece join, each in the form that is compared."""
    return _parts(_american(piece.casefold()))


def form(piece: str) -> str:
    """A piece in the form that is compared: `IL-10` and `il10` are `il10`."""
    return "".join(parts(piece))


def name_key(name: str) -> str:
    """A whole name in the form that is compared, without its spaces."""
    return "".join(map(form, pieces(name)))


def keys(names: Sequence[str]) -> list[str]:
    """The `name_key` of each name; of many at once, this is quicker."""
    return _together(lambda text: "".join(map(_joined, _found(text))), names)


def indexed(texts: Sequence[str]) -> list[str]:
    """Each text as the index takes it: what has hyphens joined and parted, Chinese in pairs of characters.

    Punctuation and plurals are left to the index, which knows the stems of English words.
    """
    return _together(_both_ways, texts)


def pairs(run: str) -> list[str]:
    """A run of Chinese characters as pairs of neighbours; a single character is itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _together(shaped: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """Each text `shaped`, in lower case and American: all plain texts in one go, all others in another."""
    clean = [text.replace(BREAK, " ") for text in texts]
    plain, others = (
        iter(shaped(_american(_FAMILY_LOWER.sub(r"\1-", _latin(BREAK.join(group)).lower()))).split(BREAK))
        for group in ([t for t in clean if t.isascii()], [t for t in clean if not t.isascii()])
    )
    return [next(plain if text.isascii() else others) for text in clean]


def _both_ways(text: str) -> str:
    if text.isascii():
        words = text.split(" ")
        return " ".join(_HYPHENATED.sub(_parted, word) if "-" in word else word for word in words)
    return " ".join(
        _in_pairs(piece) if is_han(piece) else _HYPHENATED.sub(_parted, piece) for piece in _found(text)
    )


def _parted(found: re.Match[str]) -> str:
    return _joined_and_parted(found[0])


@lru_cache(maxsize=REMEMBERED)
def _joined_and_parted(word: str) -> str:
    """A hyphenated word joined, then its parts; numbers alone say nothing."""
    inner = _parts(word)
    return " ".join(("".join(inner), *(part for part in inner if len(part) > 1 and not part.isdigit())))


def _in_pairs(run: str) -> str:
    """A run in pairs, and the last character on its own, so that every character begins a word."""
    return " ".join((*pairs(run), run[-1])) if len(run) > 1 else run


def _found(text: str) -> list[str]:
    """The pieces of a text whose spellings are settled, and each BREAK."""
    found = _PIECE.findall(text)
    if text.isascii():
        return found
    return [run for piece in found for run in ([piece] if piece.isascii() else _scripts(piece))]


def _scripts(piece: str) -> list[str]:
    """The runs of one script in a piece, without hyphens at their ends."""
    runs = ("".join(run).strip("-") for _, run in groupby(piece, key=is_han))
    return [run for run in runs if run]


def _latin(text: str) -> str:
    """A text without accents, other dashes than the hyphen, Greek letters and possessive endings."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).translate(_DASHES))
        text = _GREEK_AFTER.sub("-", text.translate(_GREEK_LOWER)).translate(_GREEK_NAMES)
    return _POSSESSIVE.sub("", text)


def _american(text: str) -> str:
    """A text in lower case with one spelling of what is written in several."""
    for written, compared in SPELLINGS:
        text = text.replace(written, compared)
    return _ISE.sub(r"iz\1", text)


def _parts(piece: str) -> tuple[str, ...]:
    return (piece,) if is_han(piece) else tuple(map(_singular, piece.split("-")))


def _joined(piece: str) -> str:
    return "".join(_parts(piece)) if "-" in piece else _singular(piece)


def _singular(word: str) -> str:
    if len(word) > 2 and word[-1] == "s" and word.isalpha():
        for plural, singular in _PLURALS:
            word, changed = plural.subn(singular, word)
            if changed:
                break
    return word
