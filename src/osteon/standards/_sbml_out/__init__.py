"""A model of the catalogue as SBML."""

from __future__ import annotations

from osteon.knowledge import Library
from osteon.scenario import Experiment
from osteon.standards._sbml_out._book import opened_book
from osteon.standards._sbml_out._document import written_document
from osteon.standards._sbml_out._events import added_names
from osteon.standards._sbml_out._plan import chosen_arm, made_plan
from osteon.standards._sbml_out._scale import found_scales


def write_sbml(
    library: Library, model_id: str, arm: str | None = None, *, experiment: Experiment | None = None
) -> str:
    """A model in an arm as a document of SBML Level 3 Version 2 core.

    Entities become parameters with rate rules, processes and signals parameters with assignment rules,
    quantities constant parameters, doses and windows events. Numbers keep their units where the equations
    need no conversion. `arm`: the name of an arm of `experiment`, by default of the one that comes with the
    model; by default its first, or the records' own numbers where the model comes without an experiment.

    Raises:
        RecordError: the model does not exist, or its records are faulty.
        ExperimentError: there is no such arm, or its effects make no sense.
    """
    plan = made_plan(library, model_id, chosen_arm(library, model_id, arm, experiment))
    return written_document(opened_book(plan, found_scales(plan), added_names(plan)))
