"""The evidence base read as it is written, laid over, and every mistake in it told in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from osteon.errors import RecordError
from osteon.knowledge import load_evidence, load_library
from tests.knowledge import shelves
from tests.knowledge.evidence_shelf import CLAIMS, FILES, SETUPS, load, spoiled
from tests.knowledge.shelves import write

CLAIM_FILE = "claims/alarm.toml"
ENTITY_FILE = "entities/things.toml"
CONFLICT_FILE = "conflicts/conflicts.toml"
PAPER_FILE = "papers/papers.toml"
SYSTEM_FILE = "systems/systems.toml"
SETUP_FILE = "setups/setups.toml"
DOCUMENT_FILE = "documents/documents.toml"
SENTENCE_FILE = "documents/sentences.csv"


def test_a_base_in_order_has_no_faults(tmp_path: Path) -> None:
    base, faults = load(write(tmp_path, FILES))
    assert not faults
    claim = base.claims["C001"]
    assert (claim.relation, claim.evidence, claim.kind, claim.cites) == (
        "induces",
        "animal",
        "dynamic",
        ("Ada 2019",),
    )
    assert [(term.name, term.entities) for term in claim.objects] == [
        ("TNF release", ("E002",)),
        ("alarm", ()),
    ]
    assert claim.entities == ("E001", "E002")
    assert claim.where == f"cat/{CLAIM_FILE}:{CLAIMS.splitlines().index('[claim.C001]') + 1}"
    assert base.claims["C002"].experiment is None
    assert base.concepts["E002"].names == ("TNF", "tumour necrosis factor", "肿瘤坏死因子")
    assert base.sentences["900:3"].why == "heading"
    assert base.papers["Ada 2019"].doi == "10.1000/a"
    assert base.readouts["Treg"].missing == "subsets of lymphocytes"


def test_tests_of_a_claim(tmp_path: Path) -> None:
    base, _ = load(write(tmp_path, FILES))
    experiment = base.claims["C001"].experiment
    assert experiment is not None
    pair, sweep = experiment.tests
    assert (pair.arms, pair.sweep, pair.start, pair.stop) == (("injured", "blind"), False, 0.0, 3.0)
    assert pair.measured == ("tibia", "R215")
    assert (sweep.arms, sweep.sweep, sweep.expect, sweep.stop) == (("blind", "injured"), True, "rises", None)
    second = [n for n, line in enumerate(CLAIMS.splitlines(), 1) if line == "[[claim.C001.experiment.test]]"][
        1
    ]
    assert sweep.where == f"cat/{CLAIM_FILE}:{second}"


def test_records_lead_to_each_other(tmp_path: Path) -> None:
    base, _ = load(write(tmp_path, FILES))

    def ids(records) -> list[str]:
        return [record.id for record in records]

    assert ids(base.claims_with("E002")) == ["C001", "C002"]
    assert ids(base.claims_citing("Ada 2019")) == ["C001"]
    assert ids(base.claims_of("S90")) == ["C001", "C002"]
    assert ids(base.claims_in("900:2")) == ["C002"]
    assert ids(base.conflicts_of("C002")) == ["K90"]
    assert base.claims_with("E999") == base.claims_citing("x") == base.conflicts_of("C999") == ()


def test_a_setup_has_what_it_inherits(tmp_path: Path) -> None:
    base, _ = load(write(tmp_path, FILES))
    blind, longer = base.setups["blind"], base.setups["blind_for_long"]
    assert blind.days == 10
    assert blind.subject == {"species": "mouse", "age": "1 year"}
    assert blind.conditions == {"smoking": {"share": 0.5}, "damp_blockade": {"share": 1.0}}
    assert base.setups["injured"].conditions == {"smoking": {"share": 0.5}}
    assert (longer.days, longer.off, longer.dose) == (20, (), blind.dose)
    assert (base.setups["with_cells"].missing, base.setups["with_cells"].days) == ("cells as a product", 0)


def test_a_setup_inherits_across_folders(tmp_path: Path) -> None:
    below = write(tmp_path / "below", FILES)
    above = write(tmp_path / "above", {SETUP_FILE: '[setup.injured]\nsays = "Other."\ndays = 4\n'})
    base, faults = load(below, above)
    assert not faults
    assert (base.setups["blind"].days, base.setups["blind"].defect) == (4, {})


def test_the_later_folder_wins(tmp_path: Path) -> None:
    below = write(tmp_path / "below", FILES)
    conflict = FILES[CONFLICT_FILE].replace("the day of reading", "the species")
    above = write(
        tmp_path / "above",
        {CONFLICT_FILE: conflict, SENTENCE_FILE: "id,fingerprint,why\n900:2,0123456789ac,own\n"},
    )
    base, faults = load(below, above)
    assert not faults
    assert base.conflicts["K90"].resolved_by == "the species"
    assert base.conflicts["K90"].where.startswith("above/")
    assert (base.sentences["900:2"].why, len(base.sentences)) == ("own", 3)
    assert base.digest != load(below)[0].digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('relation = "induces"', 'relation = "induce"', "relation = 'induce'; expected one of increases, de"),
        ('relation = "induces"', 'relation = "induce"', "did you mean 'induces'"),
        ('context = "mouse"', 'contxt = "mouse"', "unknown key 'contxt' in [claim.C001]; expected one of sa"),
        ('evidence = "animal"', 'evidence = "rat"', "evidence = 'rat'; expected one of definition, review_s"),
        ('sentences = ["900:1"]\n', 'sentences = ["1"]\n', "sentences = '1'; expected a list of sentences,"),
        ('sentences = ["900:1"]\n', "", "no sentences in [claim.C001]; expected a list of sentences"),
        ('sentences = ["900:1"]\n', 'sentences = ["900:9"]\n', "sentences has '900:9'; expected the id of a"),
        ('cites = ["Ada 2019"]', "cites = [2019]", "cites = 2019; expected a list of papers as printed"),
        ('name = "TNF release", entities = ["E002"]', 'name = "TNF", entitis = ["E002"]', "unknown key 'ent"),
        ('name = "TNF release", entities = ["E002"]', 'name = "TNF", entities = ["E2"]', "entities = 'E2';"),
        ('name = "TNF release", entities = ["E002"]', 'name = "TNF", entities = ["E003"]', "object has 'E00"),
        ('{ name = "alarm" }', '"alarm"', "object = 'alarm'; expected a list of one or more tables"),
        ('arm = "injured"', 'arm = "injurd"', "arm has 'injurd'; expected the id of a setup; did you mean"),
        ('against = "blind"', 'against = "blnd"', "against has 'blnd'; expected the id of a setup; did"),
        ('["blind", "injured"]', '["blnd", "injured"]', "arms has 'blnd'; expected the id of a setup; did"),
        ('outcome = "TNF"\nread = "peak"', 'outcome = "TFN"\nread = "peak"', "outcome has 'TFN'; expected t"),
        ("until = 3", 'gain_over = ["blind", "x"]', "gain_over has 'x'; expected the id of a setup"),
        ('cites = ["Ada 2019"]', 'cites = ["Ado 2019"]', "cites has 'Ado 2019'; expected the id of a paper;"),
        ('says = "Without danger signals there is less TNF."', 'says = ""', "says = ''; expected the compar"),
        ('arm = "injured"', 'arn = "injured"', "unknown key 'arn'"),
        ('arm = "injured"\n', "", "a test without an arm; expected arm and against, or arms for a sweep"),
        ('against = "blind"\n', 'arms = ["blind", "injured"]\n', "arm beside arms; expected arms of a sweep"),
        ('expect = "higher"', 'expect = "hihger"', "expect = 'hihger'; expected one of higher, lower, not_h"),
        ('expect = "higher"', 'expect = "rises"', "expect = 'rises'; expected one of higher, lower, not_hig"),
        ('expect = "rises"', 'expect = "higher"', "for a sweep"),
        ('read = "peak"', 'read = "pek"', "read = 'pek'; expected one of mean, peak, day_of_peak"),
        ("until = 3", "until = 0", "until = 0; expected a day after 0"),
        ("from = 0\nuntil = 3", "from = 4\nuntil = 3", "from = 4, until = 3; expected until after from"),
        ("until = 3", 'gain_over = ["blind"]', "gain_over = ['blind']; expected two setups, like"),
        ('row = "R215"', 'rwo = "R215"', "unknown key 'rwo'"),
        ('kind = "dynamic"', 'kind = "static"', "an experiment of a claim with kind = 'static'; expected ki"),
        ('says = "Injury makes cells release TNF."', 'says = ""', "says = ''; expected a sentence that a bi"),
        ('title = "Alarm"', "[conflict.K01]", "[conflict.K01] in claims/; expected it in a file of conflict"),
    ],
)  # fmt: skip
def test_mistakes_in_a_claim(tmp_path: Path, old: str, new: str, message: str) -> None:
    messages = spoiled(tmp_path, CLAIM_FILE, old, new)
    assert any(message in said for said in messages), "\n".join(messages)
    assert all(said.startswith(f"cat/{CLAIM_FILE}:") for said in messages)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (CLAIM_FILE, "[claim.C002]", "[claim.C2]", "the id 'C2'; expected C and three digits, like 'C137'"),
        (ENTITY_FILE, 'certainty = "exact"', 'certainty = "exactly"', "certainty = 'exactly'; expected one"),
        (ENTITY_FILE, 'curie = "HGNC:11892"', 'curie = "11892"', "curie = '11892'; expected an ontology ter"),
        (ENTITY_FILE, "[entity.E002]", "[entity.TNF]", "the id 'TNF'; expected E and three digits, like 'E0"),
        (ENTITY_FILE, 'type = "protein"\n', "", "no type in [entity.E002]; expected a type, like 'cell type"),
        (CONFLICT_FILE, '"C002"]', '"C009"]', "claims has 'C009'; expected the id of a claim; did you mean"),
        (CONFLICT_FILE, '"C002"]', '"C001"]', "C001 twice; expected two claims"),
        (CONFLICT_FILE, '"C002"]', '"C002", "C003"]', "expected two claims, like ['C046', 'C076']"),
        (CONFLICT_FILE, 'kind = "hard"', 'kind = "soft"', "kind = 'soft'; expected one of hard, context, sc"),
        (PAPER_FILE, 'doi = "10.1000/a"', 'doi = "doi:10.1000/a"', "doi = 'doi:10.1000/a'; expected a DOI,"),
        (PAPER_FILE, 'documents = ["900"]', 'documents = ["901"]', "documents has '901'; expected the id of"),
        (PAPER_FILE, "year = 2019", "year = 19", "year = 19; expected a year of four digits"),
        (SYSTEM_FILE, 'group = "healing"\n', "", "no group in [system.S90]"),
        (SYSTEM_FILE, "[system.S90]", "[system.90]", "the id '90'; expected S and two digits, like 'S03'"),
        (DOCUMENT_FILE, "[document.900]", "[document.900]\nkid = 1", "unknown key 'kid' in [document.900]"),
        (SENTENCE_FILE, "900:3,", "900-3,", "id = '900-3'; expected document and number of a sentence, like"),
        (SENTENCE_FILE, "0123456789ad", "xyz", "fingerprint = 'xyz'; expected the first 12 hexadecimal digi"),
        (SENTENCE_FILE, "900:3,", "901:3,", "id has '901'; expected the id of a document; did you mean '900"),
        (SENTENCE_FILE, "900:3,", "900:2,", "the name '900:2', which stands at cat/documents/sentences.csv:"),
        (SENTENCE_FILE, "id,", "idd,", "expected a column id; did you mean 'idd'?"),
        (SETUP_FILE, 'like = "injured"', 'like = "injurd"', "like = 'injurd'; expected the id of a setup; d"),
        (SETUP_FILE, "days = 10\n", 'like = "blind"\ndays = 10\n', "like in a circle: injured -> blind -> i"),
        (SETUP_FILE, 'like = "injured"', 'like = "blind"', "like in a circle: blind -> blind; expected a se"),
        (SETUP_FILE, "days = 10\n", "", "setup 'injured' without days; expected a number of days; give days"),
        (SETUP_FILE, "days = 10\n", "days = -1\n", "days = -1; expected a number of days above 0"),
        (SETUP_FILE, 'off = ["sentinels"]', 'off = "sentinels"', "off = 'sentinels'; expected a list of pro"),
        (SETUP_FILE, 'missing = "subsets of lymphocytes"', "", "neither outcome nor missing; expected outco"),
        (SETUP_FILE, 'outcome = "TNF"', 'outcome = "TNF"\nmissing = "x"', "both outcome and missing; expect"),
        (SETUP_FILE, "[readout.TNF]", '[readout."T F"]', "the id 'T F'; expected letters, digits and _, a l"),
    ],
)  # fmt: skip
def test_mistakes_in_other_records(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    messages = spoiled(tmp_path, file, old, new)
    assert any(message in said for said in messages), "\n".join(messages)


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {
        **FILES,
        CLAIM_FILE: CLAIMS.replace('relation = "induces"', 'relation = "x"').replace('"rises"', '"y"'),
        ENTITY_FILE: FILES[ENTITY_FILE].replace('type = "protein"', "type = 1"),
        SYSTEM_FILE: "not toml",
    }
    messages = [str(fault) for fault in load(write(tmp_path, files))[1]]
    for part in ("relation = 'x'", "expect = 'y'", "type = 1", "text that is not TOML"):
        assert any(part in said for said in messages), part


def test_a_reference_to_a_record_with_a_mistake_is_no_second_mistake(tmp_path: Path) -> None:
    messages = spoiled(tmp_path, ENTITY_FILE, 'type = "protein"', "type = 1")
    assert len(messages) == 1, messages


def test_a_circle_names_no_other_setup(tmp_path: Path) -> None:
    messages = spoiled(tmp_path, SETUP_FILE, 'like = "injured"', 'like = "blind"')
    place = SETUPS.replace('like = "injured"', 'like = "blind"').splitlines().index('like = "blind"') + 1
    assert [said.split(": ")[0] for said in messages] == [f"cat/{SETUP_FILE}:{place}"], messages


def test_half_finished_records_are_read(tmp_path: Path) -> None:
    """What is not complete is for the check; reading goes on, so that others can work."""
    text = CLAIMS[: CLAIMS.index("[[claim.C001")] + CLAIMS[CLAIMS.index("\n[claim.C002]") :]
    text = text.replace('sentences = ["900:1"]\n', "sentences = []\n")
    base, faults = load(write(tmp_path, {**FILES, CLAIM_FILE: text}))
    assert not faults
    assert base.claims["C001"].experiment is not None
    assert base.claims["C001"].experiment.tests == ()


def test_the_library_holds_the_same_base(tmp_path: Path) -> None:
    folder = write(tmp_path, {**shelves.FILES, **FILES})
    library, faults = shelves.load(folder)
    assert not faults
    assert library.evidence.claims == load(folder)[0].claims
    assert library.evidence.digest == load(folder)[0].digest


def test_the_digest_of_a_library_holds_its_evidence_and_that_of_a_model_does_not(tmp_path: Path) -> None:
    files = {**shelves.FILES, **FILES, "models/own/model.toml": shelves.CHAPTER}
    before, _ = shelves.load(write(tmp_path, files))
    after, _ = shelves.load(write(tmp_path, {SYSTEM_FILE: FILES[SYSTEM_FILE] + "\n# a remark\n"}))
    assert before.digest != after.digest
    assert before.evidence.digest != after.evidence.digest
    assert before.digests["own"] == after.digests["own"]
    write(tmp_path, {"mechanisms/macrophages.toml": shelves.CHAPTER + "\n# a remark\n"})
    assert shelves.load(tmp_path)[0].evidence.digest == after.evidence.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (CLAIM_FILE, 'study = "tibia"', 'study = "tibea"', "study = 'tibea'; expected the id of a study; di"),
        (CLAIM_FILE, 'row = "R215"', 'row = "R217"', "row = 'R217'; expected a row of the study tibia; did"),
        (PAPER_FILE, "year = 2019", 'source = "doi:10.1/b"', "source = 'doi:10.1/b'; expected the id of a s"),
    ],
)  # fmt: skip
def test_references_out_of_the_base(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    files = {**shelves.FILES, **FILES, file: FILES[file].replace(old, new)}
    messages = [str(fault) for fault in shelves.load(write(tmp_path, files))[1]]
    assert any(message in said for said in messages), "\n".join(messages)


def test_the_built_in_base_is_read_alone_and_with_the_library() -> None:
    alone, whole = load_evidence(), load_library().evidence
    assert alone.digest == whole.digest
    assert alone.claims == whole.claims
    assert set(alone.documents) == {"000", "001", "002"}


def test_the_base_alone_waits_for_nothing_else() -> None:
    program = "from osteon.knowledge import load_evidence\nload_evidence()\nimport sys\nprint(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert "osteon.knowledge._load_evidence" in loaded
    assert not loaded & {"osteon.knowledge._schema", "osteon.knowledge._shelf", "osteon.model", "numpy"}


def test_a_folder_of_ones_own_lies_over_the_built_in_base(tmp_path: Path) -> None:
    base = load_evidence([write(tmp_path, {SYSTEM_FILE: FILES[SYSTEM_FILE]})])
    assert base.systems["S90"].title == "Alarm"
    assert "S01" in base.systems


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(
        RecordError, match="given no such folder; expected a catalogue folder, with mechanisms"
    ):
        load_evidence([tmp_path / "none"])
    (tmp_path / "claim").mkdir()
    with pytest.raises(
        RecordError, match=r"given the name 'claim'; expected one of .*; did you mean 'claims'"
    ):
        load_evidence([tmp_path])
