"""Spellings that are one word for the search, in records and questions alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.evidence._words import indexed, keys, name_key, pairs, pieces

WORD = re.compile(r"[^\W_]+")


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "IL-10",
            "IL10",
            "il 10",
            "IL\u201310",
            "IL\u201110",
            "interleukin-10",
            "Interleukins 10",
            "INTERLEUKIN 10",
        ],
        ["TNF-\u03b1", "TNF\u03b1", "TNF alpha", "TNF-Alpha", "tnf-\u0391"],
        ["IFN-\u03b3", "interferon gamma", "Interferon-\u03b3", "IFN gamma"],
        ["BM-MSC", "BMMSC", "BM MSCs", "bm-mscs"],
        ["MSC-EVs", "MSC EV", "mscev"],
        ["tumour", "tumor", "Tumours"],
        ["haematopoietic", "hematopoietic"],
        ["oedema", "edema"],
        ["osteosarcomas", "osteosarcoma"],
        ["therapies", "therapy"],
        ["mineralisation", "mineralization"],
        ["polarised", "polarized"],
        ["labelled", "labeled"],
        ["fibres", "fiber"],
        ["ageing", "aging"],
        ["Wharton's jelly", "Wharton\u2019s jelly", "whartons jelly"],
        ["Pach\u00f3n-Pe\u00f1a 2011", "Pachon Pena 2011"],
        ["\uff22\uff2d\uff30\uff0d\uff12", "BMP-2"],
        ["\u9aa8\u7f3a\u635f", " \u9aa8\u7f3a\u635f\u3002"],
    ],
)
def test_spellings_that_are_one(spellings: list[str]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1, [
        name_key(spelling) for spelling in spellings
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IL-10", "IL-12"),
        ("CD34", "CD38"),
        ("M1", "M2"),
        ("BMP-2", "BMP-9"),
        ("virus", "vir"),
        ("IL-1", "IL-10"),
    ],
)
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_pieces_keep_case_hyphens_and_runs_of_chinese() -> None:
    text = "MSC-EVs\u5bcc\u542b\u86cb\u767d, IL-10/TGF-\u03b21 (p < 0.05)"
    expected = ["MSC-EVs", "\u5bcc\u542b\u86cb\u767d", "IL-10", "TGF-beta1", "p", "0", "05"]
    assert pieces(text) == expected


def test_the_index_has_hyphenated_words_joined_and_parted_and_chinese_in_pairs() -> None:
    assert indexed(["the MSC-EVs", "\u9aa8\u7f3a\u635f", "IL-10"]) == [
        "the mscev msc ev",
        "\u9aa8\u7f3a \u7f3a\u635f \u635f",
        "il10 il",
    ]
    assert pairs("\u9aa8") == ["\u9aa8"]


@given(st.lists(st.text(max_size=20), max_size=5))
def test_many_texts_together_are_as_each_alone(texts: list[str]) -> None:
    assert len(indexed(texts)) == len(texts)
    alone = [indexed([text])[0] for text in texts]
    assert [WORD.findall(text) for text in indexed(texts)] == [WORD.findall(text) for text in alone]
    assert len(keys(texts)) == len(texts)


@given(st.lists(st.text("IL-10 abs\u03b1\u00e9\u9aa8\u7f3a'", max_size=12), max_size=5))
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert keys(names) == [name_key(name) for name in names]
