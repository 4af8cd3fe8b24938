"""A catalogue folder being read: its files, the pages made of them, and what could not be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import final

from osteon.errors import Fault
from osteon.knowledge._page import Page
from osteon.knowledge._table import Row, read_table
from osteon.knowledge._toml import read_toml


@final
@dataclass(frozen=True)
class Reading:
    """What was read of one catalogue folder; filled while it is read.

    label: how messages name the folder. faults: shared by all folders of a load. broken: labels of files that
    could not be read at all. files: every file that was read, by its path in the folder.
    """

    label: str
    faults: list[Fault]
    pages: list[Page] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def each_page(
        self, folder: Traversable, path: str, but: tuple[str, ...] = ()
    ) -> Iterator[tuple[Page, str]]:
        """Each TOML file of a folder as a page, with its name; those that cannot be read leave a fault.

        path: of the folder, in the catalogue. but: names of files that are no records.
        """
        for entry in entries(folder):
            if not entry.name.endswith(".toml") or entry.name in but or not entry.is_file():
                continue
            content = self.content(entry, f"{path}/{entry.name}")
            if content is None:
                continue
            document = read_toml(content, f"{self.label}/{path}/{entry.name}")
            if isinstance(document, Fault):
                self.broken.append(document.where)
                self.faults.append(document)
                continue
            page = Page(document, self.faults)
            self.pages.append(page)
            yield page, entry.name.removesuffix(".toml")

    def table(self, table: Traversable, path: str, columns: tuple[str, ...]) -> list[Row]:
        """The rows of a CSV file; none where there is no such file. columns: those that it must have."""
        content = self.content(table, path) if table.is_file() else None
        return [] if content is None else read_table(content, f"{self.label}/{path}", columns, self.faults)

    def content(self, entry: Traversable, path: str) -> bytes | None:
        """The bytes of a file; None, with a fault noted, when it cannot be opened."""
        try:
            content = entry.read_bytes()
        except OSError as error:
            self.broken.append(path)
            given = f"a file that cannot be opened ({error.strerror})"
            self.faults.append(Fault(f"{self.label}/{path}", given, "a file that you may read"))
            return None
        self.files[path] = content
        return content


def entries(folder: Traversable) -> list[Traversable]:
    """What a folder holds, hidden files left out, by name; nothing when there is no such folder."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((e for e in found if not e.name.startswith(".")), key=lambda entry: entry.name)


def digest_of(
    readings: Iterable[Mapping[str, bytes]], under: tuple[str, ...] = ("",), but: tuple[str, ...] = ()
) -> str:
    """SHA-256 over path and bytes of the files; with lengths, so that no two catalogues read alike.

    readings: by folder, the files by path. under: only files whose path begins so; but: none of these.
    """
    digest = sha256()
    for files in readings:
        for path, content in sorted(files.items()):
            if not path.startswith(under) or path in but:
                continue
            digest.update(f"{path}\n{len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
