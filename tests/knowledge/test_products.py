"""Records of products: read, laid over each other, made like another, and their mistakes told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteon.knowledge import completeness
from tests.knowledge import evidence_shelf
from tests.knowledge.shelves import FILES, load, write

FORMS = """\
[form.cells]
says = "Living cells."
sources = ["doi:10.1/a"]
card = { donor = "who gave them", passage = "passage of culture", viability = "share alive" }
"""

CELLS = """\
[product.marrow]
name = "marrow cells"
says = "Stromal cells of marrow."
claims = ["C172"]
curie = "CL:0002540"
species = ["mouse"]
form = "cells"
source = "E001"
[product.marrow.dial.cells]
says = "living cells given"
unit = "cell"
default = 1e6
range = [0.0, 1e10]
[product.marrow.dial.mass]
says = "protein of the cells"
unit = "ug"
default = 100.0
range = [0.01, 1e6]
why = "no cells, no product"
[product.marrow.dial.mir126]
says = "copies in a cell"
unit = "1/cell"
default = 1.0
range = [0.0, 10.0]
cargo = true
[product.marrow.quantity.viability]
value = 0.8
unit = "1"
range = [0.5, 1.0]
class = "assumed"
why = "usual"
spread = 0.1
[product.marrow.quantity.each]
value = 1e4
unit = "cell/ug"
range = [1e3, 1e5]
class = "derived"
source = "doi:10.1/a"
why = "100 pg in a cell"
[product.marrow.agree.dose]
says = "cells in a microgram of protein"
of = "cells"
per = "mass"
ratio = "each"
[product.marrow.route.local]
says = "Into the defect."
deliver.M1 = "cells * viability / defect_volume"
[product.marrow.route.vein]
says = "Into a vein."
deliver = { M1 = "cells / body_mass", M2 = "0 * cells / body_mass" }
[product.marrow.effect.calm]
says = "They calm."
target = "m1_to_m2.k"
op = "scale"
by = "1 + mir126 * cells / cells"
[product.marrow.card]
donor = "ten mice"
viability = " "
"""

LIKE = """\
[product.primed]
like = "marrow"
name = "primed cells"
says = "Cells that met inflammation."
[product.primed.quantity]
viability = { value = 0.6, unit = "1", range = [0.3, 0.9], class = "assumed", why = "a guess" }
more = { value = 2.0, unit = "1", class = "assumed", why = "a guess" }
[product.primed.effect.calm]
says = "They calm more."
target = "m1_to_m2.k"
op = "scale"
by = "more"
[product.primed.route.gel]
says = "In a gel."
deliver.M2 = "cells / defect_volume"
"""

PRODUCTS = {
    **FILES,
    **evidence_shelf.FILES,
    "products/forms.toml": FORMS,
    "products/cells/marrow.toml": CELLS,
    "products/cells/primed.toml": LIKE,
}


def spoiled(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The faults of the small catalogue after one text of it was replaced."""
    text = PRODUCTS[file]
    assert isinstance(text, str)
    assert text.count(old) == 1, f"{old!r} must stand once in {file}"
    write(folder, {**PRODUCTS, file: text.replace(old, new)})
    return [str(fault) for fault in load(folder)[1]]


def test_a_product_is_read_from_a_folder_inside_products(tmp_path: Path) -> None:
    library, faults = load(write(tmp_path, PRODUCTS))
    assert not faults
    record = library.modifiers["product", "marrow"]
    assert (record.claims, record.curie, record.species) == (("C172",), "CL:0002540", ("mouse",))
    assert [dial.name for dial in record.dials] == ["cells", "mass", "mir126"]
    assert (record.dials[1].why, record.dials[2].cargo) == ("no cells, no product", True)
    assert [quantity.path for quantity in record.quantities] == ["marrow.viability", "marrow.each"]
    product = record.product
    assert product is not None
    assert (product.form, product.source, product.like) == ("cells", "E001", None)
    assert {route.name: [each.entity for each in route.deliveries] for route in product.routes} == {
        "local": ["M1"], "vein": ["M1", "M2"],
    }  # fmt: skip
    line = CELLS.splitlines().index("[product.marrow.route.local]") + 3
    assert product.routes[0].deliveries[0].where == f"cat/products/cells/marrow.toml:{line}"
    assert [(a.of, a.per, a.ratio) for a in product.agreements] == [("cells", "mass", "each")]


