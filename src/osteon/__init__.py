"""Osteon: an executable model of bone-defect healing.

    import osteon
    result = osteon.run("examples/mouse-tibia-fracture.toml")
    print(result.summary())

The public names load their layer on first use, so that `import osteon` reads no file and imports no solver.
The layers themselves (`osteon.knowledge`, `osteon.solve`, ...) are public too: import them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from osteon.cohort import Result
    from osteon.knowledge import load_library
    from osteon.model import build_model, explain
    from osteon.scenario import load_experiment

__version__ = "0.1.0"
__all__ = ["__version__", "build_model", "explain", "load_experiment", "load_library", "run"]

_HOME = {
    "load_library": "osteon.knowledge",
    "build_model": "osteon.model",
    "explain": "osteon.model",
    "load_experiment": "osteon.scenario",
}


def run(
    experiment: str | Path,
    *,
    catalog: Sequence[str | Path] = (),
    rtol: float | None = None,
    method: Literal["patankar", "rosenbrock", "kvaerno5"] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Run one experiment file and return its Result; nothing is written.

    `catalog` lists folders that overlay the built-in catalogue; `rtol` is the relative tolerance of the
    integration (1); `method` is "patankar", "rosenbrock" or "kvaerno5" (default for both: what the experiment
    says, or what suits the model); `progress` hears the fraction done.
    Raises RecordError, ExperimentError or SolveError, each with every fault.
    """
    from osteon.cohort import run_experiment
    from osteon.knowledge import load_library
    from osteon.scenario import load_experiment

    library = load_library([Path(folder) for folder in catalog])
    plan = load_experiment(Path(experiment), library)
    return run_experiment(plan, library, rtol=rtol, method=method, progress=progress)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'osteon' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
