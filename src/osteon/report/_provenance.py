"""Where and with what a result was made, so that it can be made again."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from osteon import __version__
from osteon.cohort import Result

_PACKAGES = ("jax", "jaxlib", "numpy", "scipy", "diffrax", "pandas", "xarray", "zarr", "matplotlib")


def provenance(result: Result) -> dict[str, Any]:
    """Return versions, seed, catalogue digest, platform, date (UTC) and times of the integration (s)."""
    return {
        "osteon": __version__,
        "experiment": result.experiment.path.name,
        "model": result.model.id,
        "seed": result.experiment.seed,
        "catalogue": f"sha256:{result.library.digest}",
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "seconds": {name: round(float(value), 3) for name, value in result.solution.seconds.items()},
    }


def facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Return provenance as (name, text) pairs for a table; nested tables become one line."""
    return [(name, _text(value)) for name, value in record.items()]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {inner}" for name, inner in value.items())
    return str(value)
