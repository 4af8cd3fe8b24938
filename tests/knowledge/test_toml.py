"""TOML with lines: every table and key is found, and text that is no TOML is told, never run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import Fault
from osteon.knowledge._toml import Document, positions, read_toml

TEXT = '''\
# [not.a.table]
title = "a # b = [c]"

[a.b]   # a header
x = """
[no.table]
y = 1 \\"""
"""
"quoted.key" = [ # a list
  "]", '[',
  {p = 1},
]
u.v = {w = 2}
'''
names = st.sampled_from(["a", "b_1", "1", "-", "x y", "d.o.t", 'q"', "é", "#", "=", "[t]"])
scalars = st.one_of(
    st.integers(-9, 9).map(str),
    st.sampled_from(
        ['"#="', "'[x]'", '"""\n[t]\n"""', "'''\na = 1'''", "[\n1, # no\n[2]]", "true", '"\\""', "1979-05-27"]
    ),
)


def quoted(name: str) -> str:
    """A key of TOML."""
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else '"' + name.replace('"', '\\"') + '"'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[tuple[str, ...], int]]:
    """A TOML text and where its tables and keys stand."""
    lines: list[str] = []
    places: dict[tuple[str, ...], int] = {}
    for table in draw(st.lists(names, unique=True, max_size=4)):
        lines += draw(st.lists(st.sampled_from(["", "# [c]", "  "]), max_size=2))
        places["t", table] = len(lines) + 1
        lines.append(f" [t . {quoted(table)}] # x = 1")
        for key in draw(st.lists(names, unique=True, max_size=3)):
            places["t", table, key] = len(lines) + 1
            lines += f"{quoted(key)} = {draw(scalars)}".split("\n")
    return "\n".join(lines), places


def paths(data: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path of keys in a table."""
    for key, value in data.items():
        yield (*before, key)
        if isinstance(value, dict):
            yield from paths(value, (*before, key))


def test_lines_of_tables_and_keys() -> None:
    document = read_toml(TEXT.encode(), "f.toml")
    assert isinstance(document, Document)
    assert document.lines == {
        ("title",): 2,
        ("a",): 4,
        ("a", "b"): 4,
        ("a", "b", "x"): 5,
        ("a", "b", "quoted.key"): 9,
        ("a", "b", "u"): 13,
        ("a", "b", "u", "v"): 13,
    }
    assert document.where(("a", "b", "u", "v", "w")) == "f.toml:13"
    assert document.where(("nowhere",)) == "f.toml:1"


@given(documents())
def test_every_key_has_its_line(document: tuple[str, dict[tuple[str, ...], int]]) -> None:
    text, places = document
    found = positions(text)
    assert {path: line for path, line in found.items() if path != ("t",)} == places
    assert set(paths(tomllib.loads(text))) == set(found)


def test_line_ends_of_another_system() -> None:
    document = read_toml(b"a = 1\r\n\r\nb = 2\r\n", "f.toml")
    assert isinstance(document, Document)
    assert document.lines == {("a",): 1, ("b",): 3}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = 1\nb == 2\n", "f.toml:2: given text that is not TOML (Invalid value); expected"),
        (b'a = """\n', "f.toml:2: given text that is not TOML (Unterminated string)"),
        (b"a = 1\na = 2\n", "f.toml:2: given a name that is used twice (Cannot overwrite a value)"),
        (b"[a]\n[a]\n", "f.toml:2: given a name that is used twice (Cannot declare ('a',) twice)"),
        (b"a = 1\nb = '\xff'\n", "f.toml:2: given bytes that are not UTF-8; expected a TOML file"),
        (b"a = " + b"[" * 9999, "f.toml:1: given values nested too deeply to read; expected"),
        (b"a = " + b"1" * 9999, "f.toml:1: given text that is not TOML (Exceeds the limit"),
        (b"a = 2020-02-30", "f.toml:1: given text that is not TOML (Invalid date or datetime)"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_told(content: bytes, message: str) -> None:
    fault = read_toml(content, "f.toml")
    assert isinstance(fault, Fault)
    assert str(fault).startswith(message)


@given(st.binary(max_size=200) | st.text(alphabet="ab=.[]{}'\"#\n\\, 1-:T", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    document = read_toml(content, "f.toml")
    if isinstance(document, Fault):
        assert document.where.startswith("f.toml:")
    else:
        assert set(document.lines) <= set(paths(document.data)) | {()}
