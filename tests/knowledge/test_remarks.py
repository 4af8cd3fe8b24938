"""What is said for and against treatments: read from conditions and products, and mistakes told."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.knowledge import SIDES, Remark
from tests.knowledge.shelves import FILES, load, write

COLD = """\
[condition.cold]
name = "cooled limb"
says = "Cooling narrows vessels."
group = "comfort"
[condition.cold.remark.calm]
side = "advantage"
says = "It hurts less."
claims = ["C172"]
source = "doi:10.1/a"
place = "abstract"
[condition.cold.remark.numb]
side = "risk"
says = "It numbs."
source = "doi:10.1/a"
"""

FAULTS = {
    "of nobody": (
        'claims = ["C172"]\nsource = "doi:10.1/a"\nplace = "abstract"\n', "",
        "conditions/cold.toml:5: given a remark of nobody; expected claims or a source that say so",
    ),
    "on no side": (
        'side = "risk"', 'side = "risks"',
        "conditions/cold.toml:12: given side = 'risks'; expected one of advantage, drawback, cost, risk;"
        " did you mean 'risk'?",
    ),
    "without words": (
        'says = "It numbs."', 'says = ""',
        "conditions/cold.toml:13: given says = ''; expected a sentence that a biologist can read",
    ),
    "of an unknown source": (
        'says = "It numbs."\nsource = "doi:10.1/a"', 'says = "It numbs."\nsource = "doi:10.1/b"',
        "conditions/cold.toml:14: given source = 'doi:10.1/b'; expected the id of a source record;"
        " did you mean 'doi:10.1/a'?",
    ),
    "with a claim that is none": (
        'claims = ["C172"]', 'claims = ["172"]',
        "conditions/cold.toml:8: given claims = '172'; expected a list of claims, each C and three digits",
    ),
    "with an unknown key": (
        'place = "abstract"', 'page = "abstract"',
        "conditions/cold.toml:10: given unknown key 'page' in [condition.cold.remark.calm]; expected one of",
    ),
}  # fmt: skip


def read(
    folder: Path, text: str = COLD, file: str = "conditions/cold.toml"
) -> tuple[Remark, ...] | list[str]:
    """The remarks of the cooled limb, or the faults of its record."""
    library, faults = load(write(folder, {**FILES, file: text}))
    return [str(fault) for fault in faults] or library.modifiers["condition", "cold"].remarks


def test_remarks_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path)
    assert isinstance(first, Remark)
    assert isinstance(second, Remark)
    assert (first.name, first.side, first.says) == ("calm", "advantage", "It hurts less.")
    assert (first.claims, first.source, first.place) == (("C172",), "doi:10.1/a", "abstract")
    assert (second.claims, second.place, second.side in SIDES) == ((), "", True)


@pytest.mark.parametrize("case", FAULTS)
def test_mistakes_in_remarks_are_told(tmp_path: Path, case: str) -> None:
    old, new, message = FAULTS[case]
    assert COLD.count(old) == 1
    told = read(tmp_path, COLD.replace(old, new))
    assert any(message in str(fault) for fault in told), told


def test_only_treatments_have_remarks(tmp_path: Path) -> None:
    told = read(tmp_path, COLD.replace("condition.cold", "defect.cold"), "defects/cold.toml")
    assert any(
        "given remark in [defect.cold]; expected remark in conditions and products only" in str(t)
        for t in told
    )
    assert any(
        "given group in [defect.cold]; expected group in conditions and products only" in str(t) for t in told
    )
