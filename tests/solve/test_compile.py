"""Where compiled programs are kept, and that an interrupt gets through."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jax
import pytest

from osteon.solve._compile import ONE_THREAD, built, keep_on_disk, remembered

ROOT = Path(__file__).resolve().parents[2]
LONG_RUN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind it ignores interrupts
import numpy as np
from osteon.solve import solve
from tests.solve.models import make_model, make_problem
arrows = [(None, "x", "1"), ("y", "x", "x * x * y"), ("x", "y", "3 * x"), ("x", None, "x")]
model = make_model(["x", "y"], arrows)
solve(make_problem(model, [1.2, 3.1], [0.0, 1.0]))
print("ready", flush=True)
solve(make_problem(model, [1.2, 3.1], [0.0, 1e9], lanes=500), max_steps=10**9)
"""


@pytest.fixture
def _no_cache() -> Iterator[None]:
    before = jax.config.jax_compilation_cache_dir
    jax.config.update("jax_compilation_cache_dir", None)
    yield
    jax.config.update("jax_compilation_cache_dir", before)


@pytest.mark.usefixtures("_no_cache")
def test_programs_are_kept_in_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keep_on_disk()
    assert jax.config.jax_compilation_cache_dir == str(tmp_path / "osteon" / "jax")


@pytest.mark.usefixtures("_no_cache")
def test_without_a_folder_to_write_it_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep_on_disk()
    assert jax.config.jax_compilation_cache_dir is None


def test_a_folder_that_is_set_already_is_left() -> None:
    before = jax.config.jax_compilation_cache_dir or "/somewhere/else"
    jax.config.update("jax_compilation_cache_dir", before)
    keep_on_disk()
    assert jax.config.jax_compilation_cache_dir == before


def test_few_programs_are_kept_and_the_one_not_used_longest_goes() -> None:
    known, made = dict[str, str](), list[str]()

    def ask(key: str) -> str:
        return remembered(known, 2, key, lambda: made.append(key) or key.upper())

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
    assert list(known) == ["a", "b"]


def test_an_option_that_this_jaxlib_does_not_know_is_left_out() -> None:
    double = jax.jit(lambda x: 2.0 * x).lower(1.0)
    assert built(double, ONE_THREAD | {"xla_cpu_gone_since": True})(4.0) == 8.0


def test_an_option_with_a_wrong_value_is_told() -> None:
    double = jax.jit(lambda x: 2.0 * x).lower(1.0)
    with pytest.raises(jax.errors.JaxRuntimeError, match="xla_cpu_multi_thread_eigen"):
        built(double, {"xla_cpu_multi_thread_eigen": "perhaps"})


def test_nothing_outside_a_solve_computes_in_double_precision() -> None:
    assert jax.numpy.zeros(1).dtype == "float32"


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_an_interrupt_ends_a_long_run_within_seconds() -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-c", LONG_RUN]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        started = time.monotonic()
        try:
            _, errors = run.communicate(timeout=60)
        finally:
            run.kill()
        assert time.monotonic() - started < 5.0
        assert errors.rstrip().endswith("KeyboardInterrupt")
        assert run.returncode != 0
