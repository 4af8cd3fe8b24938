"""Names that stand twice where each may stand once."""

from collections.abc import Iterable, Iterator

from osteon.errors import Fault


def twice(space: str, records: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for each name that stood before. records: name and place of each."""
    first: dict[str, str] = {}
    for name, where in records:
        if name in first:
            given = f"the name {name!r}, which stands at {first[name]} already"
            yield Fault(where, given, f"each name once in a {space}", "rename or remove one")
        first.setdefault(name, where)
