"""The VTK series holds what the fields hold, in VTK's order and at the right place; read back by hand."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from osteon.cohort import MemoryKeeper, SpacePlan, SpaceResult
from osteon.domain import Domain
from osteon.report._vtk import vtk_bytes, write_image, write_vtk
from tests.report.space import domain, drive, plan


def read_image(path: Path) -> tuple[dict[str, str], dict[str, np.ndarray], float]:
    """The attributes of the image, its arrays [z, y, x] and its day."""
    content = path.read_bytes()
    start = content.index(b'encoding="raw">\n_') + len(b'encoding="raw">\n_')
    end = content.rindex(b"\n</AppendedData>")
    root = ElementTree.fromstring(content[:start] + content[end:])
    image = root.find("ImageData")
    assert image is not None
    assert (root.get("header_type"), root.get("compressor")) == ("UInt64", "vtkZLibDataCompressor")
    extent = [int(number) for number in image.attrib["WholeExtent"].split()]
    shape = (extent[5], extent[3], extent[1])
    arrays = {}
    for entry in root.findall("ImageData/Piece/CellData/DataArray"):
        dtype = {"Float32": "<f4", "UInt8": "u1"}[entry.attrib["type"]]
        data = unpacked(content, start + int(entry.attrib["offset"]))
        arrays[entry.attrib["Name"]] = np.frombuffer(data, dtype).reshape(shape)
    day = root.findtext("ImageData/FieldData/DataArray")
    assert day is not None
    return dict(image.attrib), arrays, float(day)


def unpacked(content: bytes, place: int) -> bytes:
    pieces, size, last = struct.unpack_from("<3Q", content, place)
    sizes = struct.unpack_from(f"<{pieces}Q", content, place + 24)
    place, found = place + 24 + 8 * pieces, []
    for packed in sizes:
        found.append(zlib.decompress(content[place : place + packed]))
        place += packed
    assert all(len(piece) == size for piece in found[:-1])
    assert len(found[-1]) == (last or size)
    return b"".join(found)


def turned() -> Domain:
    """The small domain, a quarter turn about z, away from the origin."""
    plain = domain()
    direction = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    return replace(plain, grid=replace(plain.grid, origin=(10.0, 20.0, 30.0), direction=direction))


def result(tmp_path: Path, plane: Domain) -> SpaceResult:
    made = plan(tmp_path / "mice.toml", animals=1)
    made = SpacePlan(made.experiment, made.model, (plane, plane), made.days)
    keeper = MemoryKeeper()
    drive(made, keeper)
    return SpaceResult(made, keeper)


def test_every_frame_is_an_image_and_a_collection_names_their_days(tmp_path: Path) -> None:
    space = result(tmp_path, domain())
    write_vtk(space, tmp_path)
    collection = ElementTree.parse(tmp_path / "vtk" / "dosed-0.pvd").getroot().findall("Collection/DataSet")
    assert tuple(float(entry.attrib["timestep"]) for entry in collection) == space.plan.days
    for index, entry in enumerate(collection):
        _, arrays, day = read_image(tmp_path / "vtk" / entry.attrib["file"])
        assert day == space.plan.days[index]
        assert list(arrays)[:2] == ["tissue", "clot [1]"]
        wanted = space.plan.domains[1].scatter(space.keeper.fields(1, index)[2])
        np.testing.assert_array_equal(arrays["woven_bone [1]"].transpose(2, 1, 0), wanted.astype(np.float32))
        np.testing.assert_array_equal(arrays["tissue"].transpose(2, 1, 0), space.plan.domains[1].tissue)


def test_the_image_lies_where_the_voxels_lie(tmp_path: Path) -> None:
    place = turned()
    write_image(tmp_path / "a.vti", place, 1.5, iter([("tissue", place.tissue)]))
    attributes, _, day = read_image(tmp_path / "a.vti")
    assert day == 1.5
    spacing = np.array([float(number) for number in attributes["Spacing"].split()])
    origin = np.array([float(number) for number in attributes["Origin"].split()])
    direction = np.array([float(number) for number in attributes["Direction"].split()]).reshape(3, 3)
    centre = origin + direction @ (spacing * (np.array([1, 2, 0]) + 0.5))
    # One voxel along x is a step along the patient's y; two along y are steps against the patient's x.
    assert centre == pytest.approx([10.0 - 2 * 0.2, 20.0 + 0.1, 30.0])
    assert list(spacing) == [0.1, 0.2, 0.3]


@pytest.mark.parametrize("size", [1, (1 << 20) // 4, (1 << 20) // 4 + 1, (1 << 21) // 4])
def test_blocks_of_every_length_are_read_back(tmp_path: Path, size: int) -> None:
    from osteon.domain import uniform_domain

    values = np.random.default_rng(1).normal(size=(size, 1, 1)).astype(np.float32)
    line = uniform_domain((size, 1, 1), (1.0, 1.0, 1.0))
    write_image(tmp_path / "a.vti", line, 0.0, iter([('<&"', values)]))
    _, arrays, _ = read_image(tmp_path / "a.vti")
    np.testing.assert_array_equal(arrays['<&"'].ravel(), values.ravel())


def test_a_run_along_a_line_has_no_images(tmp_path: Path) -> None:
    plain = domain()
    space = result(tmp_path, replace(plain, grid=replace(plain.grid, kind="radial")))
    assert vtk_bytes(space.plan) == 0
    write_vtk(space, tmp_path)
    assert not (tmp_path / "vtk").exists()
    cut = result(tmp_path, plain).plan
    assert vtk_bytes(cut) == 4 * 2 * 23 * len(cut.model.states) * 4


def test_names_are_safe(tmp_path: Path) -> None:
    space = result(tmp_path, domain())
    write_vtk(space, tmp_path)
    names = [path.name for path in (tmp_path / "vtk").rglob("*")]
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names)
