"""What an experiment file's writer is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.errors import ExperimentError
from osteon.scenario import load_experiment
from tests.scenario.tiny import EXPERIMENT, library, write


def told(folder: Path, text: str) -> list[str]:
    """The faults of a file, without its folder."""
    with pytest.raises(ExperimentError) as caught:
        load_experiment(write(folder, text), library())
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def dosed(line: str, dose: str = 'entity = "TNF"\namount = 1\nunit = "ng/mL"') -> str:
    return f"{EXPERIMENT}[[arm.old.dose]]\n{dose}\n{line}"


def changed(line: str, change: str = 'target = "leave.k"\nop = "scale"\nvalue = 2') -> str:
    return f"{EXPERIMENT}[[arm.old.change]]\n{change}\n{line}"


E = EXPERIMENT
CASES = {
    "unknown key": (
        E.replace("animals", "animal"),
        "experiment.toml:5: given the key 'animal'; expected one of the keys days, every, animals, seed,"
        " model, method, rtol, at;"
        " did you mean 'animals'?",
    ),
    "unknown table": (
        E + "[desing]\n",
        "experiment.toml:14: given the key 'desing'; expected one of the keys title, question, design, space,"
        " subject,"
        " defect, arm, measured, report; did you mean 'design'?",
    ),
    "no title": (
        E.replace("title", "question"),
        "experiment.toml:1: given no key 'title'; expected a title; add `title = \"...\"` at the top",
    ),
    "no length": (
        E.replace("days = 28\n", ""),
        "experiment.toml:3: given no key 'days'; expected the length of the experiment;"
        ' add `days = 84` or `days = "12 week"` under [design]',
    ),
    "no duration": (
        E.replace("days = 28", "days = 0"),
        'experiment.toml:4: given days = 0; expected a time longer than zero; for instance 84 or "12 week"',
    ),
    "NaN duration": (
        E.replace("days = 28", "days = nan"),
        "experiment.toml:4: given days = nan; expected a finite number and a unit, like '18 day'",
    ),
    "wrong dimension": (
        E.replace("days = 28", 'days = "28 mm"'),
        "experiment.toml:4: given days = '28 mm'; expected a unit like 'day' (day)",
    ),
    "half an animal": (
        E.replace("animals = 3", "animals = 3.5"),
        "experiment.toml:5: given animals = 3.5; expected a whole number",
    ),
    "no animals": (
        E.replace("animals = 3", "animals = 0"),
        "experiment.toml:5: given animals = 0; expected a whole number, 1 or more",
    ),
    "too many animals": (
        E.replace("animals = 3", "animals = 100001"),
        "experiment.toml:5: given 200002 animals in 2 arms; expected at most 200000 in all;"
        " ask for fewer animals per arm",
    ),
    "too many samples": (
        E.replace("days = 28", "days = 28\nevery = 1e-9"),
        "experiment.toml:5: given 2.8e+10 samples; expected at most 20000;"
        " sample less often, or make the experiment shorter",
    ),
    "no arms": (
        E.partition("[arm.young]")[0],
        "experiment.toml:1: given no key 'arm'; expected at least one arm; add a table such as [arm.control]",
    ),
    "unknown species": (
        E.replace('"mouse"', '"moose"'),
        "experiment.toml:7: given 'moose'; expected a subject of the catalogue (mouse, rat);"
        " did you mean 'mouse'?",
    ),
    "no species": (
        E.replace('species = "mouse"\n', ""),
        "experiment.toml:6: given no key 'species'; expected one of mouse, rat;"
        ' add `species = "..."` under [subject] or under the arm',
    ),
    "age not positive": (
        E.replace('"13 week"', "-3"),
        'experiment.toml:8: given age = -3; expected an age above zero; for instance "13 week"',
    ),
    "unknown sex": (
        E + 'subject.sex = "f"\n',
        "experiment.toml:14: given sex = 'f'; expected 'female' or 'male'",
    ),
    "unknown defect": (
        E.replace("closed_fracture", "closed_fractur"),
        "experiment.toml:10: given 'closed_fractur'; expected a defect of the catalogue"
        " (closed_fracture, drill_hole); did you mean 'closed_fracture'?",
    ),
    "unknown dial": (
        E + "defect.gapp = 3\n",
        "experiment.toml:14: given 'gapp'; expected a dial of defect 'closed_fracture' (gap, preset);"
        " did you mean 'gap'?",
    ),
    "dial outside its range": (
        E + 'defect.gap = "12 m"\n',
        "experiment.toml:14: given gap = '12 m'; expected 0.1 to 50 mm (length of the gap);"
        " the usual value is 1",
    ),
    "unknown condition": (
        E + "conditions.infektion.load = 3\n",
        "experiment.toml:14: given 'infektion'; expected a condition of the catalogue (infection);"
        " did you mean 'infection'?",
    ),
    "condition without a table": (
        E + "conditions.infection = true\n",
        "experiment.toml:14: given infection = True; expected a table of dials;"
        " write `conditions.infection = {}`",
    ),
    "unknown entity": (
        dosed("", 'entity = "TNFa"\namount = 1\nunit = "ng/mL"'),
        "experiment.toml:15: given 'TNFa'; expected an entity of the model (M1, TNF, bacteria,"
        " cartilage, clot,"
        " lamellar_bone, monocyte, neutrophil, woven_bone); did you mean 'TNF'?",
    ),
    "dose of a tissue": (
        dosed("", 'entity = "clot"\namount = "1 percent"'),
        "experiment.toml:15: given a dose of the tissue 'clot'; expected something that takes no space:"
        " tissue fractions must sum to one; choose a defect record that starts with this tissue",
    ),
    "negative dose": (
        dosed("", 'entity = "TNF"\namount = -1\nunit = "ng/mL"'),
        "experiment.toml:16: given amount = -1; expected a dose of zero or more; a dose cannot take away",
    ),
    "NaN dose": (
        dosed("", 'entity = "TNF"\namount = nan\nunit = "ng/mL"'),
        "experiment.toml:16: given amount = nan; expected a finite number and a unit, like '18 ug/mL'",
    ),
    "dose without unit": (
        dosed("", 'entity = "TNF"\namount = 1'),
        "experiment.toml:14: given no key 'unit'; expected a unit like 'ug/mL';"
        ' add `unit = "ug/mL"` to this dose',
    ),
    "dose in another dimension": (
        dosed("", 'entity = "TNF"\namount = 1\nunit = "mmHg"'),
        "experiment.toml:17: given 'mmHg' (mmHg); expected a unit like 'ug/mL' (pg/mm^3)",
    ),
    "dose in an unknown unit": (
        dosed("", 'entity = "TNF"\namount = 1\nunit = "ng/mI"'),
        "experiment.toml:17: given 'mI' in 'ng/mI'; expected a known unit; did you mean",
    ),
    "dose after the end": (
        dosed("day = 28"),
        "experiment.toml:18: given day = 28; expected a day from 0 to before the last, 28;"
        " or lengthen the design",
    ),
    "dose that never ends": (
        dosed("every = 0"),
        "experiment.toml:18: given every = 0 day; expected a time longer than zero",
    ),
    "dose without pause": (
        dosed("every = 1e-6"),
        "experiment.toml:18: given 2.8e+07 doses; expected at most 10000;"
        " model a steady supply as a change of a source",
    ),
    "until without every": (
        dosed("until = 5"),
        "experiment.toml:18: given `until` without `every`; expected how often to repeat;"
        " add `every = 1` to this dose",
    ),
    "unknown target": (
        changed("", 'target = "leave.kk"\nop = "scale"\nvalue = 2'),
        "experiment.toml:15: given 'leave.kk'; expected the path of a quantity; did you mean 'leave.k'?",
    ),
    "unknown operation": (
        changed("", 'target = "leave.k"\nop = "multiply"\nvalue = 2'),
        "experiment.toml:16: given op = 'multiply'; expected 'set', 'scale' or 'add'",
    ),
    "negative scale": (
        changed("", 'target = "leave.k"\nop = "scale"\nvalue = -2'),
        "experiment.toml:17: given value = -2; expected zero or more for 'set' and 'scale';"
        " use op = 'add' to lower it",
    ),
    "scale with a unit": (
        changed('unit = "1/day"'),
        "experiment.toml:18: given a unit for op = 'scale'; expected a plain factor;"
        " leave out the unit, or use 'set'",
    ),
    "window that ends before it starts": (
        changed("from = 5\nuntil = 5"),
        "experiment.toml:19: given until = 5; expected a day after the first, 5",
    ),
    "window on an initial value": (
        changed("from = 5", 'target = "neutrophil.initial"\nop = "scale"\nvalue = 2'),
        "experiment.toml:14: given a window for 'neutrophil.initial'; expected no window: it is read"
        " once, at day 0;"
        " leave out from and until",
    ),
    "unknown study": (
        E + '[measured.mouse]\nyoung = "adult"\n',
        "experiment.toml:14: given 'mouse'; expected a study of the catalogue (mice)",
    ),
    "unknown arm": (
        E + '[measured.mice]\nyong = "adult"\n',
        "experiment.toml:15: given 'yong'; expected an arm of this experiment (old, young);"
        " did you mean 'young'?",
    ),
    "unknown study arm": (
        E + '[measured.mice]\nyoung = "adul"\n',
        "experiment.toml:15: given 'adul'; expected an arm of the study 'mice' (adult, aged);"
        " did you mean 'adult'?",
    ),
    "unknown model": (
        E.replace("animals = 3", 'animals = 3\nmodel = "natural_heeling"'),
        "experiment.toml:6: given 'natural_heeling'; expected a model of the catalogue (natural_healing);"
        " did you mean 'natural_healing'?",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_mistake_is_told_once_in_the_words_of_the_file(tmp_path: Path, case: str) -> None:
    text, message = CASES[case]
    (fault,) = told(tmp_path, text)
    assert fault.startswith(message)


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("days = 28", "days = -1").replace("animals = 3", "animals = true")
    text += 'defect.gap = 1e9\n[[arm.old.dose]]\nentity = "TNF"\namount = 1\nunit = "ng/mL"\n'
    text += '[[arm.old.dose]]\nentity = "IL6"\namount = 1\n[report]\noutcome = []\n'
    places = [fault.partition(": ")[0] for fault in told(tmp_path, text)]
    assert places == [f"experiment.toml:{line}" for line in (4, 5, 14, 20, 23)]


def test_a_faulty_default_is_told_once_for_all_arms(tmp_path: Path) -> None:
    assert (
        len(
            told(
                tmp_path,
                EXPERIMENT.replace('preset = "closed_fracture"', 'preset = "closed_fracture"\nx = 1'),
            )
        )
        == 1
    )


def test_the_second_of_two_doses_is_pointed_at(tmp_path: Path) -> None:
    one = '[[arm.old.dose]]\nentity = "TNF"\namount = 1\nunit = "ng/mL"\n'
    (fault,) = told(tmp_path, EXPERIMENT + one + one.replace("= 1", "= -1"))
    assert fault.startswith("experiment.toml:20: given amount = -1")


def test_the_second_of_two_doses_in_a_plain_list_is_pointed_at(tmp_path: Path) -> None:
    one = '  {entity = "TNF", amount = "1 ng/mL"},\n'
    (fault,) = told(tmp_path, f"{EXPERIMENT}dose = [\n{one}{one.replace('1 ng', '-1 ng')}]\n")
    assert fault.startswith("experiment.toml:16: given amount = '-1 ng/mL'")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        ExperimentError, match=r"given a file that cannot be read .*; expected an experiment file"
    ):
        load_experiment(tmp_path / "nothing.toml", library())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = 3x", "experiment.toml:1: given text that is not TOML"),
        (b"a = 1\na = 2", "experiment.toml:2: given a name that is used twice"),
        (b"title = '\xff\xfe'", "experiment.toml:1: given bytes that are not UTF-8"),
        (b"a = " + b"[" * 100_000, "experiment.toml:1: given values nested too deeply to read"),
    ],
    ids=["no TOML", "a name twice", "no text", "too deep"],
)
def test_a_file_that_cannot_be_read_as_toml_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "experiment.toml"
    path.write_bytes(content)
    with pytest.raises(ExperimentError, match=message):
        load_experiment(path, library())
