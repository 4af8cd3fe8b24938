"""run.json: what a run was started with, so that it can go on or branch off."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any, final

from osteon import __version__
from osteon.errors import Fault, OutputError
from osteon.knowledge import Library
from osteon.report._atomic import NOTE, written
from osteon.scenario import Experiment, load_experiment, with_domain

FORMAT = 1
_PACKAGES = ("jax", "jaxlib", "numpy", "scipy")
"""What else than Osteon itself decides about the last bit of a number."""


@final
@dataclass(frozen=True)
class RunNote:
    """The inputs of a run. JSON values only.

    name, text: of the experiment file. options: animals, seed, domain, voxel (mm), rtol, method, without, as
    the run had them. catalogs: the folders over the built-in catalogue. image, image_digest: of a defect in
    an image; empty without one. made_with: versions, and the digest of the catalogue. branch: of a branch,
    "from", the folder it came from, "day", and "says", a line on what was changed.
    """

    name: str
    text: str
    options: Mapping[str, Any]
    catalogs: tuple[str, ...] = ()
    image: str = ""
    image_digest: str = ""
    made_with: Mapping[str, str] = field(default_factory=dict)
    branch: Mapping[str, Any] = field(default_factory=dict)

    @property
    def without(self) -> tuple[str, ...]:
        """The sources that half of the arms are run without; notes of earlier versions know of none."""
        return tuple(self.options.get("without", ()))

    @property
    def in_space(self) -> bool:
        """Whether the run is laid out in space; one at a point takes seconds and keeps no checkpoints."""
        return bool(self.options["domain"] != "point")


def run_note(
    experiment: Experiment,
    library: Library,
    catalogs: Sequence[Path],
    rtol: float | None = None,
    method: str | None = None,
    without: Sequence[str] = (),
) -> RunNote:
    """The note of a run of `experiment` as it is now, with all options applied.

    without: the sources that half of its arms are run without, as they were asked for.
    """
    layout = experiment.layout
    image = layout.image.file.absolute() if layout.image and layout.domain != "point" else None
    return RunNote(
        name=experiment.path.name,
        text=experiment.path.read_bytes().decode("utf-8"),
        options={
            "animals": experiment.animals,
            "seed": experiment.seed,
            "domain": layout.domain,
            "voxel": layout.voxel,
            "rtol": rtol,
            "method": method,
            "without": list(without),
        },
        catalogs=tuple(str(folder.absolute()) for folder in catalogs),
        image="" if image is None else str(image),
        image_digest="" if image is None else _digest(image),
        made_with=versions(library),
    )


def write_note(folder: Path, note: RunNote) -> None:
    """Write run.json; it appears whole or not at all."""
    text = json.dumps({"format": FORMAT, **asdict(note)}, indent=1, ensure_ascii=False, allow_nan=False)
    with written(folder / NOTE) as file:
        file.write(text.encode("utf-8"))


def read_note(folder: Path) -> RunNote:
    """The note in `folder`. OutputError where there is none that can be read."""
    path = folder / NOTE
    expected = f"a folder of `osteon run` (holding {NOTE})"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record.pop("format") != FORMAT:
            raise ValueError("a file of another version")
        return RunNote(**{**record, "catalogs": tuple(record["catalogs"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        given = "no such file" if missing else f"a file that cannot be read ({error})"
        raise OutputError(Fault(str(path), given, expected)) from error


@contextmanager
def noted_experiment(note: RunNote, library: Library) -> Iterator[Experiment]:
    """Yield the experiment of a note; its file exists, with its own name, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="osteon-") as folder:
        path = Path(folder) / Path(note.name).name
        path.write_bytes(note.text.encode("utf-8"))
        options = note.options
        plan = replace(load_experiment(path, library), animals=options["animals"], seed=options["seed"])
        plan = with_domain(plan, options["domain"], options["voxel"])
        if note.image and plan.layout.image is not None:
            image = replace(plan.layout.image, file=Path(note.image))
            plan = replace(plan, layout=replace(plan.layout, image=image))
        yield plan


def differences(note: RunNote, library: Library) -> list[Fault]:
    """What is no longer as it was when the run began; none of it may change if numbers are to stay."""
    now = versions(library)
    fix = "go on with what the run began with"
    found = [
        Fault(name, now.get(name, "nothing"), f"{value}, with which the run began", fix)
        for name, value in note.made_with.items()
        if now.get(name) != value
    ]
    if note.image and (not Path(note.image).exists() or _digest(Path(note.image)) != note.image_digest):
        found.append(Fault(note.image, "another image, or none", "the image with which the run began", fix))
    return found


def versions(library: Library) -> dict[str, str]:
    """What a run is made with, by name: all that decides about its numbers besides its inputs."""
    packages = {name: metadata.version(name) for name in _PACKAGES}
    return {"osteon": __version__, "catalogue": f"sha256:{library.digest}", **packages}


def _digest(place: Path) -> str:
    """Of a file, or of all files of a folder with their names."""
    files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
    total = sha256()
    for path in files:
        total.update(path.name.encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                total.update(block)
    return total.hexdigest()
