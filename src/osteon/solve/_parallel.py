"""Groups of lanes on all cores; an interrupt is heard and progress is told in the caller's own thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Protocol, TypeVar

from osteon.solve._background import Progress, watch

End = TypeVar("End", covariant=True)


class Job(Protocol[End]):
    """A group of lanes that runs by itself: `run` calls its argument `segments` times."""

    @property
    def stop(self) -> Event:
        """Once set, the run ends at its next call of the program."""

    @property
    def segments(self) -> int:
        """How often `run` tells."""

    def run(self, tell: Callable[[], None], /) -> End:
        """What becomes of the lanes."""


def run_all(tasks: Sequence[Job[End]], progress: Progress | None, workers: int | None) -> list[End]:
    """What becomes of all tasks, in order. The number of workers (default: the cores) changes no number.

    Compiled programs let go of Python's lock while they run, so threads are enough. An interrupt sets `stop`,
    which each task hears before its next call of the program.
    """
    if len(tasks) == 1:
        return [_alone(tasks[0], progress)]
    done, whole = [0] * len(tasks), sum(task.segments for task in tasks)

    def work(number: int) -> End:
        def tell() -> None:
            done[number] += 1

        return tasks[number].run(tell)

    pool = ThreadPoolExecutor(workers or available_cores(), thread_name_prefix="osteon-solve")
    try:
        futures = [pool.submit(work, number) for number in range(len(tasks))]
        watch(futures, lambda: sum(done) / whole, progress)
        return [future.result() for future in futures]
    finally:
        for task in tasks:
            task.stop.set()
        pool.shutdown(cancel_futures=True)


def _alone(task: Job[End], progress: Progress | None) -> End:
    """One group needs no other thread: an interrupt is heard between two calls of the program."""
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done / task.segments)

    return task.run(tell)


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def called_off() -> Event:
    """A fresh flag to share among tasks."""
    return Event()
