"""TOML with lines: every table and key is found, and text that is no TOML is told, never run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import Fault
from osteon.knowledge import Document, KeyPath, read_toml
from osteon.knowledge._positions import headers, positions

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

[[a.list]]
[a.list.inner]
[[a.list.deep]]
z = 1
[[a.list]]
[[ a . "list" . deep ]]
z = 2
[[a.list.deep]]
[c]
[[c.d]]
'''
names = st.sampled_from(["a", "b_1", "1", "-", "x y", "d.o.t", 'q"', "é", "#", "=", "[t]"])
values: st.SearchStrategy[tuple[str, dict[KeyPath, int]]] = st.one_of(
    st.integers(-9, 9).map(lambda number: (str(number), {})),
    st.sampled_from([
        ('"#="', {}),
        ("'[x]'", {}),
        ('"""\n[t]\n"""', {}),
        ("'''\na = 1'''", {}),
        ("true", {}),
        ('"\\""', {}),
        ("1979-05-27 07:32:00.5", {}),
        ("[]", {}),
        ("{ }", {}),
        ("[\n1.5, # no\n[2]]", {("0",): 1, ("1",): 2, ("1", "0"): 2}),
        ("[ '''\n]''', {x.y = 1, 'z' = [3,\n]}\n]",
         {("0",): 0, ("1",): 1, ("1", "x"): 1, ("1", "x", "y"): 1, ("1", "z"): 1, ("1", "z", "0"): 1}),
    ]),
)  # fmt: skip
"""Values, and the lines of what stands inside them, counted from that of their key."""


def quoted(name: str) -> str:
    """A key of TOML."""
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else '"' + name.replace('"', '\\"') + '"'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[KeyPath, int]]:
    """A TOML text and where its tables and keys stand."""
    lines: list[str] = []
    places: dict[KeyPath, int] = {}
    for table in draw(st.lists(names, unique=True, max_size=4)):
        lines += draw(st.lists(st.sampled_from(["", "# [c]", "  "]), max_size=2))
        header, number = draw(st.sampled_from([("[{}]", ()), ("[[{}]]", ("0",))]))
        for place in (("t", table), ("t", table, *number)):
            places[place] = len(lines) + 1
        point = draw(st.sampled_from([".", " . "]))
        lines.append(" " + header.format(f"t{point}{quoted(table)}") + " # x = 1")
        for key in draw(st.lists(names, unique=True, max_size=3)):
            value, inside = draw(values)
            start = len(lines) + 1
            places["t", table, *number, key] = start
            places |= {("t", table, *number, key, *path): start + line for path, line in inside.items()}
            lines += f"{quoted(key)} = {value}".split("\n")
    return "\n".join(lines), places


def paths(value: Any, before: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path in a table or list."""
    members = value if isinstance(value, dict) else dict(enumerate(value if isinstance(value, list) else ()))
    for key, member in members.items():
        yield (*before, str(key))
        yield from paths(member, (*before, str(key)))


def test_lines_of_tables_and_keys() -> None:
    document = read_toml(TEXT.encode(), "f.toml")
    assert isinstance(document, Document)
    assert document.lines == {
        ("title",): 2,
        ("a",): 4,
        ("a", "b"): 4,
        ("a", "b", "x"): 5,
        ("a", "b", "quoted.key"): 9,
        ("a", "b", "quoted.key", "0"): 10,
        ("a", "b", "quoted.key", "1"): 10,
        ("a", "b", "quoted.key", "2"): 11,
        ("a", "b", "quoted.key", "2", "p"): 11,
        ("a", "b", "u"): 13,
        ("a", "b", "u", "v"): 13,
        ("a", "b", "u", "v", "w"): 13,
        ("a", "list"): 15,
        ("a", "list", "0"): 15,
        ("a", "list", "0", "inner"): 16,
        ("a", "list", "0", "deep"): 17,
        ("a", "list", "0", "deep", "0"): 17,
        ("a", "list", "0", "deep", "0", "z"): 18,
        ("a", "list", "1"): 19,
        ("a", "list", "1", "deep"): 20,
        ("a", "list", "1", "deep", "0"): 20,
        ("a", "list", "1", "deep", "0", "z"): 21,
        ("a", "list", "1", "deep", "1"): 22,
        ("c",): 23,
        ("c", "d"): 24,
        ("c", "d", "0"): 24,
    }
    assert document.where(("a", "b", "u", "v", "w", "no", "where")) == "f.toml:13"
    assert document.where(("nowhere",)) == "f.toml:1"


@given(documents())
def test_every_key_has_its_line(document: tuple[str, dict[KeyPath, int]]) -> None:
    text, places = document
    found = positions(text)
    assert {path: line for path, line in found.items() if path != ("t",)} == places
    assert headers(text).items() <= found.items()
    assert set(paths(tomllib.loads(text))) == set(found)


def test_headers_are_told_from_what_looks_like_them() -> None:
    text = '''\
[a.b]  # [a.c]
x = """
[a.d]
"""
y = [
[true],
["a.e"],
]
[[a.list]]
[[a."list"]]
["a".f]
'''
    assert headers(text) == {("a", "b"): 1, ("a", "list", "0"): 9, ("a", "list", "1"): 10}
    assert headers(text).items() <= positions(text).items()


def test_line_ends_and_byte_order_mark_of_another_system() -> None:
    document = read_toml(b"\xef\xbb\xbfa = 1\r\n\r\nb = 2\r\n", "f.toml")
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
        assert set(document.lines) == set(paths(document.data))
