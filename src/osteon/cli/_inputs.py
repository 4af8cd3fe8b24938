"""Paths a user gives to a command, checked before any work begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from osteon.cli._guard import UsageError
from osteon.errors import Fault, near

Catalogs: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalog", metavar="DIR", help="A folder of records laid over the built-in catalogue; repeatable."
    ),
]
JsonFlag: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")]


def existing_file(path: Path, meaning: str = "an experiment file (.toml)") -> Path:
    """Return `path` if it is a readable file; UsageError with near matches of its folder if not."""
    if path.is_file():
        return path
    given = "a folder" if path.is_dir() else "no such file"
    raise UsageError(Fault(str(path), given, meaning, _neighbours(path)))


def experiment_file(path: Path, models: Mapping[str, Path]) -> Path:
    """Return the experiment file at `path`, or the one of a model with that name; UsageError if neither."""
    if not path.exists() and str(path) in models:
        return models[str(path)]
    if path.suffix or path.exists() or len(path.parts) > 1:
        return existing_file(path)
    fix = near(str(path), models) or f"models with an experiment are {', '.join(sorted(models))}"
    raise UsageError(Fault(str(path), "no such file or model", "an experiment file (.toml) or a model", fix))


def existing_folder(path: Path, meaning: str) -> Path:
    """Return `path` if it is a folder; UsageError with near matches if not."""
    if path.is_dir():
        return path
    given = "a file" if path.exists() else "no such folder"
    raise UsageError(Fault(str(path), given, meaning, _neighbours(path)))


def catalog_folders(paths: Sequence[Path] | None) -> list[Path]:
    """Return the folders that overlay the built-in catalogue, each checked to exist."""
    return [existing_folder(path, "a catalogue folder") for path in paths or ()]


def _neighbours(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist either"
    names = sorted(entry.name for entry in folder.iterdir())
    files = [name for name in names if name.endswith(".toml")]
    listing = f"{folder} holds {', '.join(files[:8])}" if files else f"{folder} holds no .toml file"
    return near(path.name, names) or listing
