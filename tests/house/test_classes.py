"""Classes are abstract or final, never call super(), and ask for at most three abstract methods."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Module, expect_no_faults, sample, source_modules

# These are closed by their own rules: an enum with members and a named tuple are not subclassed in use.
CLOSED = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "NamedTuple", "TypedDict"}
ABSTRACT = {"ABC", "Protocol"}
ABSTRACT_METHODS = 3


def open_classes(module: Module) -> Iterator[str]:
    """Classes that are neither @final nor abstract.

    The one shape that Python cannot mark is an abstract exception (ABC does not stop `raise`):
    its docstring says "Abstract".
    """
    for node in _classes(module):
        kinds = {_last_name(base) for base in node.bases}
        marked = "final" in {_last_name(decorator) for decorator in node.decorator_list}
        abstract_error = "Exception" in kinds and (ast.get_docstring(node) or "").startswith("Abstract")
        if not (marked or abstract_error or kinds & (CLOSED | ABSTRACT)):
            yield f"{node.lineno}: class {node.name} is neither @final nor abstract"


def wide_abstract_classes(module: Module) -> Iterator[str]:
    """Abstract classes that ask too much of whoever implements them."""
    for node in _classes(module):
        decorators = [
            _last_name(decorator)
            for item in node.body
            if isinstance(item, ast.FunctionDef)
            for decorator in item.decorator_list
        ]
        if decorators.count("abstractmethod") > ABSTRACT_METHODS:
            yield f"{node.lineno}: class {node.name} has more than {ABSTRACT_METHODS} abstract methods"


def super_calls(module: Module) -> Iterator[str]:
    """Calls of super(): wrap instead of subclassing."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _last_name(node.func) == "super":
            yield f"{node.lineno}: super()"


def _classes(module: Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return _last_name(inner)
    return ""


def test_classes_are_abstract_or_final() -> None:
    expect_no_faults(open_classes, source_modules())


def test_abstract_classes_are_narrow() -> None:
    expect_no_faults(wide_abstract_classes, source_modules())


def test_nothing_calls_super() -> None:
    expect_no_faults(super_calls, source_modules())


def test_the_checkers_find_open_classes_and_super() -> None:
    assert list(open_classes(sample("@dataclass(frozen=True)\nclass A:\n    x: int")))
    assert list(open_classes(sample("class E(Exception):\n    '''Any error.'''")))
    assert not list(open_classes(sample("class E(Exception):\n    '''Abstract: raise a subclass.'''")))
    assert not list(open_classes(sample("@typing.final\nclass A(BaseModel):\n    x: int")))
    assert not list(open_classes(sample("class A(Protocol[T]): ...\nclass B(enum.Enum): ...")))
    methods = "".join(f"    @abstractmethod\n    def f{i}(self): ...\n" for i in range(4))
    assert list(wide_abstract_classes(sample("class A(ABC):\n" + methods)))
    assert list(super_calls(sample("class A:\n    def f(self): super().f()")))
