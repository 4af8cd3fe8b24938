"""Fields of a run in space as VTK ImageData files with a collection in time, which ParaView opens."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, final
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import SpacePlan, SpaceResult
from osteon.report._checkpoints import day_text
from osteon.report._space_arrays import lane_name

if TYPE_CHECKING:
    from osteon.domain import Domain

VTK = "vtk"
VTK_LIMIT = 2_000_000_000
"""Bytes of fields, before compression, up to which the series is written unless asked for otherwise."""

_BLOCK = 1 << 20
_TYPES = {"float32": "Float32", "uint8": "UInt8"}
_HEAD = '<?xml version="1.0"?>\n<VTKFile type="{kind}" version="1.0" byte_order="LittleEndian"{more}>\n'


@final
@dataclass(frozen=True)
class _Series:
    """One lane's files so far: the day and the name of each."""

    name: str
    files: list[tuple[float, str]] = field(default_factory=list)


def vtk_bytes(plan: SpacePlan) -> int:
    """The fields of all frames of a run in bytes; none for a run along a line, which is no image."""
    voxels: int = sum(domain.voxels for domain in plan.domains if domain.grid.kind != "radial")
    return 4 * voxels * len(plan.model.states) * len(plan.days)


def write_vtk(space: SpaceResult, folder: Path) -> None:
    """Write `vtk/<arm>-<animal>.pvd`, and beside it a folder with one .vti file a frame, for every lane.

    Cell data: each state in its declared unit, which is part of its name, as float32, nan where nothing
    heals; `tissue` as uint8. Places are in mm, time in days.
    """
    plan = space.plan
    for lane, domain in enumerate(plan.domains):
        if domain.grid.kind != "radial":
            series = _Series(lane_name(plan, lane))
            (folder / VTK / series.name).mkdir(parents=True)
            for index, day in enumerate(plan.days):
                file = f"{series.name}/day-{day_text(day)}.vti"
                arrays = _arrays(space, lane, index)
                write_image(folder / VTK / file, domain, day, arrays)
                series.files.append((day, file))
            _write_collection(folder / VTK / f"{series.name}.pvd", series.files)


def write_image(path: Path, domain: Domain, day: float, arrays: Iterator[tuple[str, NDArray[Any]]]) -> None:
    """Write one .vti file of named arrays [x, y, z], float32 or uint8, one value a voxel."""
    grid = domain.grid
    turn, spacing = np.asarray(grid.direction, dtype=float), np.asarray(grid.spacing, dtype=float)
    # VTK's origin is a corner of the first cell, ours is the cell's centre.
    origin = np.asarray(grid.origin, dtype=float) - turn @ spacing / 2.0
    extent = quoteattr(" ".join(f"0 {size}" for size in grid.shape))
    entries, blocks, offset = [], [], 0
    for name, values in arrays:
        block = _block(values)
        kind = _TYPES[values.dtype.name]
        entries.append(
            f"<DataArray type={quoteattr(kind)} Name={quoteattr(name)} "
            f'format="appended" offset="{offset}"/>\n'
        )
        blocks.append(block)
        offset += len(block)
    more = ' header_type="UInt64" compressor="vtkZLibDataCompressor"'
    head = (
        _HEAD.format(kind="ImageData", more=more)
        + f"<ImageData WholeExtent={extent} Origin={_numbers(origin)} Spacing={_numbers(spacing)} "
        + f"Direction={_numbers(turn.ravel())}>\n"
        + '<FieldData>\n<DataArray type="Float64" Name="TimeValue" NumberOfTuples="1" format="ascii">'
        + f"{float(day)!r}</DataArray>\n</FieldData>\n<Piece Extent={extent}>\n<CellData>\n"
        + "".join(entries)
        + '</CellData>\n</Piece>\n</ImageData>\n<AppendedData encoding="raw">\n_'
    )
    with path.open("wb") as file:
        file.write(head.encode("utf-8"))
        file.writelines(blocks)
        file.write(b"\n</AppendedData>\n</VTKFile>\n")


def _arrays(space: SpaceResult, lane: int, index: int) -> Iterator[tuple[str, NDArray[Any]]]:
    domain = space.plan.domains[lane]
    yield "tissue", np.asarray(domain.tissue, dtype=np.uint8)
    fields = space.keeper.fields(lane, index)
    for row, state in enumerate(space.plan.model.states):
        values = np.asarray(fields[row], dtype=float) / state.factor
        yield f"{state.id} [{state.entity.unit}]", np.asarray(domain.scatter(values), dtype=np.float32)


def _block(values: NDArray[Any]) -> bytes:
    """An array in VTK's order, x fastest, compressed in pieces: their number and sizes, then the pieces."""
    data = values.astype(values.dtype.newbyteorder("<")).tobytes(order="F")
    pieces = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    packed = [zlib.compress(piece, 6) for piece in pieces]
    last = len(pieces[-1]) % _BLOCK
    sizes = (len(pieces), _BLOCK, last, *(len(piece) for piece in packed))
    return struct.pack(f"<{len(sizes)}Q", *sizes) + b"".join(packed)


def _write_collection(path: Path, files: Sequence[tuple[float, str]]) -> None:
    entries = "".join(
        f'<DataSet timestep="{day!r}" group="" part="0" file={quoteattr(name)}/>\n' for day, name in files
    )
    text = _HEAD.format(kind="Collection", more="") + f"<Collection>\n{entries}</Collection>\n</VTKFile>\n"
    path.write_text(text, encoding="utf-8")


def _numbers(values: Sequence[float] | NDArray[np.float64]) -> str:
    return quoteattr(" ".join(repr(float(value)) for value in values))
