"""Whole words in a text, in any case and with any signs between them."""

from __future__ import annotations

import re
import unicodedata


def normal(text: str) -> str:
    """Words in small letters, a space on either side of each. No phrase crosses a `|`, which is kept."""
    words = re.findall(r"[^\W_]+|\|", unicodedata.normalize("NFKC", text).casefold())
    return f" {' '.join(words)} "