def test_a_card_is_complete_as_far_as_its_headings_are_filled(tmp_path: Path) -> None:
    library, _ = load(write(tmp_path, PRODUCTS))
    record = library.modifiers["product", "marrow"]
    assert record.product is not None
    found = completeness(record.product, library.forms["cells"])
    assert (found.stated, found.missing) == (("donor",), ("passage", "viability"))
    assert found.share == pytest.approx(1 / 3)


def test_a_product_like_another_has_its_parts_where_it_has_no_own(tmp_path: Path) -> None:
    library, _ = load(write(tmp_path, PRODUCTS))
    record = library.modifiers["product", "primed"]
    product = record.product
    assert product is not None
    assert (product.form, product.source, record.species) == ("cells", "E001", ("mouse",))
    assert [dial.name for dial in record.dials] == ["cells", "mass", "mir126"]
    assert [(q.path, q.value) for q in record.quantities] == [
        ("primed.viability", 0.6), ("primed.each", 1e4), ("primed.more", 2.0),
    ]  # fmt: skip
    assert [effect.by for effect in record.effects] == ["more"]
    assert [route.name for route in product.routes] == ["local", "vein", "gel"]
    assert len(product.agreements) == 1
    assert (product.card, record.claims, record.curie) == ({}, (), None)


def test_likeness_is_followed_over_many_and_over_folders(tmp_path: Path) -> None:
    third = '[product.third]\nlike = "primed"\nname = "third"\nsays = "Third."\n'
    second = LIKE.replace("0.6", "0.55")
    library, faults = load(write(tmp_path, {**PRODUCTS, "products/third.toml": third}))
    assert not faults
    assert library.modifiers["product", "third"].quantities[0].value == 0.6
    library, _ = load(write(tmp_path, {"products/cells/primed.toml": second}))
    assert library.modifiers["product", "third"].quantities[0].value == 0.55


