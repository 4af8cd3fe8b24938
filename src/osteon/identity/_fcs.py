"""Flow-cytometry files (FCS) to the share of cells that carry each antigen."""

import io
import math
import re
import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, final

import flowio
import numpy as np
from flowio.exceptions import FlowIOException
from numpy.typing import NDArray

from osteon.errors import Fault, near, shown
from osteon.identity._markers import antigen_names, channel_antigen
from osteon.identity._panel import Panel, PanelError
from osteon.knowledge import EvidenceBase

Events: TypeAlias = NDArray[np.float64]
NOT_FCS = (
    *(FlowIOException, Warning, ValueError, KeyError, IndexError, TypeError),
    *(AttributeError, OverflowError, EOFError, struct.error),
)
"""What the reader of the format raises on bytes that are something else, or that end too early."""

SPILLOVER = ("spillover", "spill", "comp")
"""Keywords under which a file may carry its matrix of spillover."""


def read_fcs_panel(
    path: Path,
    base: EvidenceBase,
    *,
    control: Path | None = None,
    tail: float,
    thresholds: Mapping[str, float] | None = None,
) -> Panel:
    """The panel of an FCS file: by antigen, the percentage of events above a threshold.

    A channel counts when it is named after an antigen.

    Arguments:
        control: an unstained or isotype control of the same channels; its percentile 100 - tail is the
        threshold of each. tail: percent of control events that may lie above it. thresholds: by antigen as
        the file calls it, in the scale of the file after compensation; they go before those of the control.

    Spillover is undone with the file's own matrix where it has one. Events are not gated: debris and doublets
    count, which is for the user to remove before. Raises PanelError: a file that is not FCS or is cut short,
    a file without events, no channel named after an antigen, no threshold for one.
    """
    sample = _channels(path, base)
    limits = _control_limits(sample, control, base, tail) if control else {}
    limits |= _given(sample, thresholds or {})
    lacking = [sample.labels[id] for id in sample.antigens if id not in limits]
    if lacking:
        fix = "name an unstained or isotype control with --control, or give --threshold MARKER=VALUE"
        given = f"no threshold for {', '.join(lacking)}"
        raise PanelError(Fault(str(path), given, "what counts as positive", fix))
    percents = {
        id: 100.0 * float(np.mean(sample.events[:, column] > limits[id]))
        for id, column in sample.antigens.items()
    }
    return Panel(path.stem, percents, sample.labels)


@final
@dataclass(frozen=True)
class _Channels:
    """A file: events [N, channels], compensated; by antigen, its column and what the file calls it."""

    events: Events
    antigens: Mapping[str, int]
    labels: Mapping[str, str]


def _channels(path: Path, base: EvidenceBase) -> _Channels:
    names, data = antigen_names(base), _opened(path)
    called = _channel_labels(data)
    columns: dict[str, int] = {}
    for column, label in enumerate(called):
        antigen = channel_antigen(label, names)
        if antigen in columns:
            given = f"{shown(label)} and {shown(called[columns[antigen]])} for one antigen"
            raise PanelError(Fault(str(path), given, "one channel for each antigen"))
        if antigen is not None:
            columns[antigen] = column
    if not columns:
        given = f"the channels {', '.join(called)}"
        raise PanelError(Fault(str(path), given, "channels named after antigens, like 'CD73 PE'"))
    labels = {antigen: called[column] for antigen, column in columns.items()}
    return _Channels(_compensated(data, path), columns, labels)


def _opened(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            data = flowio.FlowData(io.BytesIO(path.read_bytes()))
    except OSError as error:
        given = f"a file that cannot be opened ({error.strerror or error})"
        raise PanelError(Fault(str(path), given, "an FCS file")) from None
    except NOT_FCS as error:
        said = str(error).strip().rstrip(".")[:120] or type(error).__name__
        expected = "a whole FCS file (2.0 to 3.1)"
        raise PanelError(Fault(str(path), f"a file cut short or not FCS ({said})", expected)) from None
    if data.event_count == 0:
        raise PanelError(Fault(str(path), "no events", "a file with events in it"))
    return data


def _channel_labels(data: Any) -> list[str]:
    """What each channel is called: the name of its antibody ($PnS), else that of the detector ($PnN)."""
    return [long or short for long, short in zip(data.pns_labels, data.pnn_labels, strict=True)]


def _compensated(data: Any, path: Path) -> Events:
    events = np.asarray(data.as_array(preprocess=True), dtype=np.float64)
    text = next((data.text[key] for key in SPILLOVER if data.text.get(key)), None)
    if text is None:
        return events
    cells = [cell.strip() for cell in re.split(r"[,\t]", text)]
    try:
        count = int(cells[0])
        names, numbers = (
            cells[1 : 1 + count],
            [float(cell) for cell in cells[1 + count : 1 + count * (count + 1)]],
        )
        matrix = np.asarray(numbers).reshape(count, count)
        columns = [_column(name, data) for name in names]
        events[:, columns] = np.linalg.solve(matrix.T, events[:, columns].T).T
    except (ValueError, IndexError, np.linalg.LinAlgError):
        given = "a matrix of spillover that cannot be used"
        expected = "n, the names of n channels, and n x n numbers that can be inverted"
        raise PanelError(Fault(str(path), given, expected)) from None
    return events


def _column(name: str, data: Any) -> int:
    return int(name) - 1 if name.isdecimal() else list(data.pnn_labels).index(name)


def _control_limits(sample: _Channels, path: Path, base: EvidenceBase, tail: float) -> dict[str, float]:
    control = _channels(path, base)
    return {
        id: float(np.percentile(control.events[:, control.antigens[id]], 100.0 - tail))
        for id in sample.antigens
        if id in control.antigens
    }


def _given(sample: _Channels, thresholds: Mapping[str, float]) -> dict[str, float]:
    by_label = {label: id for id, label in sample.labels.items()}
    found, faults = dict[str, float](), list[Fault]()
    for name, value in thresholds.items():
        short = [label for label in by_label if label == name or label.split()[0] == name]
        if len(short) != 1 or not math.isfinite(value):
            expected = f"one of {', '.join(by_label)}, and a number"
            faults.append(
                Fault(
                    "--threshold",
                    f"{name}={value:g}",
                    expected,
                    near(name, [label.split()[0] for label in by_label]),
                )
            )
        else:
            found[by_label[short[0]]] = value
    if faults:
        raise PanelError(faults)
    return found
