"""Histomorphometry: what share of the callus volume each tissue fills.

Equation: callus_bone = 100 % * (sum of f_i over tissues tagged `bone`), f_i the volume fraction of tissue i
in the defect (all f_i sum to 1). The other classes read likewise; a tissue's own outcome is 100 % * f_i.
"""

from collections.abc import Mapping
from typing import final

from osteon.model import Model
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View, entities, tissues


def bone_tissues(model: Model) -> tuple[str, ...]:
    """Tissues that histology counts as bone: osteoid and mineralised bone."""
    return tissues(model, "bone")


def _classes(model: Model) -> dict[str, tuple[str, ...]]:
    present = {entity.id for entity in entities(model, "tissue")}
    classes = {
        "callus_bone": bone_tissues(model),
        "callus_cartilage": tuple({"cartilage"} & present),
        "callus_fibrous": tuple({"fibrous_tissue"} & present),
    }
    return {name: members for name, members in classes.items() if members}


@final
class Fractions(Instrument):
    """Tissue fractions, by tissue and by histological class."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        single = tuple(
            Outcome(e.id, e.name, "%", f"share of the callus volume. {e.says}")
            for e in entities(model, "tissue")
        )
        classes = tuple(
            Outcome(
                name,
                name.replace("_", " "),
                "%",
                f"share of the callus volume filled by {', '.join(members)}",
            )
            for name, members in _classes(model).items()
        )
        return single + classes

    def read(self, view: View) -> Mapping[str, Array]:
        single = {entity.id: 100.0 * view.state(entity.id) for entity in entities(view.model, "tissue")}
        return single | {name: 100.0 * view.total(members) for name, members in _classes(view.model).items()}
