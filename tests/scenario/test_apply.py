"""What subjects, rules, defects and conditions make of the model's quantities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.errors import ExperimentError
from osteon.knowledge import Effect, Library
from osteon.model import build_model
from osteon.scenario import Arm, Setting, Subject, arm_quantities
from tests.scenario.tiny import library

MOUSE = Setting("subject", "mouse", {})
AGEING = Setting("rule", "ageing", {})


def fracture(gap: float) -> Setting:
    return Setting("defect", "closed_fracture", {"gap": gap})


def values(
    *settings: Setting, age: float = 100.0, sex: str = "female", known: Library | None = None
) -> dict[str, float]:
    known = known or library()
    arm = Arm("a", "", Subject("mouse", age, sex), settings)  # type: ignore[arg-type]
    return arm_quantities(arm, build_model(known), known)


def with_effects(*effects: Effect) -> Library:
    known = library()
    changed = replace(known.modifiers["defect", "closed_fracture"], effects=effects)
    return library(modifiers={**known.modifiers, ("defect", "closed_fracture"): changed})


def test_without_effects_the_values_are_those_of_the_records() -> None:
    assert values(MOUSE) == {path: q.coherent for path, q in build_model(library()).quantities.items()}


def test_age_fraction_is_0_at_maturity_1_at_the_life_span_and_negative_before() -> None:
    known = with_effects(Effect("age", "", ("modulus_bone",), "set", "2 + age_fraction"))
    for age, expected in ((100.0, 2.0), (900.0, 3.0), (500.0, 2.5), (20.0, 1.9)):
        assert values(fracture(1.0), age=age, known=known)["modulus_bone"] == pytest.approx(expected)


def test_a_rule_uses_its_own_quantities() -> None:
    assert values(MOUSE, AGEING, age=500.0)["harden.k"] == pytest.approx(0.15 * (1 - 0.8 * 0.5))


def test_dials_and_own_quantities_meet_in_coherent_units() -> None:
    assert values(fracture(10.0))["soften.k"] == pytest.approx(0.4 * 10 / (10 + 10))


def test_effects_of_one_record_apply_in_the_order_of_its_file() -> None:
    fixed, wide = library().modifiers["defect", "closed_fracture"].effects
    assert values(fracture(10.0), known=with_effects(wide, fixed))["soften.k"] == pytest.approx(0.4)


def test_records_apply_in_the_order_of_the_arm() -> None:
    known = library()
    doubled = replace(
        known.modifiers["rule", "ageing"], effects=(Effect("x", "", ("soften.k",), "scale", "2"),)
    )
    known = library(modifiers={**known.modifiers, ("rule", "ageing"): doubled})
    assert values(AGEING, fracture(10.0), known=known)["soften.k"] == pytest.approx(0.2)
    assert values(fracture(10.0), AGEING, known=known)["soften.k"] == pytest.approx(0.4)


@pytest.mark.parametrize(("sex", "expected"), [("female", 110.0), ("male", 100.0)])
def test_a_condition_sees_the_sex_and_sets_the_inoculum(sex: str, expected: float) -> None:
    after = values(Setting("condition", "infection", {"load": 5.0}), sex=sex)
    assert (after["neutrophil.initial"], after["bacteria.initial"]) == (expected, 5.0)


@pytest.mark.parametrize(
    ("effect", "message"),
    [
        (
            Effect("gone", "", ("soften.q",), "set", "1", "f.toml:3"),
            r"f.toml:3: given effect 'gone' on arm 'a' gives the target 'soften.q';"
            r" expected a quantity of the model; mend this record",
        ),
        (
            Effect("slip", "", ("soften.k",), "scale", "1 + 0 * gapp", "f.toml:3"),
            r"f.toml:3: given effect 'slip' on arm 'a' gives the name 'gapp' in '1 \+ 0 \* gapp';"
            r" expected a dial or quantity of this record, age_fraction or female; did you mean 'gap'\?",
        ),
        (
            Effect("far", "", ("soften.k",), "scale", "zzz"),
            r"gives the name 'zzz' in 'zzz'; expected .*; mend this record",
        ),
        (
            Effect("odd", "", ("soften.k",), "scale", "gap - 2 * gap", "f.toml:3"),
            r"f.toml:3: given effect 'odd' on arm 'a' gives soften.k = -0.3 \(from 0.3\);"
            r" expected a finite value that keeps its sign; choose other dials or another age",
        ),
        (Effect("nan", "", ("soften.k",), "set", "(gap - 2) ** 0.5"), "gives soften.k = nan"),
        (Effect("inf", "", ("soften.k",), "set", "1 / (gap - gap)"), "gives soften.k = inf"),
        (Effect("zero", "", ("soften.k",), "set", "1 / 0"), "gives soften.k = inf"),
    ],
)
def test_an_effect_without_sense_is_told(effect: Effect, message: str) -> None:
    with pytest.raises(ExperimentError, match=message):
        values(fracture(1.0), known=with_effects(effect))
