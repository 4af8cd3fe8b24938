"""`[space]`: where the experiment is laid out, at which voxel size, and what is kept of its fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, final

from osteon.errors import ExperimentError, Fault, UnitError, near, shown
from osteon.knowledge import NATURAL_HEALING
from osteon.scenario._faults import Faults
from osteon.scenario._schema import ImageTable, SpaceTable
from osteon.units import parse_amount

Vector: TypeAlias = tuple[float, float, float]
DomainKind: TypeAlias = Literal["point", "radial", "plane", "volume"]
Precision: TypeAlias = Literal["single", "double"]

DOMAINS: tuple[DomainKind, ...] = ("point", "radial", "plane", "volume")
VOXEL = 0.1
"""Edge of a voxel where the file gives none, mm: what a section or a µCT of a small animal resolves."""
FRAMES = 9
"""Frames kept where the file names none, the first and the last day among them."""
CHECKPOINT = 7.0
"""Days between checkpoints where the file says nothing."""
MOST_FRAMES = 1000
_KINDS = "'point', 'radial', 'plane' or 'volume'"


@final
@dataclass(frozen=True)
class ImageUse:
    """The image that a defect is cut into.

    file: an image file, or the folder of a DICOM series or of a TIFF stack. label: the value that bone has
    in a segmented image (its only one, unless said); bone: the grey value from which a voxel is bone. air:
    the grey value below which there is nothing at all. centre: of the defect, in patient coordinates, mm.
    normal: the defect's own z axis in patient space. spacing: of the image, mm, where the file has none.
    where: file and line of the table.
    """

    file: Path
    centre: Vector
    normal: Vector = (0.0, 0.0, 1.0)
    label: int | None = None
    bone: float | None = None
    air: float | None = None
    spacing: Vector | None = None
    where: str = ""


@final
@dataclass(frozen=True)
class SpaceDesign:
    """How an experiment is laid out in space.

    domain: one of DOMAINS. voxel: edge of a voxel, mm. frames: days at which all fields are kept.
    checkpoint: days between checkpoints. image: what the defect is cut into, if anything. precision: of the
    solver's numbers; None: "single" in a volume, which halves its memory, else "double". where: file and line
    of the table, for messages.
    """

    domain: DomainKind = "point"
    voxel: float = VOXEL
    frames: tuple[float, ...] = ()
    checkpoint: float = CHECKPOINT
    image: ImageUse | None = None
    where: str = ""
    precision: Precision | None = None

    @property
    def single(self) -> bool:
        """Whether the solver works in single precision."""
        return (self.precision or ("single" if self.domain == "volume" else "double")) == "single"


def read_space(
    table: SpaceTable, days: float, model: str, path: Path, given: bool, faults: Faults
) -> SpaceDesign:
    """The design of an experiment of `days` days, with its faults told; `path`: the experiment file."""
    voxel = VOXEL if table.voxel is None else _above_zero("voxel", table.voxel, "mm", '"100 um"', faults)
    checkpoint = CHECKPOINT
    if table.checkpoint is not None:
        checkpoint = _above_zero("checkpoint", table.checkpoint, "day", '"7 day"', faults) or CHECKPOINT
    image = None if table.image is None else _image(table.image, path.parent, faults)
    if table.domain != "point" and model != NATURAL_HEALING:
        faults.add(("space", "domain"), *_no_defect(table.domain, model))
    if image is not None and table.domain not in ("point", "volume"):
        fix = 'write `domain = "volume"`, or leave out [space.image]'
        faults.add(("space", "domain"), f"domain = '{table.domain}' with an image", "'volume'", fix)
    return SpaceDesign(
        domain=table.domain,
        voxel=voxel or VOXEL,
        frames=_frames(table.frames, days, faults),
        checkpoint=checkpoint,
        image=image,
        where=faults.document.where(("space",)) if given else "",
        precision=table.precision,
    )


def laid_out(
    design: SpaceDesign, model: str, domain: str | None = None, voxel: str | float | None = None
) -> SpaceDesign:
    """The design with the domain and the voxel (mm, or a text such as "100 um") of the command line.

    Raises:
        ExperimentError: no such domain, no such length, or a model without a defect.
    """
    faults: list[Fault] = []
    if domain is not None and domain not in DOMAINS:
        faults.append(Fault("--domain", shown(domain), _KINDS, near(domain, DOMAINS)))
    elif domain not in (None, "point") and model != NATURAL_HEALING:
        faults.append(Fault("--domain", *_no_defect(str(domain), model)))
    elif domain not in (None, "point", "volume") and design.image is not None:
        fix = "use --domain volume"
        faults.append(Fault("--domain", f"'{domain}' for a defect in an image", "'volume'", fix))
    edge = design.voxel
    try:
        edge = edge if voxel is None else parse_amount(voxel, "mm")
    except UnitError as error:
        faults.extend(replace(fault, where="--voxel") for fault in error.faults)
    if edge <= 0:
        faults.append(Fault("--voxel", shown(voxel), "a length above zero", 'for instance "100 um"'))
    if faults:
        raise ExperimentError(faults)
    return replace(design, domain=cast(DomainKind, domain or design.domain), voxel=edge)


def even_frames(days: float, number: int = FRAMES) -> tuple[float, ...]:
    """Days of evenly spaced frames, the first and the last day among them."""
    return tuple(days * step / (number - 1) for step in range(number))


def _no_defect(domain: str, model: str) -> tuple[str, str, str]:
    expected = f"'point': the model '{model}' has no defect to lay out"
    return f"domain = '{domain}'", expected, "leave it out"


def _frames(values: Sequence[Any] | None, days: float, faults: Faults) -> tuple[float, ...]:
    if values is None:
        return even_frames(days)
    if len(values) > MOST_FRAMES:
        faults.add(("space", "frames"), f"{len(values)} frames", f"at most {MOST_FRAMES}", "name fewer days")
        return even_frames(days)
    found = set()
    for number, value in enumerate(values):
        keys = ("space", "frames", str(number))
        day = faults.amount(keys, value, "day")
        if day is not None and not 0 <= day <= days:
            faults.add(keys, f"frames = {shown(value)}", f"days from 0 to the last, {days:g}")
        elif day is not None:
            found.add(day)
    return tuple(sorted(found)) or (0.0, days)


def _above_zero(key: str, value: Any, unit: str, example: str, faults: Faults) -> float | None:
    keys = ("space", key)
    amount = faults.amount(keys, value, unit)
    if amount is not None and amount <= 0:
        faults.add(keys, f"{key} = {shown(value)}", "more than zero", f"for instance {example}")
        return None
    return amount


def _image(table: ImageTable, folder: Path, faults: Faults) -> ImageUse | None:
    keys = ("space", "image")
    if table.file is None:
        faults.missing((*keys, "file"), "an image file, or a folder of slices", 'add `file = "ct.nii.gz"`')
    if table.label is not None and table.bone is not None:
        expected = "`label`, that of bone in a segmentation, or `bone`, the grey value from which it is bone"
        faults.add(keys, "both 'label' and 'bone'", expected, "write one of the two")
    if table.centre is None:
        expected = "the middle of the defect in patient coordinates"
        faults.missing((*keys, "centre"), expected, 'add `centre = ["10 mm", "-4 mm", "52 mm"]`')
    centre = _vector("centre", table.centre, "mm", faults) or (0.0, 0.0, 0.0)
    normal = _vector("normal", table.normal, "1", faults) or (0.0, 0.0, 1.0)
    spacing = _vector("spacing", table.spacing, "mm", faults)
    if hypot(*normal) == 0:
        faults.add((*keys, "normal"), "a direction of no length", "a direction, like [0, 0, 1]")
    if spacing is not None and min(spacing) <= 0:
        faults.add((*keys, "spacing"), f"spacing = {list(spacing)}", "three lengths above zero")
    if table.file is None:
        return None
    where = faults.document.where(keys)
    file = folder / table.file
    return ImageUse(file, centre, normal, table.label, table.bone, table.air, spacing, where)


def _vector(key: str, values: Sequence[Any] | None, unit: str, faults: Faults) -> Vector | None:
    keys = ("space", "image", key)
    if values is None:
        return None
    if len(values) != 3:
        faults.add(keys, f"{len(values)} numbers", "three, along x, y and z of the patient")
        return None
    numbers = [faults.amount((*keys, str(at)), value, unit) for at, value in enumerate(values)]
    x, y, z = (0.0 if number is None else number for number in numbers)
    return x, y, z
