"""`[measured.STUDY]`: studies laid over the curves."""

from collections.abc import Mapping

from osteon.knowledge import Library
from osteon.scenario._experiment import StudyUse
from osteon.scenario._faults import Faults
from osteon.scenario._schema import ArmTable


def read_studies(
    tables: Mapping[str, Mapping[str, str]], arms: Mapping[str, ArmTable], library: Library, faults: Faults
) -> tuple[StudyUse, ...]:
    """The studies, each with its experiment arms and study arms checked to exist."""
    for study, pairs in tables.items():
        if study not in library.studies:
            faults.unknown(("measured", study), study, "a study of the catalogue", library.studies)
            continue
        _check_arms(study, pairs, arms, library, faults)
    return tuple(StudyUse(study, dict(pairs)) for study, pairs in tables.items())


def _check_arms(
    study: str, pairs: Mapping[str, str], arms: Mapping[str, ArmTable], library: Library, faults: Faults
) -> None:
    if not pairs:
        example = f'{next(iter(arms), "mine")} = "{next(iter(library.studies[study].arms), "theirs")}"'
        fix = f"for instance `{example}`"
        faults.add(("measured", study), "no arms", "an arm of the experiment and its arm of the study", fix)
    for mine, theirs in pairs.items():
        keys = ("measured", study, mine)
        if mine not in arms:
            faults.unknown(keys, mine, "an arm of this experiment", arms)
        if theirs not in library.studies[study].arms:
            faults.unknown(keys, theirs, f"an arm of the study '{study}'", library.studies[study].arms)
