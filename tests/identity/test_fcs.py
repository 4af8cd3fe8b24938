"""Percentages from events: thresholds from a control, spillover undone, files cut short refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from flowio import create_fcs
from numpy.typing import NDArray

from osteon.identity import PanelError, read_fcs_panel
from osteon.knowledge import EvidenceBase, load_evidence

RNG = np.random.default_rng(7)
CHANNELS = ["FSC-A", "FL1-A", "FL2-A"]
NAMES = ["", "CD73 PE", "CD45-APC"]


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return load_evidence()


def events(positive: float, count: int = 2000) -> NDArray[np.float64]:
    """Forward scatter, CD73 bright in a share of the events, CD45 dim in all."""
    table = np.abs(RNG.normal(100.0, 20.0, (count, 3)))
    table[: int(positive * count), 1] += 5000.0
    return table


def write(path: Path, table: NDArray[np.float64], **metadata: str) -> Path:
    with path.open("wb") as file:
        create_fcs(file, table.ravel().tolist(), CHANNELS, NAMES, metadata)
    return path


def test_the_control_sets_the_threshold(base: EvidenceBase, tmp_path: Path) -> None:
    sample = write(tmp_path / "donor.fcs", events(0.9))
    control = write(tmp_path / "unstained.fcs", events(0.0))
    panel = read_fcs_panel(sample, base, control=control, tail=1.0)
    percents = {panel.labels[id]: value for id, value in panel.percents.items()}
    assert percents["CD73 PE"] == pytest.approx(90.1, abs=0.5)  # and 1 % of the others
    assert percents["CD45-APC"] == pytest.approx(1.0, abs=1.0)
    assert panel.name == "donor"


def test_a_control_against_itself_reads_its_tail(base: EvidenceBase, tmp_path: Path) -> None:
    control = write(tmp_path / "unstained.fcs", events(0.0))
    panel = read_fcs_panel(control, base, control=control, tail=2.0)
    assert list(panel.percents.values()) == pytest.approx([2.0, 2.0], abs=0.05)


def test_a_threshold_can_be_given(base: EvidenceBase, tmp_path: Path) -> None:
    sample = write(tmp_path / "donor.fcs", events(0.25))
    panel = read_fcs_panel(sample, base, tail=1.0, thresholds={"CD73": 1000.0, "CD45-APC": 1000.0})
    assert list(panel.percents.values()) == [25.0, 0.0]


def test_spillover_is_undone(base: EvidenceBase, tmp_path: Path) -> None:
    true = events(0.5)
    spilt = true.copy()
    spilt[:, 2] += 0.3 * true[:, 1]
    limits = {"CD73": 1000.0, "CD45-APC": 1000.0}
    plain = read_fcs_panel(write(tmp_path / "a.fcs", spilt), base, tail=1.0, thresholds=limits)
    matrix = "2,FL1-A,FL2-A,1,0.3,0,1"
    undone = read_fcs_panel(
        write(tmp_path / "b.fcs", spilt, spillover=matrix), base, tail=1.0, thresholds=limits
    )
    assert list(plain.percents.values()) == [50.0, 50.0]
    assert list(undone.percents.values()) == [50.0, 0.0]


@pytest.mark.parametrize("kept", [0, 3, 40, 300, 0.5, 0.99])
def test_a_file_cut_short_is_refused(base: EvidenceBase, tmp_path: Path, kept: float) -> None:
    whole = write(tmp_path / "whole.fcs", events(0.5)).read_bytes()
    cut = tmp_path / "cut.fcs"
    cut.write_bytes(whole[: kept if isinstance(kept, int) else int(kept * len(whole))])
    with pytest.raises(PanelError, match=r"a file cut short or not FCS .*expected a whole FCS file"):
        read_fcs_panel(cut, base, tail=1.0, thresholds={"CD73": 1.0})


def test_no_threshold_no_percentage(base: EvidenceBase, tmp_path: Path) -> None:
    sample = write(tmp_path / "donor.fcs", events(0.5))
    with pytest.raises(PanelError, match=r"no threshold for CD73 PE, CD45-APC.*--control"):
        read_fcs_panel(sample, base, tail=1.0)
    with pytest.raises(PanelError, match=r"--threshold: given CD37=5; .*did you mean"):
        read_fcs_panel(sample, base, tail=1.0, thresholds={"CD37": 5.0})


def test_channels_must_be_named_after_antigens(base: EvidenceBase, tmp_path: Path) -> None:
    path = tmp_path / "bare.fcs"
    with path.open("wb") as file:
        create_fcs(file, events(0.5).ravel().tolist(), CHANNELS)
    with pytest.raises(PanelError, match=r"given the channels FSC-A, FL1-A, FL2-A; expected channels named"):
        read_fcs_panel(path, base, tail=1.0)


def test_a_matrix_that_cannot_be_inverted_is_refused(base: EvidenceBase, tmp_path: Path) -> None:
    path = write(tmp_path / "x.fcs", events(0.5), spillover="2,FL1-A,FL2-A,1,1,1,1")
    with pytest.raises(PanelError, match="a matrix of spillover that cannot be used"):
        read_fcs_panel(path, base, tail=1.0, thresholds={"CD73": 1.0, "CD45-APC": 1.0})
