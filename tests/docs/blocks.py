"""Fenced code blocks of a Markdown text, and the files that a text tells its reader to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import final

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`(?P<name>[\w./-]+\.(?:toml|csv))`[^`\n]*:\s*\Z")


@final
@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text, its first line in the document, and the words before it."""

    language: str
    text: str
    line: int
    before: str

    @property
    def file_name(self) -> str | None:
        """The file that this block is, where the line before it ends with "... `name`:"."""
        found = NAMED.search(self.before)
        return found["name"] if found else None


def blocks(text: str, language: str) -> Iterator[Block]:
    """The blocks of `text` in one language, in order."""
    for found in FENCE.finditer(text):
        if found["language"] == language:
            line = text.count("\n", 0, found.start("body")) + 1
            before = text[: found.start()].rstrip().rpartition("\n")[2]
            yield Block(language, found["body"], line, before)


def write_files(text: str, folder: Path) -> list[Path]:
    """Write every file that `text` spells out (TOML and CSV) below `folder`."""
    named = [block for kind in ("toml", "csv") for block in blocks(text, kind) if block.file_name]
    paths = [folder / str(block.file_name) for block in named]
    for block, path in zip(named, paths, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    return paths


def commands(text: str) -> list[str]:
    """The `osteon` and `make` command lines of the shell blocks, comments cut off."""
    lines = [
        line.partition("#")[0].strip() for block in blocks(text, "sh") for line in block.text.splitlines()
    ]
    return [line for line in lines if line.startswith(("osteon ", "make "))]
