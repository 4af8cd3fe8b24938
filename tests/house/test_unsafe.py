"""Text from a record is data: nothing in the package evaluates text or loads pickles."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Module, expect_no_faults, sample, source_modules

CALLS = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "lambdify"}
MODULES = {"pickle", "cloudpickle", "dill", "marshal", "shelve"}


def unsafe_code(module: Module) -> Iterator[str]:
    """Calls that run text (also as a method of a namespace, save `re.compile`), and imports of pickles."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield f"{node.lineno}: {name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in CALLS - {"compile", "eval"}:
                yield f"{node.lineno}: .{name}()"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="builtins"), attr=name)) if name in CALLS:
                yield f"{node.lineno}: builtins.{name}()"
            case ast.Import(names=aliases):
                yield from (f"{node.lineno}: import {a.name}" for a in aliases if a.name in MODULES)
            case ast.ImportFrom(module=name) if name in MODULES:
                yield f"{node.lineno}: import from {name}"
            case ast.keyword(arg="allow_pickle", value=ast.Constant(value=True)):
                yield f"{node.value.lineno}: allow_pickle=True"


def test_nothing_runs_text() -> None:
    expect_no_faults(unsafe_code, source_modules())


def test_the_checker_finds_what_runs_text() -> None:
    for bad in (
        "eval('1')",
        "builtins.eval('1')",
        "sympy.sympify('x')",
        "import pickle",
        "from pickle import loads",
        "np.load('x', allow_pickle=True)",
    ):
        assert list(unsafe_code(sample(bad))), bad
    assert not list(unsafe_code(sample("re.compile('a')\nast.parse('1', mode='eval')")))
