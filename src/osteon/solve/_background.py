"""Work in other threads, while the caller's own hears interrupts and tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[float], object]
PATIENCE = 0.1
"""Seconds between two looks at what the threads have done."""


def in_background(work: Callable[[], T]) -> T:
    """Runs what cannot be interrupted (compiling) in a thread that an interrupt leaves behind.

    The caller hears the interrupt at once; Python itself ends when the thread has, because XLA does not
    survive that its thread is killed.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, name="osteon-compile").start()
    watch([future], lambda: 0.0, None)
    return future.result()


def watch(futures: Sequence[Future[T]], fraction: Callable[[], float], progress: Progress | None) -> None:
    """Waits for all, or for the first that fails; `progress` hears the fraction done in this thread."""
    pending = set(futures)
    while pending:
        finished, pending = wait(pending, timeout=PATIENCE, return_when="FIRST_EXCEPTION")
        if any(future.exception() for future in finished):
            return
        if progress is not None:
            progress(fraction())
