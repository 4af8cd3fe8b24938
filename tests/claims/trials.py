"""Virtual trials on the small library, whose answers are known."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from osteon.claims import TrialRun, run_trials
from osteon.knowledge import (
    Ages,
    ClinicalTrial,
    Endpoint,
    Library,
    TrialArm,
    TrialPool,
    TrialPopulation,
    Varied,
)
from tests.claims.small import library

PATIENTS = 12
YOUNG = Ages(150.0, 60.0, 100.0, 400.0, "day")
OLD = replace(YOUNG, mean=600.0, sd=50.0, low=400.0, high=800.0)
GAP = Varied("defect.gap", 0.5, 5.0, "mm")


def people(**changes: Any) -> TrialPopulation:
    """Mice of many ages with gaps of many lengths."""
    usual = TrialPopulation("Mice.", "Assumed.", PATIENTS, None, YOUNG, 0.5, (GAP,))
    return replace(usual, **changes)


def endpoint(id: str, measure: str, readout: str, expect: str, **changes: Any) -> Endpoint:
    """An endpoint of the second arm against the first."""
    usual = Endpoint(
        id, f"{id}.", measure, readout, "last", None, "other", "control", expect, (), None, (), "t.toml:3"
    )
    return replace(usual, **changes)


def trial(id: str, setup: str, *endpoints: Endpoint, against: str = "slow", **changes: Any) -> ClinicalTrial:
    """A setup against another."""
    arms = tuple(
        TrialArm(name, f"{name}.", own, None, f"t.toml:{name}")
        for name, own in (("control", against), ("other", setup))
    )
    usual = ClinicalTrial(
        id, f"Trial {id}", "It tries.", "virtual", (), None, 28.0, people(), arms, endpoints, "", "t.toml:1"
    )
    return replace(usual, **changes)


UNION = endpoint("union", "time", "union_time", "sooner", pool="union")
TRIALS = (
    trial(
        "fast",
        "usual",
        UNION,
        endpoint("early", "share", "union_time", "more"),
        endpoint("bone", "mean", "woven_bone", "different", read="mean"),
        endpoint("clot", "mean", "clot", "higher", read="mean"),
        endpoint("cells", "mean", "Treg", "higher"),
    ),
    trial("old", "usual", UNION, population=people(age=OLD)),
    trial("same", "slow", UNION, endpoint("bone", "mean", "woven_bone", "higher")),
    trial("lacking", "cells", UNION),
    trial("unread", "usual", endpoint("cells", "mean", "Treg", "higher")),
)


@lru_cache(maxsize=1)
def with_trials() -> Library:
    """The small library with trials and a pool."""
    pool = TrialPool("union", "Union", "How much sooner.", "time", "sooner", (), "t.toml:1")
    base = replace(library().evidence, trials={each.id: each for each in TRIALS}, pools={"union": pool})
    return replace(library(), evidence=base)


@lru_cache(maxsize=1)
def run() -> TrialRun:
    """All of them."""
    return run_trials(with_trials(), TRIALS)
