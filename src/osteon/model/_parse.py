"""Text of a record to a tree. Text is data: it is tokenised, parsed and translated, and never evaluated.

Three fences, each alone enough to keep code out: only the characters of arithmetic pass the tokeniser;
Python's grammar (`ast.parse`, which does not execute) gives the precedence; only five kinds of node are
translated.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import NoReturn

from osteon.errors import Fault, RecordError, near
from osteon.model._expression import Binary, Call, Expression, Name, Negative, Number, Operator
from osteon.model._laws import LAWS

MAX_TEXT = 2000
MAX_DEPTH = 60
MAX_NODES = 500

_TOKEN = re.compile(
    r"""\s+ | [A-Za-z]\w* | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]) | \*\* | [-+*/(),]""",
    re.ASCII | re.VERBOSE,
)
_PIECE = re.compile(r"[\w.]+|\S", re.ASCII)
_LANGUAGE = "numbers, names, + - * / **, parentheses and laws such as activation(x, half, n)"
_OPERATORS: dict[type[ast.operator], Operator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_FIXES = {
    "^": "write a power with '**'",
    "%": "write out the remainder or fraction as arithmetic",
    ".": "use plain names: a quantity's own name inside its record, or a shared name",
    "_": "begin a name with a letter",
}


def parse(text: str, where: str = "") -> Expression:
    """The tree of `text`; `where` (file and line) goes into the error.

    Raises:
        RecordError: the text is no expression of the rate language; the fault names the piece and its column.
    """
    source = _tokenised(text, where)
    try:
        body = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        column = max(error.offset or 1, 1)
        _refuse(where, f"'{_shown(source)}', {_reason(error)} near column {column}", "complete arithmetic")
    except (RecursionError, MemoryError, ValueError):
        _refuse_depth(source, where)
    if (
        sum(1 for _ in ast.walk(body)) > 3 * MAX_NODES
    ):  # each part of a tree is at most three nodes of Python's
        _refuse_size(source, where)
    tree, nodes = _translated(body, source, where, depth=1)
    if nodes > MAX_NODES:
        _refuse_size(source, where)
    return tree


@cache
def law_body(law: str) -> Expression:
    """The body of a law that is not primitive, as a tree over its argument names."""
    return parse(LAWS[law].body, f"law {law}")


def _tokenised(text: str, where: str) -> str:
    """The text with its white space made plain, when every piece of it is a token of the language."""
    if not isinstance(text, str):
        _refuse(where, f"{text!r}, a {type(text).__name__}", "an expression as text", "put it in quotes")
    if len(text) > MAX_TEXT:
        _refuse(where, f"{len(text)} characters", f"at most {MAX_TEXT}", "name a part as a signal")
    if not text.strip():
        _refuse(where, "an empty expression", _LANGUAGE)
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            _refuse_piece(text, position, where)
        position = token.end()
    return re.sub(r"\s", " ", text).strip()


def _translated(node: ast.expr, source: str, where: str, depth: int) -> tuple[Expression, int]:
    """The tree of one Python node and its number of parts."""
    if depth > MAX_DEPTH:
        _refuse_depth(source, where)
    match node:
        case ast.Constant(value=value) if type(value) in (int, float):
            return _number(node, source, where), 1
        case ast.Name(id=name):
            return Name(name), 1
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner, nodes = _translated(operand, source, where, depth + 1)
            return Negative(inner), nodes + 1
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            first, count = _translated(left, source, where, depth + 1)
            second, more = _translated(right, source, where, depth + 1)
            return Binary(_OPERATORS[type(op)], first, second), count + more + 1
        case ast.Call(func=ast.Name(id=law), args=args, keywords=[]):
            _check_call(law, len(args), node, where)
            pairs = [_translated(argument, source, where, depth + 1) for argument in args]
            return Call(law, tuple(pair[0] for pair in pairs)), 1 + sum(pair[1] for pair in pairs)
    piece = ast.get_source_segment(source, node) or source
    _refuse(where, f"'{_shown(piece)}' at column {node.col_offset + 1}", _LANGUAGE, _fix(node))


def _number(node: ast.Constant, source: str, where: str) -> Number:
    """A literal, read from its own digits so that no size of integer is ever built from a float's text."""
    digits = source[node.col_offset : node.end_col_offset]
    value = float(digits)
    if value == float("inf"):
        _refuse(where, f"'{_shown(digits)}' at column {node.col_offset + 1}", "a number below 1.8e308")
    return Number(value)


def _check_call(law: str, count: int, node: ast.Call, where: str) -> None:
    """A call must name a law and give it as many arguments as it has."""
    column = node.col_offset + 1
    if law not in LAWS:
        fix = near(law, LAWS) or f"to multiply, write '{law} * (…)'"
        _refuse(where, f"a call of '{law}' at column {column}", f"one of the laws {', '.join(LAWS)}", fix)
    if count != len(LAWS[law].args):
        _refuse(
            where, f"{law} with {count} argument{'s' * (count != 1)} at column {column}", LAWS[law].signature
        )


def _fix(node: ast.expr) -> str:
    match node:
        case ast.BinOp(op=ast.FloorDiv()):
            return "divide with '/'"
        case ast.UnaryOp(op=ast.UAdd()):
            return "leave the plus sign out"
        case ast.Call():
            return "call a law by its plain name"
        case _:
            return ""


def _reason(error: SyntaxError) -> str:
    """What is wrong in words of the rate language; Python's own advice would be on Python."""
    message = error.msg or ""
    return (
        message
        if "was never closed" in message or "unmatched" in message
        else "an operator or a term is missing"
    )


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse_size(source: str, where: str) -> NoReturn:
    _refuse(where, f"'{_shown(source)}', too long", f"at most {MAX_NODES} parts", "name a part as a signal")


def _refuse_depth(source: str, where: str) -> NoReturn:
    _refuse(
        where,
        f"'{_shown(source)}', nested too deeply",
        f"at most {MAX_DEPTH} levels",
        "name a part as a signal",
    )


def _refuse_piece(text: str, position: int, where: str) -> NoReturn:
    match = _PIECE.match(text, position)
    piece = match.group() if match else text[position]
    shown = piece if piece.isprintable() else ascii(piece)[1:-1]
    _refuse(where, f"'{_shown(shown)}' at column {position + 1}", _LANGUAGE, _fix_piece(piece[0]))


def _fix_piece(first: str) -> str:
    return (
        "write numbers in plain decimals and products with '*'"
        if first.isdecimal()
        else _FIXES.get(first, "")
    )


def _refuse(where: str, given: str, expected: str, fix: str = "") -> NoReturn:
    raise RecordError([Fault(where, given, expected, fix)])
