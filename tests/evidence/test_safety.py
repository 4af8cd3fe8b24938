"""The register of concerns: each has a metric and a scenario that moves it."""

from pathlib import Path

import pytest

from osteon.errors import RecordError
from osteon.evidence import check_evidence, look_up, safety_rule, safety_table
from osteon.knowledge import Library, completeness, load_library, load_static


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_each_claim_about_safety_is_a_concern_that_can_be_looked_at(library: Library) -> None:
    rule = safety_rule(library)
    assert rule.faults == ()
    assert not any("no concern" in each for each in rule.listed)
    asked = {claim.id for claim in library.evidence.claims.values() if "S49" in claim.systems}
    assert asked == {"C066", "C067", "C068", "C301", "C323", "C365", "C427", "C428"}
    assert asked <= {claim for concern in library.static.concerns.values() for claim in concern.claims}
    assert rule.rule in {each.rule for each in check_evidence(library)}


def test_each_concern_has_a_metric_and_a_scenario(library: Library) -> None:
    for concern in library.static.concerns.values():
        assert concern.metric
        assert concern.tests or len(concern.cards) == 2
        for test in concern.tests:
            assert test.sweep or len(test.arms) == 2
    table = safety_table(library.static, library.evidence)
    assert len(table.rows) == len(library.static.concerns)
    assert look_up(library.evidence, library.static, "safety") == (table,)
    assert all(row[0].claims for row in table.rows)


def test_a_fuller_card_is_what_regulation_reads(library: Library) -> None:
    shares = []
    for name in library.static.concerns["regulation"].cards:
        product = library.modifiers["product", name].product
        assert product is not None
        shares.append(completeness(product, library.forms[product.form]).share)
    assert shares[0] > shares[1]


CONCERN = "[concern.x]\ntitle = 't'\nsays = 's'\nclaims = ['C428']\nmetric = 'm'\n"
TEST = (
    "[[concern.x.test]]\narm = '{0}'\nagainst = 'fracture'\noutcome = '{1}'\nread = 'mean'\nexpect = '{2}'\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CONCERN, "concern 'x' without a scenario that moves it; expected a test with two setups"),
        (f"{CONCERN}cards = ['bm_msc']\n", "without a scenario that moves it"),
        (CONCERN + TEST.format("fractur", "bv_tv", "higher"), "did you mean 'fracture'"),
        (
            CONCERN + TEST.format("fracture", "bv_tw", "higher"),
            "outcome has 'bv_tw'; expected the id of a readout",
        ),
        (CONCERN + TEST.format("fracture", "bv_tv", "up"), "expect = 'up'; expected one of higher"),
        (CONCERN.replace("C428", "C998"), "claims has 'C998'; expected the id of a claim"),
        (CONCERN.replace("metric", "metrik"), "did you mean 'metric'?"),
    ],
)
def test_a_bad_record_is_told(library: Library, tmp_path: Path, text: str, said: str) -> None:
    folder = tmp_path / "mine"
    (folder / "safety").mkdir(parents=True)
    (folder / "safety" / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load_static(library.evidence, [folder])
    assert said in str(caught.value)
