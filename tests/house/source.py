"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import final

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
CATALOG = SRC / "osteon" / "catalog"
SKIPPED = {".venv", "results", "build", "dist", "__pycache__"}


@final
@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, whether it is a package's `__init__`, its path and its text."""

    name: str
    is_package: bool
    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]


def sample(text: str, name: str = "osteon.sample", is_package: bool = False) -> Module:
    """A made-up module: each checker must find the fault in one."""
    return Module(name, is_package, "sample.py", text)


def read(path: Path, base: Path) -> Module:
    """Read `path`, named relative to `base`."""
    parts = path.relative_to(base).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, is_package, str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))


@cache
def source_modules() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(read(path, SRC) for path in sorted((SRC / "osteon").rglob("*.py")))


def other_modules() -> tuple[Module, ...]:
    """Every Python file outside the package."""
    paths = [path for path in project_files() if path.suffix == ".py" and not path.is_relative_to(SRC)]
    return tuple(read(path, ROOT) for path in paths)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository; in an unpacked archive, every file but outputs."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = (
        subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
        if (ROOT / ".git").exists()
        else None
    )
    if answer is None or answer.returncode != 0:
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and not _skipped(path))
    names = sorted(filter(None, answer.stdout.decode().split("\0")))
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


def _skipped(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") and part not in {".ci", ".gitignore"} for part in parts)
    return hidden or any(part in SKIPPED or part.endswith(".egg-info") for part in parts)


def expect_no_faults(check: Callable[[Module], Iterator[str]], modules: tuple[Module, ...]) -> None:
    """Raise AssertionError with every fault that `check` finds, one a line."""
    __tracebackhide__ = True
    found = [f"{module.path}:{fault}" for module in modules for fault in check(module)]
    if found:
        raise AssertionError("\n" + "\n".join(found))
