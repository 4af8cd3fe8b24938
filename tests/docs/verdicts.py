"""The verdicts on claims that README.md counts; `make claims` runs all claims, keeps the table, and counts.

python -m tests.docs.verdicts          # run all claims, rewrite catalog/verdicts.csv and README.md
python -m tests.docs.verdicts --count  # README.md alone, from the table as it is
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TABLE = ROOT / "src" / "osteon" / "catalog" / "verdicts.csv"
BLOCK = re.compile(r"(?<=<!-- verdicts:begin -->\n).*?(?=<!-- verdicts:end -->)", re.DOTALL)
MEANING = {
    "by construction": "one process, or the start values of the arms, encode it",
    "emergent": "several processes must act together for it",
    "quantitative": "a published number is met",
    "contradicted": "the model gives the opposite, no effect, or another number",
    "not yet": "the model lacks something that the experiment needs",
}


def rows() -> list[dict[str, str]]:
    """The rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counted(found: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """How many claims there are of each verdict."""
    counts = Counter(row["verdict"] for row in found)
    return {verdict: counts[verdict] for verdict in MEANING}


def table(counts: Mapping[str, int]) -> str:
    """The counts as a Markdown table."""
    lines = "".join(f"| {verdict} | {counts[verdict]} | {MEANING[verdict]} |\n" for verdict in MEANING)
    return f"| verdict | claims | meaning |\n|---|---|---|\n{lines}"


def refreshed(text: str, counts: Mapping[str, int]) -> str:
    """`text` with the marked block renewed."""
    return BLOCK.sub(lambda _: table(counts), text)


def run() -> None:
    """Run all claims and keep their verdicts."""
    command = [sys.executable, "-m", "osteon", "claims", "--csv"]
    answer = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    TABLE.write_text(answer.stdout, encoding="utf-8")


if __name__ == "__main__":
    if "--count" not in sys.argv:
        run()
    text = refreshed(README.read_text(encoding="utf-8"), counted(rows()))
    README.write_text(text, encoding="utf-8")
    print("\n".join(f"{number:5d} {verdict}" for verdict, number in counted(rows()).items()))
