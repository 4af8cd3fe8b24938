"""The pages of the evidence base are those that the records give now, lead somewhere, and are small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from tests.docs.evidence_pages import DOCS, FIGURES, PAGES, pages, written

AGAIN = "run `make pages`"
LARGEST_FIGURE, ALL_FIGURES, LARGEST_PAGE = 60_000, 3_000_000, 120_000
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
ANCHOR = re.compile(r'<a id="([^"]+)">')


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_the_pages_and_figures_are_those_of_the_records(made: dict[str, str]) -> None:
    there = written()
    stale = [name for name, text in made.items() if not (DOCS / name).is_file() or _text(name) != text]
    assert not stale, f"{AGAIN}: {stale[:5]}"
    assert not set(there) - set(made), AGAIN


def test_links_and_places_on_pages_exist(made: dict[str, str]) -> None:
    texts = {name: text for name, text in made.items() if name.endswith(".md")}
    assert texts
    assert not [fault for name in texts for fault in _broken(name, texts)]


def test_pages_and_figures_are_small(made: dict[str, str]) -> None:
    figures = [path.stat().st_size for path in FIGURES.iterdir()]
    assert max(figures) < LARGEST_FIGURE
    assert sum(figures) < ALL_FIGURES
    assert max(path.stat().st_size for path in PAGES.iterdir()) < LARGEST_PAGE


def test_figures_are_well_formed(made: dict[str, str]) -> None:
    figures = [text for name, text in made.items() if name.endswith(".svg")]
    assert figures
    for text in figures:
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"


def _text(name: str) -> str:
    return (DOCS / name).read_bytes().decode()


def _broken(name: str, texts: dict[str, str]) -> Iterator[str]:
    """Links of a page to files or places that are not there."""
    folder = (DOCS / name).parent
    for file, place in LINK.findall(texts[name]):
        target = (folder / file).resolve() if file else DOCS / name
        page = target.relative_to(DOCS).as_posix() if target.is_relative_to(DOCS) else ""
        if page not in texts and not target.exists():
            yield f"{name}: {file}"
        elif place and place not in ANCHOR.findall(texts.get(page, "")):
            yield f"{name}: {file}#{place}"
