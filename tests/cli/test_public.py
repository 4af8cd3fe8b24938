"""What `import osteon` gives."""

from __future__ import annotations

import pytest

import osteon
from osteon.knowledge import load_library
from osteon.scenario import load_experiment


def test_public_names_are_those_of_their_layers() -> None:
    assert osteon.load_library is load_library
    assert osteon.load_experiment is load_experiment
    assert set(osteon.__all__) <= set(dir(osteon))


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'runn'"):
        osteon.runn  # noqa: B018
