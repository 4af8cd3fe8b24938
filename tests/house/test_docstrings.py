"""Every module, and every public class and function of it, says what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Module, expect_no_faults, sample, source_modules


def undocumented(module: Module) -> Iterator[str]:
    """The module, and its public definitions, where they have no docstring.

    Methods are left to their author: those that meet a protocol are documented there.
    """
    if not ast.get_docstring(module.tree):
        yield "1: the module has no docstring"
    for node in module.tree.body:
        is_definition = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if is_definition and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{node.lineno}: {node.name} has no docstring"


def test_public_definitions_have_docstrings() -> None:
    expect_no_faults(undocumented, source_modules())


def test_the_checker_finds_what_is_undocumented() -> None:
    assert list(undocumented(sample("x = 1")))
    assert list(undocumented(sample("'''M.'''\ndef f(): ...")))
    assert list(undocumented(sample("'''M.'''\nclass A: ...")))
    assert not list(undocumented(sample("'''M.'''\ndef _f(): ...\nclass B:\n    '''B.'''")))
