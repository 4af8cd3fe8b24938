"""Imports: one front door a layer, and no circles, also not hidden in functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import networkx as nx

from tests.house.source import Module, expect_no_faults, other_modules, sample, source_modules


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Every (line, dotted name) that the module imports, in functions too; relative names made absolute."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = module.package.split(".")
    kept = parents[: len(parents) - node.level + 1]
    return ".".join([*kept, node.module] if node.module else kept)


def back_doors(module: Module) -> Iterator[str]:
    """Imports of another layer's private module, or of a private name of it."""
    for line, name in imported(module):
        parts = name.split(".")
        private = next(
            (i for i, part in enumerate(parts) if part.startswith("_") and not part.endswith("__")), None
        )
        if (
            parts[0] == "osteon"
            and private is not None
            and not module.name.startswith(".".join(parts[:private]))
        ):
            yield f"{line}: {name} is private to {'.'.join(parts[:private])}"


def circles(modules: tuple[Module, ...]) -> list[list[str]]:
    """Groups of modules that import each other. A package is met through its front door."""
    known = {module.name for module in modules}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for module in modules:
        for _, name in imported(module):
            target = name if name in known else name.rpartition(".")[0]
            if target in known and target != module.name:
                graph.add_edge(module.name, target)
    return [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]


def test_only_front_doors_are_used() -> None:
    expect_no_faults(back_doors, source_modules())


def test_tools_and_examples_use_front_doors() -> None:
    outside = tuple(module for module in other_modules() if not module.name.startswith("tests"))
    expect_no_faults(back_doors, outside)


def test_there_are_no_circles() -> None:
    inner = tuple(module for module in source_modules() if module.name != "osteon")
    assert not circles(inner)


def test_the_checkers_find_back_doors_and_circles() -> None:
    back = sample("def f():\n    from osteon.model._parse import parse", "osteon.solve._lower")
    assert list(back_doors(back))
    assert list(back_doors(sample("from ..model import _parse", "osteon.solve._lower")))
    assert not list(back_doors(sample("from ._parse import parse", "osteon.model._fold")))
    one = sample("from osteon.a import _two", "osteon.a._one")
    two = sample("def f():\n    from ._one import g", "osteon.a._two")
    assert circles((one, two)) == [["osteon.a._one", "osteon.a._two"]]
    assert not circles((one, sample("", "osteon.a._two")))
