"""A small catalogue that is in order, and how the tests read and spoil it."""

from __future__ import annotations

from pathlib import Path

from osteon.errors import Fault
from osteon.knowledge import Library
from osteon.knowledge._load import check_shelves
from osteon.knowledge._shelf import read_shelf

CHAPTER = """\
title = "Macrophages"
says = "Inflammatory macrophages become reparative ones."

[entity.M1]
name = "inflammatory macrophage"
kind = "cell"
unit = "cell/mm^3"
curie = "CL:0000863"
tags = ["immune"]
[entity.M1.quantity.initial]
value = 0
unit = "cells/mL"
class = "assumed"
why = "an intact bone holds few"

[entity.M2]
name = "reparative macrophage"
kind = "cell"
unit = "cell/mm^3"

[quantity.contact]
value = 2.0
unit = "1/mm"
class = "derived"
source = "doi:10.1/a"
why = "surface by volume of a 2 mm gap"

[signal.share]
says = "The share of reparative macrophages."
value = "M2 / (M1 + M2)"
unit = "1"
claims = ["C172"]

[process.m1_to_m2]
says = "Inflammatory macrophages turn reparative."
kind = "conversion"
from = "M1"
to = "M2"
rate = "k * M1"
claims = ["C172"]
[process.m1_to_m2.quantity.k]
value = 0.083
unit = "1/day"
range = [0.05, 0.25]
class = "measured"
source = "doi:10.1/a"
place = "C053, table 2"
spread = 0.2
"""

CONDITION = """\
[condition.infection]
name = "bone infection"
says = "Bacteria in the wound."
[condition.infection.dial.load]
says = "bacteria at day 0"
unit = "CFU/mm^3"
default = 1000.0
range = [0.0, 1e6]
[condition.infection.effect.more]
says = "More inflammatory macrophages stay."
target = ["m1_to_m2.k", "M1.initial"]
op = "scale"
by = "1 / (1 + load / 1000)"
"""

SUBJECT = """\
[subject.mouse]
name = "mouse"
says = "A laboratory mouse."
[subject.mouse.quantity.skeletal_maturity]
value = 4
unit = "month"
class = "assumed"
why = "usual"
[subject.mouse.quantity.life_span]
value = 26
unit = "months"
class = "assumed"
why = "usual"
"""

RULE = """\
[rule.ageing]
name = "ageing"
says = "Old animals are slower."
species = ["mouse"]
[rule.ageing.effect.slower]
says = "Conversion slows with age."
target = "m1_to_m2.k"
op = "scale"
by = "1 - 0.5 * age_fraction"
"""

SOURCE = """\
[source."doi:10.1/a"]
title = "A model of macrophages"
authors = "Ada A, Bo B"
year = 2019
journal = "J Bone"
kind = "paper"
seen = "full text"
"""

STUDY = """\
[study.tibia]
title = "Young and old mice"
source = "doi:10.1/a"
says = "Closed fractures."
species = "mouse"
[study.tibia.arm.young]
says = "4 weeks old"
[study.tibia.contrast.delay]
says = "bone against that of the young"
outcome = "bone_fraction"
arm = "young"
day = 21
how = "difference"
"""

POINTS = """\
row,arm,day,outcome,value,low,high,unit,n,note
R215,young,10,bone_fraction,20,15,25,%,6,
R216,young,14,bone_fraction,40,,,%,,read from a figure
"""

PARAMETERS = """\
id,quantity,value,low,high,unit
C053,rate,0.083,0.05,0.25,1/day
C054,rate,2,,,1/h
C055,rate,3,,,fold
C056,volume rate of one cell,390,,,um^3/h
"""

FILES = {
    "mechanisms/macrophages.toml": CHAPTER,
    "conditions/infection.toml": CONDITION,
    "subjects/rodents.toml": SUBJECT,
    "rules/age.toml": RULE,
    "sources/papers.toml": SOURCE,
    "studies/tibia.toml": STUDY,
    "studies/tibia.csv": POINTS,
    "parameters.csv": PARAMETERS,
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Put files into a folder, making its sub-folders."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return folder


def load(folder: Path) -> tuple[Library, list[Fault]]:
    """What a folder alone holds, without the built-in catalogue, and its faults."""
    faults: list[Fault] = []
    library = check_shelves([read_shelf(folder, "cat", faults)], faults)
    return library, faults


def spoiled(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The faults of the small catalogue after one text of it was replaced."""
    assert FILES[file].count(old) == 1, f"{old!r} must stand once in {file}"
    write(folder, {**FILES, file: FILES[file].replace(old, new)})
    return [str(fault) for fault in load(folder)[1]]
