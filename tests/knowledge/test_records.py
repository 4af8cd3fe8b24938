"""Records read as they are written, and every mistake in one told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.knowledge._page import RESERVED
from osteon.model import LAWS
from tests.knowledge.shelves import CHAPTER, FILES, load, spoiled, write

CHAPTER_FILE = "mechanisms/macrophages.toml"
CONDITION_FILE = "conditions/infection.toml"
STUDY_FILE = "studies/tibia.toml"
POINTS_FILE = "studies/tibia.csv"
EVIDENCE = "expected a class of evidence, one of measured, derived, fitted, assumed"


def test_a_catalogue_in_order_has_no_faults(tmp_path: Path) -> None:
    library, faults = load(write(tmp_path, FILES))
    assert not faults
    (chapter,) = library.chapters["natural_healing"]
    assert (chapter.id, chapter.title) == ("macrophages", "Macrophages")
    assert [entity.id for entity in chapter.entities] == ["M1", "M2"]
    assert chapter.entities[0].tags == ("immune",)
    assert [quantity.path for quantity in chapter.quantities] == ["contact"]
    assert chapter.signals[0].value == "M2 / (M1 + M2)"
    process = chapter.processes[0]
    assert (process.source, process.target, process.claims) == ("M1", "M2", ("C172",))
    rate = process.quantities[0]
    assert (rate.path, rate.low, rate.high, rate.spread) == ("m1_to_m2.k", 0.05, 0.25, 0.2)
    assert (rate.evidence, rate.source, rate.place) == ("measured", "doi:10.1/a", "C053, table 2")
    assert (
        rate.where == f"cat/{CHAPTER_FILE}:{CHAPTER.splitlines().index('[process.m1_to_m2.quantity.k]') + 1}"
    )


def test_modifiers_sources_and_studies_are_read(tmp_path: Path) -> None:
    library, _ = load(write(tmp_path, FILES))
    infection = library.modifiers["condition", "infection"]
    assert (infection.dials[0].name, infection.dials[0].high) == ("load", 1e6)
    assert infection.effects[0].targets == ("m1_to_m2.k", "M1.initial")
    assert library.modifiers["rule", "ageing"].species == ("mouse",)
    assert library.modifiers["rule", "ageing"].effects[0].targets == ("m1_to_m2.k",)
    assert library.modifiers["subject", "mouse"].quantities[1].path == "mouse.life_span"
    assert library.sources["doi:10.1/a"].year == 2019
    study = library.studies["tibia"]
    assert study.arms == {"young": "4 weeks old"}
    assert study.contrasts["delay"].day == 21
    assert (study.rows[0].row, study.rows[0].n, study.rows[1].low) == ("R215", 6, None)
    assert library.parameters["C053"]["unit"] == "1/day"


def test_quantities_in_coherent_units(tmp_path: Path) -> None:
    library, _ = load(write(tmp_path, FILES))
    assert library.modifiers["subject", "mouse"].quantities[0].coherent == pytest.approx(121.75)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('tags = ["immune"]', "tgas = []", "unknown key 'tgas' in [entity.M1]; expected one of name, kind,"),
        ('tags = ["immune"]', "tgas = []", "did you mean 'tags'?"),
        ('curie = "CL:0000863"', "curie = 863", "curie = 863; expected an ontology term, like 'CL:0000863'"),
        ('title = "Macrophages"', "", "no title in the file; expected a title"),
        ("value = 0.083\n", "", "no value in [process.m1_to_m2.quantity.k]; expected a finite number"),
        ('unit = "1/mm"\n', "", "no unit in [quantity.contact]; expected a unit, like 'ng/mL' ('1' for a p"),
        ('class = "derived"\n', "", f"no class in [quantity.contact]; {EVIDENCE}"),
        ('class = "derived"', 'class = "derivd"', "class = 'derivd'; expected one of measured, derived, fi"),
        ('class = "derived"', 'class = "derivd"', "did you mean 'derived'?"),
        ('unit = "1/mm"', 'unit = "1/mmm"', "unit = 'mmm' in '1/mmm'; expected a known unit; did you mean"),
        ('unit = "1/mm"', "unit = 3", "unit = 3; expected a unit, like 'ng/mL'"),
        ("value = 0.083", "value = nan", "value = nan; expected a finite number"),
        ("value = 0.083", "value = -inf", "value = -inf; expected a finite number"),
        ("value = 0.083", 'value = "1"', "value = '1'; expected a finite number"),
        ("value = 0.083", "value = true", "value = True; expected a finite number"),
        ("value = 0.083", "value = 1" + "0" * 400, "value = 1000"),
        ("value = 0.083", "value = 2020-01-01", "value = datetime.date(2020, 1, 1); expected a finite numb"),
        ("range = [0.05, 0.25]", "range = [0.05]", "range = [0.05]; expected two finite numbers, lowest fi"),
        ("range = [0.05, 0.25]", "range = [0.25, 0.05]", "range = [0.25, 0.05]; expected the lowest number"),
        ("range = [0.05, 0.25]", "range = [0.1, 0.2]", "expected a range that includes value = 0.083"),
        ("range = [0.05, 0.25]", "range = [0, inf]", "range = inf; expected two finite numbers"),
        ("spread = 0.2", "spread = -1", "spread = -1; expected a coefficient of variation between animals,"),
        ("spread = 0.2", "instrument = 1", "instrument = 1; expected true or false"),
        ('why = "surface by volume of a 2 mm gap"', "", "class = 'derived' without why; expected why: how"),
        ('why = "an intact bone holds few"', 'why = " "', "class = 'assumed' without why; expected why"),
        ('source = "doi:10.1/a"\nplace', "place", "class = 'measured' without source; expected a source fo"),
        ('source = "doi:10.1/a"\nwhy', 'source = "doi:10.1/b"\nwhy', "expected the id of a source record;"),
        ('source = "doi:10.1/a"\nwhy', 'source = "x"\nwhy', 'add [source."x"] to a file of sources/'),
        ('place = "C053, table 2"', 'place = "C059"', "place = 'C059'; expected a row of parameters.csv or"),
        ('place = "C053, table 2"', 'place = "C059"', "did you mean 'C05"),
        ('place = "C053, table 2"', 'place = "C054"', "expected what row C054 has: 2 1/h; call it derived"),
        ("value = 0.083", "value = 0.26\n#", "expected what row C053 has: 0.083 (range 0.05 to 0.25) 1/day"),
        ('unit = "1/day"', 'unit = "nM"', "nM, class = 'measured'; expected a unit like that of row C053,"),
        ('kind = "cell"\nunit = "cell/mm^3"\ncurie', 'kind = "cel"\nunit = "1"\ncurie', "did you mean 'cel"),
        ("[quantity.contact]", "[quantity.lambda]", "the name 'lambda'; expected letters, digits and _, no"),
        ("[quantity.contact]", "[quantity.'a b']", "the name 'a b'; expected letters, digits and _"),
        ("[quantity.contact]", "[quantity.time]", "the name 'time'; expected a name that the rate language"),
        ("[quantity.contact]", "[quantity.activation]", "the name 'activation'; expected a name that the r"),
        ("[quantity.contact]", "[quantity.share]", "the name 'share', which stands at cat/mechanisms/macro"),
        ('from = "M1"', 'from = "M3"', "from = 'M3'; expected the id of an entity of this model; did you m"),
        ('claims = ["C172"]\n[process', 'claims = ["172"]\n[process', "expected a list of claims, each C a"),
        ('rate = "k * M1"', 'rate = ""', "rate = ''; expected an expression in the rate language"),
        ("[quantity.contact]", "[[quantity]]\n[quantity.contact]", "quantity = "),
        ("[quantity.contact]\n", "quantity = 3\n[other]\n", "unknown key 'other' in the file; expected one"),
        ("spread = 0.2", "spread = 0.2\nspread = 0.3", "a name that is used twice"),
        ("spread = 0.2", "spread == 0.2", "text that is not TOML (Invalid value); expected valid TOML"),
    ],
)  # fmt: skip
def test_mistakes_in_a_chapter(tmp_path: Path, old: str, new: str, message: str) -> None:
    messages = spoiled(tmp_path, CHAPTER_FILE, old, new)
    assert any(message in said for said in messages), "\n".join(messages)
    assert all(said.startswith(f"cat/{CHAPTER_FILE}:") for said in messages)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (CONDITION_FILE, 'op = "scale"', 'op = "scal"', "op = 'scal'; expected one of set, scale, add; did"),
        (CONDITION_FILE, '["m1_to_m2.k", "M1.initial"]', "[]", "target = []; expected the path of a quanti"),
        (CONDITION_FILE, '["m1_to_m2.k", "M1.initial"]', '"a b"', "target = 'a b'; expected the path of a"),
        (CONDITION_FILE, "range = [0.0, 1e6]", "range = [2e3, 1e6]", "a range that includes default = 1000"),
        (CONDITION_FILE, 'unit = "CFU/mm^3"', 'unit = "CFUs"', "unit = 'CFUs'; expected a known unit; did"),
        (CONDITION_FILE, "dial.load]", "dial.age_fraction]", "the name 'age_fraction'; expected a name that"),
        (CONDITION_FILE, "[condition.infection]", "[conditon.x]\n[condition.infection]", "did you mean 'co"),
        (CONDITION_FILE, 'says = "Bacteria in the wound."', 'says = "B"\nspecies = []', "species in rules"),
        ("subjects/rodents.toml", "quantity.life_span]", "quantity.life]", "no quantity life_span in [subj"),
        ("rules/age.toml", '["mouse"]', '["mous"]', "species 'mous'; expected the id of a subject; did you"),
        ("sources/papers.toml", 'seen = "full text"', 'seen = "text"', "one of abstract, table, full text,"),
        ("sources/papers.toml", "year = 2019", "year = 19", "year = 19; expected a year of four digits"),
        (STUDY_FILE, "[study.tibia]", "[study.femur]\n[study.tibia]", "expected [study.tibia], as the file"),
        (STUDY_FILE, 'source = "doi:10.1/a"', 'source = "doi:10.1/b"', "did you mean 'doi:10.1/a'?"),
        (STUDY_FILE, 'arm = "young"', 'arm = "yung"', "arm = 'yung'; expected an arm of the study: young"),
        (STUDY_FILE, '"difference"', '"ratio"', "how = 'ratio'; expected one of percent, difference"),
        (STUDY_FILE, "day = 21", "day = nan", "day = nan; expected the day at which that arm is read"),
        (POINTS_FILE, "R215,young", "R215,yung", "arm = 'yung'; expected an arm of the study: young; did y"),
        (POINTS_FILE, "young,10", "young,", "day = ''; expected a finite number"),
        (POINTS_FILE, "20,15,25", "nan,15,25", "value = 'nan'; expected a finite number"),
        (POINTS_FILE, "20,15,25", "30,15,25", "value = 30 with low = 15, high = 25; expected low <= value"),
        (POINTS_FILE, "25,%", "25,%%", "unit = '%%'; expected unit names joined"),
        (POINTS_FILE, "%,6,", "%,6.5,", "n = 6.5; expected a whole number of animals, or nothing"),
        (POINTS_FILE, "%,6,", "%,6", "9 cells; expected 10 cells, as in the header"),
        (POINTS_FILE, "row,arm", "row,arms", "expected a column arm; did you mean 'arms'?"),
        (POINTS_FILE, "R215,young", ",young", "an empty row; expected a text in the column row"),
        ("parameters.csv", "C054", "C053", "the name 'C053', which stands at cat/parameters.csv:2 already"),
    ],
)  # fmt: skip
def test_mistakes_in_other_records(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    messages = spoiled(tmp_path, file, old, new)
    assert any(message in said and said.startswith(f"cat/{file}:") for said in messages), "\n".join(messages)


def test_a_fault_names_the_line_of_the_key(tmp_path: Path) -> None:
    line = CHAPTER.splitlines().index("range = [0.05, 0.25]") + 1
    (message,) = spoiled(tmp_path, CHAPTER_FILE, "range = [0.05, 0.25]", "range = [0.1, 0.2]")
    assert message.startswith(f"cat/{CHAPTER_FILE}:{line}: ")


def test_a_dial_and_a_quantity_share_one_name_space(tmp_path: Path) -> None:
    quantity = '[condition.infection.quantity.load]\nvalue = 1\nunit = "1"\nclass = "assumed"\nwhy = "so"\n'
    end = 'by = "1 / (1 + load / 1000)"\n'
    messages = spoiled(tmp_path, CONDITION_FILE, end, end + quantity)
    assert len(messages) == 1
    assert "the name 'load' for a dial and for a quantity; expected each name once" in messages[0]


def test_faults_inside_a_faulty_table_are_told_too(tmp_path: Path) -> None:
    new = (
        'from = "M1"\nfrm = "M1"\n[process.m1_to_m2.quantity.j]\nvalue = 1\n[process.m1_to_m2.quantity.i]\n#'
    )
    messages = spoiled(tmp_path, CHAPTER_FILE, 'from = "M1"', new)
    assert any("unknown key 'frm'" in said for said in messages)
    assert any("no unit in [process.m1_to_m2.quantity.j]" in said for said in messages)
    assert any("no value in [process.m1_to_m2.quantity.i]" in said for said in messages)


def test_a_reference_to_a_faulty_record_is_no_second_fault(tmp_path: Path) -> None:
    assert len(spoiled(tmp_path, CHAPTER_FILE, 'curie = "CL:0000863"', "curie = 1")) == 1
    assert len(spoiled(tmp_path, "sources/papers.toml", "year = 2019", "year = 1")) == 1
    cited = {**FILES, CHAPTER_FILE: CHAPTER.replace("C053, table 2", "R215")}
    write(tmp_path, {**cited, STUDY_FILE: FILES[STUDY_FILE].replace("species", "specie")})
    assert len(load(tmp_path)[1]) == 2


def test_rows_in_other_units_are_compared_where_they_can_be(tmp_path: Path) -> None:
    end = "spread = 0.2\n"
    for number, unit, row in ((48, "1/day", "C054"), (7, "1/day", "C055"), (390, "um^3/cell/h", "C056")):
        table = f'[quantity.q]\nvalue = {number}\nunit = "{unit}"\nplace = "{row} of it"\n'
        rest = 'class = "measured"\nsource = "doi:10.1/a"\n'
        assert not spoiled(tmp_path, CHAPTER_FILE, end, end + table + rest)


def test_a_row_of_a_study_is_a_place(tmp_path: Path) -> None:
    assert not spoiled(tmp_path, CHAPTER_FILE, 'place = "C053, table 2"', 'place = "R215"')


def test_a_study_without_its_table(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in FILES.items() if name != POINTS_FILE})
    (fault,) = load(tmp_path)[1]
    assert str(fault).startswith(
        "cat/studies/tibia.toml:1: given no table cat/studies/tibia.csv; expected a CSV"
    )


def test_the_laws_of_the_rate_language_are_reserved() -> None:
    assert set(LAWS) <= RESERVED
