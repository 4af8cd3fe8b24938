"""Other values in a library: every number can be reached by its path, and nothing else changes."""

from __future__ import annotations

from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import RecordError
from osteon.knowledge import Chapter, Entity, Library, Modifier, Process, Quantity, Signal, revise
from tests.knowledge.shelves import CHAPTER, FILES, load, write


def owned(path: str, low: float | None = 0.0, high: float | None = 10.0) -> tuple[Quantity]:
    return (Quantity(path, 1.0, "1/day", low, high, source="doi:10.1/a", where=f"{path}.toml:1"),)


def library() -> Library:
    """One quantity in each place that can have one."""
    chapter = Chapter(
        "chapter", "Chapter", "",
        entities=(Entity("M1", "M1", "cell", "cell/mm^3", quantities=owned("M1.initial")),),
        quantities=owned("shared"),
        signals=(Signal("share", "", "1", "1", quantities=owned("share.half")),),
        processes=(Process("turn", "", "decay", "M1", None, "k * M1", quantities=owned("turn.k")),),
    )  # fmt: skip
    other = Chapter("other", "Other", "", quantities=owned("shared", 0.5, 2.0))
    infection = Modifier(
        "condition", "infection", "infection", "", quantities=owned("infection.k", None, None)
    )
    return Library(
        {"own": (chapter,), "small": (other,)}, {("condition", "infection"): infection}, digest="d"
    )


def values(known: Library) -> dict[tuple[str, str], float]:
    """Every number of a library, by model or modifier and path."""
    chapters = ((model, chapter) for model, chapters in known.chapters.items() for chapter in chapters)
    numbers = {(model, q.path): q.value for model, chapter in chapters for q in chapter.all_quantities}
    modifiers = {(id, q.path): q.value for (_, id), m in known.modifiers.items() for q in m.quantities}
    return numbers | modifiers


PLACES = sorted(values(library()))


@given(st.sets(st.sampled_from([path for _, path in PLACES])))
def test_the_named_quantities_change_wherever_they_stand_and_no_others(paths: set[str]) -> None:
    revised = revise(library(), dict.fromkeys(paths, 2.0))
    assert values(revised) == {place: 2.0 if place[1] in paths else 1.0 for place in PLACES}


def test_all_but_the_value_stays_and_so_does_the_original() -> None:
    before = library()
    after = revise(before, {"turn.k": 3.0})
    (old,), (new,) = (known.chapters["own"][0].processes[0].quantities for known in (before, after))
    assert (old.value, new.value) == (1.0, 3.0)
    assert (new.unit, new.low, new.high, new.source, new.where) == (
        old.unit, old.low, old.high, old.source, old.where,
    )  # fmt: skip
    assert set(values(before).values()) == {1.0}
    assert (after.digest, after.sources, after.studies) == (before.digest, before.sources, before.studies)


def test_nothing_to_revise_gives_an_equal_library(tmp_path: Path) -> None:
    before = load(write(tmp_path, FILES))[0]
    after = revise(before, {})
    assert (after.chapters, after.modifiers) == (before.chapters, before.modifiers)


def test_a_value_is_in_the_unit_of_the_record(tmp_path: Path) -> None:
    before = load(write(tmp_path, FILES))[0]
    (chapter,) = revise(before, {"M1.initial": 5000.0}).chapters["natural_healing"]
    assert chapter.entities[0].quantities[0].coherent == pytest.approx(5.0)  # cells/mL to cell/mm^3


def test_every_unknown_path_and_every_value_out_of_range_is_told_at_once(tmp_path: Path) -> None:
    known = load(write(tmp_path, FILES))[0]
    with pytest.raises(RecordError) as caught:
        revise(known, {"m1_to_m2.kk": 1.0, "m1_to_m2.k": 0.5, "gravity": 9.81, "contact": 3.0})
    line = CHAPTER.splitlines().index("[process.m1_to_m2.quantity.k]") + 1
    assert [str(fault) for fault in caught.value.faults] == [
        "revise: given the path 'm1_to_m2.kk'; expected the path of a quantity of the library;"
        " did you mean 'm1_to_m2.k'?",
        "revise: given the path 'gravity'; expected the path of a quantity of the library",
        f"cat/mechanisms/macrophages.toml:{line}: given m1_to_m2.k = 0.5 1/day;"
        " expected a finite value in the record's range, 0.05 to 0.25",
    ]


@pytest.mark.parametrize(("value", "fits"), [(0.05, True), (0.25, True), (0.049, False), (nan, False)])
def test_the_ends_of_a_range_belong_to_it(tmp_path: Path, value: float, fits: bool) -> None:
    known = load(write(tmp_path, FILES))[0]
    if fits:
        assert revise(known, {"m1_to_m2.k": value}) is not known
    else:
        with pytest.raises(RecordError, match=f"given m1_to_m2.k = {value:g} 1/day"):
            revise(known, {"m1_to_m2.k": value})


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_value_is_finite_also_where_the_record_has_no_range(value: float) -> None:
    with pytest.raises(RecordError, match="expected a finite value"):
        revise(library(), {"infection.k": value})


def test_a_path_of_two_models_must_fit_the_range_of_both() -> None:
    with pytest.raises(RecordError, match=r"shared = 5 1/day; expected .* range, 0\.5 to 2$"):
        revise(library(), {"shared": 5.0})
