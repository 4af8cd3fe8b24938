"""The page: whole, self-contained, escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from osteon.report import write_report
from osteon.report._page import doi_address, significant
from osteon.report._words import axis_label, unit_text
from tests.report.small import result

SECTIONS = ("asked", "answer", "figures", "union", "phases", "measured", "rests", "sources", "provenance")
HOSTILE = "</title><script>alert('x')</script> & \"<b>\" $x_{"
VOID = {"meta", "br", "img", "link", "hr", "input"}


class Reader(HTMLParser):
    """Collects ids, tags and links, and checks that tags nest."""

    def __init__(self) -> None:
        HTMLParser.__init__(self)
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def page(tmp_path: Path, **options: object) -> str:
    write_report(result(tmp_path / "mice.toml", **options), tmp_path / "out")  # type: ignore[arg-type]
    return (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert not reader.open
    return reader


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(tmp_path_factory.mktemp("page"))


def test_every_section_is_there(text: str) -> None:
    reader = read(text)
    assert text.startswith("<!DOCTYPE html>")
    assert set(SECTIONS) <= set(reader.ids)
    assert "failures" not in reader.ids
    assert text.count("Not for clinical decisions.") == 2
    assert reader.tags.count("svg") == 8
    assert "Mice" in text
    assert "catalogue" in text


def test_ids_are_unique_and_links_lead_somewhere(text: str) -> None:
    reader = read(text)
    assert len(reader.ids) == len(set(reader.ids))
    for link in reader.links:
        assert link.startswith("https://doi.org/") or link.removeprefix("#") in reader.ids, link
    for name in re.findall(r"url\(#([^)]+)\)", text):
        assert name in reader.ids


def test_the_page_needs_nothing_from_outside(text: str) -> None:
    reader = read(text)
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert "@import" not in text
    assert "<?xml" not in text
    assert "purl.org" not in text


def test_hostile_texts_are_escaped(tmp_path: Path) -> None:
    text = page(tmp_path, title=HOSTILE, question=HOSTILE, failed=(0,))
    assert "script" not in read(text).tags
    assert "&lt;script&gt;alert(" in text
    assert "Bones &amp; &lt;b&gt;mice&lt;/b&gt;" in text
    # the failed animal has its section too
    assert "failures" in read(text).ids
    assert "1 of 8 integrations" in text


@pytest.mark.filterwarnings("error")
def test_a_page_without_one_whole_animal_can_be_made(tmp_path: Path) -> None:
    text = page(tmp_path, failed=tuple(range(8)))
    assert "No animal was integrated to the end" in text


def test_numbers_units_and_addresses_read_well() -> None:
    assert significant(None) == "\N{EN DASH}"
    assert significant(-0.12345) == "\N{MINUS SIGN}0.123"
    assert significant(23000.0) == "23,000"
    assert significant(0.0) == "0"
    assert unit_text("cell/mm^3") == "cell/mm\N{SUPERSCRIPT THREE}"
    assert unit_text("1") == ""
    assert axis_label("1") == "fraction"
    assert doi_address("doi:10.1/x") == "https://doi.org/10.1/x"
    assert doi_address("pmc:PMC1") is None
    assert doi_address("javascript:alert(1)") is None
