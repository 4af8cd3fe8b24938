"""Where the keys of records stand, and which records did not fit: for rules between records."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import final

from osteon.errors import Fault
from osteon.knowledge._page import Page


@final
@dataclass(frozen=True)
class Places:
    """pages: the files that the records were read from."""

    pages: Sequence[Page]

    def fault(self, where: str, key: str, given: str, expected: str, fix: str = "") -> Fault:
        """A mistake at a key of the record that stands at `where`."""
        return Fault(self._key(where, key), given, expected, fix)

    @cached_property
    def failed(self) -> set[str]:
        """Names of records that did not fit; a reference to one of them is no second mistake."""
        return {name for page in self.pages for name in page.failed}

    def _key(self, where: str, key: str) -> str:
        label = where.rpartition(":")[0]
        for page in (page for page in self.pages if page.document.label == label):
            for path in page.document.lines:
                if path[-1] == key and page.where(path[:-1]) == where:
                    return page.where(path)
        return where
