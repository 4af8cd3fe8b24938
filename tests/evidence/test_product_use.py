"""To which of three uses of stromal cells a product or an arm belongs."""

from pathlib import Path

import pytest

from osteon.evidence import (
    application_of,
    check_evidence,
    outside_of,
    product_rule,
    use_of_product,
    use_of_products,
    use_of_setup,
)
from osteon.knowledge import Library, load_library

THREE = {"direct", "secretome", "vehicle"}
GIVEN = {"cells", "vesicles", "medium"}
"""Forms that hold stromal cells or what they make."""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_every_product_is_sorted_and_each_with_cells_or_what_they_make_into_one_of_three(
    library: Library,
) -> None:
    rule = product_rule(library)
    assert (rule.faults, rule.listed) == ((), ())
    assert rule.checked == rule.of > 50
    for (kind, name), record in library.modifiers.items():
        if kind == "product" and record.product is not None and record.product.form in GIVEN:
            use = use_of_product(library, name)
            assert use is not None
            assert use.id in THREE or use.id == "other_cells", name
    assert set(library.static.applications) == THREE
    assert rule.rule in {each.rule for each in check_evidence(library)}


@pytest.mark.parametrize(
    ("product", "use"),
    [
        ("bm_msc", "direct"),
        ("ipsc_msc", "direct"),
        ("vegf_msc", "vehicle"),
        ("uc_msc_ev", "secretome"),
        ("bm_msc_cm", "secretome"),
        ("ocm", "secretome"),
        ("ipsc", "other_cells"),
        ("oi_ipsc", "other_cells"),
        ("beta_tcp", "materials"),
        ("marrow_aspiration", "harvest"),
    ],
)
def test_the_group_of_a_product(library: Library, product: str, use: str) -> None:
    found = use_of_product(library, product)
    assert found is not None
    assert found.id == use


@pytest.mark.parametrize(
    ("products", "use"),
    [
        (["beta_tcp", "bm_msc"], "direct"),
        (["bm_msc_ev", "bm_msc"], "direct"),
        (["bm_msc", "bmp2_msc"], "vehicle"),
        (["beta_tcp", "bm_msc_ev"], "secretome"),
        (["beta_tcp"], "materials"),
        ([], None),
    ],
)
def test_an_arm_goes_where_its_products_put_it(
    library: Library, products: list[str], use: str | None
) -> None:
    for order in (products, products[::-1]):
        found = use_of_products(library, order)
        assert (found.id if found else None) == use


def test_every_setup_outside_of_dishes_with_a_product_is_in_one_group_or_outside(library: Library) -> None:
    for setup in library.evidence.setups.values():
        if setup.product:
            assert use_of_setup(library, setup) is not None, setup.id
        listed = (application_of(library.static, setup.id), outside_of(library.static, setup.id))
        assert None in listed, setup.id


def test_a_product_of_ones_own_is_sorted_by_what_it_is_like_or_by_its_form(tmp_path: Path) -> None:
    text = "[product.{0}]\nname = 'n'\nsays = 's'\nlike = '{1}'\n"
    folder = tmp_path / "mine"
    (folder / "products").mkdir(parents=True)
    mine = text.format("my_cells", "bm_msc") + text.format("my_gene", "bmp2_msc")
    (folder / "products" / "mine.toml").write_text(mine, encoding="utf-8")
    library = load_library([folder])
    uses = [use_of_product(library, name) for name in ("my_cells", "my_gene")]
    assert [use.id if use else None for use in uses] == ["direct", "vehicle"]


LAMP = """
[form.light]
says = "s"
[form.light.card]
wave = "w"
[product.lamp]
name = "n"
says = "s"
form = "light"
source = "E002"
[product.lamp.dial]
amount = { says = "a", unit = "ng/mL", default = 1.0, range = [0.0, 2.0] }
[product.lamp.route.local]
says = "s"
deliver.BMP2 = "amount"
"""


def test_a_form_that_no_group_sorts_and_a_product_that_is_none_are_faults(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    outside = "[outside.x]\nsays = 's'\nproducts = ['bm_mcs']\n"
    for name, text in {"products": LAMP, "applications": outside}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "mine.toml").write_text(text, encoding="utf-8")
    said = "; ".join(str(fault) for fault in product_rule(load_library([folder])).faults)
    assert "product 'lamp' in no group of uses" in said
    assert "products has 'bm_mcs'" in said
    assert "did you mean 'bm_msc'" in said
