"""How fast the claims of the catalogue run, and where the time goes.

    python benchmarks/bench_claims.py             # every dynamic claim, 32 animals an arm
    python benchmarks/bench_claims.py --quick     # those of one system
    python benchmarks/bench_claims.py --rough     # beside it, how much the rough tolerance changes

Prints the device, the arms and lanes, seconds by what they were spent on, and lanes per second, with JAX's
cache on disk switched off. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Sequence
from time import perf_counter

import jax

from osteon.claims import ClaimRun, Ruling, counts, run_claims
from osteon.knowledge import Claim, Library, load_library


def main() -> None:
    """Runs the claims and prints what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="the claims of system S06 alone")
    parser.add_argument("--rough", action="store_true", help="compare with the solver's own tolerance")
    options = parser.parse_args()
    jax.config.update("jax_enable_compilation_cache", False)
    print(f"device    {jax.devices()[0].device_kind}, {os.cpu_count()} cores, {platform.machine()}")
    started = perf_counter()
    library = load_library()
    print(f"records   {perf_counter() - started:.1f} s")
    base = library.evidence
    claims = base.claims_of("S06") if options.quick else tuple(base.claims.values())
    dynamic = [claim for claim in claims if claim.kind == "dynamic"]
    found = run_claims(library, dynamic)
    tell(found)
    print(f"whole     {perf_counter() - started:.1f} s")
    if options.rough:
        rough(library, dynamic, found)


def tell(found: ClaimRun) -> None:
    """Prints what a run took."""
    arms = {arm for each in found.rulings for arm in each.plan.arms}
    running = sum(bool(each.plan.trials) for each in found.rulings)
    print(f"claims    {len(found.rulings)}, of which {running} run: {counts(found)}")
    print(f"lanes     {found.lanes} of {len(arms)} arms, {found.animals} animals each")
    for what, seconds in found.seconds.items():
        print(f"  {what:9s} {seconds:6.2f} s")
    solving = found.seconds.get("arms", 0.0) + found.seconds.get("switches", 0.0)
    print(f"speed     {found.lanes / max(solving, 1e-9):.0f} lanes a second")


def rough(library: Library, claims: Sequence[Claim], found: ClaimRun) -> None:
    """Prints which claims stand on other processes where those are switched off at the usual tolerance."""
    exact = run_claims(library, claims, rough=1e-3)
    print(f"exact     {exact.seconds['switches']:.1f} s instead of {found.seconds['switches']:.1f} s")
    for one, other in zip(found.rulings, exact.rulings, strict=True):
        changed = {name for name, _ in one.stand.necessary} ^ {name for name, _ in other.stand.necessary}
        if changed or one.verdict is not other.verdict:
            shares = ", ".join(f"{name} {left(one, name)} {left(other, name)}" for name in sorted(changed))
            print(f"  {one.plan.claim.id} {one.verdict} {other.verdict}: {shares}")


def left(ruling: Ruling, process: str) -> str:
    """The share of the effect that is left without a process, where it is necessary."""
    share = dict(ruling.stand.necessary).get(process)
    return "-" if share is None else f"{share:.2f}"


if __name__ == "__main__":
    main()
