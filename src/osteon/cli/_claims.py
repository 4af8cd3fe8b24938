"""`osteon claims`: the virtual experiments of claims, and a verdict on each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from osteon.cli._claim_lines import claim_lines, conflict_lines, table_lines
from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.cli._progress import progress_bar
from osteon.errors import Fault, near

if TYPE_CHECKING:
    from osteon.claims import ClaimRun
    from osteon.knowledge import Claim, EvidenceBase

DYNAMIC = "dynamic"


Ids: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help="Claims, like C137; none: all that are dynamic.", metavar="ID")
]
Systems: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--system", metavar="SYSTEM", help="The claims of a system, like S06; repeatable."),
]
Conflicts: TypeAlias = Annotated[
    bool, typer.Option("--conflicts", help="Both sides of each contradiction, and what decides.")
]
Animals: TypeAlias = Annotated[
    int | None, typer.Option(min=3, max=10_000, help="Virtual animals an arm; by default 32.")
]
Start: TypeAlias = Annotated[
    int | None, typer.Option(min=0, max=2**63 - 1, help="What their draws start from; by default 1.")
]
CsvFlag: TypeAlias = Annotated[bool, typer.Option("--csv", help="Print one row a claim, for a table.")]


@guarded()
def claims(
    ids: Ids = None,
    system: Systems = None,
    conflicts: Conflicts = False,
    animals: Animals = None,
    seed: Start = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    """Run the virtual experiments of claims and print a verdict on each.

    A claim holds if its effect is at least half a standard deviation between animals, with an interval beyond
    zero. By construction: one process encodes it; emergent: several must act together; quantitative: a
    published number is met; contradicted: the model gives something else; not yet: something is missing.
    """
    from osteon.knowledge import load_library

    if as_json and as_csv:
        raise UsageError(Fault("--csv", "--json and --csv", "one of the two"))
    folders = catalog_folders(catalog)
    with progress_bar(hidden=False) as progress:
        library = load_library(folders)
        chosen = _chosen(ids or [], system or [], conflicts, library.evidence)
        from osteon.claims import ANIMALS, SEED, Told, healing_digest, run_claims

        found = run_claims(
            library,
            chosen,
            animals=ANIMALS if animals is None else animals,
            seed=SEED if seed is None else seed,
            told=Told(progress.says, progress.done),
        )
    if as_csv:
        from osteon.claims import verdict_table

        typer.echo(verdict_table(found.rulings, library.evidence, healing_digest(folders)), nl=False)
    elif as_json:
        typer.echo(json.dumps(_plain(found, library.evidence, conflicts), indent=1, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(found, library.evidence, conflicts, in_full=bool(ids))))


def _chosen(ids: list[str], systems: list[str], conflicts: bool, base: EvidenceBase) -> list[Claim]:
    """The dynamic claims that are asked for. UsageError where a name is none, or a claim does not run."""
    faults = [
        Fault(name, "no such claim", "a claim, like C137", near(name, base.claims))
        for name in ids
        if name not in base.claims
    ]
    faults += [
        Fault("--system", f"'{name}'", "a system, like S06", near(name, base.systems))
        for name in systems
        if name not in base.systems
    ]
    faults += [
        Fault(
            name,
            f"a claim that is {base.claims[name].kind.replace('_', ' ')}",
            "one that is dynamic",
            f"`osteon evidence {name}` shows it",
        )
        for name in ids
        if name in base.claims and base.claims[name].kind != DYNAMIC
    ]
    if faults:
        raise UsageError(faults)
    named = [base.claims[name] for name in dict.fromkeys(ids)]
    named += [claim for name in systems for claim in base.claims_of(name)]
    if not ids and not systems:
        named = list(base.claims.values())
    if conflicts:
        sides = [side for claim in named for each in base.conflicts_of(claim.id) for side in each.claims]
        named = [base.claims[side] for side in sides if side in base.claims]
    return list({claim.id: claim for claim in named if claim.kind == DYNAMIC}.values())


def _plain(found: ClaimRun, base: EvidenceBase, conflicts: bool) -> dict[str, Any]:
    from osteon.claims import as_plain, sides

    listed = [
        {
            "conflict": each.conflict.id,
            "says": each.conflict.says,
            "claims": list(each.conflict.claims),
            "verdicts": [None if ruling is None else str(ruling.verdict) for ruling in each.rulings],
            "resolved_by": each.conflict.resolved_by,
            "dial": each.conflict.dial,
        }
        for each in sides(found.rulings, base)
    ]
    return {**as_plain(found), **({"conflicts": listed} if conflicts else {})}


def _lines(found: ClaimRun, base: EvidenceBase, conflicts: bool, *, in_full: bool) -> list[str]:
    from osteon.claims import sides

    if conflicts:
        return conflict_lines(sides(found.rulings, base), base)
    if in_full:
        return claim_lines(found, sides(found.rulings, base))
    return table_lines(found)
