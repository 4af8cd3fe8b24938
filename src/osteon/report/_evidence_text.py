"""Text in a figure that is written as SVG: how wide it is at most, and in which lines it fits a box."""

from __future__ import annotations

SIZE = 12.0
LINE = 15.0
FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"

# Of DejaVu Sans and Verdana, the widest of the fonts above, in ems; the others are narrower.
_NARROW = "ijl.,:;'|!()[]/ -–ftrI"
_WIDE = "mMwW@%&+<>="
_EMS = {"narrow": 0.42, "usual": 0.64, "capital": 0.76, "wide": 0.98}


def width(text: str, size: float = SIZE) -> float:
    """Return how many pixels a text takes at most."""
    return size * sum(_EMS[_class(sign)] for sign in text)


def lines(text: str, room: float, most: int = 3) -> list[str]:
    """Return a text in lines of at most `room` pixels; what does not fit into `most` lines ends in dots."""
    found: list[str] = []
    for word in _words(text, room):
        if found and width(f"{found[-1]} {word}") <= room:
            found[-1] += f" {word}"
        else:
            found.append(word)
    if len(found) <= most:
        return found
    last = found[most - 1]
    while width(f"{last}…") > room:
        last = last[:-1].rstrip()
    return [*found[: most - 1], f"{last}…"]


def _words(text: str, room: float) -> list[str]:
    """The words of a text, a long one cut where it has a hyphen or a slash, or else anywhere."""
    words: list[str] = []
    for word in text.split():
        rest = word
        while width(rest) > room:
            cut = next(at for at in range(len(rest), 0, -1) if width(rest[:at]) <= room)
            soft = max(rest.rfind(sign, 0, cut) + 1 for sign in "-/+,")
            cut = soft if soft > cut // 3 else cut
            words.append(rest[:cut])
            rest = rest[cut:]
        words.append(rest)
    return words


def _class(sign: str) -> str:
    if sign in _NARROW:
        return "narrow"
    if sign in _WIDE or ord(sign) > 0x2E80:
        return "wide"
    return "capital" if sign.isupper() else "usual"
