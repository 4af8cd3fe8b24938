"""Whether an image file says how far apart its voxels are; readers fill in 1 mm where it does not."""

import gzip
import struct
from pathlib import Path

HEADER = 65_536
"""Bytes looked at: text headers are shorter, and NIfTI's is 348."""


def says_spacing(path: Path) -> bool:
    """Whether the file has a spacing of its own. TIFF counts as having none: its unit is a printer's."""
    name = path.name.lower()
    if name.endswith((".tif", ".tiff", ".png", ".jpg", ".bmp")):
        return False
    if name.endswith((".mha", ".mhd")):
        return any(key in _text(path) for key in ("ElementSpacing", "ElementSize"))
    if name.endswith((".nrrd", ".nhdr")):
        header = _text(path).split("\n\n", 1)[0].lower()
        return "space directions:" in header or "spacings:" in header
    if name.endswith((".nii", ".nii.gz", ".hdr")):
        return _nifti(path)
    return True


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(HEADER).decode("latin-1").replace("\r\n", "\n")


def _nifti(path: Path) -> bool:
    """pixdim[1..3] above zero, in either byte order (NIfTI-1: four-byte floats from byte 80)."""
    try:
        with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as file:
            header = file.read(544)
    except OSError:
        return True  # not what its name says; its reader tells
    if len(header) < 348 or struct.unpack("<i", header[:4])[0] not in (348, 1543569408):
        return True  # NIfTI-2, or no NIfTI at all
    order = "<" if struct.unpack("<i", header[:4])[0] == 348 else ">"
    return all(step > 0.0 for step in struct.unpack(f"{order}3f", header[80:92]))
