"""Runs the scenarios of the register of concerns: whether each moves its metric, and by how much.

python validation/safety.py            # the table
python validation/safety.py --write    # that table into docs/safety.md
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from pages import markdown, write

from osteon.claims import Judged, Ruling, run_claims
from osteon.knowledge import Claim, Concern, Library, VirtualExperiment, completeness, load_library

Row: TypeAlias = "tuple[str, ...]"


def as_claim(concern: Concern, library: Library) -> Claim:
    """The scenarios of a concern as the experiment of a claim, so that they are judged as claims are."""
    first = library.evidence.claims[concern.claims[0]]
    experiment = VirtualExperiment(concern.says, concern.tests)
    return replace(first, id=concern.id, says=concern.says, kind="dynamic", experiment=experiment)


def concerns(library: Library, animals: int) -> Iterator[Row]:
    """A row for each scenario: what is read, in which setups, and whether it moved as it should."""
    yield ("concern", "metric", "scenario", "reads", "moved")
    asked = [concern for concern in library.static.concerns.values() if concern.tests]
    run = run_claims(library, [as_claim(concern, library) for concern in asked], animals=animals)
    rulings = {ruling.plan.claim.id: ruling for ruling in run.rulings}
    for concern in library.static.concerns.values():
        if concern.id in rulings:
            yield from _ran(concern, rulings[concern.id])
        if concern.cards:
            yield _carded(concern, library)


def _ran(concern: Concern, ruling: Ruling) -> Iterator[Row]:
    if not ruling.results:
        yield concern.title, concern.metric, "", "", ruling.why
    for judged in ruling.results:
        arms, means = ", ".join(judged.trial.arms), ", ".join(f"{mean:.3g}" for mean in judged.means)
        what = f"{judged.trial.test.read.replace('_', ' ')} of {judged.trial.test.outcome}: {arms}"
        yield concern.title, concern.metric, what, means, _moved(judged)


def _moved(judged: Judged) -> str:
    return "yes" if judged.came == "holds" else f"no ({judged.came})"


def _carded(concern: Concern, library: Library) -> Row:
    shares = []
    for name in concern.cards:
        product = library.modifiers["product", name].product
        assert product is not None
        shares.append(completeness(product, library.forms[product.form]).share)
    moved = "yes" if shares[0] > shares[1] else "no"
    reads = ", ".join(f"{share:.2f}" for share in shares)
    return concern.title, concern.metric, f"cards of {', '.join(concern.cards)}", reads, moved


def main() -> None:
    """Print the table, or write it where the page keeps it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table into docs/safety.md")
    parser.add_argument("--animals", type=int, default=32)
    asked = parser.parse_args()
    text = markdown(concerns(load_library(), asked.animals))
    print(text)
    if asked.write:
        write("safety.md", "concerns", text)


if __name__ == "__main__":
    main()
