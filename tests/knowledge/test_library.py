"""A library is read whole, told whole when it is wrong, and overlaid."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osteon.errors import Fault, RecordError
from osteon.knowledge import Library, load_library
from osteon.knowledge._load import check_shelves
from osteon.knowledge._page import Page
from osteon.knowledge._read_chapter import read_chapter
from osteon.knowledge._read_modifier import read_modifiers
from osteon.knowledge._shelf import read_shelf
from osteon.knowledge._table import read_table
from osteon.knowledge._toml import read_toml
from tests.knowledge.shelves import CHAPTER, CONDITION, FILES, load, write

HOSTILE = [
    "__import__('os').system('exit 3')", "9**9**9**9", '"""', "'''", "[[", "]", "{", "}", "=", ".", "\n",
    "nan", "inf", "-1e999", "\r", "[process.x]\n", "a.b.c = 1\n", "x = {y = {z = []}}\n", "\x00", "\ud800",
]  # fmt: skip


def overlaid(below: Path, above: Path) -> tuple[Library, list[Fault]]:
    """What two folders hold, the second over the first."""
    faults: list[Fault] = []
    library = check_shelves([read_shelf(below, "below", faults), read_shelf(above, "above", faults)], faults)
    return library, faults


def test_the_built_in_catalogue_is_in_order() -> None:
    library = load_library()
    assert library.chapters["natural_healing"]
    assert library.parameters
    assert len(library.digest) == 64


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, {
        "mechanisms/a.toml": "title = 1\nsays = 2\n[entity.X]\n[process.time]\n",
        "conditions/b.toml": "[condition.c.effect.e]\n",
        "sources/c.toml": "[source.'x']\n",
        "models/own/d.toml": "x ==",
    })  # fmt: skip
    with pytest.raises(RecordError) as caught:
        load_library([tmp_path])
    own = [
        str(fault).removeprefix(str(tmp_path))
        for fault in caught.value.faults
        if str(tmp_path) in fault.where
    ]
    assert len(own) == 19
    assert own[0].startswith(
        "/conditions/b.toml:1: given no by in [condition.c.effect.e]; expected an expression"
    )
    assert {message.split(":")[0] for message in own} == {
        "/conditions/b.toml", "/mechanisms/a.toml", "/models/own/d.toml", "/sources/c.toml",
    }  # fmt: skip


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordError) as caught:
        load_library([tmp_path / "none", tmp_path / "file"])
    messages = str(caught.value)
    assert (
        "none: given no such folder; expected a catalogue folder, with mechanisms, models, subjects,"
        in messages
    )
    assert "file: given a file; expected a catalogue folder" in messages


def test_a_folder_without_records_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "mechanism").mkdir()
    with pytest.raises(RecordError) as caught:
        load_library([tmp_path])
    messages = str(caught.value)
    assert f"{tmp_path}: given a folder without any record; expected one or more of mechanisms" in messages
    assert "given the name 'mechanism'; expected one of mechanisms, " in messages
    assert "did you mean 'mechanisms'?" in messages


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        {**FILES, "mechanisms/.hidden.toml": "x ==", "mechanisms/notes.md": "#", "notes/x.toml": "x =="},
    )
    assert not load(tmp_path)[1]


def test_each_model_has_its_own_names(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "models/small/only.toml": CHAPTER})
    library, faults = load(tmp_path)
    assert not faults
    assert set(library.chapters) == {"natural_healing", "small"}


def test_a_name_in_two_files_of_a_model_is_a_fault(tmp_path: Path) -> None:
    more = 'title = "M"\nsays = "M"\n[signal.M1]\nsays = "x"\nvalue = "1"\nunit = "1"\n'
    write(tmp_path, {**FILES, "mechanisms/more.toml": more})
    (fault,) = load(tmp_path)[1]
    assert str(fault) == (
        "cat/mechanisms/more.toml:3: given the name 'M1', which stands at "
        "cat/mechanisms/macrophages.toml:4 already; expected each name once in a "
        "model natural_healing; rename or remove one"
    )


def test_the_later_record_of_a_name_stands(tmp_path: Path) -> None:
    own = CHAPTER[: CHAPTER.index("[signal.share]")].replace("Inflammatory", "My").replace("2.0", "3.0")
    below, above = write(tmp_path / "below", FILES), write(tmp_path / "above", {"mechanisms/mine.toml": own})
    library, faults = overlaid(below, above)
    assert not faults
    old, new = library.chapters["natural_healing"]
    assert (old.id, new.id) == ("macrophages", "mine")
    assert not old.entities
    assert [process.name for process in old.processes] == ["m1_to_m2"]
    assert new.quantities[0].value == 3.0


