"""The report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from osteon.report._provenance import facts
from osteon.report._words import unit_text


class PagePlate(TypedDict):
    """A figure on the page; `svg` is marked safe because matplotlib wrote and escaped it."""

    name: str
    title: str
    caption: str
    svg: Markup


def render_page(
    record: dict[str, Any],
    plates: Sequence[PagePlate],
    space: Mapping[str, Any] | None = None,
    therapy: Sequence[PagePlate] = (),
) -> str:
    """Return the page for a record; every text of the record is escaped.

    space: a SpacePage, if any. therapy: the figures of the section on therapies.
    """
    environment = Environment(
        loader=PackageLoader("osteon.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure3": significant, "unit": unit_text, "address": doi_address, "facts": facts}
    template = environment.get_template("report.html")
    return template.render(record=record, plates=plates, space=space, plates_of_therapy=therapy)


def significant(value: float | None) -> str:
    """Return three significant figures with a true minus sign; a dash where there is no number."""
    if value is None:
        return "\N{EN DASH}"
    text = f"{value:.3g}"
    if "e" in text and 1000 <= abs(value) < 1e6:
        text = f"{float(text):,.0f}"
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text


def doi_address(identifier: str) -> str | None:
    """Return the https address of a source id that is a DOI ('doi:10...'), None for any other."""
    return f"https://doi.org/{identifier[4:]}" if identifier.lower().startswith("doi:10.") else None
