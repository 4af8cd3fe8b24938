"""What an import refuses, with the element and the line; and that it refuses before anything can go wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from osteon.errors import OutputError, RecordError
from osteon.standards import read_sbml
from tests.standards.sbml_files import (
    DECAY,
    UNITS,
    document,
    event,
    function,
    math,
    parameter,
    reaction,
    rule,
    species,
    written,
)

GOOD = document(**DECAY)


def line(text: str, part: str) -> int:
    """The number of the first line with that part."""
    return next(n for n, each in enumerate(text.splitlines(), start=1) if part in each)


def said(folder: Path, text: str | bytes, **options: object) -> str:
    """What is said of a file that is refused; in no more than a few seconds."""
    path = folder / "small.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    began = time.perf_counter()
    with pytest.raises(RecordError) as caught:
        read_sbml(path, **options)  # type: ignore[arg-type]
    assert time.perf_counter() - began < 20.0
    return str(caught.value)


def with_law(formula: str, **more: list[str]) -> str:
    return document(**DECAY | {"reactions": [reaction("J", "A", "B", formula)]} | more)


def test_truncated_xml(tmp_path: Path) -> None:
    cut = GOOD[: GOOD.index("<kineticLaw") + 20]
    where = f"small.xml:{len(cut.splitlines())}: "
    assert said(tmp_path, cut) == (
        f"{where}given XML that breaks off or is damaged (unclosed token); expected a whole XML file; "
        "get the file again; nothing was read"
    )


def test_a_reaction_without_a_rate_law(tmp_path: Path) -> None:
    text = with_law("")
    assert said(tmp_path, text) == (
        f"small.xml:{line(text, '<reaction')}: given reaction 'J' without a rate law; expected a "
        "<kineticLaw> with a formula; a rate is not made up here"
    )


def test_units_that_clash(tmp_path: Path) -> None:
    text = document(
        **DECAY | {
            "species": [s.replace("<species", '<species substanceUnits="mole"') for s in DECAY["species"]],
            "parameters": [parameter("k", 0.5, unit="metre")],
        },
        units=UNITS,
    )  # fmt: skip
    message = said(tmp_path, text)
    assert message.startswith(f"small.xml:{line(text, '<kineticLaw')}: given units that clash: ")
    assert "the <reaction> with id 'J') are metre, mole; expected" in message
    assert message.endswith("mend the units, or import all numbers as plain ones with --plain-numbers")
    assert read_sbml(tmp_path / "small.xml", plain_numbers=True).units == "plain numbers"


def test_a_division_by_zero_at_the_start(tmp_path: Path) -> None:
    text = with_law("k * A / B")
    assert said(tmp_path, text) == (
        f"small.xml:{line(text, '<kineticLaw')}: given 'J' at time 0: a division by zero in 'k * A / B'; "
        "expected a finite number"
    )


def test_an_unknown_function_and_an_unknown_name(tmp_path: Path) -> None:
    text = with_law("fooo(A)")
    message = said(tmp_path, text)
    assert message.startswith(f"small.xml:{line(text, '<kineticLaw')}: given The formula 'fooo(A)'")
    assert "uses 'fooo' which is not a function definition id" in message
    assert "'kk'" in said(tmp_path, with_law("kk * A"))


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    text = document(**DECAY | {"reactions": [reaction("J", "A", "B", ""), reaction("K", "B", "A", "")]})
    message = said(tmp_path, text)
    assert message.startswith("2 faults:")
    assert "reaction 'J'" in message
    assert "reaction 'K'" in message


FAST = (
    GOOD.replace("version2/core", "version1/core")
    .replace('version="2"', 'version="1"')
    .replace('<reaction id="J"', '<reaction id="J" fast="true"')
)
COMP = 'xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true"'


def nested(number: int) -> str:
    """A model that holds ten of the one before."""
    inner = f"<comp:submodel comp:id='s{{}}' comp:modelRef='M{number - 1}'/>"
    listed = "".join(inner.format(n) for n in range(10)) if number else ""
    held = f"<comp:listOfSubmodels>{listed}</comp:listOfSubmodels>" if number else ""
    return f"<comp:modelDefinition id='M{number}'>{held}</comp:modelDefinition>"


DOUBLE = [
    function(f"f{n}", "x", f"f{n - 1}(x) + f{n - 1}(x * {n})" if n else "x + 1") for n in range(40)
]  # fmt: skip
CASES = {
    "a delay": (
        with_law("k * delay(A, 1) * cell"),
        "<kineticLaw",
        "a delay, the value of a formula at an earlier time",
    ),
    "a fast reaction": (FAST, "<reaction", "reaction 'J' with fast = true, at equilibrium at every time"),
    "not a number": (with_law("k * notanumber"), "<kineticLaw", "the number nan"),
    "an infinite number": (
        document(**DECAY | {"parameters": [parameter("k", "INF")]}),
        '<parameter id="k"',
        "parameter 'k' with the value inf",
    ),
    "no value": (
        document(**DECAY | {"parameters": [parameter("k")]}),
        '<parameter id="k"',
        "parameter 'k' without a value",
    ),
    "a rule without a variable": (
        document(**DECAY, rules=[rule("algebraic", "", "A + B - 1")]),
        "<algebraicRule",
        "an algebraic rule in which no variable is left to be determined by it",
    ),
    "an equation that is not linear": (
        document(
            **DECAY | {"parameters": [parameter("k", 1.0), parameter("x", constant=False)]},
            rules=[rule("algebraic", "", "x * x - A")],
        ),
        "<algebraicRule",
        "an algebraic rule that cannot be solved for 'x' by hand",
    ),
    "an instant": (
        document(**DECAY, events=[event("e", "A == 0.5", {"A": "1"})]),
        "<event ",
        "event 'e', whose trigger asks whether numbers that change smoothly are equal",
    ),
    "a draw of lots": (
        document(
            **DECAY,
            events=[
                event("e", "time > 1", {"A": "1"}, priority="2"),
                event("f", "time > 1", {"A": "2"}, priority="1 + 1"),
            ],
        ),
        '<event id="f"',
        "events 'e' and 'f' at one time with one priority",
    ),
    "a required package": (
        GOOD.replace(" level=", ' xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1"'
                     ' distrib:required="true" level='),
        "distrib:required",
        "the package 'distrib' of SBML, without which the model means something else",
    ),
    "a function that calls itself": (
        with_law("f(A)", functions=[function("f", "x", "f(x) + 1")]),
        "<functionDefinition",
        "the function 'f', which calls itself",
    ),
    "functions that double": (
        with_law("f39(A)", functions=DOUBLE),
        '<functionDefinition id="f14"',
        "formulas of more than 400000 parts once the functions in them are written out",
    ),
    "entities that expand": (
        GOOD.replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n', 1),
        "<!DOCTYPE",
        "a document type declaration (DOCTYPE), which may expand without end or name other files",
    ),
    "an external entity": (
        GOOD.replace("?>\n", '?>\n<!DOCTYPE x SYSTEM "http://example.org/x.dtd">\n', 1),
        "<!DOCTYPE",
        "a document type declaration (DOCTYPE), which may expand without end or name other files",
    ),
    "deep nesting": (
        GOOD.replace(math("k * A * cell"), "<math xmlns='http://www.w3.org/1998/Math/MathML'>"
                     + "<apply><minus/>" * 9000 + "<ci>A</ci>" + "</apply>" * 9000 + "</math>"),
        "<kineticLaw",
        "elements nested more than 200 deep",
    ),
    "a long formula": (
        GOOD.replace(math("k * A * cell"), "<math xmlns='http://www.w3.org/1998/Math/MathML'><apply><plus/>"
                     + "<ci>A</ci>" * 200_000 + "</apply></math>"),
        "<kineticLaw",
        "a formula of more than 20000 parts",
    ),
    "a long attribute": (
        GOOD.replace('id="J"', f'id="J" name="{"J + " * 400_000}"'),
        "<reaction",
        "1600000 characters in 'name' of <reaction>",
    ),
    "a level that is not said": (
        GOOD.replace(' level="3"', ""),
        "<sbml",
        "level = 'none' and version = '2' in 'http://www.sbml.org/sbml/level3/version2/core'",
    ),
    "models that multiply": (
        GOOD.replace('version2/core" level="3" version="2"', f'version1/core" {COMP} level="3" version="1"')
        .replace("</model>", "<comp:listOfSubmodels><comp:submodel comp:id='s' comp:modelRef='M7'/>"
                 "</comp:listOfSubmodels></model>\n<comp:listOfModelDefinitions>\n"
                 + "\n".join(nested(n) for n in range(8)) + "</comp:listOfModelDefinitions>"),
        "'M3'",
        "more than 1000 models inside models",
    ),
    "another kind of XML": ("<html/>", "<html", "the element <html>"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_named_with_its_line(tmp_path: Path, case: str) -> None:
    text, part, given = CASES[case]
    message = said(tmp_path, text)
    assert f"given {given}" in message
    assert message.startswith(f"small.xml:{line(text, part)}: given ")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert "XML that breaks off or is damaged" in said(tmp_path, bytes(range(256)))
    assert "no element found" in said(tmp_path, b"")


def test_encodings_are_read(tmp_path: Path) -> None:
    text = GOOD.replace('name="A small model"', 'name="Modèle"')
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        path = tmp_path / "small.xml"
        path.write_bytes(text.replace("UTF-8", encoding.upper()).encode(encoding))
        assert read_sbml(path).chapter.title == "Modèle"


def test_a_long_sum_is_carried_in_time(tmp_path: Path) -> None:
    text = document(
        parameters=[parameter("a", 1.0), parameter("y", constant=False)],
        rules=[rule("assignment", "y", " + ".join(["a"] * 3000))],
    )
    began = time.perf_counter()
    assert any("so long that units" in note for note in read_sbml(written(tmp_path, text)).notes)
    assert time.perf_counter() - began < 10.0


def test_options_out_of_range(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    with pytest.raises(RecordError, match="until: given -1; expected a time above zero"):
        read_sbml(path, until=-1.0)
    with pytest.raises(RecordError, match="points: given 0; expected a number from 1 to 20000"):
        read_sbml(path, points=0)
    with pytest.raises(RecordError, match="name: given 'a b'; expected letters, digits"):
        read_sbml(path, name="a b")
    with pytest.raises(RecordError, match="a file that cannot be read"):
        read_sbml(tmp_path / "none.xml")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    made = read_sbml(written(tmp_path, GOOD))
    made.write(tmp_path / "catalog")
    with pytest.raises(OutputError, match="a model 'small' that is there already"):
        made.write(tmp_path / "catalog")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="a folder to write into"):
        made.write(tmp_path / "file")
    taken = read_sbml(tmp_path / "small.xml", name="kagan2013")
    with pytest.raises(OutputError, match="which a model of the built-in catalogue has"):
        taken.write(tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_species_of_nothing_start_at_zero_and_it_is_said(tmp_path: Path) -> None:
    made = read_sbml(written(tmp_path, document(**DECAY | {"species": [species("A"), species("B", None)]})))
    assert any("species 'B' has no initial value: it starts at 0" in note for note in made.notes)
