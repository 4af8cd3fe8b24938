"""Records of clinical trials: what a file must say, and that the catalogue's say it of every claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.knowledge import MEASURES, EvidenceBase, load_evidence
from osteon.knowledge._evidence._trial import STATED
from tests.docs.blocks import blocks
from tests.knowledge import evidence_shelf
from tests.knowledge.shelves import write

SETUPS = """\
title = "Trials"
[setup.plain]
says = "Left alone."
missing = "a model"
[setup.treated]
says = "Treated."
missing = "a model"
[readout.healed]
says = "Healed"
missing = "a model"
"""
GOOD = """\
title = "Trials"
[pool.healing]
title = "Healing"
says = "How many more heal."
measure = "share"
expect = "more"
[trial.ada_2019]
title = "A trial"
says = "Some are treated."
design = "randomised"
follow_up = 100
[trial.ada_2019.population]
says = "Adults."
why = "Assumed."
patients = 10
reported = 20
age = { mean = 45, sd = 10, low = 18, high = 70, unit = "year" }
female = 0.25
vary."defect.gap" = { low = 1, high = 4, unit = "mm" }
[trial.ada_2019.arm.control]
says = "Left alone."
setup = "plain"
[trial.ada_2019.arm.cells]
says = "Treated."
setup = "treated"
patients = 12
[trial.ada_2019.endpoint.healed]
says = "Healed at the end."
measure = "share"
readout = "healed"
arm = "cells"
against = "control"
expect = "more"
pool = "healing"
"""
CONTROL = '[trial.ada_2019.arm.control]\nsays = "Left alone."\nsetup = "plain"\n'


def load(folder: Path, text: str) -> tuple[EvidenceBase, str]:
    """The base of one file of setups and one of trials, and what is wrong with them."""
    base, faults = evidence_shelf.load(write(folder, {"setups/own.toml": SETUPS, "trials/own.toml": text}))
    return base, "\n".join(str(fault) for fault in faults)


def test_a_trial_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    base, faults = load(tmp_path, GOOD)
    assert faults == ""
    trial = base.trials["ada_2019"]
    people = trial.population
    assert (people.patients, people.reported, people.female) == (10, 20, 0.25)
    assert people.age is not None
    assert (people.age.mean, people.age.unit) == (45.0, "year")
    assert [(each.path, each.low, each.high, each.unit) for each in people.vary] == [
        ("defect.gap", 1, 4, "mm")
    ]
    assert [(arm.id, arm.setup, arm.patients) for arm in trial.arms] == [
        ("control", "plain", None),
        ("cells", "treated", 12),
    ]
    (endpoint,) = trial.endpoints
    assert (endpoint.read, endpoint.above, endpoint.pool) == ("last", None, "healing")


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ('expect = "more"\npool', 'expect = "sooner"\npool', "expect = 'sooner' of measure = 'share'"),
        ('measure = "share"\nreadout', 'measure = "shar"\nreadout', "measure = 'shar'; expected one of time"),
        ('arm = "cells"', 'arm = "cell"', "arm = 'cell'; expected an arm of the trial; did you mean 'cells'"),
        ('against = "control"', 'against = "cells"', "cells against itself; expected two arms of the trial"),
        ('setup = "treated"', 'setup = "treatd"', "setup has 'treatd'; expected the id of a setup; did you"),
        ('readout = "healed"', 'readout = "heald"', "readout has 'heald'; expected the id of a readout; did"),
        ('pool = "healing"', 'pool = "heal"', "pool has 'heal'; expected the id of a pool; did you mean"),
        ("low = 18", "low = 80", "expected low <= mean <= high with low below high, and sd 0"),
        ("sd = 10", "sd = -10", "cat/trials/own.toml:17: given sd = -10"),
        ("sd = 10", 'sd = "10 year"', "own.toml:17: given sd = '10 year'; expected a number of 0 or more"),
        ("low = 1, high = 4", "low = 4, high = 1", "low = 4, high = 1; expected low below high"),
        ('"defect.gap"', '"gap"', "the path 'gap'; expected 'defect.DIAL' or 'conditions.NAME.DIAL'"),
        ("patients = 10\n", "patients = 2\n", "patients = 2; expected a number of patients from 3 on"),
        ("female = 0.25", "female = 25.0", "female = 25.0; expected a share from 0.0 to 1.0"),
        ("follow_up = 100", "follow_up = 0", "follow_up = 0; expected a number of days above 0"),
        ('why = "Assumed."\n', "", "where these numbers come from"),
        ('design = "randomised"', 'design = "random"', "design = 'random'; expected one of randomised"),
        (CONTROL, "", "1 arm; expected 2 or more tables"),
        ('title = "Healing"', 'titel = "Healing"', "titel"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_trial_is_told(tmp_path: Path, given: str, instead: str, said: str) -> None:
    assert given in GOOD
    assert said in load(tmp_path, GOOD.replace(given, instead))[1]


def test_a_pool_holds_one_measure(tmp_path: Path) -> None:
    own = 'measure = "share"\nexpect = "more"\n[trial'
    spoilt = GOOD.replace(own, own.replace("share", "time").replace("more", "sooner"))
    assert "in a pool of 'time'" in load(tmp_path, spoilt)[1]


def test_the_trial_in_the_documents_is_valid(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "trials.md"
    (block,) = blocks(page.read_text(encoding="utf-8"), "toml")
    trial = load_evidence([write(tmp_path, {"trials/own.toml": block.text})]).trials["two_gaps"]
    assert trial.endpoints[0].pool == "union"


def test_every_dynamic_claim_of_clinical_studies_is_stated_by_a_trial() -> None:
    base = load_evidence()
    stated = {claim for trial in base.trials.values() for claim in trial.claims}
    dynamic = {claim.id for claim in base.claims_of("S45") if claim.kind == "dynamic"}
    assert dynamic <= stated


def test_a_trial_states_a_claim_as_the_claim_does() -> None:
    base = load_evidence()
    for trial in base.trials.values():
        setups = {arm.id: arm.setup for arm in trial.arms}
        for endpoint in trial.endpoints:
            pair = (setups[endpoint.arm], setups[endpoint.against])
            for id in endpoint.claims:
                experiment = base.claims[id].experiment
                assert experiment is not None, (trial.id, id)
                assert pair in {test.arms for test in experiment.tests}, (trial.id, endpoint.id, id)


def test_what_may_be_stated_is_what_the_measures_know() -> None:
    assert [word for words in MEASURES.values() for word in words] == list(STATED)