def test_chapters_of_one_name_are_joined(tmp_path: Path) -> None:
    head = 'title = "Mine"\nsays = "M"\n[quantity.contact]\n'
    own = head + 'value = 5\nunit = "1/mm"\nclass = "assumed"\nwhy = "so"\n'
    below = write(tmp_path / "below", FILES)
    above = write(tmp_path / "above", {"mechanisms/macrophages.toml": own, "conditions/i.toml": CONDITION})
    library, faults = overlaid(below, above)
    assert not faults
    (chapter,) = library.chapters["natural_healing"]
    assert (chapter.title, len(chapter.entities), chapter.quantities[0].value) == ("Mine", 2, 5.0)
    assert library.modifiers["condition", "infection"].where.startswith("above/")


def test_the_digest_tells_catalogues_apart(tmp_path: Path) -> None:
    one = load(write(tmp_path / "one", FILES))[0].digest
    assert load(write(tmp_path / "same", FILES))[0].digest == one
    changed = {**FILES, "sources/papers.toml": FILES["sources/papers.toml"] + "\n"}
    assert load(write(tmp_path / "two", changed))[0].digest != one
    moved = {name.replace("papers", "books"): text for name, text in FILES.items()}
    assert load(write(tmp_path / "three", moved))[0].digest != one


def test_a_file_that_cannot_be_read_hides_no_other_fault(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "sources/papers.toml": b"\xff", "mechanisms/x.toml": "says = 1\n"})
    messages = [str(fault) for fault in load(tmp_path)[1]]
    assert len(messages) == 3
    assert not any("id of a source" in message for message in messages)


@settings(max_examples=150)
@given(st.integers(0, len(CHAPTER)), st.sampled_from(HOSTILE) | st.text(max_size=30), st.integers(0, 20))
def test_a_spoiled_chapter_is_read_or_told(start: int, text: str, cut: int) -> None:
    content = (CHAPTER[:start] + text + CHAPTER[start + cut :]).encode("utf-8", "surrogatepass")
    document = read_toml(content, "f.toml")
    if not isinstance(document, Fault):
        page = Page(document, [])
        assert read_chapter(page, "f").id == "f"
        assert all(str(fault).startswith("f.toml:") for fault in page.faults)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(HOSTILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from(
    ["title", "value", "unit", "class", "range", "source", "says", "target", "quantity", "dial"]
)


@given(st.sampled_from([CHAPTER, CONDITION]), st.data())
def test_any_value_under_any_key_is_read_or_told(text: str, data: st.DataObject) -> None:
    document = read_toml(text.encode(), "f.toml")
    assert not isinstance(document, Fault)
    for path in data.draw(st.lists(st.sampled_from(sorted(document.lines)), min_size=1, max_size=3)):
        table = document.data
        for key in path[:-1]:
            table = table[key] if isinstance(table.get(key), dict) else {}
        table[data.draw(st.just(path[-1]) | keys)] = data.draw(values)
    page = Page(document, [])
    read_chapter(page, "f")
    list(read_modifiers(page))
    assert all(str(fault) for fault in page.faults)


@given(st.binary(max_size=100) | st.text(alphabet='a,"\n\r1\x00', max_size=40).map(str.encode))
def test_any_bytes_are_a_table_or_told(content: bytes) -> None:
    faults: list[Fault] = []
    assert read_table(content, "f.csv", ("a", "b"), faults) == [] or not faults or faults[0].where


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(HOSTILE), st.integers(0, 400))
def test_a_spoiled_catalogue_is_read_or_told(tmp_path: Path, file: str, text: str, start: int) -> None:
    content = FILES[file][:start] + text + FILES[file][start:]
    library, faults = load(write(tmp_path, {**FILES, file: content}))
    assert isinstance(library, Library)
    assert all(fault.where.startswith("cat/") for fault in faults)


def test_reading_a_catalogue_does_not_load_pint(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    program = (
        "import sys; from pathlib import Path; from osteon.knowledge._shelf import read_shelf\n"
        f"faults = []; read_shelf(Path({str(tmp_path)!r}), 'x', faults)\n"
        "sys.exit(bool(faults) or 'pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
