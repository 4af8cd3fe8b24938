"""What the pictures of a run in space are made of: each arm's first animal at chosen frame days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import SpaceResult
from osteon.domain import Domain
from osteon.knowledge import Entity
from osteon.model import Model
from osteon.observe import Profile, profile, vessel_length
from osteon.report._space_planes import Plane, facing, planes

Array = NDArray[np.float64]
Single = NDArray[np.float32]

FIELDS = ("oxygen", "VEGF", "vessel", "MSC", "M1", "M2", "osteoblast", "BMP2")
"""The states that a report maps beside tissues, where the model has them."""

MOST_ARMS = 6
MOST_DAYS = 6
MOST_MOMENTS = 60
"""More pictures of one kind are not looked at, and would not fit on a page."""


@final
@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is kept of one frame: the states of Album.entities, each in its own unit.

    Attributes:
        sections: on each of the domain's planes [S, up, across]; nan outside.
        mineral: g/cm^3 along the view, on the plane that faces it; None where there is none.
        axis, depth: in layers along the axis, and by distance from host bone.
    """

    sections: tuple[Single, ...]
    mineral: Array | None
    axis: Profile
    depth: Profile


@final
@dataclass(frozen=True, eq=False)
class Album:
    """A run in space, one animal an arm. model: the whole one, for what pruning has left out."""

    space: SpaceResult
    model: Model

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms that are shown."""
        return tuple(arm.name for arm in self.space.plan.experiment.arms[:MOST_ARMS])

    @property
    def left_out(self) -> str:
        """What a caption says of arms and animals that are not shown."""
        count, animals = len(self.space.plan.experiment.arms), self.space.plan.experiment.animals
        arms = f" The first {MOST_ARMS} of {count} arms." if count > MOST_ARMS else ""
        return arms + (" The first animal of each arm." if animals > 1 else "")

    @property
    def days(self) -> tuple[float, ...]:
        """All frame days."""
        return self.space.plan.days

    @cached_property
    def moments(self) -> tuple[int, ...]:
        """The frames that are read, evenly chosen where there are very many."""
        return even(range(len(self.days)), MOST_MOMENTS)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The frames that stand side by side in a picture."""
        return even(self.moments, MOST_DAYS)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The states of the run that pictures show, by id: its tissues, its gases and vessel, and FIELDS."""
        vessel = vessel_length(self.space.plan.model)
        named = {*FIELDS, *([vessel.id] if vessel else [])}
        every = (state.entity for state in self.space.plan.model.states)
        return {e.id: e for e in every if e.kind in ("tissue", "gas") or e.id in named}

    @property
    def tissues(self) -> tuple[str, ...]:
        """The ids of the tissues that the run holds."""
        return tuple(name for name, entity in self.entities.items() if entity.kind == "tissue")

    @property
    def vessel(self) -> Entity | None:
        """The vessel of the run whose amount is a length per volume."""
        return vessel_length(self.space.plan.model)

    def rows(self, names: Sequence[str]) -> list[int]:
        """The rows of some states."""
        known = list(self.entities)
        return [known.index(name) for name in names]

    def domain(self, arm: int) -> Domain:
        """The domain of an arm."""
        return self.space.plan.domains[arm * self.space.plan.experiment.animals]

    @cached_property
    def planes(self) -> tuple[tuple[Plane, ...], ...]:
        """The planes of each arm's domain."""
        return tuple(planes(self.domain(arm)) for arm in range(len(self.arms)))

    @property
    def flat(self) -> bool:
        """Whether every arm has a plane to be seen."""
        return all(self.planes)

    @property
    def deep(self) -> bool:
        """Whether every arm is a volume."""
        return all(len(each) > 1 for each in self.planes)

    @cached_property
    def snapshots(self) -> dict[tuple[int, int], Snapshot]:
        """What was kept, by arm and frame; each frame is read once."""
        return {(arm, at): self._snapshot(arm, at) for arm in range(len(self.arms)) for at in self.moments}

    def fields(self, arm: int, at: int) -> Array:
        """The states of a frame [S, N]."""
        plan = self.space.plan
        kept = self.space.keeper.fields(arm * plan.experiment.animals, at)
        rows = [plan.model.state_index(name) for name in self.entities]
        factors = np.array([plan.model.states[row].factor for row in rows])
        return np.asarray(kept[rows].astype(float) / factors[:, None])

    def _snapshot(self, arm: int, at: int) -> Snapshot:
        domain, values = self.domain(arm), self.fields(arm, at)
        sections = tuple(_section(domain, plane, values) for plane in self.planes[arm])
        depth = profile(domain, values, along="depth")
        return Snapshot(sections, self._mineral(domain, values), profile(domain, values), depth)

    def _mineral(self, domain: Domain, values: Array) -> Array | None:
        plane = facing(domain)
        if plane is None or not self.contents:
            return None
        names = [name for name in self.contents if name in self.entities]
        healing = np.array([self.contents[name] for name in names]) @ values[self.rows(names)]
        grid = np.asarray(domain.scatter(healing, fill=0.0)) + self.host * (domain.tissue == 1)
        # Through the thickness of the defect: what lies above and below it is not healing's.
        layers = np.nonzero(domain.healing.any(axis=(plane.across, plane.up)))[0]
        slab = np.take(grid, range(layers[0], layers[-1] + 1), axis=plane.normal)
        return np.asarray(plane.windowed(slab.mean(axis=plane.normal)))

    @property
    def contents(self) -> dict[str, float]:
        """The mineral of each tissue that has some, g/cm^3; where no record tells it, 1 for what is bone."""
        quantities = self.model.quantities
        tissues = [state.entity for state in self.model.states if state.entity.kind == "tissue"]
        if any(f"{tissue.id}.mineral" in quantities for tissue in tissues):
            paths = {tissue.id: f"{tissue.id}.mineral" for tissue in tissues}
            return {
                name: quantities[path].coherent / 1e9 for name, path in paths.items() if path in quantities
            }
        return {tissue.id: 1.0 for tissue in tissues if "mineralised" in tissue.tags}

    @property
    def host(self) -> float:
        """What host bone holds: as much as the densest tissue."""
        return max(self.contents.values(), default=0.0)

    @property
    def weighs(self) -> bool:
        """Whether records tell how much mineral tissues hold."""
        return any(f"{name}.mineral" in self.model.quantities for name in self.contents)


def _section(domain: Domain, plane: Plane, values: Array) -> Single:
    rows = (plane.cut(np.asarray(domain.scatter(row.astype(np.float32)))) for row in values)
    return np.stack([np.ascontiguousarray(row) for row in rows])


def even(items: Sequence[int], most: int) -> tuple[int, ...]:
    """At most so many of the items, first and last among them, evenly spread."""
    if len(items) <= most:
        return tuple(items)
    places = np.rint(np.linspace(0, len(items) - 1, most)).astype(int)
    return tuple(items[place] for place in places)
