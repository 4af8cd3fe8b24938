"""The drive of the general method along the days: spans with samples in them, pauses for events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.solve._advance import Lanes, Limits, unfinished
from osteon.solve._compile import Program, precision
from osteon.solve._happenings import Happenings
from osteon.solve._problem import Array, Problem
from osteon.solve._rosenbrock import PAUSED, Course, Window, samples
from osteon.solve._run import Stopped, Trace, happened, started
from osteon.solve._status import Status
from osteon.solve._structure import structure

SHARPNESS = {"float64": 1e-12, "float32": 1e-5}
"""Days within which a sample counts as being at the turn of a condition, as a share of the whole time."""


@final
@dataclass(frozen=True)
class Span:
    """Days from `start` to `stop` without a dose or switch in between.

    samples: the numbers of the save times in (start, stop].
    """

    start: float
    stop: float
    samples: range

    @property
    def length(self) -> float:
        """Days."""
        return self.stop - self.start


@final
@dataclass(frozen=True, eq=False)
class Sweep:
    """A group of lanes: `columns` of the problem, as many as the program is wide."""

    problem: Problem
    program: Program
    columns: Array
    limits: Limits
    stop: Event

    @property
    def segments(self) -> int:
        """How often `tell` is called."""
        return len(self._spans)

    def run(self, tell: Callable[[], None]) -> Trace:
        """Integrates the group. `tell` is called after each span; raises Stopped once `stop` is set."""
        problem, happenings = self.problem, Happenings(self.problem.model, len(self.columns))
        kept = np.full((len(problem.times), *problem.initial[:, self.columns].shape), np.nan)
        with precision(self.program.dtype):
            y, p = started(problem, self.columns), problem.parameters[:, self.columns]
            y, p, _ = happened(problem, self.columns, y, p, 0.0)
            y, truth = happenings.at_start(y, p)
            kept[0] = y[: kept.shape[1]]
            course, reached = self._begun(y, p, truth, happenings), np.zeros(len(self.columns))
            for span in self._spans:
                course = self._through(span, course, p, happenings, kept)
                healthy = course.lanes.status == Status.done
                reached = np.where(healthy, span.stop, reached)
                course, p = self._end(span, course, p, happenings)
                if span.samples and problem.times[span.samples[-1]] == span.stop:
                    kept[span.samples[-1]] = np.where(healthy, course.lanes.y[: kept.shape[1]], np.nan)
                tell()
        lanes = course.lanes
        return Trace(kept, lanes.accepted, lanes.rejected, lanes.status, reached)

    @cached_property
    def _spans(self) -> list[Span]:
        """They end at doses, at switches, where a call can keep no more samples and at the last one."""
        times = self.problem.times
        doses, changes = [d.day for d in self.problem.impulses], [c.day for c in self.problem.changes]
        happens = np.unique([day for day in (*doses, *changes) if 0.0 < day < times[-1]])
        most = samples(self.program.width)
        spans, start, first = [], 0.0, 1
        for stop in (*happens.tolist(), float(times[-1])):
            after = int(np.searchsorted(times, stop, side="right"))
            while after - first > most:
                middle = float(times[first + most - 1])
                spans.append(Span(start, middle, range(first, first + most)))
                start, first = middle, first + most
            spans.append(Span(start, stop, range(first, after)))
            start, first = stop, after
        return [span for span in spans if span.length > 0]

    @cached_property
    def _timed(self) -> bool:
        return structure(self.problem.model).timed

    @cached_property
    def _width(self) -> float:
        return float(SHARPNESS[self.program.dtype] * self.problem.times[-1])

    def _begun(self, y: Array, p: Array, truth: Array, happenings: Happenings) -> Course:
        """The course at day 0; the clock is a trifle later, for a rate that jumps just after day 0."""
        if self._timed:
            y = np.concatenate([y[:-1], np.full_like(y[-1:], 1e-3 * self._width)])
            events = structure(self.problem.model).events
            truth = np.concatenate([truth[:events], happenings.truth(y, p)[events:]])
        real, zero = np.dtype(self.program.dtype), np.zeros(len(self.columns), np.int32)
        y = y.astype(real)
        row = np.zeros_like(y[0])
        lanes = Lanes(row, y, row, row + 1, zero, zero, zero)
        kept = np.zeros((samples(self.program.width), *y.shape), real)
        return Course(lanes, np.abs(y), truth.astype(real), kept)

    def _through(self, span: Span, course: Course, p: Array, happenings: Happenings, kept: Array) -> Course:
        """To the end of a span, through the events on the way; the samples inside it go to `kept`."""
        real = np.dtype(self.program.dtype)
        inner = [number for number in span.samples if self.problem.times[number] < span.stop]
        days = np.full(samples(self.program.width), np.inf, real)
        days[: len(inner)] = self.problem.times[inner] - span.start
        width = np.asarray(self._width, real)
        course = course._replace(lanes=course.lanes._replace(t=np.zeros_like(course.lanes.t)))
        last = np.full(len(self.columns), span.length, real)
        while unfinished(course.lanes, last).any():
            if self.stop.is_set():
                raise Stopped
            window = Window(days, self._until(span, happenings).astype(real), width)
            before = course.truth
            after = self.program.run(course, p.astype(real), window, self.limits)
            course = Course(Lanes(*(np.asarray(part) for part in after[0])), *map(np.asarray, after[1:]))
            if self.problem.model.events:
                course = self._eventful(span, course, before, p, happenings, window)
        lanes, rows = course.lanes, kept.shape[1]
        known = (lanes.status == Status.done) | (lanes.t >= days[: len(inner), None])
        kept[inner] = np.where(known[:, None], course.kept[: len(inner), :rows], np.nan)
        return course

    def _until(self, span: Span, happenings: Happenings) -> Array:
        """The day [C], from the start of the span, at which each lane ends: sooner where a delay is over."""
        days = [min(happenings.next_day(lane), span.stop) for lane in range(len(self.columns))]
        return np.maximum(np.array(days) - span.start, 0.0)

    def _eventful(
        self, span: Span, course: Course, before: Array, p: Array, happenings: Happenings, window: Window
    ) -> Course:
        """The course after the events of those lanes in which a condition has turned or a delay is over."""
        lanes, kept, t = course.lanes, course.kept.copy(), course.lanes.t.copy()
        arrived = (lanes.status == Status.done) & (lanes.t >= window.until)
        waits = np.array([happenings.next_day(lane) <= span.stop for lane in range(len(self.columns))])
        touched = (lanes.status == PAUSED) | (arrived & waits)
        y, truth = lanes.y.astype(float), course.truth.astype(float)
        for lane in np.flatnonzero(touched).tolist():
            day = happenings.next_day(lane) if arrived[lane] else float(span.start + lanes.t[lane])
            y, truth = happenings.happen([lane], day, y, p, before, truth)
            self._at_turn(lane, span, course, y, p, happenings, window, kept, t)
        # What is left of the span after an event at its end is less than a step can be.
        t = np.where(touched & (span.length - t <= window.width), span.length, t).astype(t.dtype)
        restarted = _restarted(lanes._replace(t=t, y=y.astype(lanes.y.dtype)), touched)
        seen = np.maximum(course.seen, np.abs(restarted.y))
        return Course(restarted, seen, truth.astype(course.truth.dtype), kept)

    def _at_turn(
        self,
        lane: int,
        span: Span,
        course: Course,
        y: Array,
        p: Array,
        happenings: Happenings,
        window: Window,
        kept: Array,
        t: Array,
    ) -> None:
        """Fills the samples at the very time of an event: as things are after it, unless it comes later.

        The turn is located to within the window's width, so what the clock says at the sample decides; the
        lane's day `t` moves up to that of the sample, which it then has behind it.
        """
        lanes = course.lanes
        for place in np.flatnonzero(np.abs(window.samples - lanes.t[lane]) <= window.width):
            t[lane] = max(t[lane], window.samples[place])
            old = lanes.y[:, lane : lane + 1].astype(float)
            if self._timed:
                old[-1] = span.start + window.samples[place]
            turned = happenings.truth(old, p[:, lane : lane + 1])[:, 0]
            paused = lanes.status[lane] == PAUSED
            after = not paused or bool((turned == course.truth[:, lane]).all())
            kept[place, :, lane] = y[:, lane] if after else old[:, 0]

    def _end(self, span: Span, course: Course, p: Array, happenings: Happenings) -> tuple[Course, Array]:
        """After the doses and switches at the end of a span, and the events that they set off."""
        lanes = course.lanes
        y, p, touched = happened(self.problem, self.columns, lanes.y.astype(float), p, span.stop)
        if self._timed:
            y[-1] = span.stop
        truth = course.truth
        if touched.any() and len(truth):
            now = happenings.truth(y, p)
            y, truth = happenings.happen(np.flatnonzero(touched).tolist(), span.stop, y, p, truth, now)
        restarted = _restarted(lanes._replace(y=y.astype(lanes.y.dtype)), touched)
        seen = np.maximum(course.seen, np.abs(restarted.y))
        return course._replace(lanes=restarted, seen=seen, truth=truth.astype(course.truth.dtype)), p


def _restarted(lanes: Lanes, touched: NDArray[np.bool_]) -> Lanes:
    """Lanes to which something happened choose their step anew and forget the error of the last one."""
    return lanes._replace(
        h=np.where(touched, 0.0, lanes.h).astype(lanes.h.dtype),
        error=np.where(touched, 1.0, lanes.error).astype(lanes.error.dtype),
        status=np.where(lanes.status == PAUSED, int(Status.done), lanes.status).astype(lanes.status.dtype),
    )
