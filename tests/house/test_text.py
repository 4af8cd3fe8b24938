"""What no file of the project may contain: marks of a machine, hosts of a registry, work left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT, project_files

# Each pattern is written so that it does not match itself.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.~/-])/(?:[w]ork|[r]oot|[h]ome|[U]sers|[o]pt|[m]nt)/[\w.]|\b[C-Z]:\\+[U]sers"
    ),
    "a file address": re.compile(r"[f]ile:/{2}"),
    "a registry or proxy": re.compile(r"(?i)[i]ndex-url|[f]ind-links|/[s]imple/|\b[p]ypi\.org|[a]rtifactory"),
    "a host of one network": re.compile(
        r"\b(?:10|127|192\.168)(?:\.[0-9]{1,3}){2,3}(?![\d.])|\.[i]nternal\b|[l]ocalhost:[0-9]"
    ),
    "work left open": re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX|[H]ACK)\b"),
}
BINARY = {".png", ".jpg", ".ico", ".gz", ".zip", ".npz", ".woff2", ".mha"}


def forbidden_text(text: str) -> Iterator[str]:
    """Each line number of `text` with what it must not contain."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(line)
            if found:
                yield f"{number}: {found.group()!r} is {what}"


def text_files() -> tuple[Path, ...]:
    """The project's files that hold text."""
    return tuple(path for path in project_files() if path.suffix.lower() not in BINARY)


def test_no_file_contains_forbidden_text() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{fault}"
        for path in text_files()
        for fault in forbidden_text(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_the_checker_finds_forbidden_text() -> None:
    for bad in (
        "data = '/ho" + "me/ann/data.csv'",
        "see fi" + "le:///x",
        "pip install --ind" + "ex-url x",
        "http://local" + "host:8000",
        "at 192.168" + ".0.1",
        "# TO" + "DO: finish",
    ):
        assert list(forbidden_text(bad)), bad
    assert not list(
        forbidden_text("https://doi.org/10.3390/mca24010012 and results/report.html, a/ho" + "me/x")
    )
