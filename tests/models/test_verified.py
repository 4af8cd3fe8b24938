"""Every published model gives its reference numbers here and now: what a tick of `osteon models` promises."""

from __future__ import annotations

import pytest

from osteon.cohort import verify
from osteon.knowledge import Library, load_library

LONG = {"proctor2016"}
"""Models whose comparison takes minutes: `make published` makes it; here their tick must be up to date."""

MODELS = sorted(load_library().experiments)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.mark.parametrize("model", MODELS)
def test_a_model_gives_its_reference_numbers(model: str, library: Library) -> None:
    if model not in LONG:
        found = verify(library, model)
        assert found.met, f"{found.where}; {found}"
    assert library.is_verified(model), "run `make published`"
