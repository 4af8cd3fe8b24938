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


def counted() -> tuple[dict[str, int], dict[str, int]]:
    """How many numbers of natural healing, and of all other models, are of each class."""
    command = [sys.executable, "-m", "osteon", "check", "--json"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(answer.stdout)
    return found["counts"], found["others"]


def table(own: Mapping[str, int], others: Mapping[str, int]) -> str:
    """The counts as a Markdown table."""
    head = "| class | natural healing | published models | meaning |\n|---|---|---|---|\n"
    return head + "".join(
        f"| {kind} | {own.get(kind, 0)} | {others.get(kind, 0)} | {meaning} |\n"
        for kind, meaning in MEANING.items()
    )


def refreshed(text: str, counts: tuple[Mapping[str, int], Mapping[str, int]]) -> str:
    """`text` with the marked block renewed."""
    return BLOCK.sub(lambda _: table(*counts), text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8"), counted()), encoding="utf-8")
