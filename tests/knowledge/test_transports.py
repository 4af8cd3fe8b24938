"""Records of what moves: read, refused in words, replaced by a user's own, and revised."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.errors import Fault, RecordError
from osteon.knowledge import Library, Transport, revise
from osteon.knowledge._load import check_shelves
from osteon.knowledge._shelf import read_shelf
from tests.knowledge.shelves import CHAPTER, FILES, load, write

FILE = "mechanisms/macrophages.toml"
MOVES = """
[transport.M1_wandering]
says = "They wander."
kind = "diffusion"
of = "M1"
rate = "D * (1 - share)"
quantity.D = { value = 0.01, unit = "mm^2/day", range = [0.001, 0.1], class = "assumed", why = "so" }

[transport.M2_chemotaxis]
says = "They follow the others."
kind = "taxis"
of = "M2"
along = "share"
rate = "chi"
limit = "top"
claims = ["C172"]
quantity.chi = { value = 0.01, unit = "mm^2/day", class = "assumed", why = "so" }
quantity.top = { value = 0.1, unit = "mm/day", class = "assumed", why = "so" }

[transport.crowd_front]
says = "The border of the crowd."
kind = "front"
of = "share"
gives = "contact"
"""


def transports(library: Library) -> dict[str, Transport]:
    return {each.name: each for part in library.chapters["natural_healing"] for each in part.transports}


def with_moves(text: str = MOVES) -> dict[str, str | bytes]:
    return {**FILES, FILE: CHAPTER + text}


def test_transports_are_read(tmp_path: Path) -> None:
    library, faults = load(write(tmp_path, with_moves()))
    assert not faults
    found = transports(library)
    wandering, following, front = found.values()
    assert (wandering.kind, wandering.of, wandering.rate, wandering.along) == (
        "diffusion", "M1", "D * (1 - share)", "",
    )  # fmt: skip
    assert [each.path for each in wandering.quantities] == ["M1_wandering.D"]
    assert (following.along, following.limit, following.claims) == ("share", "top", ("C172",))
    assert (front.of, front.gives) == ("share", "contact")
    line = (CHAPTER + MOVES).splitlines().index("[transport.M1_wandering]") + 1
    assert wandering.where == f"cat/{FILE}:{line}"
    (chapter,) = library.chapters["natural_healing"]
    assert "M2_chemotaxis.top" in {quantity.path for quantity in chapter.all_quantities}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "diffusion"', 'kind = "difusion"',
         "kind = 'difusion'; expected one of diffusion, taxis, front; did you mean 'diffusion'?"),
        ('kind = "diffusion"\n', "", "no kind in [transport.M1_wandering]; expected one of diffusion, taxis"),
        ('of = "M1"\n', "", "no of in [transport.M1_wandering]; expected the id of an entity; of a front"),
        ('of = "M1"\n', "of = 1\n", "of = 1; expected the id of an entity"),
        ('says = "They wander."\n', "", "no says in [transport.M1_wandering]"),
        ('rate = "D * (1 - share)"\n', "", "a diffusion without 'rate'; expected 'rate'; add `rate = "),
        ('rate = "chi"\n', "", "a taxis without 'rate'"),
        ('along = "share"\n', "", "a taxis without 'along'"),
        ('gives = "contact"\n', "", "a front without 'gives'"),
        ('rate = "D * (1 - share)"', 'rate = "D"\nalong = "share"',
         "'along' of a diffusion; expected only rate; remove it"),
        ('rate = "D * (1 - share)"', 'rate = "D"\nlimit = "D"', "'limit' of a diffusion; expected only rate"),
        ('limit = "top"', 'limit = "top"\ngives = "contact"',
         "'gives' of a taxis; expected only rate, along, limit"),
        ('gives = "contact"', 'gives = "contact"\nrate = "1"', "'rate' of a front; expected only gives"),
        ('limit = "top"', 'limt = "top"', "unknown key 'limt' in [transport.M2_chemotaxis]"),
        ('limit = "top"', 'limt = "top"', "did you mean 'limit'?"),
        ('claims = ["C172"]\nquantity.chi', 'claims = ["172"]\nquantity.chi', "a list of claims"),
        ("[transport.M1_wandering]", "[transport.m1_to_m2]", "the name 'm1_to_m2', which stands at"),
        ("[transport.M1_wandering]", "[transport.time]", "'time'"),
        ("[transport.M1_wandering]", "[transprt.M1_wandering]", "did you mean 'transport'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert MOVES.count(old) == 1
    found = [str(fault) for fault in load(write(tmp_path, with_moves(MOVES.replace(old, new))))[1]]
    assert any(message in said for said in found), found
    assert all(said.startswith(f"cat/{FILE}:") for said in found)


def test_a_transport_of_a_users_own_replaces_the_one_of_its_name(tmp_path: Path) -> None:
    own = 'title = "Mine"\nsays = "M"\n' + MOVES[: MOVES.index("[transport.M2")].replace("0.01", "0.02")
    below, above = write(tmp_path / "below", with_moves()), write(tmp_path / "above", {FILE: own})
    faults: list[Fault] = []
    shelves = [read_shelf(folder, folder.name, faults) for folder in (below, above)]
    library = check_shelves(shelves, faults)
    assert not faults
    found = transports(library)
    assert sorted(found) == ["M1_wandering", "M2_chemotaxis", "crowd_front"]
    assert found["M1_wandering"].quantities[0].value == 0.02
    assert found["M1_wandering"].where.startswith("above/")
    assert found["M2_chemotaxis"].where.startswith("below/")


def test_numbers_of_transports_are_revised(tmp_path: Path) -> None:
    library, _ = load(write(tmp_path, with_moves()))
    revised = transports(revise(library, {"M1_wandering.D": 0.05}))
    assert revised["M1_wandering"].quantities[0].value == 0.05
    assert transports(library)["M1_wandering"].quantities[0].value == 0.01
    assert revised["M2_chemotaxis"] == transports(library)["M2_chemotaxis"]
    with pytest.raises(RecordError, match=r"M1_wandering\.D = 1 mm\^2/day; expected a finite value"):
        revise(library, {"M1_wandering.D": 1.0})
