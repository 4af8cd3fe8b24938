"""Text to trees: what is read, what is refused, and that nothing ever runs."""

from __future__ import annotations

import builtins

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osteon.errors import OsteonError, RecordError
from osteon.model import LAWS, Binary, Call, Name, Negative, Number, names, parse
from osteon.model._parse import MAX_DEPTH, MAX_NODES, MAX_TEXT, law_body
from tests.model.trees import any_tree

LANGUAGE = "numbers, names, + - * / **, parentheses and laws such as activation(x, half, n)"

HOSTILE = [
    "__import__('os').system('touch owned')",
    "__import__",
    "x.__class__.__bases__",
    "().__class__",
    "x.y",
    "x[0]",
    "lambda: 1",
    "lambda x: x",
    "[x for x in y]",
    "{x}",
    "f'{x}'",
    "'text'",
    "b''",
    "eval(x)",
    "exec(x)",
    "print(x)",
    "open(x)",
    "exp(x)(y)",
    "(exp)(x)(y)",
    "exp(*x)",
    "exp(**x)",
    "exp(x=1)",
    "x if y else z",
    "x and y",
    "not x",
    "x in y",
    "x is y",
    "await x",
    "yield x",
    "x := 1",
    "x = 1",
    "x; y",
    "x\ny",
    "x # y",
    "x < y",
    "x @ y",
    "x // y",
    "x % y",
    "x & y",
    "x | y",
    "~x",
    "+x",
    "x, y",
    "()",
    "...",
    "True",
    "None",
    "1j",
    "1_000",
    "0x10",
    "0b1",
    "01",
    "1e999",
    "9" * 1000,
    "inf nan",
    "2x",
    "_",
    "_x",
    "µ",
    "ｘ",  # full-width: Python itself would fold it into an x
    "x\u00a0+ y",
    "x\x00",
    "\ufeffx",
    "",
    "   ",
    "(" * 300 + "x" + ")" * 300,
    "(" * 100,
    "-" * 1500 + "x",
    "x**" * 600 + "x",
    "exp(" * 400 + "x" + ")" * 400,
    "+".join(["x"] * 100),
    "x" * 2001,
]


@pytest.fixture
def nothing_runs(monkeypatch):
    """Reading text must reach none of Python's doors to execution."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("text was executed")

    for name in ("eval", "exec", "open"):
        monkeypatch.setattr(builtins, name, refuse)


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_text_is_refused(text):
    with pytest.raises(RecordError) as caught:
        parse(text, "file.toml:3")
    assert caught.value.faults[0].where == "file.toml:3"
    assert all(len(str(fault)) < 400 for fault in caught.value.faults)


@given(st.text(max_size=80) | st.text("xk1.e()+-*/,_ \n", max_size=60))
@example("((")
@example("1.e5.x")
def test_any_text_is_a_tree_or_an_osteon_error(text):
    try:
        tree = parse(text)
    except OsteonError:
        return
    assert isinstance(tree, Number | Name | Negative | Binary | Call)


@pytest.mark.parametrize("given_", [None, 3, True, b"x", ["x"]])
def test_only_text_is_read(given_):
    with pytest.raises(RecordError, match="expected an expression as text; put it in quotes"):
        parse(given_)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k ^ 2", f"given '^' at column 3; expected {LANGUAGE}; write a power with '**'"),
        ("k * M1.size", "given '.size' at column 7"),
        ("2 * __dict__", "given '__dict__' at column 5"),
        ("k * 1_000", "given '1_000' at column 5"),
        ("2M1", "write numbers in plain decimals and products with '*'"),
        ("k // M1", f"given 'k // M1' at column 1; expected {LANGUAGE}; divide with '/'"),
        ("k * +M1", f"given '+M1' at column 5; expected {LANGUAGE}; leave the plus sign out"),
        ("k * (M1", "given 'k * (M1', '(' was never closed near column 5; expected complete arithmetic"),
        ("k M1", "given 'k M1', an operator or a term is missing near column 3"),
        (
            "activaton(x, 1, 2)",
            "given a call of 'activaton' at column 1; expected one of the laws activation,",
        ),
        ("activaton(x, 1, 2)", "did you mean 'activation'?"),
        ("k(M1)", "to multiply, write 'k * (…)'"),
        ("saturation(x)", "given saturation with 1 argument at column 1; expected saturation(x, half)"),
        ("1e400", "given '1e400' at column 1; expected a number below 1.8e308"),
        ("x" * (MAX_TEXT + 1), "given 2001 characters; expected at most 2000; name a part as a signal"),
        ("-" * MAX_DEPTH + "x", "nested too deeply; expected at most 60 levels; name a part as a signal"),
        (" ", "given an empty expression"),
    ],
)
def test_messages(text, message):
    with pytest.raises(RecordError) as caught:
        parse(text)
    assert message in str(caught.value)


def test_size_is_limited():
    wide = "max(" * 9 + "x" + ",x)" * 9
    assert parse(wide)
    row = "+".join(["exp(x)"] * 4)
    full = "*".join([f"({row})"] * 50)
    with pytest.raises(RecordError, match=f"too long; expected at most {MAX_NODES} parts"):
        parse(full)


def test_precedence_is_that_of_arithmetic():
    assert parse("-a**2") == Negative(Binary("**", Name("a"), Number(2.0)))
    assert parse("a - b - c") == parse("(a - b) - c")
    assert parse("a**b**c") == parse("a**(b**c)")
    assert parse("a / b * c") == parse("(a / b) * c")
    assert parse("2**-1") == Binary("**", Number(2.0), Negative(Number(1.0)))


def test_white_space_and_lines_mean_nothing():
    assert parse("\n  k *\tM1\n  + 1 ") == parse("k*M1+1")


@given(any_tree)
def test_trees_are_values(tree):
    assert hash(tree) == hash(tree)
    assert tree == tree


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_number_is_finite_and_not_negative(value):
    with pytest.raises(ValueError, match=f"Number was given {value}; expected a finite value >= 0"):
        Number(value)


@pytest.mark.parametrize("law", [law for law in LAWS if LAWS[law].body])
def test_bodies_use_all_arguments_and_nothing_else(law):
    assert set(names(law_body(law))) == set(LAWS[law].args)
