"""The public names are those of the snapshot."""

from __future__ import annotations

from types import ModuleType

from tests.house.public_names import SNAPSHOT, describe, front_doors, public_names
from tests.house.source import sample


def test_public_names_are_the_snapshot() -> None:
    now, then = set(public_names().splitlines()), set(SNAPSHOT.read_text(encoding="utf-8").splitlines())
    added, removed = sorted(now - then), sorted(then - now)
    changed = {"added": added, "removed": removed}
    assert not any(changed.values()), f"if it was meant, run `make names`: {changed}"


def test_a_changed_argument_changes_the_snapshot() -> None:
    module = ModuleType("osteon.sample")
    vars(module).update(__all__=["f"], f=lambda problem, *, rtol=1e-3: None)
    assert list(describe(module)) == ["osteon.sample.f(problem, rtol=)"]


def test_private_modules_are_no_front_doors() -> None:
    modules = (sample("", "osteon.model"), sample("", "osteon.model._fold"))
    assert front_doors(modules) == ["osteon.model"]
