"""The figure of a published model: its own curves, a panel an outcome, with its references as marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from osteon.cohort import Point, Result, reference_points, run_experiment
from osteon.knowledge import Library
from osteon.observe import Outcome
from osteon.report._scales import TimeUnit, scale_values, time_unit
from osteon.report._style import GREY, ArmStyle, arm_style, figure_style, legend_entries, panels
from osteon.report._words import capital, unit_text
from osteon.scenario import Experiment, load_experiment
from osteon.text import counted

MOST_PANELS, MOST_ARMS = 6, 10
SAMPLES = 600
"""Curves are drawn through at least so many samples, however few the experiment asks for."""

_TITLE, _LINE, _HANDLE = 42, 105, 9


def model_figure(library: Library, model_id: str) -> Figure:
    """Run the experiment that comes with a model and draw its first outcomes and arms, at most six and ten.

    Raises:
        RecordError, ExperimentError: the model, its references or its experiment have faults.
    """
    experiment = load_experiment(library.experiments[model_id], library)
    drawn = replace(experiment, arms=experiment.arms[:MOST_ARMS])
    result = run_experiment(finely(drawn), library)
    left = len(experiment.arms) - len(drawn.arms)
    return draw_model(result, reference_points(library, model_id), left)


def finely(experiment: Experiment) -> Experiment:
    """Return the experiment with enough samples for smooth curves."""
    more = np.linspace(0.0, experiment.days, SAMPLES + 1)
    return replace(experiment, at=tuple(np.union1d(experiment.times, more).tolist()))


def draw_model(result: Result, points: Sequence[Point], left: int = 0) -> Figure:
    """Draw the first outcomes of a result, a line an arm, with reference points as open marks.

    left: how many arms are not drawn, for the legend.
    """
    known = result.measurements.outcomes
    chosen = [known[id] for id in result.experiment.outcomes if known[id].kind == "curve"][:MOST_PANELS]
    unit = time_unit(result.experiment.days)
    with figure_style():
        figure, axes = panels(len(chosen), height=2.5)
        for ax, outcome in zip(axes, chosen, strict=True):
            _draw(ax, result, outcome, [point for point in points if point.outcome == outcome.id], unit)
        _legend(figure, axes, any(ax.get_gid() for ax in axes), left)
    return figure


def _draw(ax: Axes, result: Result, outcome: Outcome, points: Sequence[Point], unit: TimeUnit) -> None:
    days, curves = result.measurements.times, result.measurements.curves[outcome.id]
    for index, arm in enumerate(result.experiment.arms):
        style, lane = arm_style(index), index * result.experiment.animals
        name = arm.name.replace("_", " ")
        ax.plot(days / unit.days, curves[:, lane], style.dash, color=style.colour, label=name)
    values = np.concatenate([curves.ravel(), [point.value for point in points]])
    ax.set_ylabel(scale_values(ax, values, unit_text(outcome.unit)))
    ax.set_xlabel(f"time ({unit.name})")
    ax.set_xlim(0.0, result.experiment.days / unit.days)
    ax.set_title(fill(_title(outcome, result), _TITLE, max_lines=2, placeholder=" ..."))
    for index, arm in enumerate(result.experiment.arms):
        own = [point for point in points if point.arm == arm.name and point.day <= result.experiment.days]
        _mark(ax, np.array([(point.day / unit.days, point.value) for point in own]), arm_style(index))


def _mark(ax: Axes, own: NDArray[np.float64], style: ArmStyle) -> None:
    """Draw an arm's reference points, on an edge whole; those far below a logarithmic axis are left out."""
    if own.size:
        own = own[own[:, 1] >= ax.get_ylim()[0]] if ax.get_yscale() == "log" else own
        ax.plot(
            *own.T, style.marker, color=style.colour, markerfacecolor="white", markersize=4.5,
            markeredgewidth=1.1, clip_on=False, zorder=4,
        )  # fmt: skip
        ax.set_gid("with references")


def _title(outcome: Outcome, result: Result) -> str:
    """The name of an entity; a signal has none, so its sentence, or its first one."""
    if any(state.id == outcome.id for state in result.model.states):
        return capital(outcome.name)
    sentence = " ".join(outcome.says.split()).partition(". ")[0].rstrip(".")
    return capital(sentence or outcome.name)


def _legend(figure: Figure, axes: Sequence[Axes], with_references: bool, left: int) -> None:
    handles, labels = legend_entries(axes)
    if with_references:
        handles.append(Line2D([], [], linestyle="", marker="o", color=GREY, markerfacecolor="white"))
        labels.append("reference")
    if left:
        handles.append(Line2D([], [], linestyle=""))
        labels.append(f"{counted(left, 'more arm')}, not drawn")
    room = _LINE // (max(map(len, labels), default=0) + _HANDLE)
    figure.legend(handles, labels, loc="outside upper center", ncols=max(1, min(len(labels), room)))
