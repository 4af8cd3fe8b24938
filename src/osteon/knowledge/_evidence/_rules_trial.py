"""Rules of trials and pools: what a record names must be there."""

from collections.abc import Iterator

from osteon.errors import Fault, shown
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._trial import ClinicalTrial, Endpoint
from osteon.knowledge._places import Places


def trial_faults(base: EvidenceBase, places: Places) -> Iterator[Fault]:
    """References of trials and pools to records that are not there, and pools that mix measures."""
    for trial in base.trials.values():
        yield from places.unknown(trial.where, "cites", trial.cites, base.papers, "a paper")
        for arm in trial.arms:
            yield from places.unknown(arm.where, "setup", [arm.setup], base.setups, "a setup")
        for endpoint in trial.endpoints:
            yield from _endpoint(endpoint, trial, base, places)
    for pool in base.pools.values():
        yield from places.unknown(pool.where, "claims", pool.claims, base.claims, "a claim")


def _endpoint(
    endpoint: Endpoint, trial: ClinicalTrial, base: EvidenceBase, places: Places
) -> Iterator[Fault]:
    where = endpoint.where
    yield from places.unknown(where, "claims", endpoint.claims, base.claims, "a claim")
    yield from places.unknown(where, "readout", [endpoint.readout], base.readouts, "a readout")
    if endpoint.pool is None:
        return
    yield from places.unknown(where, "pool", [endpoint.pool], base.pools, "a pool")
    pool = base.pools.get(endpoint.pool)
    if pool is not None and pool.measure != endpoint.measure:
        given = f"measure = {shown(endpoint.measure)} of {trial.id} in a pool of {shown(pool.measure)}"
        yield places.fault(where, "pool", given, f"an endpoint with measure = {shown(pool.measure)}")
