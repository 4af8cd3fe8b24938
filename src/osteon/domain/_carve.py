"""A defect cut into the bone of an image."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from osteon.domain._bone import Sampler, Threshold, nearest_bone, sampler, threshold
from osteon.domain._cut import Asked, layout_of
from osteon.domain._domain import Domain
from osteon.domain._grid import Array
from osteon.domain._layout import Layout
from osteon.domain._paint import finish, paint
from osteon.domain._read_image import Picture, read_image
from osteon.domain._scene import Level, Part, Points, Scene, nothing, whole
from osteon.domain._terms import Terms
from osteon.domain._tissue import Tissue
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import AXES, Carving, Cut, Modifier
from osteon.scenario import ImageUse

RIM = 0.25
"""How much of the image is shown around a defect, relative to it."""


def carve(record: Modifier, terms: Terms, asked: Asked, use: ImageUse) -> Domain:
    """The domain of a defect in an image.

    Raises:
        ExperimentError: the record does not say how it is cut into an image; an image that cannot be used; a
        defect outside its bone.
    """
    carving = record.shape.carving if record.shape is not None else None
    if carving is None:
        given = f"an image for a defect '{record.id}'"
        fix = "leave [space.image] out, or add a [….shape.image] to its record"
        expected = "a defect whose record says how it is cut into an image"
        raise ExperimentError(Fault(use.where, given, expected, fix))
    x, y, z = (
        terms.interval(bounds, axis, carving.where) for axis, bounds in zip(AXES, carving.extent, strict=True)
    )
    layout = layout_of(Cut("volume", AXES), (x, y, z), terms, replace(asked, rim=RIM), None)
    picture = read_image(use)
    limit = threshold(picture, use)
    frame, centre = frame_of(use.normal), np.array(use.centre)
    image = sampler(picture, limit, frame, centre, _corners(layout, frame, centre), asked.voxel)
    scene = _scene(carving, terms, image, limit, asked.voxel)
    parts = paint(layout, scene)
    _check_bone(layout, scene, parts, picture, limit, use, record.id)
    _keep_largest(scene, parts)
    says = f"{record.name} in {use.file.name}"
    domain = finish(layout, scene, parts, says, None, asked.where)
    return Domain(layout.turned(frame, centre), domain.tissue, says, None, domain.contacts, domain.exchange)


def frame_of(normal: tuple[float, float, float]) -> Array:
    """Axes of the defect in patient space, as columns: z along `normal`, x near the patient's x, or its y."""
    z = np.array(normal, dtype=np.float64) / np.linalg.norm(normal)
    near = np.array([1.0, 0.0, 0.0]) if abs(z[0]) < 0.9 else np.array([0.0, 1.0, 0.0])
    x = near - (near @ z) * z
    x /= np.linalg.norm(x)
    return np.column_stack([x, np.cross(z, x), z])


def _corners(layout: Layout, frame: Array, centre: Array) -> Array:
    ends = [(layout.grid.edges(axis)[0], layout.grid.edges(axis)[-1]) for axis in range(3)]
    corners = np.array([(x, y, z) for x in ends[0] for y in ends[1] for z in ends[2]])
    return np.asarray(centre + corners @ frame.T)


def _scene(carving: Carving, terms: Terms, image: Sampler, limit: Threshold, voxel: float) -> Scene:
    """What is not bone, then air, bone, the cut, and what the image does not show."""
    bone = _level(image, limit.bone, 1.0)
    cut = terms.level(carving.inside, carving.where)
    parts = [nothing(), *(terms.part(region) for region in carving.regions)]
    if limit.air is not None:
        # Between bone and air an image passes through the grey of soft tissue, which is not there.
        darkest = ndimage.minimum_filter(image.picture.values, size=3, mode="nearest")
        dark = replace(image, picture=replace(image.picture, values=darkest))
        parts.append(Part(Tissue.OUTSIDE, whole(Tissue.OUTSIDE), _level(dark, limit.air, -1.0)))
    parts.append(Part(Tissue.BONE, whole(Tissue.BONE), bone))
    steepest = 1.0 / max(float(np.ptp(image.picture.values)), 1e-30)

    def heals(points: Points) -> Array:
        # Grey values are scaled to the lengths of the cut, so that the lesser of the two is a level as well.
        held = bone(points) * steepest * voxel if carving.keeps == "bone" else -_never(image, limit, points)
        return np.minimum(np.minimum(cut(points), held), -image.beyond(points))

    parts.append(Part(Tissue.DEFECT, whole(Tissue.DEFECT), heals))
    parts.append(Part(Tissue.OUTSIDE, whole(Tissue.OUTSIDE), image.beyond))
    return Scene(tuple(parts), 0.5 * max(voxel, float(image.picture.spacing.min())))


def _level(image: Sampler, value: float, sign: float) -> Level:
    def level(points: Points) -> Array:
        return sign * (image.value(points) - value)

    return level


def _never(image: Sampler, limit: Threshold, points: Points) -> Array:
    """Above 0 in air, where nothing heals."""
    air = limit.air
    return np.full(1, -np.inf) if air is None else _level(image, air, -1.0)(points)


def _check_bone(
    layout: Layout,
    scene: Scene,
    parts: NDArray[np.uint8],
    picture: Picture,
    limit: Threshold,
    use: ImageUse,
    defect: str,
) -> None:
    """Refuse a defect whose place holds no bone."""
    bone = next(part for part in scene.parts if part.tissue == Tissue.BONE)
    for slab, points in layout.slabs():
        if ((bone.level(points) >= 0.0) & scene.heals[parts[slab]]).any():
            return
    nearest = nearest_bone(picture, limit, np.array(use.centre))
    far = float(np.linalg.norm(nearest - np.array(use.centre)))
    where = ", ".join(f"{value:.4g}" for value in nearest)
    given = f"a defect '{defect}' at {list(use.centre)} mm in '{use.file.name}', where there is no bone"
    fix = f"the nearest bone is at [{where}] mm, {far:.3g} mm away; or another threshold"
    raise ExperimentError(Fault(use.where, given, "a centre in the bone", fix))


def _keep_largest(scene: Scene, parts: NDArray[np.uint8]) -> None:
    """Give back to the bone what the cut takes of another bone behind the first."""
    pieces, count = ndimage.label(scene.heals[parts])
    if count > 1:
        sizes = np.bincount(pieces.ravel())[1:]
        bone = next(number for number, part in enumerate(scene.parts) if part.tissue == Tissue.BONE)
        parts[(pieces > 0) & (pieces != int(np.argmax(sizes)) + 1)] = bone
