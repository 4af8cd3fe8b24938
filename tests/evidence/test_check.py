"""The check of the evidence base: each rule finds its mistake, and says how much it looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.evidence import Coverage, check_evidence
from osteon.knowledge import load_library
from tests.knowledge import shelves
from tests.knowledge.evidence_shelf import CLAIMS, CONFLICTS, ENTITIES, FILES, PAPERS, SENTENCES, SETUPS
from tests.knowledge.shelves import CHAPTER, write

CHAPTER_FILE = "mechanisms/macrophages.toml"
CLAIM_FILE = "claims/alarm.toml"
ENTITY_FILE = "entities/things.toml"
SETUP_FILE = "setups/setups.toml"
SENTENCE_FILE = "documents/sentences.csv"
SOUND = {
    CHAPTER_FILE: CHAPTER.replace("C172", "C001"),
    CLAIM_FILE: CLAIMS.replace('says = "Injury does', 'chinese = "损伤"\nsays = "Injury does'),
    ENTITY_FILE: ENTITIES.replace('model = ["TNF"]', 'model = ["M1", "share", "m1_to_m2", "TNF"]'),
    SETUP_FILE: SETUPS.replace("sentinels", "m1_to_m2"),
}
"""What makes the small base agree with the small mechanisms."""

UNCITED = PAPERS.replace("Ada", "Ado")


def checked(folder: Path, changes: dict[str, str]) -> dict[str, Coverage]:
    """The rules on the small base after some files of it were changed, by name."""
    library, faults = shelves.load(write(folder, {**shelves.FILES, **FILES, **SOUND, **changes}))
    assert not faults, faults
    return {rule.rule: rule for rule in check_evidence(library)}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """A file of the small base with one text replaced."""
    text = {**FILES, **SOUND}[file]
    assert text.count(old) == 1, f"{old!r} must stand once in {file}"
    return {file: text.replace(old, new)}


def test_a_base_in_order_has_no_faults(tmp_path: Path) -> None:
    rules = checked(tmp_path, {})
    assert {name: rule.faults for name, rule in rules.items() if rule.faults} == {}


def test_each_rule_says_how_much_it_covers(tmp_path: Path) -> None:
    rules = checked(tmp_path, {})
    cover = {name: (rule.checked, rule.of, rule.things) for name, rule in rules.items()}
    assert cover["sentences"] == (2, 2, "claims")
    assert cover["experiments"] == (1, 2, "claims")
    assert cover["documents"] == (3, 3, "sentences")
    assert cover["identifiers"] == (1, 2, "entities")
    assert cover["genes"] == (1, 2, "entities")
    assert cover["switches"] == (1, 4, "setups")
    assert cover["implemented claims"] == (2, 5, "records")
    assert cover["places"] == (1, 5, "quantities")
    assert all(0 <= rule.checked <= rule.of for rule in rules.values())
    assert rules["experiments"].cells == ("experiments", "checked 1 of 2 claims", "no fault")


@pytest.mark.parametrize(
    ("rule", "changes", "message"),
    [
        ("sentences", changed(CLAIM_FILE, '["900:1"]', "[]"), "claim C001 without sentences; expected one o"),
        ("systems", changed(CLAIM_FILE, '["Ada 2019"]\nsystems = ["S90"]', '["Ada 2019"]\nsystems = []'), ""),
        ("experiments", changed(CLAIM_FILE, 'kind = "static"', 'kind = "dynamic"'), "claim C002 without an"),
        ("Chinese wordings", changed(CLAIM_FILE, 'chinese = "损伤"\n', ""), "claim C002 without chinese"),
        ("conflicts", {"conflicts/conflicts.toml": CONFLICTS.replace("the day of reading", " ")}, "K90 with"),
        ("papers", {"papers/papers.toml": PAPERS + UNCITED}, "paper 'Ado 2019', wh"),
        ("documents", {SENTENCE_FILE: SENTENCES.replace("heading", "")}, "sentence 900:3 without a claim; e"),
        ("identifiers", changed(ENTITY_FILE, "HGNC:11892", "HGNX:11892"), "'HGNX:11892' of E002; expected a"),
        ("identifiers", changed(ENTITY_FILE, "HGNC:11892", "HGNC:TNF"), "'HGNC:TNF' of E002; expected HGNC:"),
        ("certainty", changed(ENTITY_FILE, 'certainty = "none"', 'certainty = "exact"'), "E001 with certain"),
        ("certainty", changed(ENTITY_FILE, 'certainty = "exact"', 'certainty = "none"'), "certainty = 'none"),
        ("model names", changed(ENTITY_FILE, '"M1", "share"', '"M1", "shaer"'), "model has 'shaer'; expecte"),
        ("switches", changed(SETUP_FILE, "m1_to_m2", "m1_to_m3"), "off has 'm1_to_m3'; expected a process o"),
        ("implemented claims", {CHAPTER_FILE: CHAPTER.replace("C172", "C003")}, "claims has 'C003'; expecte"),
        ("places", {CHAPTER_FILE: SOUND[CHAPTER_FILE].replace("C053, table 2", "")}, "m1_to_m2.k, measured,"),
    ],
)  # fmt: skip
def test_each_rule_finds_its_mistake(
    tmp_path: Path, rule: str, changes: dict[str, str], message: str
) -> None:
    rules = checked(tmp_path, changes)
    messages = [str(fault) for fault in rules[rule].faults]
    assert any(message in said for said in messages), "\n".join(messages)
    assert all(said.startswith("cat/") for said in messages)
    assert "fault" in rules[rule].cells[2]


TWIN = """
[entity.E003]
name = "{name}"
type = "protein"
curie = "{curie}"
certainty = "exact"
note = "{note}"
"""


@pytest.mark.parametrize("name", ["tnf", "T-N-F", "Tumour-Necrosis factor", "肿瘤坏死因子"])
def test_one_name_for_two_entities(tmp_path: Path, name: str) -> None:
    twin = TWIN.format(name=name, curie="HGNC:11893", note="")
    rule = checked(tmp_path, {ENTITY_FILE: SOUND[ENTITY_FILE] + twin})["names"]
    (fault,) = rule.faults
    assert fault.given.startswith(f"'{name}' for E003, and '")
    assert fault.fix == "join them, rename one, or note on one why the other is not the same"


def test_one_gene_for_two_entities(tmp_path: Path) -> None:
    twin = TWIN.format(name="cachectin", curie="HGNC:11892", note="")
    rule = checked(tmp_path, {ENTITY_FILE: SOUND[ENTITY_FILE] + twin})["genes"]
    assert [fault.given for fault in rule.faults] == ["HGNC:11892 for E002 (TNF) and E003 (cachectin)"]
    assert rule.checked == 2


def test_a_note_or_a_conflict_lets_two_entities_share_a_gene(tmp_path: Path) -> None:
    noted = TWIN.format(name="cachectin", curie="HGNC:11892", note="The name of E002 in wasting.")
    rules = checked(tmp_path / "note", {ENTITY_FILE: SOUND[ENTITY_FILE] + noted})
    assert not rules["genes"].faults
    assert rules["genes"].listed == ("HGNC:11892 for E002 (TNF) and E003 (cachectin): a note says so",)
    twin = TWIN.format(name="cachectin", curie="HGNC:11892", note="")
    claims = SOUND[CLAIM_FILE].replace('name = "TNF", entities = ["E002"]', 'name = "x", entities = ["E003"]')
    rules = checked(tmp_path / "conflict", {ENTITY_FILE: SOUND[ENTITY_FILE] + twin, CLAIM_FILE: claims})
    assert rules["genes"].listed == ("HGNC:11892 for E002 (TNF) and E003 (cachectin): conflict K90",)


def test_one_gene_by_two_names_is_listed_with_its_conflict(tmp_path: Path) -> None:
    claims = SOUND[CLAIM_FILE].replace('name = "TNF", entities', 'name = "tumour necrosis factor", entities')
    rule = checked(tmp_path, {CLAIM_FILE: claims})["one gene, several names"]
    assert rule.listed == (
        "HGNC:11892 (E002) is 'TNF' in C001; 'tumour necrosis factor' in C002: conflict K90",
    )
    assert not rule.faults


def test_a_sentence_for_several_claims_is_listed_and_no_fault(tmp_path: Path) -> None:
    rule = checked(tmp_path, {})["one sentence, several claims"]
    assert rule.listed == ("900:1: C001, C002",)
    assert (rule.checked, rule.of, rule.faults) == (2, 3, ())
    assert rule.cells[2] == "no fault, 1 listed"


def test_cd49f_and_integrin_alpha_6_are_one_gene() -> None:
    rules = {rule.rule: rule for rule in check_evidence(load_library())}
    (line,) = [line for line in rules["one gene, several names"].listed if "CD49f" in line]
    assert "integrin alpha-6" in line
    assert line.endswith("conflict K20")


def test_identifiers_that_a_document_prints_for_something_else_are_listed() -> None:
    rules = {rule.rule: rule for rule in check_evidence(load_library())}
    listed = rules["printed identifiers"].listed
    for wrong in ("MESH:C563468", "MESH:D016301", "MESH:D002908"):
        assert any(line.startswith(f"{wrong}, printed for ") for line in listed), wrong
    assert not any("MONDO:0005298" in line for line in listed)


def test_claims_that_the_model_cannot_run_yet_are_listed(tmp_path: Path) -> None:
    rule = checked(tmp_path / "all", {})["claims that can run"]
    assert (rule.checked, rule.of, rule.listed) == (1, 1, ())
    text = SOUND[CLAIM_FILE].replace('against = "blind"', 'against = "with_cells"')
    text = text.replace('outcome = "TNF"\nread = "mean"', 'outcome = "Treg"\nread = "mean"')
    rule = checked(tmp_path / "some", {CLAIM_FILE: text})["claims that can run"]
    assert (rule.checked, rule.of) == (0, 1)
    assert rule.listed == ("C001: cells as a product, subsets of lymphocytes",)
