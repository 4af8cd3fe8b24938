"""The criteria of identity on panels of marrow, fat and cells under interferon; where they are from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteon.identity import Panel, PanelError, classify, identify, panel_statements, placed, read_panels
from osteon.knowledge import Library, load_library

SOUND = {
    "CD73": "99",
    "CD90": "98",
    "CD105": "97.5",
    "CD45": "0.3",
    "CD34": "0.4",
    "CD14": "1",
    "CD19": "0.5",
    "HLA-DR": "1.2",
    "adherent": "yes",
    "osteogenic": "yes",
    "adipogenic": "yes",
    "chondrogenic": "yes",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def panel_of(library: Library, folder: Path, **rows: str) -> Panel:
    cells = {name.replace("_", "-"): value for name, value in rows.items()}
    return read(library, folder, SOUND | cells)[0]


def read(library: Library, folder: Path, rows: dict[str, str]) -> tuple[Panel, ...]:
    path = folder / "panel.csv"
    path.write_text("marker,value\n" + "".join(f"{name},{value}\n" for name, value in rows.items()))
    return read_panels(path, library.evidence, named_tests(library))


def named_tests(library: Library) -> tuple[str, ...]:
    assert library.identity is not None
    return tuple(c.test for c in library.identity.criteria.values() if c.test)


def judged(panel: Panel, library: Library) -> tuple[str, dict[str, str]]:
    assert library.identity is not None
    found = identify(panel, library.identity, library.evidence)
    return found.verdict, {finding.criterion: finding.reads for finding in found.findings}


def test_a_marrow_panel_passes(library: Library, tmp_path: Path) -> None:
    verdict, reads = judged(panel_of(library, tmp_path), library)
    assert verdict == "stromal cells"
    assert set(reads.values()) == {"pass"}


@pytest.mark.parametrize(
    ("marker", "value", "reads"),
    [
        ("CD73", "95", "pass"),
        ("CD73", "94.9", "fail"),
        ("CD45", "2", "pass"),
        ("CD45", "2.1", "fail"),
        ("osteogenic", "no", "fail"),
    ],
)
def test_the_limits_are_those_of_the_criteria(
    library: Library, tmp_path: Path, marker: str, value: str, reads: str
) -> None:
    verdict, found = judged(panel_of(library, tmp_path, **{marker: value}), library)
    assert found[marker] == reads
    assert verdict == ("stromal cells" if reads == "pass" else "not stromal cells")


def test_cd34_of_cells_from_fat_is_flagged_with_the_claim_that_objects(
    library: Library, tmp_path: Path
) -> None:
    assert library.identity is not None
    panel = panel_of(library, tmp_path, CD34="30", source="AD-MSC")
    found = identify(panel, library.identity, library.evidence)
    (flag,) = [finding for finding in found.findings if finding.reads == "flagged"]
    assert found.verdict == "stromal cells, flagged"
    assert (flag.criterion, flag.conflict) == ("CD34", "K05")
    assert {"C046", "C076"} == set(flag.claims)
    assert set(library.evidence.conflicts["K05"].claims) == {"C046", "C076"}


def test_cd34_of_other_cells_fails_and_says_whom_the_exception_is_for(
    library: Library, tmp_path: Path
) -> None:
    assert library.identity is not None
    panel = panel_of(library, tmp_path, CD34="30", source="BM-MSC")
    found = identify(panel, library.identity, library.evidence)
    (failed,) = [finding for finding in found.findings if finding.reads == "fail"]
    assert failed.why == (
        "CD34 30 %, expected at most 2 %; an exception holds for AD-MSC (C076), which the panel does not name"
    )


def test_hla_dr_under_interferon_is_licensed(library: Library, tmp_path: Path) -> None:
    treated = panel_of(library, tmp_path, HLA_DR="60", treatment="IFN-gamma")
    assert judged(treated, library)[0] == "licensed stromal cells"
    assert judged(treated, library)[1]["HLA_DR"] == "licensed"
    assert judged(panel_of(library, tmp_path, HLA_DR="60"), library)[0] == "not stromal cells"


def test_one_of_two_stand_ins_is_enough_and_each_measured_one_counts(
    library: Library, tmp_path: Path
) -> None:
    both = panel_of(library, tmp_path, CD11b="40")
    assert judged(both, library)[1]["monocyte"] == "fail"
    rows = {name: value for name, value in SOUND.items() if name != "CD14"}
    assert judged(read(library, tmp_path, rows)[0], library)[0] == "incomplete"
    assert judged(read(library, tmp_path, rows | {"CD11b": "0.2"})[0], library)[0] == "stromal cells"


def test_what_is_not_on_the_panel_is_said(library: Library, tmp_path: Path) -> None:
    verdict, reads = judged(read(library, tmp_path, {"CD73": "99"})[0], library)
    assert verdict == "incomplete"
    assert reads.pop("CD73") == "pass"
    assert set(reads.values()) == {"not measured"}


def test_every_criterion_rests_on_claims_of_the_base(library: Library) -> None:
    assert library.identity is not None
    records = [*library.identity.criteria.values(), *library.identity.exemptions.values()]
    assert all(record.claims and set(record.claims) <= set(library.evidence.claims) for record in records)


@pytest.mark.parametrize("source", ["BM-MSC", "AD-MSC", "CP-MSC"])
def test_a_panel_as_the_claims_word_it_is_given_back_its_source(library: Library, source: str) -> None:
    assert library.identity is not None
    assert library.identity.classifier is not None
    base = library.evidence
    (wanted,) = [id for id, concept in base.concepts.items() if concept.name == source]
    share = {"present": 92.0, "raised": 92.0, "weak": 25.0, "absent": 0.5}
    told = panel_statements(base, library.identity.classifier)
    own = {s.antigen: share[s.level] for s in told if s.source == wanted}
    panel = Panel("x", own, {id: base.concepts[id].name for id in own})
    origin = classify(panel, library.identity, base)
    assert origin.likeliest == wanted
    assert sum(origin.posterior.values()) == pytest.approx(1.0)


def test_two_names_of_one_gene_bring_a_clash_to_light(library: Library, tmp_path: Path) -> None:
    assert library.identity is not None
    origin = classify(panel_of(library, tmp_path, CD49f="30"), library.identity, library.evidence)
    (weight,) = [weight for weight in origin.weights if weight.label == "CD49f"]
    assert weight.clash == ("K20",)
    assert {"C077", "C094"} <= {statement.claim for statement in weight.statements}


def test_an_antigen_against_the_likeliest_source_is_named(library: Library) -> None:
    assert library.identity is not None
    base = library.evidence
    ids = {concept.name: id for id, concept in base.concepts.items()}
    shares = {"CD106": 8.0, "CD49f": 20.0, "PODXL": 15.0, "CD36": 70.0, "CD34": 0.5}
    panel = Panel("x", {ids[n]: v for n, v in shares.items()}, {ids[n]: n for n in shares})
    origin = classify(panel, library.identity, base)
    assert origin.likeliest == ids["AD-MSC"]
    assert origin.against == ("CD34",)


def test_a_panel_of_nothing_tells_nothing(library: Library) -> None:
    assert library.identity is not None
    origin = classify(Panel("x", {}), library.identity, library.evidence)
    assert origin.likeliest is None
    assert len(set(origin.posterior.values())) == 1


def test_the_order_of_antigens_does_not_matter(library: Library, tmp_path: Path) -> None:
    assert library.identity is not None
    panel = panel_of(library, tmp_path, CD106="20", CD36="40")
    turned = replace(panel, percents=dict(reversed(panel.percents.items())))
    first = classify(panel, library.identity, library.evidence).posterior
    second = classify(turned, library.identity, library.evidence).posterior
    assert first == pytest.approx(second)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"CD73": "140"}, "given CD73 = '140'; expected a percentage of cells, 0 to 100"),
        ({"CD73": "-1"}, "given CD73 = '-1'; expected a percentage"),
        ({"CD73": "nan"}, "given CD73 = 'nan'; expected a percentage"),
        ({"CD7E": "3"}, "given 'CD7E'; expected an antigen"),
        ({"CD7E": "3"}, "did you mean 'CD73'"),
        (
            {"HLA-DR": "1", "hla dr": "1"},
            "given 'hla dr' a second time, which is 'HLA-DR' under",
        ),
        ({"adherent": "perhaps"}, "given adherent = 'perhaps'; expected yes or no"),
        ({"source": "AX-MSC"}, "-MSC'"),
    ],
)
def test_a_bad_row_is_told(library: Library, tmp_path: Path, rows: dict[str, str], said: str) -> None:
    with pytest.raises(PanelError) as caught:
        read(library, tmp_path, rows)
    assert said in str(caught.value)


def test_all_faults_of_a_panel_are_told_at_once(library: Library, tmp_path: Path) -> None:
    with pytest.raises(PanelError) as caught:
        read(library, tmp_path, {"CD73": "140", "CD90": "x", "nonsense": "1"})
    assert [fault.where.rpartition(":")[2] for fault in caught.value.faults] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "given the columns none; expected the columns marker and value"),
        (b"antigen,percent\nCD73,9\n", "given the columns antigen, percent"),
        (b"marker,value\n", "given a table without rows"),
        (b"marker,value\nCD73,9,9\n", "given 3 cells; expected 2 cells"),
        (b"\xff\xfe\x00", "given bytes that are not UTF-8"),
    ],
)
def test_a_file_that_is_no_panel_is_told(library: Library, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "panel.csv"
    path.write_bytes(content)
    with pytest.raises(PanelError) as caught:
        read_panels(path, library.evidence, named_tests(library))
    assert said in str(caught.value)


def test_several_samples_of_one_file(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text("sample,marker,value\na,CD73,99\nb,CD73,40\n")
    first, second = read_panels(path, library.evidence, named_tests(library))
    assert (first.name, second.name) == ("a", "b")
    assert judged(second, library)[1]["CD73"] == "fail"


def test_source_and_treatment_can_be_said_beside_the_file(library: Library, tmp_path: Path) -> None:
    panel = placed(
        panel_of(library, tmp_path, CD34="30", HLA_DR="50"), library.evidence, "AD-MSC", ("IFN-γ",)
    )
    assert judged(panel, library)[0] == "licensed stromal cells, flagged"
    with pytest.raises(PanelError, match="--treatment: given 'interferron'"):
        placed(panel, library.evidence, None, ("interferron",))
