"""Nothing happens at import: no registration, no files, no network, and nothing heavy before solve."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.house.source import Module, expect_no_faults, sample, source_modules

# Functions that only make a value. Constructors (CapWords) are values too.
PURE = {
    "frozenset", "tuple", "dict", "set", "range", "len", "sorted", "float", "str", "getLogger", "compile",
    "field", "namedtuple", "exp", "log", "sqrt", "maketrans", "join", "split", "strip", "get_args", "partial",
}  # fmt: skip
# Decorators that return the function or class they were given, wrapped; a registering one is not among them.
WRAPPERS = {
    "final", "dataclass", "cache", "lru_cache", "cached_property", "property", "setter", "staticmethod",
    "classmethod", "abstractmethod", "overload", "override", "runtime_checkable", "contextmanager", "wraps",
    "jit", "partial", "filter_jit", "vmap", "field_validator", "model_validator", "field_serializer",
    "guarded",
}  # fmt: skip
PRE_SOLVE = ("text", "errors", "units", "knowledge", "evidence", "identity", "model", "scenario")
JAX = {"jax", "jaxlib", "equinox", "diffrax"}
HEAVY = sorted(JAX | {"pandas", "matplotlib", "pint", "sympy"})
HELP = """
import contextlib, io
from osteon.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--help"])
"""


def import_time_work(module: Module) -> Iterator[str]:
    """Module- and class-level statements that do more than import, define or name a value."""
    yield from _work(module.tree.body, module.name)


def _work(body: list[ast.stmt], name: str) -> Iterator[str]:
    for node in body:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                pass
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _registering(node.decorator_list)
            case ast.ClassDef():
                yield from _registering(node.decorator_list)
                yield from _work(node.body, name)
            case ast.Assign(value=value) | ast.AnnAssign(value=value):
                yield from _impure_calls(value) if value is not None else ()
            case ast.If(test=test) if ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
                pass
            case ast.If(test=test) if name.endswith("__main__") and "__name__" in ast.unparse(test):
                pass
            case _:
                yield f"{node.lineno}: {type(node).__name__.lower()} at import time"


def _registering(decorators: list[ast.expr]) -> Iterator[str]:
    for node in decorators:
        if _called(node) not in WRAPPERS:
            yield f"{node.lineno}: decorator {ast.unparse(node)} may register something at import time"


def _impure_calls(value: ast.expr) -> Iterator[str]:
    for node in _outside_lambdas(value):
        if isinstance(node, ast.Call):
            called = _called(node)
            if called not in PURE and not called.lstrip("_")[:1].isupper():
                yield f"{node.lineno}: {ast.unparse(node)[:60]} runs at import time"


def _outside_lambdas(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _outside_lambdas(child)


def _called(node: ast.expr) -> str:
    match node:
        case ast.Call(func=inner):
            return _called(inner)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def loaded_after(imports: str) -> set[str]:
    """The heavy packages in memory after a fresh interpreter ran `imports`."""
    program = f"{imports}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_modules_do_nothing_at_import() -> None:
    expect_no_faults(import_time_work, source_modules())


def test_importing_osteon_loads_nothing_heavy() -> None:
    assert not loaded_after("import osteon")


def test_front_doors_before_solve_load_nothing_heavy() -> None:
    assert not loaded_after("\n".join(f"import osteon.{name}" for name in PRE_SOLVE))


def test_no_module_before_solve_loads_jax() -> None:
    names = [module.name for module in source_modules()]
    early = [name for name in names if name.split(".")[1:2] and name.split(".")[1] in PRE_SOLVE]
    assert len(early) > len(PRE_SOLVE)
    assert not loaded_after("\n".join(f"import {name}" for name in early)) & JAX


def test_the_command_line_loads_nothing_heavy_for_help() -> None:
    assert not loaded_after(HELP)


def test_the_checkers_find_import_time_work() -> None:
    for bad in (
        "print('hello')",
        "DATA = open('x').read()",
        "for i in range(3):\n    X = i",
        "@app.command()\ndef run(): ...",
        "if True:\n    X = 1",
        "class A:\n    TABLE = load()",
        "try:\n    import a\nexcept ImportError:\n    a = None",
    ):
        assert list(import_time_work(sample(bad))), bad
    good = (
        "import re\nX = re.compile('a')\nY: int = 3\nF = lambda: open('x')\n@final\nclass A:\n    '''Doc.'''"
    )
    assert not list(import_time_work(sample(good)))
    assert loaded_after("import pandas") >= {"pandas"}
