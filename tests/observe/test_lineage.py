"""What outcomes are read from is found without being told, and the way back from each is right."""

from __future__ import annotations

import subprocess
import sys

import pytest

from osteon.knowledge import load_library
from osteon.model import Model, build_model
from osteon.observe import INSTRUMENT, START, explain_outcome, lineages, outcome_named, outcomes
from tests.model.made import entity, library, process, quantity, signal

LIBRARY = load_library()


@pytest.fixture(scope="module")
def healing() -> Model:
    return build_model(LIBRARY)


def small() -> Model:
    """Bone that an osteoblast makes, faster the more of a drug there is, and a cell that none of it needs."""
    return build_model(
        library(
            entities=(
                entity("bone", "1", kind="tissue", tags=("bone", "mineralised")),
                entity("osteoblast", "cell/mm^3", quantity("osteoblast.initial", 5.0, "cell/mm^3")),
                entity("drug", "ng/mL", kind="factor"),
                entity("bystander"),
            ),
            signals=(signal("push", "1 + drug / half", "1", quantity("push.half", 2.0, "ng/mL")),),
            processes=(
                process(
                    "making",
                    "production",
                    None,
                    "bone",
                    "k * push * osteoblast",
                    quantity("making.k", 1.0, "mm^3/cell/day"),
                ),
                process("dying", "loss", "osteoblast", None, "k * osteoblast", quantity("dying.k")),
                process(
                    "idling", "influx", None, "bystander", "k", quantity("idling.k", 1.0, "cell/mm^3/day")
                ),
            ),
        )
    )


def test_an_outcome_reads_what_moves_it_and_nothing_else() -> None:
    found = lineages(small())
    assert set(found) == {"bone", "callus_bone", "bv_tv", "osteoblast", "bystander", "drug"}
    bone = found["bv_tv"]
    assert (bone.states, bone.movers, bone.signals) == (("bone",), ("making",), ("push",))
    assert dict(bone.numbers) == {"push.half": ("making",), "making.k": ("making",)}
    assert dict(found["osteoblast"].numbers) == {"osteoblast.initial": (START,), "dying.k": ("dying",)}
    assert found["drug"].movers == ()


def mineralised(healing: Model) -> tuple[str, ...]:
    """What counts as mineral: woven and lamellar bone, and what the catalogue tags beside them."""
    found = tuple(state.id for state in healing.states if "mineralised" in state.entity.tags)
    assert {"woven_bone", "lamellar_bone"} < set(found)
    return found


def test_thresholds_and_signals_are_found(healing: Model) -> None:
    found = lineages(healing)
    assert set(found) == {outcome.id for outcome in outcomes(healing)}
    union = found["union"]
    assert union.reads.states == mineralised(healing)
    assert union.reads.signals == ("callus_modulus",)
    assert union.reads.quantities == ("geometry_gain", "intact_modulus", "union_stiffness", "union_bone")
    assert "clot" in union.states
    assert INSTRUMENT in union.numbers["modulus_clot"]
    assert set(found["nonunion"].reads.quantities) == {
        *union.reads.quantities,
        "nonunion_after",
        "species_pace",
    }
    assert found["onset_inflammation"].reads.states == ("neutrophil", "monocyte", "M1")
    assert found["callus_bone"].reads.states == ("osteoid", "woven_bone", "lamellar_bone")
    assert "mineralisation" in found["callus_bone"].movers
    assert all(each.states or each.numbers for each in found.values())


def test_every_number_of_a_mover_is_one_of_the_outcome(healing: Model) -> None:
    rates = {rate.name: rate.process for rate in healing.rates}
    for id, lineage in lineages(healing).items():
        own = {q.path for name in lineage.movers for q in rates[name].quantities}
        assert own <= set(lineage.numbers), id


def test_in_space_there_are_more_and_union_is_a_bridge(healing: Model) -> None:
    point, space = lineages(healing), lineages(healing, True)
    assert set(space) - set(point) == {
        "bone_volume", "defect_closure", "bridged", "bridge_share", "weakest_link", "vessel_rim",
        "vessel_core", "hypoxic_share", "bridging_time",
    }  # fmt: skip
    assert space["hypoxic_share"].reads.states == ("oxygen",)
    assert space["hypoxic_share"].reads.quantities == ("hypoxia.half",)
    assert space["bridged"].reads.states == mineralised(healing)
    assert "voxel_bone" in space["union_time"].reads.quantities
    assert "VEGF_diffusion" in space["VEGF"].movers
    assert "VEGF_diffusion" not in point["VEGF"].movers


@pytest.mark.parametrize("model_id", [id for id in LIBRARY.chapters if id != "natural_healing"])
def test_published_models_have_lineages_too(model_id: str) -> None:
    model = build_model(LIBRARY, model_id)
    found = lineages(model)
    assert set(found) == {outcome.id for outcome in outcomes(model)}
    assert all(each.states or each.signals for each in found.values())


def test_an_outcome_explains_itself(healing: Model) -> None:
    found = explain_outcome(healing, "Callus_Bone")
    assert found is not None
    assert [section.title for section in found.sections][:2] == ["Read from", "Equation of osteoid"]
    text = "\n".join(found.lines)
    assert text.startswith("callus_bone: callus bone [%] (outcome)")
    assert "[mineralisation]" in text
    assert "C145: " in text
    assert "pmid:3044405" in text
    assert explain_outcome(healing, "tempo") is None
    assert outcome_named(healing, "UNION_TIME") is not None


def test_asking_what_instruments_read_does_not_wait_for_jax() -> None:
    program = "import sys, osteon.observe; print('jax' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
