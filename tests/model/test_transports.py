"""What moves: checked when a model is built, explained, and left out with what never comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.errors import RecordError
from osteon.knowledge import Library, Transport
from osteon.model import build_model, check_library, explain, prune, to_text
from tests.model.made import entity, library, process, quantity, signal, transport

CELLS = (
    entity("M1", "cell/mm^3", quantity("M1.initial", 5.0, "cell/mm^3")),
    entity("IL10", "ng/mL", kind="factor"),
    entity("debt", "cell/mm^3", signed=True),
    entity("bone", "1", kind="tissue"),
)
BORDER = quantity("border", 0.0, "1/mm")
WIDE = quantity("wide", 2.0, "1")

SPREADING = transport("diffusion", "IL10", quantity("diffusion.D", 30.0, "um^2/s"), rate="D * openness")
FOLLOWING = transport(
    "taxis", "M1", quantity("taxis.half", 1.0, "ng/mL"), quantity("taxis.chi", 0.01, "mm^2/day"),
    quantity("taxis.top", 0.2, "mm/day"), rate="wide * chi", along="activation(IL10, half, 1)", limit="top",
)  # fmt: skip
CREEPING = transport("front", "1 - bone", gives="border")
MOVES = (SPREADING, FOLLOWING, CREEPING)


def moving(*transports: Transport) -> Library:
    """A library of a few states, of which one may be negative, and these transports."""
    rates = (
        process("making", "secretion", None, "IL10", "k * M1", quantity("making.k", 1.0, "ng/cell/day")),
        process("eating", "clearance", "bone", None, "k * border * bone",
                quantity("eating.k", 1.0, "mm/day")),
    )  # fmt: skip
    return library(
        CELLS, rates, (signal("openness", "1 - bone"),), quantities=(BORDER, WIDE), transports=transports
    )


def faults(changed: Transport, **more: float | str) -> list[str]:
    known = moving(changed)
    (chapter,) = known.chapters["natural_healing"]
    chapter = replace(chapter, quantities=(replace(BORDER, **more), WIDE))
    with pytest.raises(RecordError) as caught:
        build_model(replace(known, chapters={"natural_healing": (chapter,)}))
    return [str(fault) for fault in caught.value.faults]


def test_names_are_full():
    spreading, following, creeping = build_model(moving(*MOVES)).transports
    assert to_text(spreading.rate) == "diffusion.D * openness"
    assert (spreading.state, spreading.along, spreading.limit) == ("IL10", None, None)
    assert [to_text(tree) for tree in following.expressions] == [
        "wide * taxis.chi", "activation(IL10, taxis.half, 1)", "taxis.top",
    ]  # fmt: skip
    assert (creeping.state, creeping.rate, creeping.gives) == (None, None, "border")
    assert to_text(creeping.along) == "1 - bone"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (replace(SPREADING, of="IL01"),
         "diffusion: given of = 'IL01' in transport 'diffusion'; expected an entity of the model; "
         "did you mean 'IL10'"),
        (replace(SPREADING, of="openness"), "given of = 'openness' in transport"),
        (replace(SPREADING, of="debt"),
         "given transport 'diffusion' of debt, which may be negative; expected an amount that is never "),
        (replace(SPREADING, rate="D * opennes"), "given the name 'opennes' in 'D * opennes'"),
        (replace(SPREADING, rate="D *"), "diffusion: given "),
        (replace(SPREADING, rate="D / wide + 1"), "diffusion: given "),
        (replace(SPREADING, rate="openness"), "expected mm^2/day, a diffusivity"),
        (replace(FOLLOWING, rate="chi / half"), "mm^2/day over the unit of `along`"),
        (replace(FOLLOWING, along="IL10"), "mm^2/day over the unit of `along`"),
        (replace(FOLLOWING, limit="chi"), "expected mm/day, a speed"),
        (replace(FOLLOWING, along="IL_10"), "given the name 'IL_10' in 'IL_10'"),
        (replace(CREEPING, gives="boarder"),
         "front: given gives = 'boarder' in transport 'front'; expected a shared quantity of the model; "
         "did you mean 'border'"),
        (replace(CREEPING, gives="eating.k"), "expected a shared quantity of the model"),
        (replace(CREEPING, of="M1"), "expected a plain number, a share"),
        (replace(CREEPING, of="bones"), "given the name 'bones' in 'bones'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(changed: Transport, message: str):
    found = faults(changed)
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"value": 0.1},
            "border: given 'border' in transport 'front' = 0.1; expected 0, what it is in a point",
        ),
        ({"unit": "1/day"}, "expected 1/mm, area over volume"),
    ],
)
def test_what_a_front_gives_is_an_area_over_volume_that_a_point_has_not(change, message):
    assert any(message in fault for fault in faults(CREEPING, **change))


def test_all_faults_come_together():
    wrong = replace(FOLLOWING, of="M3", along="IL11", rate="x", limit="y")
    assert len(faults(wrong)) == 4


def test_what_transports_use_is_not_idle():
    moved = [str(warning) for warning in check_library(moving(*MOVES)).warnings]
    assert not [line for line in moved if "which is not used" in line]
    still = [str(warning) for warning in check_library(moving()).warnings]
    assert [line for line in still if "which is not used" in line] == [
        "wide: given quantity 'wide', which is not used; "
        "expected a rate, signal, event, start or transport that uses it; "
        "remove it, or set instrument = true if an instrument reads it"
    ]


def test_what_a_front_gives_is_not_idle_where_no_rate_reads_it():
    known = library(CELLS, quantities=(BORDER,), transports=(CREEPING,))
    assert not [w for w in check_library(known).warnings if "which is not used" in str(w)]


def test_transports_of_what_never_comes_are_left_out():
    model = build_model(moving(*MOVES))
    assert [each.name for each in prune(model, {"bone"}).transports] == ["front"]
    assert prune(model, {"bone", "M1"}).transports == model.transports


def test_what_never_comes_is_nothing_in_the_transports_that_stay():
    part = prune(build_model(moving(*MOVES)), {"M1"})
    spreading, following, creeping = part.transports
    assert to_text(dict(part.signals)["openness"]) == "1"
    assert to_text(spreading.rate) == "diffusion.D * openness"
    assert to_text(following.along) == "activation(IL10, taxis.half, 1)"
    assert to_text(creeping.along) == "1"


def told(name: str, *changed: Transport) -> list[str]:
    return [" ".join(line.split()) for line in explain(moving(*(changed or MOVES)), name).lines]


def test_diffusion_explained():
    assert told("diffusion") == [
        "diffusion (transport)",
        "diffusion happens.",
        "",
        "Kind",
        "diffusion of IL10, in space only. It spreads from where there is more of it to where there is less.",
        "",
        "Equation",
        "div((D * openness) grad IL10)",
        "",
        "Where",
        "openness = 1 - bone",
        "",
        "Numbers",
        "diffusion.D = 30 um^2/s measured doi:10.1/x",
        "",
        "Sources",
        "A. Author (2020). A paper. doi:10.1/x",
    ]


def test_taxis_explained():
    found = told("taxis")
    assert "taxis of M1, in space only. It is carried up the gradient of something else." in found
    at = found.index("Equation")
    assert found[at + 1 : at + 3] == [
        "-div(M1 v / (1 + |v| / top))",
        "v = (wide * chi) grad(activation(IL10, half, 1))",
    ]
    assert any(line.startswith("activation(x, half, n)") for line in found)
    assert {line.split()[0] for line in found if "measured" in line} == {
        "wide", "taxis.chi", "taxis.half", "taxis.top",
    }  # fmt: skip
    free = told("taxis", replace(FOLLOWING, limit="", quantities=FOLLOWING.quantities[:2]))
    assert "-div(M1 (wide * chi) grad(activation(IL10, half, 1)))" in free


def test_front_explained():
    found = told("front")
    at = found.index("Equation")
    assert found[at + 1 : at + 3] == ["border = |grad phi| / (1 - phi)", "phi = 1 - bone"]
    assert "processes: eating" in found
    assert any(line.startswith("border = 0 1/mm") for line in found)


def test_claims_of_a_transport_are_told():
    assert told("front", replace(CREEPING, claims=("C140",)))[-5:-3] == ["Claims", "C140"]


def test_an_entity_tells_how_it_moves_and_what_follows_it():
    found = told("IL10")
    assert "+ div((D * openness) grad IL10) [diffusion]" in found
    assert "diffusion diffusion happens." in found
    assert "transports: taxis" in found
    assert any(line.startswith("diffusion.D = 30 um^2/s") for line in found)
    assert "- div(M1 v / (1 + |v| / top)) [taxis]" in told("M1")
    assert "In space also" not in told("bone")


def test_a_chapter_and_a_model_tell_what_moves():
    found = told("only")
    at = found.index("Transports")
    assert found[at + 1 : at + 3] == ["diffusion: diffusion happens.", "div((D * openness) grad IL10)"]
    assert "4 states, 2 processes, 1 signals, 3 transports" in told("natural_healing")


def test_quantities_and_signals_tell_which_transports_use_them():
    assert "transports: diffusion" in told("openness")
    assert "transports: taxis" in told("wide")
    assert "transports: taxis" in told("taxis.half")
    assert "and is set in space by front" in told("border")


def test_a_name_of_a_transport_has_near_matches():
    with pytest.raises(RecordError, match="did you mean 'diffusion'"):
        explain(moving(*MOVES), "difusion")
