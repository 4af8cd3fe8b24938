"""Files of at most 400 lines, functions of at most 40."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Module, expect_no_faults, other_modules, sample, source_modules

FILE_LIMIT = 400
FUNCTION_LIMIT = 40


def long_file(module: Module) -> Iterator[str]:
    """A file longer than the limit."""
    lines = len(module.text.splitlines())
    if lines > FILE_LIMIT:
        yield f"1: {lines} lines, at most {FILE_LIMIT}"


def long_functions(module: Module) -> Iterator[str]:
    """Functions longer than the limit; a docstring is the contract, and does not count."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _body_lines(node)
            if lines > FUNCTION_LIMIT:
                yield f"{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_LIMIT}"


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    has_docstring = ast.get_docstring(node, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def test_files_are_short() -> None:
    expect_no_faults(long_file, source_modules() + other_modules())


def test_functions_are_short() -> None:
    expect_no_faults(long_functions, source_modules())


def test_the_checkers_find_what_is_too_long() -> None:
    assert list(long_file(sample("x = 1\n" * 401)))
    with pytest.raises(AssertionError, match=r"sample.py:1: 401 lines, at most 400"):
        expect_no_faults(long_file, (sample("x = 1\n" * 401),))
    assert not list(long_file(sample("x = 1\n" * 400)))
    assert list(long_functions(sample("def f():\n" + "    x = 1\n" * 40)))
    assert not list(long_functions(sample('def f():\n    """a\n\n    b"""\n' + "    x = 1\n" * 39)))
