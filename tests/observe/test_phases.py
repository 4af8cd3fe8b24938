"""Phases told from hand-made states with known crossings."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.observe import PHASES
from tests.observe.readings import read

DAYS = [0.0, 2.0, 4.0, 10.0, 20.0, 40.0, 80.0]
HEALING = {
    "neutrophil": [0, 80, 20, 0, 0, 0, 0],
    "M1": [0, 20, 20, 10, 0, 0, 0],
    "cartilage": [0, 0, 0.1, 0.6, 0.2, 0, 0],
    "woven_bone": [0, 0, 0.0, 0.1, 0.5, 0.8, 0.4],
    "lamellar_bone": [0, 0, 0, 0, 0, 0, 0.2],
}


def test_each_phase_begins_where_its_criterion_is_met() -> None:
    events = read(DAYS, **HEALING).events
    assert events["onset_inflammation"] == pytest.approx(
        [0.5]
    )  # 25 of 100 on the way from 0 to 100 in two days
    assert events["end_inflammation"] == pytest.approx([7.0])  # half way from 40 to 10
    assert events["onset_soft_callus"] == pytest.approx([3.0])  # cartilage 5 %
    assert events["onset_hard_callus"] == pytest.approx(
        [10 + 10 * 0.5 / 0.8]
    )  # bone - cartilage from -0.5 to 0.3
    assert events["onset_bony_union"] == events["union_time"]
    assert events["onset_remodelling"] == pytest.approx(
        [40 + 40 * 0.08 / 0.4]
    )  # woven falls by a tenth of 0.8


def test_labels_name_the_furthest_phase_reached() -> None:
    labels = read(DAYS, **HEALING).phases[:, 0]
    assert [PHASES[label] for label in labels] == [
        "injury", "inflammation", "soft_callus", "soft_callus", "bony_union", "bony_union", "remodelling",
    ]  # fmt: skip


def test_without_cartilage_the_hard_callus_follows_directly() -> None:
    events = read([0, 10], woven_bone=[0.0, 0.5]).events
    assert np.isnan(events["onset_soft_callus"]).all()
    assert events["onset_hard_callus"] == pytest.approx([1.0])


def test_bone_before_the_soft_callus_is_not_yet_a_hard_callus() -> None:
    states = {"woven_bone": [0.1, 0.1, 0.1, 0.9], "cartilage": [0.0, 0.0, 0.6, 0.0]}
    onset = read([0, 10, 20, 30], **states).events["onset_hard_callus"]
    assert onset == pytest.approx([20 + 10 * 0.5 / 1.4])


def test_a_trace_of_bone_that_dwindles_is_no_remodelling() -> None:
    assert np.isnan(read([0, 1, 2], woven_bone=[0.0, 1e-9, 0.0]).events["onset_remodelling"]).all()


def test_no_cells_no_inflammation() -> None:
    events = read([0, 1], clot=[1.0, 1.0]).events
    assert np.isnan([events["onset_inflammation"], events["end_inflammation"]]).all()
