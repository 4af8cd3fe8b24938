"""The pages in docs/models are those that the records and verified.csv give now; no model is solved here."""

from __future__ import annotations

import pytest

from osteon.cohort import recorded_verification
from osteon.knowledge import Library, load_library
from osteon.report import model_index, model_page
from tests.house.source import ROOT

PAGES, IMAGES = ROOT / "docs" / "models", ROOT / "docs" / "images" / "models"
LARGEST = 120_000
AGAIN = "run `make published`"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_what_was_found_is_about_the_models_as_they_are(library: Library) -> None:
    assert set(library.verified) == set(library.experiments), AGAIN
    stale = [name for name, row in library.verified.items() if row["digest"] != library.digests[name]]
    assert not stale, AGAIN
    for name, row in library.verified.items():
        assert (row["met"] == "yes") == recorded_verification(library, name).met, name


def test_the_pages_are_those_of_the_records(library: Library) -> None:
    stale = [
        name
        for name in library.verified
        if (PAGES / f"{name}.md").read_text(encoding="utf-8")
        != model_page(library, name, recorded_verification(library, name))
    ]
    assert not stale, AGAIN
    index = model_index(library, [recorded_verification(library, name) for name in sorted(library.verified)])
    assert (PAGES / "index.md").read_text(encoding="utf-8") == index, AGAIN


def test_every_model_has_one_page_and_one_small_figure(library: Library) -> None:
    names = set(library.experiments)
    assert {path.stem for path in PAGES.glob("*.md")} == {*names, "index"}
    assert {path.stem for path in IMAGES.iterdir()} == names
    assert not [path.name for path in IMAGES.iterdir() if path.stat().st_size > LARGEST]
