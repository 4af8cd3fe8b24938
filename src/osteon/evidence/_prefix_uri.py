"""Identifiers and the addresses of their terms, both ways."""

from __future__ import annotations

from functools import cache

from curies import Converter, Record

from osteon.evidence._ground_error import GroundingError
from osteon.evidence._prefix import SLOT, check_curie, prefix_map


@cache
def converter() -> Converter:
    """The catalogue's prefixes as a converter of the library `curies`, for other programs as it is."""
    return Converter(
        Record(
            prefix=known.prefix,
            prefix_synonyms=list(known.synonyms),
            uri_prefix=known.uri.removesuffix(SLOT),
            pattern=f"^{known.pattern}$",
        )
        for known in prefix_map().values()
    )


def expand(curie: str) -> str:
    """The address of a term: `CL:0000863` is `http://purl.obolibrary.org/obo/CL_0000863`.

    Raises GroundingError for an identifier whose prefix is unknown or whose form is wrong.
    """
    fault = check_curie(curie)
    if fault:
        raise GroundingError(fault)
    return converter().expand(curie, strict=True)


def compress(uri: str) -> str | None:
    """The identifier of a term with this address; None for one of no known prefix, or of a wrong form."""
    found = converter().compress(uri)
    return found if found is not None and check_curie(found) is None else None
