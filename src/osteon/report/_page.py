"""The report as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from osteon.report._provenance import facts
from osteon.report._words import unit_text


class PagePlate(TypedDict):
    """A figure on the page; `svg` is marked safe because matplotlib wrote and escaped it.

    outcomes: id and name of those that it shows.
    """

    name: str
    title: str
    caption: str
    svg: Markup
    outcomes: list[tuple[str, str]]


def render_page(
    record: dict[str, Any],
    plates: Sequence[PagePlate],
    trace: Mapping[str, Any],
    space: Mapping[str, Any] | None = None,
    therapy: Sequence[PagePlate] = (),
    combination: Sequence[PagePlate] = (),
) -> str:
    """Return the page for a record; every text of the record is escaped.

    trace: what `osteon.report._trace` says of the result. space: a SpacePage, if any. therapy,
    combination: the figures of the sections on therapies and on what they do together.
    """
    page = template("report.html")
    drawn = {
        "plates": plates,
        "plates_of_therapy": therapy,
        "plates_of_combination": combination,
    }
    return page.render(record=record, trace=trace, space=space, **drawn, **_web(record, trace))


def template(name: str) -> Template:
    """A template of this package; every text that it is given is escaped."""
    environment = Environment(
        loader=PackageLoader("osteon.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure3": significant, "unit": unit_text, "address": doi_address, "facts": facts}
    return environment.get_template(name)


def _web(record: dict[str, Any], trace: Mapping[str, Any]) -> dict[str, Any]:
    """What the page looks up by name.

    places: the number of a source in the list. of_source: links to its numbers. values: a number's row.
    traced: outcomes with a part of their own. dropped: numbers that arms without a source draw anew.
    """
    places = {row["id"]: number for number, row in enumerate(record["sources"], start=1)}
    of_source: dict[str, list[tuple[str, str]]] = {id: [] for id in places}
    values = {row["path"]: row for row in record["evidence"]["quantities"]}
    for path, row in values.items():
        if row["source"] in of_source:
            of_source[row["source"]].append((f"number-{path}", path))
    return {
        "places": places,
        "of_source": of_source,
        "values": values,
        "traced": {row["id"] for row in trace["outcomes"]},
        "dropped": {row["path"] for row in (record["without"] or {"numbers": []})["numbers"]},
    }


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
