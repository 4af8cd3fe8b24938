"""Arms of claims that get a product."""

from __future__ import annotations

from pathlib import Path

from osteon.claims import healing_digest
from osteon.claims._lanes import event_days, grouped
from osteon.knowledge import Setup
from osteon.model import build_model, with_switches
from osteon.scenario import setup_arm
from tests.claims.small import setup
from tests.scenario.treated import treated

LIBRARY = treated()
MODEL = with_switches(build_model(LIBRARY))


def with_cells(**keys: object) -> Setup:
    table = {"use": "bm_msc", "route": "local", "cells": "2e6 cell", "day": 3, **keys}
    return setup("cells", product=(table,))


def test_days_on_which_a_product_is_given_are_days_of_the_arm() -> None:
    arm = setup_arm(with_cells(every=7, until=10), LIBRARY).arm
    assert event_days(arm) == (3.0, 10.0)


def test_animals_get_their_batches_and_the_typical_one_the_typical() -> None:
    arms = {"plain": setup_arm(setup("plain"), LIBRARY), "cells": setup_arm(with_cells(), LIBRARY)}
    (_, group) = grouped(arms, MODEL, LIBRARY, 3, 1)
    (impulse,) = group.problem.impulses
    assert impulse.day == 3.0
    assert len(set(impulse.amount.tolist())) == 4
    assert impulse.amount[3] == 2e6 * 0.8 / 2.0


def test_a_verdict_depends_on_products_wherever_they_stand(tmp_path: Path) -> None:
    digests = {healing_digest([tmp_path])}
    for place in ("products/a.toml", "products/cells/a.toml", "products/cells/b.toml", "materials/a.toml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("", encoding="utf-8")
        digests.add(healing_digest([tmp_path]))
    assert len(digests) == 5
