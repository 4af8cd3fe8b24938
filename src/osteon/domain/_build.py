"""The domain of an arm: its defect's shape on a grid, or cut into the bone of an image."""

from osteon.domain._carve import carve
from osteon.domain._cut import Asked, cut_of, extent_of, layout_of, scene_of
from osteon.domain._domain import Domain
from osteon.domain._paint import finish, paint
from osteon.domain._terms import Terms
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import AXES, Library, Shape
from osteon.scenario import Arm, SpaceDesign, setting_values


def build_domain(arm: Arm, library: Library, space: SpaceDesign) -> Domain:
    """Lay the defect of an arm out on a grid.

    Raises:
        ExperimentError: the defect has no shape or not this domain; voxels too coarse for it, or too many;
        nothing heals; an image that cannot be used, or a defect outside its bone.
    """
    where = space.where or "--domain"
    setting = next((setting for setting in arm.settings if setting.kind == "defect"), None)
    record = None if setting is None else library.modifiers["defect", setting.id]
    if setting is None or record is None or record.shape is None:
        named = "no defect" if record is None else f"a defect '{record.id}' without a shape"
        fix = "leave domain out, or add a [….shape] to the defect's record"
        raise ExperimentError(Fault(where, f"arm '{arm.name}' with {named}", "a defect with a shape", fix))
    if space.domain == "point":
        raise ExperimentError(Fault(where, "domain = 'point'", "'radial', 'plane' or 'volume'"))
    terms = Terms({**setting_values(setting, library), "voxel": space.voxel}, record.id)
    asked = Asked(space.domain, space.voxel, where)
    if space.image is not None:
        return carve(record, terms, asked, space.image)
    return _from_shape(record.name, record.shape, terms, asked)


def _from_shape(name: str, shape: Shape, terms: Terms, asked: Asked) -> Domain:
    cut = cut_of(shape, asked.kind, terms, asked.where)
    layout = layout_of(cut, extent_of(shape, terms), terms, asked, shape.bridge)
    scene = scene_of(shape, terms, asked.voxel)
    axis = None
    if shape.bridge is not None and shape.bridge in cut.along:
        axis = layout.axes.index(AXES.index(shape.bridge))
    says = f"{name}, {asked.kind}" + (f": {cut.says}" if cut.says else "")
    return finish(layout, scene, paint(layout, scene), says, axis, asked.where)
