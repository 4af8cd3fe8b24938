"""The evidence counts that README.md shows; `make counts` refreshes them from `osteon check --json`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"(?<=<!-- counts:begin -->\n).*?(?=<!-- counts:end -->)", re.DOTALL)
MEANING = {
    "measured": "a value that a named source reports",
    "derived": "computed from measured values; the record says how",
    "fitted": "chosen so that the model meets a named measurement",
    "assumed": "a guess, or what another model assumed; the record says why",
}


def counted() -> dict[str, int]:
    """How many numbers of the built-in catalogue are of each class."""
    command = [sys.executable, "-m", "osteon", "check", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    counts: dict[str, int] = json.loads(answer.stdout)["counts"]
    return counts


def table(counts: Mapping[str, int]) -> str:
    """The counts as a Markdown table."""
    rows = [f"| {kind} | {counts.get(kind, 0)} | {meaning} |\n" for kind, meaning in MEANING.items()]
    return "| class | numbers | meaning |\n|---|---|---|\n" + "".join(rows)


def refreshed(text: str, counts: Mapping[str, int]) -> str:
    """`text` with the marked block renewed."""
    return BLOCK.sub(lambda _: table(counts), text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8"), counted()), encoding="utf-8")
