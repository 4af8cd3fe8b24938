"""Files of an imported model into a catalogue folder: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from osteon.errors import Fault, OutputError

_NATURAL = "natural_healing"


def written(folder: Path, name: str, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each text at its path in the folder.

    Raises:
        OutputError: the name is one of the built-in catalogue's or of this folder, or it cannot be written.
    """
    _refuse(folder, name, texts)
    done: list[Path] = []
    try:
        for path, text in texts.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            done.append(place)
            place.write_text(text, encoding="utf-8")
    except BaseException as error:
        for place in done:
            place.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        given = error.strerror or str(error)
        expected = "a folder with room that can be written"
        fix = "choose another with --out"
        raise OutputError(Fault(str(folder), given, expected, fix)) from error
    return tuple(done)


def _refuse(folder: Path, name: str, texts: Mapping[str, str]) -> None:
    if folder.exists() and not folder.is_dir():
        fix = "give another --out"
        raise OutputError(Fault(str(folder), "a file", "a folder to write into", fix))
    built_in = files("osteon") / "catalog" / "models" / name
    if built_in.is_dir() or name == _NATURAL:
        given = f"the name '{name}', which a model of the built-in catalogue has"
        raise OutputError(Fault("name", given, "a name of its own", "give another with --name"))
    taken = [path for path in texts if (folder / path).exists()]
    if (folder / "models" / name).exists() or taken:
        given = f"a model '{name}' that is there already"
        fix = "give another --name or --out, or remove it yourself"
        raise OutputError(Fault(str(folder), given, "a name that is free", fix))
