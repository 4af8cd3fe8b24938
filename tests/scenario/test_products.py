"""Products in an experiment file: read, given on days, and every mistake told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from osteon.errors import ExperimentError
from osteon.knowledge import Agreement, Dial, Effect, Library, Setup
from osteon.model import build_model
from osteon.scenario import (
    Arm,
    Setting,
    arm_quantities,
    deliveries,
    drawn_quantities,
    given_doses,
    load_experiment,
    setup_arm,
)
from tests.scenario.tiny import number, write
from tests.scenario.treated import EXPERIMENT, bm_msc, ev, given, treated

LIBRARY = treated()
MODEL = build_model(LIBRARY)


def old(folder: Path, text: str, library: Library = LIBRARY) -> Arm:
    return load_experiment(write(folder, text), library).arms[1]


def told(folder: Path, text: str, library: Library = LIBRARY) -> list[str]:
    """The faults of a file, without its folder."""
    with pytest.raises(ExperimentError) as caught:
        load_experiment(write(folder, text), library)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def amounts(arm: Arm, model: Any = MODEL) -> list[tuple[str, float]]:
    """What the typical animal of an arm gets of its products each time."""
    values = arm_quantities(arm, model, model.library)
    return [(each.entity, float(each.amount)) for each in deliveries(arm, model, values["defect_volume"])]


# --- what is read ---------------------------------------------------------------------------------------


def test_a_product_is_a_setting_after_all_others_and_given_on_its_days(tmp_path: Path) -> None:
    arm = old(tmp_path, given('cells = "2e6 cell"', "day = 3", "every = 7", "until = 20"))
    (use,) = arm.products
    assert (use.product, use.route, use.days) == ("bm_msc", "local", (3.0, 10.0, 17.0))
    assert use.dials == {"cells": 2e6, "half_time": 3.0}
    assert arm.settings[-1] == Setting("product", "bm_msc", use.dials, use.follows)
    assert use.where.endswith("experiment.toml:14")


def test_a_dose_is_spread_over_the_volume_of_the_defect(tmp_path: Path) -> None:
    text = given('cells = "2e6 cell"').replace(
        'preset = "closed_fracture"', 'preset = "closed_fracture"\ngap = "4 mm"'
    )
    # 2e6 cells, 0.8 of them alive, in 4 mm times 2 mm^2
    assert amounts(old(tmp_path, text)) == [("graft", pytest.approx(2e5))]


def test_the_same_product_may_be_given_again_in_another_dose_and_by_another_route(tmp_path: Path) -> None:
    more = '[[arm.old.product]]\nuse = "bm_msc"\nroute = "intravenous"\ncells = "1e3 cell"\nday = 5\n'
    arm = old(tmp_path, given('cells = "2e6 cell"') + more)
    assert [use.route for use in arm.products] == ["local", "intravenous"]
    assert sum(setting.kind == "product" for setting in arm.settings) == 1
    assert [id for id, _ in amounts(arm)] == ["graft", "lung"]


def test_a_product_with_one_route_needs_not_say_it(tmp_path: Path) -> None:
    (use,) = old(tmp_path, given(product="ad_msc", route="")).products
    assert use.route == "local"


def test_what_a_product_does_holds_in_its_arm_alone(tmp_path: Path) -> None:
    experiment = load_experiment(write(tmp_path, given('half_time = "7 day"')), LIBRARY)
    young, treated_one = (arm_quantities(arm, MODEL, LIBRARY) for arm in experiment.arms)
    assert young["graft_loss.k"] == 0.1
    assert treated_one["graft_loss.k"] == pytest.approx(0.08)
    assert treated_one["leave.k"] == pytest.approx(0.0990, rel=1e-3)


def test_the_typical_animal_gets_its_doses_and_its_products(tmp_path: Path) -> None:
    text = given() + '[[arm.old.dose]]\nentity = "TNF"\namount = "1 ug/mL"\n'
    arm = old(tmp_path, text)
    doses = given_doses(arm, MODEL, arm_quantities(arm, MODEL, LIBRARY))
    assert [(dose.entity, dose.days) for dose in doses] == [("TNF", (0.0,)), ("graft", (0.0,))]


def test_each_animals_batch_counts_in_what_it_gets_and_in_what_that_does(tmp_path: Path) -> None:
    arm = old(tmp_path, given())
    batch = {"bm_msc.viability": np.array([0.5, 1.0])}
    (found,) = deliveries(arm, MODEL, 2.0, batch)
    assert np.asarray(found.amount).tolist() == [2.5e5, 5e5]
    values = drawn_quantities(arm, MODEL, LIBRARY, batch)
    assert np.asarray(values["graft_loss.k"]) == pytest.approx([0.05, 0.1])
    assert isinstance(values["leave.k"], float)


def test_a_setup_holds_products_as_an_experiment_file_does(tmp_path: Path) -> None:
    product = {"use": "bm_msc", "route": "local", "cells": "2e6 cell", "day": 3}
    expected = old(tmp_path, given('cells = "2e6 cell"', "day = 3"))
    setup = Setup("old", "", 28.0, {"species": "mouse", "age": "18 month"}, {"preset": "closed_fracture"}, {},
                  (product,), (), (), (), None, "setups/a.toml:3")  # fmt: skip
    found = setup_arm(setup, LIBRARY).arm
    assert found.settings == expected.settings
    assert [replace(use, where="") for use in found.products] == [
        replace(u, where="") for u in expected.products
    ]
    broken = replace(setup, product=({"use": "bm_msx", "route": "local"},))
    with pytest.raises(ExperimentError, match=r"setups/a.toml:3: given 'bm_msx'.*did you mean 'bm_msc'"):
        setup_arm(broken, LIBRARY)


# --- two measures of one dose ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "particles", "protein", "follower"),
    [
        ((), 1e9, 1.0, "protein"),
        (('particles = "5e9 particle"',), 5e9, 5.0, "protein"),
        (('protein = "2 ug"',), 2e9, 2.0, "particles"),
        (('protein = "0.002 mg"',), 2e9, 2.0, "particles"),
        (('particles = "4e9 particle"', 'protein = "2 ug"'), 4e9, 2.0, None),
        (('particles = "0 particle"', 'protein = "0 ug"'), 0.0, 0.0, None),
    ],
)  # fmt: skip
def test_what_is_not_set_follows(
    tmp_path: Path, lines: tuple[str, ...], particles: float, protein: float, follower: str | None
) -> None:
    (use,) = old(tmp_path, given(*lines, product="ev")).products
    assert use.dials["particles"] == pytest.approx(particles)
    assert use.dials["protein"] == pytest.approx(protein)
    assert use.follows == ({} if follower is None else {"dose": follower})


def test_a_dose_by_protein_holds_more_particles_in_a_purer_batch(tmp_path: Path) -> None:
    arm = old(tmp_path, given('protein = "2 ug"', product="ev"))
    (found,) = deliveries(arm, MODEL, 1.0, {"ev.purity": np.array([1e9, 3e9]) * 1e-6})
    assert np.asarray(found.amount) == pytest.approx([2e9, 6e9])


def test_what_a_product_does_goes_by_the_dial_that_follows_in_each_batch(tmp_path: Path) -> None:
    by = "1 + particles / each"
    record = ev(effects=(Effect("more", "", ("leave.k",), "scale", by),))
    each = number("ev.each", 1e9, "particle")
    record = replace(record, quantities=(*record.quantities, each))
    library = treated(modifiers={**LIBRARY.modifiers, ("product", "ev"): record})
    arm = old(tmp_path, given('protein = "2 ug"', product="ev"), library)
    batch = {"ev.purity": np.array([1e9, 3e9]) * 1e-6}
    leaving = drawn_quantities(arm, build_model(library), library, batch)["leave.k"]
    assert np.asarray(leaving) == pytest.approx([0.5 * 3, 0.5 * 7])


def _with_stated_purity() -> Library:
    """Vesicles whose purity is a dial of its own."""
    record = ev()
    assert record.product is not None
    pure = Dial("stated", "purity as stated", "particle/ug", 1e9, 1e8, 1e10)
    agreement = Agreement("dose", "how pure", "particles", "protein", "stated")
    record = replace(
        record, dials=(*record.dials, pure), product=replace(record.product, agreements=(agreement,))
    )
    return treated(modifiers={**LIBRARY.modifiers, ("product", "ev"): record})


def test_of_two_dials_and_their_ratio_two_decide(tmp_path: Path) -> None:
    library = _with_stated_purity()
    lines = 'particles = "6e9 particle"', 'protein = "2 ug"', 'stated = "2e9 particle/ug"'
    for chosen, name, value in (
        (lines[:2], "stated", 3e9), (lines[::2], "protein", 3.0), (lines[1:], "particles", 4e9),
        (lines[2:], "protein", 0.5),
    ):  # fmt: skip
        (use,) = old(tmp_path, given(*chosen, product="ev"), library).products
        assert use.dials[name] == pytest.approx(value)
        assert use.follows == {"dose": name}
    (fault,) = told(tmp_path, given(*lines, product="ev"), library)
    assert fault == (
        "experiment.toml:17: given particles = 6e+09 particle beside protein = 2 ug, 3e+09 particle/ug;"
        " expected 2e+09 particle/ug, as stated says;"
        " leave out particles or protein: it then follows from the other"
    )


def test_what_is_set_is_followed_from_one_agreement_to_the_next(tmp_path: Path) -> None:
    record = ev()
    assert record.product is not None
    source = Dial("source_cells", "cells that released it", "cell", 1e6, 0.0, 1e12)
    yields = number("ev.yields", 1e3, "particle/cell", low=1e2, high=1e4)
    agreements = (*record.product.agreements, Agreement("yield", "", "particles", "source_cells", "yields"))
    record = replace(
        record,
        dials=(*record.dials, source),
        quantities=(*record.quantities, yields),
        product=replace(record.product, agreements=agreements),
    )
    library = treated(modifiers={**LIBRARY.modifiers, ("product", "ev"): record})
    for line in ('source_cells = "3e6 cell"', 'protein = "3 ug"', 'particles = "3e9 particle"'):
        (use,) = old(tmp_path, given(line, product="ev"), library).products
        three = [use.dials[name] for name in ("particles", "protein", "source_cells")]
        assert three == pytest.approx([3e9, 3.0, 3e6])


# --- mistakes -------------------------------------------------------------------------------------------

TWO = '[[arm.old.product]]\nuse = "bm_msc"\nroute = "local"\n'
FAULTS = {
    "no unit": (
        given("cells = 2000000"),
        "experiment.toml:17: given cells = 2000000; expected an amount with its unit, cell (living cells"
        ' given); for instance "1e+06 cell"',
    ),
    "another dimension": (
        given('cells = "2 mg"'),
        "experiment.toml:17: given cells = '2 mg'; expected a unit like 'cell' (cell)",
    ),
    "a negative dose": (
        given('cells = "-5 cell"'),
        "experiment.toml:17: given cells = '-5 cell'; expected 0 to 1e+10 cell (living cells given);"
        " the usual value is 1e+06",
    ),
    "a half-time of zero": (
        given('half_time = "0 day"'),
        "experiment.toml:17: given half_time = '0 day'; expected 0.01 to 100 day (days in which half leave"
        " the gel); at 0 nothing is held: give it by the route local",
    ),
    "nothing given": (
        EXPERIMENT + "[[arm.old.product]]\n",
        "experiment.toml:14: given no key 'use'; expected what is given;"
        ' add `use = "bm_msc"` to this product',
    ),
    "unknown product": (
        given(product="bm_mcs"),
        "experiment.toml:15: given 'bm_mcs'; expected a product of the catalogue (ad_msc, bm_msc, ev);"
        " did you mean 'bm_msc'",
    ),
    "unknown route": (
        given(route="intravenus"),
        "experiment.toml:16: given 'intravenus'; expected a route of product 'bm_msc' (intravenous, local);"
        " did you mean 'intravenous'?",
    ),
    "no route": (
        given(route=""),
        "experiment.toml:14: given no key 'route'; expected one of local, intravenous;"
        ' add `route = "local"` to this product',
    ),
    "unknown dial": (
        given('cell = "1 cell"'),
        "experiment.toml:17: given 'cell'; expected a dial of product 'bm_msc' (cells, day, every, half_time,"
        " route, until, use); did you mean 'cells'",
    ),
    "unknown cargo": (
        given('let7 = "1 1/particle"', product="ev"),
        "experiment.toml:17: given 'let7'; expected a dial of product 'ev' (day, every, mir126, particles,"
        " protein, route, until, use); its cargo is mir126; another cargo is a dial and an effect of its"
        " record",
    ),
    "particles and protein that disagree": (
        given('particles = "1e12 particle"', 'protein = "1 ug"', product="ev"),
        "experiment.toml:17: given particles = 1e+12 particle beside protein = 1 ug, 1e+12 particle/ug;"
        " expected 1e+08 to 1e+10 particle/ug (how pure it is);"
        " leave out particles or protein: it then follows from the other",
    ),
    "particles without protein": (
        given('particles = "1e12 particle"', 'protein = "0 ug"', product="ev"),
        "experiment.toml:17: given particles = 1e+12 particle beside protein = 0 ug, nan particle/ug;"
        " expected 1e+08 to 1e+10 particle/ug",
    ),
    "the wrong species": (
        given().replace('species = "mouse"', 'species = "rat"'),
        "experiment.toml:15: given product 'bm_msc' in species 'rat'; expected a subject of mouse; choose a"
        " product for this species, or another subject",
    ),
    "two of one form": (
        given() + TWO.replace("bm_msc", "ad_msc"),
        "experiment.toml:18: given product 'ad_msc' beside 'bm_msc', which both deliver graft; expected"
        " products of which only one says how a thing behaves;"
        " give each its own arm, or write a record for the mixture",
    ),
    "one product with two effects": (
        given() + TWO + 'half_time = "9 day"\n',
        "experiment.toml:20: given half_time = 9, where product 'bm_msc' was given with 3; expected one"
        " half_time in an arm: it sets quantities of the whole arm;"
        " write the same value each time, or give each its own arm",
    ),
    "a defect without a volume": (
        given().replace("closed_fracture", "drill_hole"),
        "experiment.toml:16: given route 'local' of product 'bm_msc' into defect 'drill_hole'; expected a"
        " defect that says its volume, over which a dose is spread;"
        " add an effect to its record that sets defect_volume",
    ),
    "until without every": (
        given("until = 5"),
        "experiment.toml:17: given `until` without `every`; expected how often to repeat",
    ),
    "after the end": (
        given("day = 28"),
        "experiment.toml:17: given day = 28; expected a day from 0 to before the last, 28",
    ),
    "a number for a name": (
        EXPERIMENT + "[[arm.old.product]]\nuse = 3\n",
        "experiment.toml:15: given use = 3; expected a text in quotes",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_one_mistake_is_told_once_in_the_words_of_the_file(tmp_path: Path, case: str) -> None:
    text, message = FAULTS[case]
    (fault,) = told(tmp_path, text)
    assert fault.startswith(message)


def test_what_follows_must_lie_in_its_range(tmp_path: Path) -> None:
    record = ev()
    small = tuple(replace(d, high=100.0) if d.name == "protein" else d for d in record.dials)
    library = treated(modifiers={**LIBRARY.modifiers, ("product", "ev"): replace(record, dials=small)})
    (fault,) = told(tmp_path, given('particles = "1e12 particle"', product="ev"), library)
    assert fault == (
        "experiment.toml:17: given protein = 1000 ug, which follows from particles and purity; expected 0 to"
        " 100 ug (protein of the dose); the usual value is 1"
    )


def test_a_route_by_body_mass_needs_a_subject_with_one(tmp_path: Path) -> None:
    library = treated(modifiers={**LIBRARY.modifiers, ("product", "bm_msc"): bm_msc(species=())})
    text = given(route="intravenous").replace('species = "mouse"', 'species = "rat"')
    (fault,) = told(tmp_path, text, library)
    assert fault == (
        "experiment.toml:16: given route 'intravenous' of product 'bm_msc' in species 'rat'; expected a"
        " subject with a body mass, by which it doses;"
        " add [subject.rat.quantity.body_mass] to its record, or choose another route"
    )


def test_a_route_to_what_the_model_lacks_is_told(tmp_path: Path) -> None:
    (chapter,) = LIBRARY.chapters["natural_healing"]
    less = replace(chapter, entities=tuple(e for e in chapter.entities if e.id != "graft"))
    (fault,) = told(tmp_path, given(), treated(chapters={"natural_healing": (less,)}))
    assert (
        "given 'graft'; expected an entity of the model, as route 'local' of product 'bm_msc' has it" in fault
    )


def test_models_without_a_defect_take_no_products(tmp_path: Path) -> None:
    library = treated(chapters={**LIBRARY.chapters, "other": LIBRARY.chapters["natural_healing"]})
    text = given().replace(
        '[subject]\nspecies = "mouse"\nage = "13 week"\n[defect]\npreset = "closed_fracture"\n', ""
    )
    text = text.replace("days = 28", 'days = 28\nmodel = "other"').replace('subject.age = "18 month"\n', "")
    (fault,) = told(tmp_path, text, library)
    assert "given a table [arm.old.product]; expected no animal and no defect" in fault


def test_an_amount_that_makes_no_sense_is_told_when_it_is_worked_out(tmp_path: Path) -> None:
    arm = old(tmp_path, given())
    with pytest.raises(ExperimentError, match=r"delivers graft = .*, which is inf; expected finite amounts"):
        deliveries(arm, MODEL, 0.0)
    with pytest.raises(ExperimentError, match=r"without defect_volume; expected a subject and a defect that"):
        deliveries(arm, MODEL, None)
