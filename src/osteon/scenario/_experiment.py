"""A virtual experiment as values: arms of animals, what each has and gets, what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor, inf
from pathlib import Path
from typing import Literal, final

import numpy as np
from numpy.typing import NDArray

from osteon.knowledge import NATURAL_HEALING
from osteon.scenario._space import SpaceDesign, laid_out


@final
@dataclass(frozen=True)
class Subject:
    """The animal or patient. species: id of a subject record; age: day, > 0."""

    species: str
    age: float
    sex: Literal["female", "male"] = "female"


@final
@dataclass(frozen=True)
class Setting:
    """A modifier record (kind, id) in use, and the value of each of its dials, in that dial's unit.

    follows: of products, as in ProductUse.
    """

    kind: str
    id: str
    dials: Mapping[str, float] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)


@final
@dataclass(frozen=True)
class Dose:
    """An entity added to the defect. amounts: coherent, >= 0; days: when, before the experiment's end."""

    entity: str
    amounts: tuple[float, ...]
    days: tuple[float, ...]


@final
@dataclass(frozen=True)
class ProductUse:
    """A product given by one of its routes on some days.

    product: id of its record. dials: value of each, in its own unit. follows: by agreement, the dial that is
    worked out from the others with the batch's own ratio. where: file and line, for messages.
    """

    product: str
    route: str
    dials: Mapping[str, float]
    days: tuple[float, ...]
    follows: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


@final
@dataclass(frozen=True)
class Change:
    """A quantity held at another value from day `start` until day `stop`.

    op: "set" to `value`, "scale" each animal's own value by it, or "add" it; value: coherent.
    """

    path: str
    op: str
    value: float
    start: float = 0.0
    stop: float = inf


@final
@dataclass(frozen=True)
class Arm:
    """A group of animals that are treated alike.

    subject: None in an experiment on a model that has none. settings: subject, rules of the species, defect,
    conditions, products, in the order in which they apply; then `changes`. products: how each is given.
    """

    name: str
    says: str
    subject: Subject | None
    settings: tuple[Setting, ...] = ()
    doses: tuple[Dose, ...] = ()
    products: tuple[ProductUse, ...] = ()
    changes: tuple[Change, ...] = ()


@final
@dataclass(frozen=True)
class StudyUse:
    """A study laid over the curves. study: its id; arms: experiment arm to study arm."""

    study: str
    arms: Mapping[str, str]


@final
@dataclass(frozen=True)
class Experiment:
    """An experiment file that has been read and found sound.

    days: length; every: between samples (day). animals: per arm; 1 means the typical animal, without spread.
    outcomes: ids of the curves to draw first. outcomes_where: file and line where they were asked for.
    method, rtol: how the equations are stepped; None where the file leaves it to the program. at: sample days
    besides every `every`. layout: what the file says about space, whatever the domain; see `space`.
    """

    title: str
    question: str
    path: Path
    days: float
    every: float
    animals: int
    seed: int
    arms: tuple[Arm, ...]
    studies: tuple[StudyUse, ...] = ()
    outcomes: tuple[str, ...] = ()
    outcomes_where: str = ""
    model: str = NATURAL_HEALING
    method: str | None = None
    rtol: float | None = None
    at: tuple[float, ...] = ()
    layout: SpaceDesign = field(default_factory=SpaceDesign)

    @property
    def space(self) -> SpaceDesign | None:
        """How it is laid out in space; None where every defect is a point."""
        return None if self.layout.domain == "point" else self.layout

    @property
    def times(self) -> NDArray[np.float64]:
        """Sample days: 0, every, 2 every, ..., those of `at`, and the last day, whether or not it is one."""
        return np.union1d(self._regular, self.at) if self.at else self._regular

    @property
    def _regular(self) -> NDArray[np.float64]:
        steps = np.arange(floor(self.days / self.every + 1e-9) + 1, dtype=np.float64)
        sampled = np.asarray(self.every * steps)
        if self.days - sampled[-1] > 1e-9 * self.days:
            return np.append(sampled, self.days)
        sampled[-1] = self.days
        return sampled


def with_domain(
    experiment: Experiment, domain: str | None = None, voxel: str | float | None = None
) -> Experiment:
    """The experiment in another domain, or with other voxels (mm, or a text such as "100 um").

    Raises:
        ExperimentError: no such domain, no such length, or a model without a defect.
    """
    return replace(experiment, layout=laid_out(experiment.layout, experiment.model, domain, voxel))
