"""A small evidence base that is in order, and how the tests read and spoil it."""

from __future__ import annotations

from pathlib import Path

from osteon.errors import Fault
from osteon.knowledge import EvidenceBase
from osteon.knowledge._evidence._load import check_evidence_shelves
from osteon.knowledge._evidence._shelf import read_evidence
from osteon.knowledge._reading import Reading
from tests.knowledge.shelves import write

CLAIMS = """\
title = "Alarm"

[claim.C001]
says = "Injury makes cells release TNF."
chinese = "损伤使细胞放出TNF。"
subject = [{ name = "injury", entities = ["E001"] }]
relation = "induces"
object = [{ name = "TNF release", entities = ["E002"] }, { name = "alarm" }]
context = "mouse"
evidence = "animal"
document = "900"
section = "1"
sentences = ["900:1"]
cites = ["Ada 2019"]
systems = ["S90"]
kind = "dynamic"
[claim.C001.experiment]
says = "Without danger signals there is less TNF."
[[claim.C001.experiment.test]]
arm = "injured"
against = "blind"
outcome = "TNF"
read = "peak"
from = 0
until = 3
expect = "higher"
measured = { study = "tibia", row = "R215" }
[[claim.C001.experiment.test]]
arms = ["blind", "injured"]
outcome = "TNF"
read = "mean"
expect = "rises"

[claim.C002]
says = "Injury does not change TNF."
subject = [{ name = "injury", entities = ["E001"] }]
relation = "equal_to"
object = [{ name = "TNF", entities = ["E002"] }]
evidence = "review_statement"
document = "900"
section = "2"
sentences = ["900:1", "900:2"]
systems = ["S90"]
kind = "static"
"""

ENTITIES = """\
title = "things"

[entity.E001]
name = "injury"
type = "condition"
certainty = "none"

[entity.E002]
name = "TNF"
synonyms = ["tumour necrosis factor"]
chinese = ["肿瘤坏死因子"]
type = "protein"
curie = "HGNC:11892"
certainty = "exact"
xrefs = ["UniProt:P01375"]
model = ["TNF"]
"""

CONFLICTS = """\
[conflict.K90]
claims = ["C001", "C002"]
kind = "hard"
says = "TNF rises, or does not."
resolved_by = "the day of reading"
"""

PAPERS = """\
[paper."Ada 2019"]
authors = "Ada"
year = 2019
documents = ["900"]
doi = "10.1000/a"
"""

SYSTEMS = """\
[system.S90]
title = "Alarm"
group = "healing"
says = "Injury is noticed."
"""

SETUPS = """\
[setup.injured]
says = "A fracture, left alone."
days = 10
subject = { species = "mouse", age = "13 week" }
defect = { preset = "closed_fracture" }
conditions = { smoking = { share = 0.5 } }
[setup.blind]
like = "injured"
says = "The same, blind to danger."
subject = { age = "1 year" }
conditions = { damp_blockade = { share = 1.0 } }
off = ["sentinels"]
change = [{ target = "a.k", op = "scale", value = 0.5 }]
dose = [{ entity = "TNF", amount = 1.0, unit = "ng/mL", day = 0 }]
[setup.blind_for_long]
like = "blind"
says = "The same, for longer."
days = 20
off = []
[setup.with_cells]
says = "With cells as a product."
missing = "cells as a product"

[readout.TNF]
says = "TNF in the defect"
outcome = "TNF"
[readout.Treg]
says = "Regulatory T cells"
missing = "subsets of lymphocytes"
"""

DOCUMENTS = """\
[document.900]
title = "A review"
kind = "review"
language = "English and Chinese"
"""

SENTENCES = """\
id,fingerprint,why
900:1,0123456789ab,
900:2,0123456789ac,
900:3,0123456789ad,heading
"""

FILES = {
    "claims/alarm.toml": CLAIMS,
    "entities/things.toml": ENTITIES,
    "conflicts/conflicts.toml": CONFLICTS,
    "papers/papers.toml": PAPERS,
    "systems/systems.toml": SYSTEMS,
    "setups/setups.toml": SETUPS,
    "documents/documents.toml": DOCUMENTS,
    "documents/sentences.csv": SENTENCES,
}


def load(*folders: Path) -> tuple[EvidenceBase, list[Fault]]:
    """The evidence base of some folders alone, without the built-in catalogue, and its faults."""
    faults: list[Fault] = []
    labels = ["cat", *(folder.name for folder in folders[1:])]
    pairs = zip(folders, labels, strict=True)
    shelves = [read_evidence(folder, Reading(label, faults)) for folder, label in pairs]
    return check_evidence_shelves(shelves, faults), faults


def spoiled(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The faults of the small base after one text of it was replaced."""
    assert FILES[file].count(old) == 1, f"{old!r} must stand once in {file}"
    write(folder, {**FILES, file: FILES[file].replace(old, new)})
    return [str(fault) for fault in load(folder)[1]]
