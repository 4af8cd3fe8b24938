"""Settings for every test: JAX refuses silent dtype promotion, hypothesis repeats its draws everywhere."""

from __future__ import annotations

import os

from hypothesis import settings

# Read by JAX when a test first imports it, and inherited by the programs that tests start.
os.environ["JAX_NUMPY_DTYPE_PROMOTION"] = "strict"
os.environ.setdefault("MPLBACKEND", "Agg")

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
