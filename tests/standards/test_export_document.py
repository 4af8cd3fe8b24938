"""What stands in a document: units, numbers, notes, references, events and names, as libSBML reads them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from importlib import import_module
from math import log, prod
from pathlib import Path
from typing import Any

import libsbml
import pytest

from osteon.errors import ExperimentError, OutputError, RecordError
from osteon.knowledge import Library, load_library
from osteon.scenario import load_experiment
from osteon.standards import check_sbml, write_sbml
from osteon.standards._sbml_out._linear import Equations, Sum
from osteon.standards._sbml_out._notes import source_address, term_address
from osteon.standards._sbml_out._size import Size
from osteon.standards._sbml_out._unit import from_size, from_text, kinds
from osteon.standards._sbml_out._xml import plain
from osteon.units import coherent, unit_names
from tests.models import clockwork
from tests.standards import zoo
from validation.sbml_export import SI

KINDS = {"gram": 1e-3, "litre": 1e-3}
"""Kinds of SBML that are no SI units."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The catalogue with two models of the tests."""
    folders = [
        clockwork.written(tmp_path_factory.mktemp("clock")),
        zoo.written(tmp_path_factory.mktemp("zoo")),
    ]
    return load_library(folders)


def in_document(text: str) -> Any:
    """The document; what is taken from it lives as long as it does."""
    return libsbml.readSBMLFromString(text)


def si(parts: Iterable[tuple[tuple[str, int, float], Any]]) -> float:
    """How many SI units a unit is."""
    sizes = [(KINDS.get(kind, 1.0) * factor * 10.0**scale, power) for (kind, scale, factor), power in parts]
    return float(prod(size ** float(power) for size, power in sizes))


@pytest.mark.parametrize("name", unit_names())
def test_every_unit_is_the_same_in_sbml(name: str) -> None:
    unit = coherent(name)
    wanted = unit.factor * prod(SI[base] ** float(power) for base, power in unit.dimension)
    assert si(kinds(name)) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("text", ["ng/(cell*day)", "1/(M*s)", "um^2/s", "mm/mm^3", "%/h", "1", "hour/hour"])
def test_products_of_units_are_the_same_in_sbml(text: str) -> None:
    unit = coherent(text)
    wanted = unit.factor * prod(SI[base] ** float(power) for base, power in unit.dimension)
    assert si(from_text(text).parts) == pytest.approx(wanted, rel=1e-12)


def test_a_unit_that_no_record_states_is_composed() -> None:
    secretion = Size(coherent("ng/cell/day").dimension, log=log(coherent("pg/cell/hour").factor))
    assert from_size(secretion, ["ng/cell/day"], "hour").words == "pg/cell/hour"
    assert from_size(secretion, ["fg/cell/s", "pg/(cell*hour)"], "hour").words == "pg/(cell*hour)"
    odd = from_size(Size(coherent("mm").dimension, log=log(1.234)), ["mm"], "day")
    assert odd.words == "1.234 mm"
    assert si(odd.parts) == pytest.approx(1.234e-3)
    assert from_size(Size(coherent("mL").dimension, log=log(1e3)), [], "day").words == "mL"


def test_a_root_of_a_unit_is_written_with_parts_of_powers() -> None:
    concentration = Size(coherent("ng/mL").dimension, log=log(coherent("ug/mL").factor))
    half = from_size(concentration.raised(Fraction(1) / 2), ["ng/mL", "ug/mL"], "day")
    assert half.words == "(ug/mL)^(1/2)"
    assert si(half.parts) ** 2 == pytest.approx(1e-3)  # kilograms a cubic metre
    assert half.factor**2 == pytest.approx(1000.0)


def test_equations_take_in_what_does_not_contradict() -> None:
    equations = Equations()
    one = {"a": 1, "b": -1}
    assert equations.accept(Sum({name: Fraction(power) for name, power in one.items()}, -2.0))
    assert equations.accept(Sum({"b": Fraction(2)}, -3.0))
    assert equations.value("a") == pytest.approx(3.5)
    assert equations.accept(Sum({"a": Fraction(1)}, -3.5))
    assert not equations.accept(Sum({"a": Fraction(1)}, -3.6))
    assert equations.value("a") == pytest.approx(3.5)
    assert equations.value("elsewhere") == 0.0


