"""What a name stands for when one asks what rests on it: a source, a paper, a study, a claim, a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import final

from osteon.errors import Fault, near, shown
from osteon.evidence._paper_names import bare_doi, citation, papers_called
from osteon.evidence._search_error import SearchError
from osteon.evidence._words import name_key
from osteon.knowledge import Library, Source

ORIGINS = ("source", "paper", "study", "claim", "document")
"""What something may rest on."""

EXPECTED = "a source, a paper as it is cited (like 'Dominici 2006'), a DOI, a study, a claim or a document"
_INITIALS = re.compile(r"\s+(?:[A-Z]{1,3}|and others)$")


@final
@dataclass(frozen=True)
class Origin:
    """What a name stands for.

    id, kind: the record that is meant, and a member of ORIGINS. title: of that record. sources: ids of source
    records that are the same publication. papers: the labels under which documents cite it. studies, claims,
    documents: ids; the studies of a source are its own, the claims are only what is asked for. notes: how the
    name was read.
    """

    id: str
    kind: str
    title: str = ""
    sources: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_origin(library: Library, name: str) -> Origin:
    """What `name` stands for: the id of a source record, study, claim or document, a citation, or a DOI.

    A DOI may stand without its prefix, or as an address. A citation is one that the documents print, or the
    surname of a source's first author and its year.

    Raises:
        SearchError: nothing has that name, or several things have; with near matches.
    """
    asked = name.strip()
    found = list(_readings(library, asked))
    if not found:
        fix = near(asked, _names(library)) or "`osteon evidence` searches all words"
        raise SearchError(Fault("source", shown(name), EXPECTED, fix))
    if len(found) > 1:
        listed = ", ".join(origin.id for origin in found)
        raise SearchError(Fault("source", shown(name), "one source", f"say which: {listed}"))
    return found[0]


def _readings(library: Library, asked: str) -> Iterator[Origin]:
    """All that a name may mean: exact ids before citations, citations before authors of sources."""
    base, folded = library.evidence, asked.casefold()
    bare = bare_doi(asked)
    for id in library.sources:
        if id.casefold() == folded or (bare and bare_doi(id) == bare):
            yield _source(library, library.sources[id])
            return
    for id in (id for id in base.claims if id.casefold() == folded):
        yield _claim(library, id)
        return
    for study in (study for id, study in library.studies.items() if id.casefold() == folded):
        note = f"Its source is {study.source}, on which more may rest."
        yield Origin(study.id, "study", study.title, studies=(study.id,), notes=(note,))
        return
    for id in (id for id in base.documents if id == asked):
        yield _document(library, id)
        return
    yield from _cited(library, asked, bare)


def _cited(library: Library, asked: str, bare: str) -> Iterator[Origin]:
    papers = papers_called(library.evidence, asked)
    if papers:
        yield _paper(library, papers[0])
        return
    wanted = name_key(citation(asked))
    documents = library.evidence.documents.values()
    for document in documents:
        if bare and document.doi and document.doi.casefold() == bare:
            yield _document(library, document.id)
            return
    sources = [source for source in library.sources.values() if wanted and _label(source) == wanted]
    yield from (_source(library, source) for source in sources)


def _source(library: Library, source: Source) -> Origin:
    papers = _papers_of(library, [source.id])
    studies = [study.id for study in library.studies.values() if study.source == source.id]
    documents = [
        d.id for d in library.evidence.documents.values() if d.doi and bare_doi(source.id) == d.doi.casefold()
    ]
    return Origin(
        source.id, "source", source.title, (source.id,), papers, tuple(studies), (), tuple(documents)
    )


def _paper(library: Library, id: str) -> Origin:
    paper = library.evidence.papers[id]
    own = {paper.source, f"doi:{paper.doi.casefold()}" if paper.doi else None} - {None}
    sources = [source for source in library.sources.values() if {source.id, source.id.casefold()} & own]
    if len(sources) == 1:
        return _source(library, sources[0])
    alike = [source.id for source in library.sources.values() if _label(source) == name_key(id)]
    notes = [
        f"{each} has an author and a year like it; whether it is the same paper is not recorded."
        for each in alike
    ]
    documents = [d.id for d in library.evidence.documents.values() if d.doi and d.doi == paper.doi]
    return Origin(id, "paper", "", (), (id,), (), (), tuple(documents), tuple(notes))


def _document(library: Library, id: str) -> Origin:
    document = library.evidence.documents[id]
    papers = [p.id for p in library.evidence.papers.values() if p.doi and p.doi == document.doi]
    return Origin(id, "document", document.title, papers=tuple(papers), documents=(id,))


def _claim(library: Library, id: str) -> Origin:
    claim = library.evidence.claims[id]
    note = f"{id} is a row of the parameter survey, too; the places of numbers name the row, not the claim."
    return Origin(id, "claim", claim.says, claims=(id,), notes=(note,) if id in library.parameters else ())


def _papers_of(library: Library, sources: Iterable[str]) -> tuple[str, ...]:
    """The cited papers that are the publications of some source records."""
    ids = {id.casefold() for id in sources}
    return tuple(
        paper.id
        for paper in library.evidence.papers.values()
        if (paper.source or "").casefold() in ids or (paper.doi and f"doi:{paper.doi.casefold()}" in ids)
    )


def _printed(source: Source) -> str:
    """How a text would cite a source; empty without author and year."""
    first = _INITIALS.sub("", source.authors.split(",")[0].strip())
    return f"{first} {source.year}" if first and source.year else ""


def _label(source: Source) -> str:
    return name_key(_printed(source))


def _names(library: Library) -> list[str]:
    base = library.evidence
    bare = [id.partition(":")[2] for id in library.sources if id.startswith("doi:")]
    printed = filter(None, map(_printed, library.sources.values()))
    return [*library.sources, *base.papers, *printed, *library.studies, *base.claims, *bare]
