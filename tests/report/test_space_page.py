"""A report of a run in space: its own section, its files, and nothing else changed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from osteon.report import FolderKeeper, write_report
from osteon.report._space_page import MOVING
from tests.report.small import result as point
from tests.report.space import NOTE
from tests.report.spaces_healing import disc, gap, result

ARMS = ("<script>alert(1)</script>", "a & b")


def report(folder: Path, make: object) -> Path:
    """The folder of a run whose fields lie in it, as `osteon run` leaves it."""
    made = result(folder / "mice.toml", make, ARMS)  # type: ignore[arg-type]
    assert made.space is not None
    keeper = FolderKeeper(folder / "out", NOTE)
    keeper.begin(made.space.plan)
    write_report(made, folder / "out", vtk=False)
    return folder / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("plane"), disc)


def test_the_pictures_lie_beside_the_figures(folder: Path) -> None:
    names = {path.name for path in (folder / "figures").iterdir()}
    pictures = ("healing", "sections", "projection", "profiles", "oxygen", "vessel", "MSC", "M1")
    assert {f"space_{name}.{kind}" for name in pictures for kind in ("png", "svg")} <= names
    assert MOVING in names
    assert (folder / "figures" / MOVING).read_bytes()[:6] == b"GIF89a"


def test_the_page_has_a_section_on_space_and_stays_one_file(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<section id="space">' in page
    assert "a disc; " in page
    assert "voxels that heal, 0.25 × 0.25 × 1.5 mm each" in page
    assert "Sections beside the curves" in page
    sources = _Sources()
    sources.feed(page)
    assert len(sources.found) == 1
    assert all(address.startswith("data:image/gif;base64,") for address in sources.found)


def test_names_of_arms_are_text(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_line_has_no_moving_picture(tmp_path: Path) -> None:
    folder = report(tmp_path, gap)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Healing along the line" in page
    assert "data:image/gif" not in page
    assert not (folder / "figures" / MOVING).exists()


def test_a_run_of_points_has_no_such_section(tmp_path: Path) -> None:
    write_report(point(tmp_path / "mice.toml"), tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "In space" not in page
    assert not list((tmp_path / "out" / "figures").glob("space*"))


class _Sources(HTMLParser):
    """The addresses of everything that a page would load."""

    def __init__(self) -> None:
        HTMLParser.__init__(self)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "src"]
