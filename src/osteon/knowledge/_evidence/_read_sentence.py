"""The table of sentences to Sentences."""

import re
from collections.abc import Iterable, Iterator

from osteon.errors import Fault, shown
from osteon.knowledge._evidence._reviewed import Sentence
from osteon.knowledge._table import Row

COLUMNS = ("id", "fingerprint", "why")
_ID = re.compile(r"\d{3}:[1-9]\d*")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def read_sentences(rows: Iterable[Row], faults: list[Fault]) -> Iterator[Sentence]:
    """The sentences of some rows; of those that do not fit, faults are noted."""
    for row in rows:
        name, fingerprint = row.cells["id"], row.cells["fingerprint"]
        if not _ID.fullmatch(name):
            given = f"id = {shown(name)}"
            faults.append(Fault(row.where, given, "document and number of a sentence, like '000:31'"))
        elif not _FINGERPRINT.fullmatch(fingerprint):
            expected = "the first 12 hexadecimal digits of the SHA-256 of the sentence"
            faults.append(Fault(row.where, f"fingerprint = {shown(fingerprint)}", expected))
        else:
            yield Sentence(name, fingerprint, row.cells["why"], row.where)
