"""The pages and figures of the evidence base; `make pages` writes those that the records give now."""

from __future__ import annotations

from pathlib import Path

from osteon.claims import recorded_verdicts
from osteon.knowledge import load_library
from osteon.report import evidence_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES, FIGURES = DOCS / "evidence", DOCS / "images" / "evidence"


def pages() -> dict[str, str]:
    """The text of each page and figure by its path in docs/."""
    library = load_library()
    return evidence_pages(library, recorded_verdicts(library.evidence))


def written() -> dict[str, Path]:
    """What stands in the folders of pages and figures, by path in docs/."""
    files = [*PAGES.glob("*"), *FIGURES.glob("*")]
    return {path.relative_to(DOCS).as_posix(): path for path in files}


if __name__ == "__main__":
    PAGES.mkdir(parents=True, exist_ok=True)
    FIGURES.mkdir(parents=True, exist_ok=True)
    texts = pages()
    for name, path in written().items():
        if name not in texts:
            path.unlink()
    for name, text in texts.items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    size = sum(len(text.encode()) for text in texts.values())
    print(f"{len(texts)} pages and figures, {size / 1e6:.1f} MB, in docs/evidence and docs/images/evidence")
