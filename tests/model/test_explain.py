"""Explanations."""

from __future__ import annotations

import pytest

from osteon.errors import RecordError
from osteon.knowledge import Dial, Effect
from osteon.model import build_model, explain
from tests.model.made import macrophages, modifier, quantity

LIBRARY = macrophages(
    modifiers=(
        modifier(
            Effect("slow", "Slows it.", ("switch.k",), "scale", "load * extent"),
            dials=(Dial("load", "how ill", "1", 1.0, 0.0, 2.0),),
            quantities=(quantity("ill.extent", 0.5, "1"),),
        ),
    )
)


def lines(name: str) -> list[str]:
    return list(explain(LIBRARY, name).lines)


def test_an_entity_is_its_balance():
    assert [" ".join(line.split()) for line in lines("M1")] == [
        "M1: the M1 (entity)",
        "",
        "Kind",
        "cell; in cell/mm^3; classical macrophage",
        "",
        "Equation",
        "d M1/dt =",
        "+ k * alarm [influx]",
        "- k * M1 * (0.1 + activation(IL10, half, 1)) * calm [switch]",
        "",
        "Processes",
        "influx influx happens.",
        "switch switch happens.",
        "",
        "Acts on",
        "processes: eating, killing",
        "",
        "Numbers",
        "influx.k = 50 cell/mm^3/day measured doi:10.1/x",
        "switch.k = 0.08 1/day [0.05, 0.25] measured doi:10.1/x C053",
        "switch.half = 0.3 ng/mL measured doi:10.1/x",
        "",
        "Sources",
        "A. Author (2020). A paper. doi:10.1/x",
    ]


def test_a_process():
    found = lines("switch")
    assert found[:2] == ["switch (process)", "switch happens."]
    assert "  conversion from M1 to M2. One thing turns into another, amount for amount." in found
    assert "  k * M1 * (0.1 + activation(IL10, half, 1)) * calm" in found
    assert any(line.startswith("  calm ") and line.endswith("= 1 - alarm") for line in found)
    assert any(
        "switch.k" in line and "= 0.08 1/day  [0.05, 0.25]  measured  doi:10.1/x C053" in line
        for line in found
    )


def test_a_shared_quantity_is_put_into_words():
    assert any(line.split() == ["tempo", "speed", "of", "cells"] for line in lines("eating"))


def test_a_signal():
    found = lines("alarm")
    assert "  alarm = saturation(debris + eaten * bacteria, half)  [1]" in found
    assert "  signals: calm" in found
    assert "  processes: influx" in found


def test_a_quantity():
    found = lines("switch.k")
    assert "  Because." in found
    assert "  processes: switch" in found
    assert "  condition ill: scale by load * extent" in found
    assert lines("ill.extent")[0] == "ill.extent (quantity)"


def test_a_chapter_a_model_a_condition_and_a_law():
    assert lines("only")[:2] == ["only: The chapter (chapter)", "Says all."]
    assert "  5 states, 7 processes, 2 signals" in lines("natural_healing")
    assert "  14 quantities: 14 measured, 0 derived, 0 fitted, 0 assumed" in lines("natural_healing")
    assert lines("ill")[:2] == ["ill: illness (condition)", "Is ill."]
    assert "  scale switch.k  by load * extent  Slows it." in lines("condition.ill")
    assert "  saturation(x, half) = x / (half + x)" in lines("saturation")
    assert "  exp(x), a primitive" in lines("exp")


def test_names_synonyms_and_cases():
    assert lines("classical macrophage") == lines("the M1") == lines("m1") == lines("M1")


def test_a_model_explains_itself():
    model = build_model(LIBRARY)
    assert explain(model, "M1") == explain(LIBRARY, "M1")
    assert explain(LIBRARY).kind == "model"


def test_an_unknown_name_has_near_matches():
    with pytest.raises(
        RecordError, match=r"given 'swich'; expected a model, .*, law or record; did you mean 'switch'"
    ):
        explain(LIBRARY, "swich")
    with pytest.raises(RecordError, match="begin with 'natural_healing'"):
        explain(LIBRARY, "qqqqqqq")
