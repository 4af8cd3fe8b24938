"""The pictures of a run in space: which there are, and what each one says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from matplotlib.figure import Figure

from osteon.report._figures import Plate
from osteon.report._sheet import Sheet
from osteon.report._space_album import FIELDS, MOST_DAYS, Album
from osteon.report._space_fields import field_figure
from osteon.report._space_healing import beside, healing_figure
from osteon.report._space_kymograph import kymograph_figure
from osteon.report._space_planes import facing
from osteon.report._space_profiles import profile_curves, profile_figure
from osteon.report._space_projection import projection_figure, surface_figure
from osteon.report._space_sections import sections_figure
from osteon.report._space_threshold import bone_threshold
from osteon.report._words import capital

_LINES = ("oxygen", "vessel", "VEGF", "MSC")
_STAIN = (
    "Each voxel has the colour of its tissues, mixed by their shares; dots are the vessels that the section "
    "cuts (half of their length per volume); the host's own tissues are muted."
)


def space_plates(sheet: Sheet, album: Album) -> Iterator[Plate]:
    """Yield the pictures in the order of the page; none where no tissue is followed."""
    if not album.tissues:
        return
    if album.flat:
        yield from _sections(sheet, album)
        yield from _bone(album)
    else:
        fields = [name for name in _LINES if name in album.entities]
        caption = "Place upwards, time to the right: the tissues, and fields on one scale in all arms."
        yield _plate(album, "space_time", "Healing along the line", caption,
                     lambda: kymograph_figure(album, fields))  # fmt: skip
    if profile_curves(album):
        caption = "Means over layers of the defect by their distance from host bone, or along its axis."
        yield _plate(
            album, "space_profiles", "From host bone inwards", caption, lambda: profile_figure(album)
        )
    if album.flat:
        yield from _fields(album)


def _sections(sheet: Sheet, album: Album) -> Iterator[Plate]:
    if beside(sheet):
        caption = f"{_STAIN} Right: the arm's mean curves; dotted lines mark the days of the sections."
        yield _plate(album, "space_healing", "Sections beside the curves", caption,
                     lambda: healing_figure(sheet, album))  # fmt: skip
    yield _plate(album, "space_sections", "Sections", _STAIN, lambda: sections_figure(album))
    if album.deep:
        caption = f"The plane that stands on the other, with the view upwards. {_STAIN}"
        yield _plate(
            album, "space_across", "Sections across", caption, lambda: sections_figure(album, number=1)
        )


def _bone(album: Album) -> Iterator[Plate]:
    if album.contents and all(facing(album.domain(arm)) for arm in range(len(album.arms))):
        caption = (
            "Mean mineral along the view through the thickness of the defect, as a micro-CT projects it."
        )
        yield _plate(
            album, "space_projection", "Mineral along the view", caption, lambda: projection_figure(album)
        )
    limit = bone_threshold(album.model)
    if album.deep and limit is not None:
        caption = (
            f"The surface of bone (mineralised share of at least {100.0 * limit:.3g} %), seen at a slant. "
            "New bone is blue-green, host bone grey."
        )
        yield _plate(
            album, "space_surface", "The surface of bone", caption, lambda: surface_figure(album, limit)
        )


def _fields(album: Album) -> Iterator[Plate]:
    for name in FIELDS:
        if name in album.entities:
            title = album.entities[name].name
            caption = "On the plane of the sections, on one scale for all arms and days; the host is grey."
            yield _plate(album, f"space_{name}", capital(title), caption, _map(album, name))


def _map(album: Album, name: str) -> Callable[[], Figure]:
    return lambda: field_figure(album, name)


def _plate(album: Album, name: str, title: str, caption: str, draw: Callable[[], Figure]) -> Plate:
    count = len(album.days)
    days = f" {MOST_DAYS} of {count} days." if count > MOST_DAYS and name != "space_time" else ""
    return Plate(name, title, caption + days + album.left_out, draw)
