"""An experiment file, read and checked against what is known."""

from collections.abc import Iterable
from pathlib import Path

from osteon.errors import ExperimentError, Fault
from osteon.knowledge import Document, Library, read_toml
from osteon.scenario._arms import read_arm
from osteon.scenario._design import read_design
from osteon.scenario._experiment import Experiment
from osteon.scenario._faults import Faults
from osteon.scenario._known import known_names
from osteon.scenario._schema import FileTable
from osteon.scenario._space import read_space
from osteon.scenario._studies import read_studies
from osteon.scenario._validate import validated

MOST_LANES = 200_000
"""Lanes (arms x animals) in one experiment; more does not fit into the memory of a usual machine."""


def load_experiment(path: Path | str, library: Library) -> Experiment:
    """Read an experiment file.

    Raises:
        ExperimentError: with every fault of the file: what was given and on which line, what was expected,
        what to do.
    """
    document = _read(Path(path))
    faults = Faults(document)
    file = validated(faults)
    known = known_names(file.design.model, library, faults)
    design = read_design(file.design, faults)
    given = "space" in document.data
    space = read_space(file.space, design.days, file.design.model, Path(path), given, faults)
    arms = [read_arm(name, file, known, design.days, faults) for name in file.arm]
    studies = read_studies(file.measured, file.arm, library, faults)
    _check_whole(file, faults)
    if faults.found:
        raise ExperimentError(_in_order(faults.found))
    return Experiment(
        title=file.title or "",
        question=file.question,
        path=Path(path),
        days=design.days,
        every=design.every,
        animals=design.animals,
        seed=file.design.seed,
        arms=tuple(arm for arm in arms if arm is not None),
        studies=studies,
        outcomes=tuple(file.report.outcomes),
        outcomes_where=document.where(("report", "outcomes")),
        model=file.design.model,
        method=file.design.method,
        rtol=file.design.rtol,
        at=design.at,
        layout=space,
    )


def _read(path: Path) -> Document:
    try:
        content = path.read_bytes()
    except OSError as error:
        given = f"a file that cannot be read ({error.strerror or error})"
        raise ExperimentError(Fault(str(path), given, "an experiment file", "check the path")) from None
    document = read_toml(content, str(path))
    if isinstance(document, Fault):
        raise ExperimentError(document)
    return document


def _check_whole(file: FileTable, faults: Faults) -> None:
    if not file.title:
        faults.missing(("title",), "a title", 'add `title = "..."` at the top')
    if not file.arm:
        faults.missing(("arm",), "at least one arm", "add a table such as [arm.control]")
    for name in file.arm:
        if not name.strip() or not name.isprintable():
            faults.add(
                ("arm", name),
                f"an arm named {name!r}",
                "a name that can be read",
                "for instance [arm.control]",
            )
    lanes = len(file.arm) * file.design.animals
    if lanes > MOST_LANES:
        given = f"{lanes} animals in {len(file.arm)} arms"
        faults.add(
            ("design", "animals"), given, f"at most {MOST_LANES} in all", "ask for fewer animals per arm"
        )


def _in_order(found: Iterable[Fault]) -> list[Fault]:
    """Each fault once (arms share defaults), by line."""
    return sorted(dict.fromkeys(found), key=lambda fault: int(fault.where.rpartition(":")[2]))
