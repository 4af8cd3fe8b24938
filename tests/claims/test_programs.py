"""Arms that have nearly the same states share a program, and no arm lacks a state in its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from osteon.claims._programs import PROGRAMS, joined

REACHES = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=30)


@given(REACHES)
def test_every_reach_lies_in_its_program_and_there_are_few(reaches: list[frozenset[str]]) -> None:
    found = joined(reaches)
    assert all(reach <= found[reach] for reach in reaches)
    assert len(set(found.values())) <= PROGRAMS
    assert frozenset().union(*found.values()) == frozenset().union(*reaches)


def test_where_there_are_few_each_has_its_own() -> None:
    own = [frozenset(letters) for letters in ("a", "ab", "cd")]
    assert dict(joined(own)) == {reach: reach for reach in own}


def test_the_most_alike_are_joined_and_the_many_keep_their_own() -> None:
    base = frozenset(f"s{number}" for number in range(40))
    alike = [base | {f"a{number}"} for number in range(PROGRAMS)]
    far = base | {f"f{number}" for number in range(60)}
    found = joined([*[base] * 100, *alike, far])
    assert found[base] == base
    assert found[far] == far
    assert len({found[each] for each in alike}) < PROGRAMS
