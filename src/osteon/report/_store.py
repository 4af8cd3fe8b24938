"""result.json: written strictly, read with a check. Light to import, so that `osteon cite` is quick."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from osteon.errors import Fault, OutputError
from osteon.report._atomic import RESULT

FORMAT = 1


def to_json(record: dict[str, Any]) -> str:
    """Return strict JSON: no NaN, keys in their order, UTF-8 as it is."""
    return json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False)


def read_result(folder: Path) -> dict[str, Any]:
    """Return the record of the result in `folder`; OutputError where there is none that can be read."""
    path = folder / RESULT
    expected = f"a result folder of `osteon run` (holding {RESULT})"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        given = "no such file" if isinstance(error, FileNotFoundError | NotADirectoryError) else str(error)
        raise OutputError(Fault(str(path), given, expected)) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        fix = "read it with the version of Osteon that wrote it"
        raise OutputError(Fault(str(path), "a file of another kind or version", expected, fix))
    return record
