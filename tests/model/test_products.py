"""Products checked against the model, and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.errors import RecordError
from osteon.knowledge import (
    NATURAL_HEALING,
    Agreement,
    Delivery,
    Dial,
    Product,
    Quantity,
    Route,
    load_library,
)
from osteon.model import build_model, check_library, explain, names, prune, start_amounts
from tests.scenario.tiny import number
from tests.scenario.treated import bm_msc, ev, treated

BUILT_IN = load_library()


def faults(
    *deliveries: Delivery, agreements: tuple[Agreement, ...] = (), more: tuple[Quantity, ...] = ()
) -> list[str]:
    """What the check says of the vesicles of `treated` when they deliver something else."""
    record = ev()
    assert record.product is not None
    routes = (Route("local", "In.", deliveries),) if deliveries else record.product.routes
    product = Product("vesicles", "E004", routes, agreements or record.product.agreements)
    record = replace(record, product=product, quantities=(*record.quantities, *more))
    found = check_library(treated(modifiers={**treated().modifiers, ("product", "ev"): record}))
    return [str(fault) for fault in found.faults]


def test_a_sound_product_has_no_faults_and_nothing_idle() -> None:
    assert faults() == []
    assert not [str(each) for each in check_library(treated()).warnings if "bm" in each.where]


@pytest.mark.parametrize(
    ("entity", "amount", "message"),
    [
        ("EV", "protein / body_mass * particles / defect_volume", ""),
        ("EW", "particles / defect_volume",
         "here:4: given deliver.EW; expected an entity of the model; did you mean 'EV'?"),
        ("EV", "particles",
         "here:4: given 'particles', which has the unit particle; expected particle/mm^3, the unit of EV"),
        ("EV", "particles / body_mass",
         "here:4: given 'particles / body_mass', which has the unit particle/pg; expected particle/mm^3"),
        ("EV", "particle / defect_volume",
         "here:4: given the name 'particle' in 'particle / defect_volume'; expected a dial or quantity of"
         " this product, defect_volume or body_mass; did you mean 'particles'?"),
        ("EV", "particles * female / defect_volume", "here:4: given the name 'female'"),
        ("EV", "particles / defect_volume.k", "here:4: given '.k'"),
        ("clot", "particles / particles",
         "here:4: given a delivery of the tissue 'clot'; expected something that takes no space"),
    ],
)  # fmt: skip
def test_what_a_route_delivers_is_an_entity_in_its_unit(entity: str, amount: str, message: str) -> None:
    told = faults(Delivery(entity, amount, "here:4"))
    assert told[0].startswith(message) if message else told == []


def test_a_model_without_a_volume_cannot_spread_a_dose() -> None:
    (chapter,) = treated().chapters[NATURAL_HEALING]
    less = replace(chapter, quantities=tuple(q for q in chapter.quantities if q.path != "defect_volume"))
    told = [str(each) for each in check_library(treated(chapters={NATURAL_HEALING: (less,)})).faults]
    assert any(
        "given defect_volume, which the model lacks; expected a shared quantity" in each for each in told
    )


def test_dials_that_must_agree_have_the_unit_of_their_ratio_and_do_agree() -> None:
    wrong = number("ev.wrong", 1.0, "particle", low=0.5, high=2.0)
    (fault,) = faults(agreements=(_agreement("wrong"),), more=(wrong,))
    unit = "which has the unit particle/pg; expected particle, the unit of wrong"
    assert fault.startswith(f"here:7: given 'particles / protein', {unit}")
    apart = number("ev.apart", 2e9, "particle/ug", low=1e8, high=1e10)
    (fault,) = faults(agreements=(_agreement("apart"),), more=(apart,))
    assert fault == (
        "here:7: given defaults of particles and protein that are not as apart says;"
        " expected particles = 2e+09, or another protein"
    )


def _agreement(ratio: str) -> Agreement:
    return Agreement("dose", "", "particles", "protein", ratio, "here:7")


def test_a_dial_and_a_number_that_nothing_reads_are_idle() -> None:
    record = bm_msc()
    idle = Dial("idle", "nothing", "1", 0.0, 0.0, 1.0, "bm.toml:9")
    spare = number("bm_msc.spare", 1.0)
    record = replace(record, dials=(*record.dials, idle), quantities=(*record.quantities, spare))
    library = treated(modifiers={**treated().modifiers, ("product", "bm_msc"): record})
    told = [str(each) for each in check_library(library).warnings]
    reader = "expected an effect or delivery that uses it"
    assert f"bm.toml:9: given dial 'idle', which no effect or delivery reads; {reader}" in told
    assert any(f"quantity 'bm_msc.spare', which is not used; {reader}" in each for each in told)


def test_inherited_numbers_are_counted_once() -> None:
    library = treated()
    twin = replace(bm_msc(), id="twin", quantities=(number("twin.viability", 0.8, where="bm.toml:9"),))
    own = replace(bm_msc(), quantities=(number("bm_msc.viability", 0.8, where="bm.toml:9"),))
    both = {**library.modifiers, ("product", "bm_msc"): own, ("product", "twin"): twin}
    assert check_library(treated(modifiers=both)).counts == check_library(library).counts


def test_a_product_explains_what_it_is_and_what_is_missing_from_its_card() -> None:
    found = explain(treated(), "bm_msc")
    sections = {each.title: each.lines for each in found.sections}
    assert (found.kind, found.title) == ("product", "marrow cells")
    assert sections["What it is"] == ("cells of E002", "given to mouse only")
    assert sections["Routes"][:2] == (
        "local: Into the defect.", "    graft + cells * viability / defect_volume",
    )  # fmt: skip
    assert "at 0 nothing is held" in sections["Dials"][1]
    assert sections["Card"] == (
        "50% complete: 1 of 2 headings of form.cells", "donor  ten mice", "missing: passage",
    )  # fmt: skip
    vesicles = {each.title: each.lines for each in explain(treated(), "ev").sections}
    assert vesicles["Cargo"] == ("mir126  = 0.01 1/particle  [0, 10]  copies of miR-126 in a particle",)
    assert vesicles["Agreement"] == ("particles = purity * protein: how pure it is",)


def test_forms_and_the_list_of_products_are_explained() -> None:
    form = {each.title: each.lines for each in explain(treated(), "form.cells").sections}
    assert form["Headings"] == ("donor    who gave them", "passage  of culture")
    assert form["Products"] == ("bm_msc  50%  marrow cells", "ad_msc  0%   fat cells")
    listed = {each.title: each.lines for each in explain(treated(), NATURAL_HEALING).sections}
    assert listed["Products"][0] == "bm_msc  cells     marrow cells"
    with pytest.raises(RecordError, match="did you mean 'bm_msc'"):
        explain(treated(), "bm_mcs")


# --- the built-in catalogue -----------------------------------------------------------------------------


def test_natural_healing_does_not_know_the_volume_of_the_defect() -> None:
    """Only what products bring goes by it, so that nothing changes where none is given."""
    model = build_model(BUILT_IN)
    amounts = start_amounts(model, {path: each.coherent for path, each in model.quantities.items()})
    untreated = prune(model, {id for id, amount in amounts.items() if amount})
    trees = [rate.expression for rate in untreated.rates]
    trees += [tree for moved in untreated.transports for tree in moved.expressions]
    signals, read = dict(untreated.signals), set[str]()
    while trees:
        found = set(names(trees.pop())) - read
        read |= found
        trees += [signals[name] for name in found if name in signals]
    assert "hypoxia" in read
    assert "defect_volume" not in read
    assert model.quantities["defect_volume"].spread == 0.0


def test_every_defect_says_its_volume() -> None:
    silent = [
        id
        for (kind, id), record in BUILT_IN.modifiers.items()
        if kind == "defect" and not any("defect_volume" in effect.targets for effect in record.effects)
    ]
    assert silent == []


def test_cells_and_vesicles_are_asked_for_what_their_guidelines_ask() -> None:
    forms = BUILT_IN.forms
    assert {"donor", "origin", "separation", "characteristics", "site"} <= forms["cells"].card.keys()
    asked = {"nomenclature", "source", "separation", "size", "number", "protein", "markers", "purity"}
    assert asked | {"storage", "dose", "function", "ev_track"} <= forms["vesicles"].card.keys()
