"""Compares every published model with its references, and writes the pages of the models.

    python validation/published_models.py               # all models, into src/osteon/catalog/verified.csv
    python validation/published_models.py kagan2013     # this model only; the rows of the others stay
    python validation/published_models.py --pages       # and docs/models/, with figures
    python validation/published_models.py --pages-only  # the pages from the rows that there are

A model is compared when a folder of catalogue/models holds an experiment. Its references stand beside it:
reference.csv (curves) and probes.csv (derivatives). The exit status is 1 when a model misses its references.
"""

import argparse
import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from PIL import Image

from osteon.cohort import VERIFIED_COLUMNS, recorded_verification, verification_row, verify
from osteon.knowledge import Library, load_library
from osteon.report import model_figure, model_index, model_page

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "osteon" / "catalog" / "verified.csv"
PAGES = ROOT / "docs" / "models"
IMAGES = ROOT / "docs" / "images" / "models"

DOTS_PER_INCH, COLOURS = 100, 96
"""Figures of at most 120 kB: few colours are enough for lines on white."""


def compare(library: Library, models: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """A row of verified.csv for each model; what was found is printed."""
    rows: dict[str, Mapping[str, str]] = {}
    for model in models:
        started = perf_counter()
        rows[model] = row = verification_row(library, verify(library, model))
        print(
            f"{model:18s} {'met' if row['met'] == 'yes' else 'NOT MET':8s}"
            f"derivatives {row['probes']:>4s}, {row['probe_error']:>8s}   "
            f"points {row['points']:>5s}, {row['default_error']:>8s}, tight {row['tight_error']:>8s}   "
            f"{perf_counter() - started:.0f} s   {row['where']}",
            flush=True,
        )
    return rows


def write_table(library: Library, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Write verified.csv; models that were not compared now keep their row."""
    kept = {model: library.verified[model] for model in library.experiments if model in library.verified}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, VERIFIED_COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(row for _, row in sorted((kept | dict(rows)).items()))


def write_pages(library: Library, models: Sequence[str], figures: bool) -> None:
    """Write the page and the figure of each model, and the list of all models that have a row."""
    for folder in (PAGES, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    for model in models:
        page = model_page(library, model, recorded_verification(library, model))
        (PAGES / f"{model}.md").write_text(page, encoding="utf-8")
        if figures:
            write_figure(library, model)
    listed = [recorded_verification(library, model) for model in sorted(library.verified)]
    (PAGES / "index.md").write_text(model_index(library, listed), encoding="utf-8")


def write_figure(library: Library, model: str) -> None:
    """Write a model's figure with a small palette."""
    buffer = io.BytesIO()
    model_figure(library, model).savefig(buffer, dpi=DOTS_PER_INCH, metadata={"Software": None})
    image = Image.open(buffer).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = IMAGES / f"{model}.png"
    image.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB", flush=True)


def main() -> int:
    """Compare, write, and say whether all is met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="*", help="these models only")
    parser.add_argument("--pages", action="store_true", help="write the pages and figures too")
    parser.add_argument("--pages-only", action="store_true", help="write the pages, compare nothing")
    parser.add_argument("--no-figures", action="store_true", help="leave the figures as they are")
    options = parser.parse_args()
    library = load_library()
    models = options.models or sorted(library.experiments)
    if not options.pages_only:
        write_table(library, compare(library, models))
        library = load_library()
    if options.pages or options.pages_only:
        write_pages(library, models, not options.no_figures)
    return 0 if all(library.verified[model]["met"] == "yes" for model in models) else 1


if __name__ == "__main__":
    sys.exit(main())
