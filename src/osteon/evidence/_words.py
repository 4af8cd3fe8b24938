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

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
SHORT = {"interleukin": "il", "interleukins": "il", "interferon": "ifn", "interferons": "ifn"}
"""Words whose abbreviation is the usual name of a family of factors."""

STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "does", "for",
    "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "no", "not", "of",
    "on", "or", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "to", "was", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "without", "vs", "via",
})  # fmt: skip
"""Words that every text has."""

HAN_STOP = frozenset("的和与及或在了对是为中之其可能以从而被将向由等")

AMERICAN = (
    ("ae", "e"), ("oe", "e"), ("tumour", "tumor"), ("sulph", "sulf"), ("leuco", "leuko"), ("ageing", "aging"),
    ("centre", "center"), ("fibre", "fiber"), ("metre", "meter"), ("litre", "liter"), ("labell", "label"),
    ("modell", "model"), ("signall", "signal"), ("channell", "channel"), ("travell", "travel"),
)  # fmt: skip
"""What stands for what within a word, so that British and American spellings meet."""

_ENDINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"our(s|ed|ing|al|able)?\b", r"or\1"),
        (r"is(e|es|ed|er|ers|ing|ation|ations)\b", r"iz\1"),
        (r"ys(e|es|ed|ing)\b", r"yz\1"),
    )
)
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
_GREEK_AFTER = re.compile(f"(?<=[^\\W_{HAN}])(?=[{''.join(GREEK)}])")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------")
_POSSESSIVE = re.compile(r"['’][sS]\b")
_FAMILY = re.compile(r"(?i)(inter(?:leukin|feron))s?[\s-]+(?=\d|alpha|beta|gamma)")
_FAMILY_LOWER = re.compile(r"(inter(?:leukin|feron))s?[\s-]+(?=\d|alpha|beta|gamma)")
_PIECE = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+(?:-[^\\W_{HAN}]+)*|{BREAK}")
_SIGNS = str.maketrans("\x00\t\n\r!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~", " " * 35)


def is_han(piece: str) -> bool:
    """Whether a piece of text is a run of Chinese characters."""
    return not piece.isascii() and "\u3400" <= piece[0] <= "\ufaff"


def pieces(text: str) -> list[str]:
    """The words of a text in order, hyphenated ones whole, and its runs of Chinese characters, case kept."""
    return _PIECE.findall(_FAMILY.sub(r"\1-", _latin(text.replace(BREAK, " "))))


@lru_cache(maxsize=REMEMBERED)
def parts(piece: str) -> tuple[str, ...]:
    """What the hyphens of a piece join, each in the form that is compared."""
    return _parts(_american(piece.casefold()))


def form(piece: str) -> str:
    """A piece in the form that is compared: `IL-10` and `il10` are `il10`."""
    return "".join(parts(piece))


def key(name: str) -> str:
    """A whole name in the form that is compared, without its spaces."""
    return "".join(map(form, pieces(name)))


def keys(names: Sequence[str]) -> list[str]:
    """The `key` of each name; of many at once, this is quicker."""
    return _together(_joined, "", names)


def indexed(texts: Sequence[str]) -> list[str]:
    """The words of each text as the index takes them: with hyphens once joined and once parted, and in pairs.

    Plurals are left to the index, which knows the stems of English words.
    """
    return _together(_indexed, " ", texts)


def pairs(run: str) -> list[str]:
    """A run of Chinese characters as pairs of neighbours; a single character is itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _together(shaped: Callable[[str], str], between: str, texts: Sequence[str]) -> list[str]:
    """Each text with its pieces `shaped`: all plain texts in one go, and all others in another."""
    clean = [text.replace(BREAK, " ") for text in texts]
    plain, others = (
        iter(between.join(map(shaped, _lower_pieces(BREAK.join(group)))).split(BREAK))
        for group in ([t for t in clean if t.isascii()], [t for t in clean if not t.isascii()])
    )
    return [next(plain if text.isascii() else others).strip(" ") for text in clean]


def _lower_pieces(text: str) -> list[str]:
    """What `pieces` finds, in lower case and American, and each BREAK as a piece."""
    text = _american(_FAMILY_LOWER.sub(r"\1-", _latin(text).lower()))
    if not text.isascii():
        return _PIECE.findall(text)
    spaced = f" {text.translate(_SIGNS).replace('--', ' ').replace(BREAK, f' {BREAK} ')} "
    return spaced.replace(" -", " ").replace("- ", " ").split()


def _latin(text: str) -> str:
    """A text without accents, other dashes than the hyphen, Greek letters and possessive endings."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).translate(_DASHES))
        text = _GREEK_AFTER.sub("-", text.translate(_GREEK_LOWER)).translate(_GREEK_NAMES)
    return _POSSESSIVE.sub("", text)


def _american(text: str) -> str:
    """A text in lower case with the American spelling of what the British write otherwise."""
    for british, american in AMERICAN:
        text = text.replace(british, american)
    for ending, american in _ENDINGS:
        text = ending.sub(american, text)
    return text


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
    return SHORT.get(word, word)


def _indexed(piece: str) -> str:
    if "-" in piece:
        return _both_ways(piece)
    if piece.isascii() or not is_han(piece):
        return SHORT.get(piece, piece)
    # The last character on its own, so that every character begins a word.
    return " ".join((*pairs(piece), piece[-1])) if len(piece) > 1 else piece


@lru_cache(maxsize=REMEMBERED)
def _both_ways(piece: str) -> str:
    """A hyphenated piece as one word, then its parts; numbers alone say nothing."""
    inner = _parts(piece)
    return " ".join(("".join(inner), *(part for part in inner if len(part) > 1 and not part.isdigit())))
