"""Where the keys of records stand, and which records did not fit: for rules between records."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import final

from osteon.errors import Fault, near, shown
from osteon.knowledge._page import Page


@final
@dataclass(frozen=True)
class Places:
    """pages: the files that the records were read from."""

    pages: Sequence[Page]

    def fault(self, where: str, key: str, given: str, expected: str, fix: str = "") -> Fault:
        """A mistake at a key of the record that stands at `where`."""
        return Fault(self._key(where, key), given, expected, fix)

    def unknown(
        self, where: str, key: str, names: Iterable[str], known: Collection[str], what: str
    ) -> Iterator[Fault]:
        """A mistake for each of some names that is no `what`; known: the names that are."""
        for name in names:
            if name not in known and name not in self.failed:
                given = f"{key} has {shown(name)}"
                yield self.fault(where, key, given, f"the id of {what}", near(name, known))

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