MARROW, PRIMED, FORM = "products/cells/marrow.toml", "products/cells/primed.toml", "products/forms.toml"
FAULTS = {
    "unknown form": (
        MARROW, 'form = "cells"', 'form = "cell"',
        "cat/products/cells/marrow.toml:7: given form = 'cell'; expected one of cells; did you mean 'cells'?",
    ),
    "no form": (
        MARROW, 'form = "cells"\n', "",
        "cat/products/cells/marrow.toml:1: given no form in [product.marrow]; expected form, source and at"
        " least one route, or a product that it is like",
    ),
    "unknown source": (
        MARROW, 'source = "E001"', 'source = "E999"',
        "cat/products/cells/marrow.toml:8: given source = 'E999'; expected an entity of the evidence base,"
        " like 'E002'",
    ),
    "unknown heading": (
        MARROW, 'donor = "ten mice"', 'doner = "ten mice"',
        "cat/products/cells/marrow.toml:56: given the heading 'doner' in the card of 'marrow'; expected one"
        " of donor, passage, viability; did you mean 'donor'?",
    ),
    "unknown species": (
        MARROW, 'species = ["mouse"]', 'species = ["mose"]',
        "cat/products/cells/marrow.toml:6: given species 'mose'; expected the id of a subject;"
        " did you mean 'mouse'?",
    ),
    "a route that gives nothing": (
        MARROW, 'deliver.M1 = "cells * viability / defect_volume"', "deliver = {}",
        "cat/products/cells/marrow.toml:47: given deliver = a table; expected a table of entities and"
        " amounts, like { graft = 'cells / defect_volume' }",
    ),
    "a dial called as a variable": (
        MARROW, "[product.marrow.dial.mass]", "[product.marrow.dial.defect_volume]",
        "cat/products/cells/marrow.toml:14: given the name 'defect_volume'; expected a name that the rate"
        " language leaves free",
    ),
    "an unknown dial in an agreement": (
        MARROW, 'per = "mass"', 'per = "mas"',
        "cat/products/cells/marrow.toml:40: given per = 'mas' in agree.dose; expected a dial of this"
        " product; did you mean 'mass'",
    ),
    "a ratio without a range": (
        MARROW, "range = [1e3, 1e5]\n", "",
        "cat/products/cells/marrow.toml:39: given ratio = 'each' in agree.dose, without a range; expected a"
        " quantity with a range; add the range within which the two dials may differ",
    ),
    "an unknown ratio": (
        MARROW, 'ratio = "each"', 'ratio = "eech"',
        "cat/products/cells/marrow.toml:40: given ratio = 'eech' in agree.dose; expected a quantity of this"
        " product with a range, or a dial; did you mean 'each'?",
    ),
    "one dial twice in an agreement": (
        MARROW, 'per = "mass"', 'per = "cells"',
        "cat/products/cells/marrow.toml:40: given one name twice in agree.dose; expected two dials and their"
        " ratio, each another",
    ),
    "a shape": (
        MARROW, "[product.marrow.route.vein]", "[product.marrow.shape.extent]\n[product.marrow.route.vein]",
        "cat/products/cells/marrow.toml:48: given unknown key 'shape' in [product.marrow]; expected one of"
        " name, says, claims, curie, species, like, form, source, card, dial, quantity, effect, route, agree",
    ),
    "like nothing": (
        PRIMED, 'like = "marrow"', 'like = "marow"',
        "cat/products/cells/primed.toml:2: given like = 'marow'; expected the id of a product;"
        " did you mean 'marrow'",
    ),
    "like itself": (
        PRIMED, 'like = "marrow"', 'like = "primed"',
        "cat/products/cells/primed.toml:2: given like = 'primed', which leads back; expected a"
        " product that is like no other in the end",
    ),
    "an unknown guideline": (
        FORM, 'sources = ["doi:10.1/a"]', 'sources = ["doi:10.1/b"]',
        "cat/products/forms.toml:3: given sources = 'doi:10.1/b'; expected the id of a source record;"
        " did you mean 'doi:10.1/a'?",
    ),
    "a route without a delivery": (
        MARROW, 'deliver.M1 = "cells * viability / defect_volume"\n', "",
        "cat/products/cells/marrow.toml:45: given nothing to deliver by route.local; expected something that"
        " it delivers, or an effect of the product on what there is at the start",
    ),
    "a form that yields to none": (
        FORM, 'sources = ["doi:10.1/a"]', 'sources = ["doi:10.1/a"]\nyields = ["cell"]',
        "cat/products/forms.toml:4: given yields = 'cell'; expected the id of a form; did you mean 'cells'?",
    ),
    "a heading without words": (
        FORM, 'donor = "who gave them"', 'donor = ""',
        "cat/products/forms.toml:4: given card = ''; expected a table of headings and what each means, in"
        " words",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_mistakes_in_products_are_told(tmp_path: Path, case: str) -> None:
    file, old, new, message = FAULTS[case]
    told = spoiled(tmp_path, file, old, new)
    assert any(fault.startswith(message) for fault in told), told


def test_only_products_have_cargo_and_only_rules_and_products_species(tmp_path: Path) -> None:
    condition = "range = [0.0, 1e6]\n[condition.infection.effect.more]"
    (fault,) = spoiled(tmp_path, "conditions/infection.toml", condition,
                       condition.replace("1e6]\n", "1e6]\ncargo = true\n"))  # fmt: skip
    assert fault.endswith("given cargo in [condition.infection.dial.load]; expected cargo in products only")
    says = 'says = "Bacteria in the wound."\n'
    (fault,) = spoiled(tmp_path, "conditions/infection.toml", says, f'{says}species = ["mouse"]\n')
    assert "expected species in rules and products only; remove it" in fault


def test_materials_are_products_in_a_folder_of_their_own(tmp_path: Path) -> None:
    more = {"materials/own/marrow.toml": LIKE.replace("primed", "gel")}
    library, faults = load(write(tmp_path, {**PRODUCTS, **more}))
    assert not faults
    gel, marrow = library.modifiers["product", "gel"], library.modifiers["product", "marrow"]
    assert (gel.sets, gel.starts) == (frozenset(), False)
    starts = replace(marrow.effects[0], op="set", targets=("M1.initial",))
    filled = replace(marrow, effects=(starts,))
    assert (filled.sets, filled.starts) == (frozenset({"M1.initial"}), True)


def test_two_products_of_one_name_and_two_forms_are_told(tmp_path: Path) -> None:
    twice = {"products/again.toml": CELLS + FORMS}
    told = [str(fault) for fault in load(write(tmp_path, {**PRODUCTS, **twice}))[1]]
    assert any("the name 'product.marrow', which stands at" in fault for fault in told)
    assert any("the name 'form.cells', which stands at" in fault for fault in told)


def test_a_setup_takes_the_products_of_the_one_that_it_is_like(tmp_path: Path) -> None:
    setups = """
[setup.given]
like = "injured"
says = "With cells."
product = [{ use = "marrow", route = "local" }]
[setup.given_off]
like = "given"
says = "The same."
off = ["m1_to_m2"]
[setup.not_given]
like = "given"
says = "Without."
product = []
"""
    library, faults = load(write(tmp_path, {**PRODUCTS, "setups/given.toml": setups}))
    assert not faults
    found = library.evidence.setups
    assert found["given_off"].product == ({"use": "marrow", "route": "local"},)
    assert found["not_given"].product == ()
    assert found["injured"].product == ()
