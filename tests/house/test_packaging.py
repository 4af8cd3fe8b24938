"""What the project says of itself agrees: version, pins, change log, layers."""

from __future__ import annotations

import re
import tomllib

import osteon
from tests.house.source import ROOT, SRC

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
OWN = {f"osteon[{name}]" for name in EXTRAS}
REQUIRED = [
    item for items in (PROJECT["dependencies"], *EXTRAS.values()) for item in items if item not in OWN
]
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9._+!-]+")


def normal(requirement: str) -> str:
    """The package's name in a requirement, in the form that packaging tools compare."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement)[0]).lower()


def unpinned(requirements: list[str], constraints: str) -> list[str]:
    """Requirements that no line of the constraints file pins."""
    pinned = {normal(line) for line in constraints.splitlines() if "==" in line}
    return [requirement for requirement in requirements if normal(requirement) not in pinned]


def malformed_pins(constraints: str) -> list[str]:
    """Lines that are neither a comment nor `name==version`."""
    lines = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    return [line for line in lines if not PIN.fullmatch(line)]


def test_one_version_everywhere() -> None:
    assert osteon.__version__ == PROJECT["version"]
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not unpinned(REQUIRED, constraints)
    assert not malformed_pins(constraints)


def test_requirements_are_lower_bounds() -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", item) for item in REQUIRED)


def test_the_package_is_marked_as_typed() -> None:
    assert (SRC / "osteon" / "py.typed").is_file()


def test_the_checkers_find_what_is_not_pinned() -> None:
    assert unpinned(["numpy>=2", "pint>=0.2"], "numpy==2.4.6\n") == ["pint>=0.2"]
    assert not unpinned(["import-linter>=2"], "import_linter==2.3")
    assert malformed_pins("# note\nnumpy==2.4.6\nnumpy @ https://x/y.whl") == ["numpy @ https://x/y.whl"]