def test_numbers_keep_their_units_where_they_fit_and_say_so_where_not(library: Library) -> None:
    document = in_document(write_sbml(library, "clockwork"))
    model = document.getModel()
    assert model.getTimeUnits() == "day"
    found = {p.getId(): (p.getValue(), p.getUnits(), p.getNotesString()) for p in model.getListOfParameters()}
    assert found["drift_k"][:2] == (240.0, "percent_per_day")
    assert "another unit" not in found["drift_k"][2]
    assert found["running_down_k"][:2] == (2.4, "per_day")
    assert "In the record: 0.1 1/hour; it is written in another unit" in found["running_down_k"][2]
    assert found["ticking_pace"][0] == 24.0
    assert found["winding_period"][:2] == (12.0, "hour")
    assert (found["balance"][1], found["days"][1]) == ("percent", "dimensionless")


@pytest.mark.parametrize(
    ("model", "time"), [("natural_healing", "day"), ("kagan2013", "hour"), ("peterson2010", "hour")]
)
def test_the_unit_of_time_is_that_of_most_numbers(library: Library, model: str, time: str) -> None:
    document = in_document(write_sbml(library, model))
    assert document.getModel().getTimeUnits() == time
    kept = [p for p in document.getModel().getListOfParameters() if "another unit" not in p.getNotesString()]
    assert len(kept) > 0.8 * document.getModel().getNumParameters()


def test_a_unit_of_volume_and_mass_is_carried_through(library: Library) -> None:
    document = in_document(write_sbml(library, "zoo", "treated"))
    model = document.getModel()
    found = {p.getId(): (p.getValue(), p.getUnits(), p.getNotesString()) for p in model.getListOfParameters()}
    assert found["x_initial"][:2] == (5.0, "ng_per_mL")
    start = libsbml.formulaToL3String(model.getInitialAssignmentBySymbol("x").getMath())
    assert start == "x_initial + 3.1 ng_per_mL"  # with both doses of that day
    assert found["x"][1] == "ng_per_mL"
    assert found["power"][0] == 2.2
    assert "the arm treated changes it" in found["power"][2]


def test_the_model_says_what_it_is_and_where_it_comes_from(library: Library) -> None:
    document = in_document(write_sbml(library, "clockwork", "slack"))
    model = document.getModel()
    assert model.getName() == "A clock that loads a spring"
    for said in ("winds the spring", "The paper was never written.", "The arm slack", "SHA-256"):
        assert said in model.getNotesString()
    term = model.getCVTerm(0)
    assert term.getModelQualifierType() == libsbml.BQM_IS_DESCRIBED_BY
    assert term.getResourceURI(0) == "https://identifiers.org/doi:10.1/clock"


def test_entities_and_numbers_carry_their_references(library: Library) -> None:
    document = in_document(write_sbml(library, "zoo"))
    term = document.getModel().getParameter("x").getCVTerm(0)
    assert term.getBiologicalQualifierType() == libsbml.BQB_IS
    assert term.getResourceURI(0) == "https://identifiers.org/HGNC:11766"
    other = in_document(write_sbml(library, "kagan2013"))
    terms = [p.getCVTerm(0) for p in other.getModel().getListOfParameters() if p.getNumCVTerms()]
    assert {term.getModelQualifierType() for term in terms} == {libsbml.BQM_IS_DESCRIBED_BY}


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("doi:10.3390/mca24010012", "https://identifiers.org/doi:10.3390/mca24010012"),
        ("pmid:15860557", "https://identifiers.org/pubmed:15860557"),
        ("biomodels:BIOMD0000000278", "https://identifiers.org/biomodels.db:BIOMD0000000278"),
        ("github:a/b", "https://github.com/a/b"),
        ("url:x.org/5", "https://x.org/5"),
        ("https://x.org", "https://x.org"),
        ("title:no-such-thing", None),
        ("doi:10.1/a b", None),
        ("plain", None),
        (None, None),
    ],
)
def test_sources_are_looked_up_where_there_is_a_place(id: str | None, address: str | None) -> None:
    assert source_address(id) == address


@pytest.mark.parametrize(
    ("term", "address"),
    [
        ("CL:0000863", "https://identifiers.org/CL:0000863"),
        ("NCBITaxon:10090", "https://identifiers.org/taxonomy:10090"),
        ("UniProt:P42224", "https://identifiers.org/uniprot:P42224"),
        ("no term", None),
        (None, None),
    ],
)
def test_terms_are_looked_up_at_identifiers_org(term: str | None, address: str | None) -> None:
    assert term_address(term) == address


