"""The names that an experiment may use: entities and quantities of its model, and the library's records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from osteon.knowledge import NATURAL_HEALING, Entity, Library, Modifier, Quantity
from osteon.scenario._faults import Faults


@final
@dataclass(frozen=True)
class Known:
    """What can be named. entities: by id; quantities: by path, both of one model."""

    model: str
    library: Library
    entities: Mapping[str, Entity]
    quantities: Mapping[str, Quantity]

    @property
    def healing(self) -> bool:
        """Whether the model is one of an animal with a defect (or unknown, which is told elsewhere)."""
        return self.model == NATURAL_HEALING or self.model not in self.library.chapters

    def modifiers(self, kind: str) -> dict[str, Modifier]:
        """The subjects, defects, conditions or rules by id."""
        return {id: modifier for (its, id), modifier in self.library.modifiers.items() if its == kind}


def known_names(model: str, library: Library, faults: Faults) -> Known:
    """The names of a model; those of natural healing when there is no such model, which is then a fault."""
    if model not in library.chapters:
        faults.unknown(("design", "model"), model, "a model of the catalogue", library.chapters)
    chapters = library.chapters.get(model, library.chapters.get(NATURAL_HEALING, ()))
    entities = {entity.id: entity for chapter in chapters for entity in chapter.entities}
    quantities = {quantity.path: quantity for chapter in chapters for quantity in chapter.all_quantities}
    return Known(model, library, entities, quantities)
