"""A source as a line of text and as a BibTeX entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from osteon.knowledge import Source, bibtex, cite

PAPER = Source(
    "doi:10.3390/mca24010012", "Fracture & healing", "Trejo I, Kojouharov H", 2019, "Math Comput Appl"
)


def test_a_paper_as_text() -> None:
    expected = "Trejo I, Kojouharov H (2019). Fracture & healing. Math Comput Appl. doi:10.3390/mca24010012"
    assert cite(PAPER) == expected
    assert cite(Source("github:a/b", "Code.", kind="code")) == "Code. github:a/b"


def test_a_paper_as_bibtex() -> None:
    assert bibtex(PAPER) == (
        "@article{doi_10_3390_mca24010012,\n"
        "  title = {Fracture \\& healing},\n"
        "  author = {Trejo I, Kojouharov H},\n"
        "  year = {2019},\n"
        "  journal = {Math Comput Appl},\n"
        "  doi = {10.3390/mca24010012},\n"
        "}"
    )


def test_other_sources_as_bibtex() -> None:
    assert "@book{" in bibtex(Source("isbn:1", "B", kind="book"))
    code = bibtex(Source("github:a/b", "Code", kind="code"))
    assert code.startswith("@misc{github_a_b,")
    assert "howpublished = {github:a/b}" in code
    assert "url = {https://example.org/a}" in bibtex(Source("https://example.org/a", "W", kind="web"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_braces_stay_balanced(title: str, note: str) -> None:
    entry = bibtex(Source("doi:10.1/a", title, note=note))
    assert entry.count("{") == entry.count("}")