def test_events_keep_all_that_their_record_says(library: Library) -> None:
    document = in_document(write_sbml(library, "zoo"))
    events = {event.getId(): event for event in document.getModel().getListOfEvents()}
    late, lost, first = events["down"], events["given_up"], events["at_once"]
    assert late.isSetDelay()
    assert not late.getUseValuesFromTriggerTime()
    assert late.getTrigger().getPersistent()
    assert not lost.getTrigger().getPersistent()
    assert lost.getUseValuesFromTriggerTime()
    assert lost.getTrigger().getInitialValue()
    assert not first.getTrigger().getInitialValue()
    assert first.getPriority().getMath().getValue() == 2
    assert events["second"].getPriority().getMath().getValue() == 1
    assert events["up"].getPriority().getMath().getValue() < 0  # it has none of its own, so it comes last
    assert libsbml.formulaToL3String(events["up"].getTrigger().getMath()).startswith("(wave > 0.5")
    assert libsbml.formulaToL3String(events["second"].getTrigger().getMath()).startswith("!(wave > 2")


def test_what_an_arm_does_are_events_before_those_of_the_model(library: Library) -> None:
    document = in_document(write_sbml(library, "zoo", "treated"))
    model = document.getModel()
    arm = [event for event in model.getListOfEvents() if event.getPriority().getMath().getValue() > 1e6]
    days = {event.getName(): event.getNumEventAssignments() for event in arm}
    assert days == {
        "day 1.666666667": 3,
        "day 2": 1,
        "day 4": 1,
        "day 5": 1,
        "day 6": 1,
        "day 3": 1,
        "dose of x": 2,
        "dose of x 2": 2,
    }
    assert not any(event.getUseValuesFromTriggerTime() for event in arm)
    assert not model.getParameter("loss_of_x_k").getConstant()
    assert model.getParameter("power").getConstant()


def test_names_are_one_flat_space(library: Library, tmp_path: Path) -> None:
    taken = (
        "\n[entity.growth_k]\nname = 'x'\nkind = 'other'\nunit = '1'\n"
        "\n[entity.zoo]\nname = 'x'\nkind = 'other'\nunit = '1'\n"
        "\n[entity.Pi]\nname = 'x'\nkind = 'other'\nunit = '1'\n"
    )
    library = load_library([zoo.written(tmp_path, model=zoo.MODEL + taken)])
    text = write_sbml(library, "zoo")
    assert not check_sbml(text)
    document = in_document(text)
    model = document.getModel()
    assert model.getId() == "zoo_2"
    assert model.getParameter("growth_k").getUnits() == "dimensionless"
    assert model.getParameter("growth_k_2").getUnits() == "per_day"
    assert model.getParameter("Pi_2") is not None


def test_no_text_of_a_record_breaks_the_file(library: Library, tmp_path: Path) -> None:
    assert plain("a\x00b\ufffe \n c") == "ab c"
    model = zoo.MODEL.replace("By the hour.", 'A -- <b> ]]> & \\u0001 \\"x\\".')
    library = load_library([zoo.written(tmp_path, model=model)])
    text = write_sbml(library, "zoo")
    assert not check_sbml(text)
    assert 'A -- &lt;b&gt; ]]&gt; &amp; "x".' in text


def test_a_model_or_arm_that_is_not_there_is_told(library: Library) -> None:
    with pytest.raises(RecordError, match="did you mean 'clockwork'"):
        write_sbml(library, "clockwerk")
    with pytest.raises(ExperimentError, match=r"arm 'slak'.*did you mean 'slack'"):
        write_sbml(library, "clockwork", "slak")
    with pytest.raises(ExperimentError, match="the model comes without an experiment"):
        write_sbml(library, "natural_healing", "young")
    experiment = load_experiment(library.experiments["clockwork"], library)
    with pytest.raises(ExperimentError, match="an experiment on 'clockwork'; expected one on 'zoo'"):
        write_sbml(library, "zoo", experiment=experiment)


def test_a_missing_libsbml_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(import_module("osteon.standards._libsbml"), "import_module", missing)
    with pytest.raises(OutputError, match=r"pip install 'osteon\[standards\]'"):
        check_sbml("<sbml/>")


def test_the_check_finds_what_is_wrong(library: Library) -> None:
    text = write_sbml(library, "clockwork")
    assert any(
        "10513" in fault
        for fault in check_sbml(text.replace('value="2.4" units="per_day"', 'value="2.4" units="day"'))
    )
    assert check_sbml("<sbml")
    assert check_sbml(text.replace('variable="drift"', 'variable="drfit"'))
