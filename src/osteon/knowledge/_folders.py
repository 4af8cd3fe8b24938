"""The folders and files of a catalogue, by name."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from osteon.errors import Fault, near
from osteon.knowledge._reading import entries

CHAPTERS, MODELS, SOURCES, STUDIES = "mechanisms", "models", "sources", "studies"
IDENTITY = "identity"
MODIFIERS = ("subjects", "defects", "conditions", "rules")
PRODUCTS, MATERIALS = "products", "materials"
"""Products and their forms, in these folders or in folders inside them; materials have their own."""

STATIC_FOLDERS = ("records", "applications", "registry", "safety", "tables")
EVIDENCE_FOLDERS = ("claims", "entities", "conflicts", "papers", "systems", "setups", "trials", "documents")
PARAMETERS, VERIFIED = "parameters.csv", "verified.csv"
EXPERIMENT = "experiment.toml"
"""The file in a model's folder that is no chapter but the experiment which comes with the model."""

BESIDE = (EXPERIMENT, "reference.csv", "probes.csv")
"""What stands beside the chapters of a model: it is read where it is used, and is part of the model."""

FOLDERS = (
    CHAPTERS,
    MODELS,
    *MODIFIERS,
    PRODUCTS,
    MATERIALS,
    SOURCES,
    STUDIES,
    IDENTITY,
    *STATIC_FOLDERS,
    *EVIDENCE_FOLDERS,
)
PARAMETER_COLUMNS = ("id", "value", "low", "high", "unit")
VERIFIED_COLUMNS = ("model", "met", "digest")


def misplaced(folder: Traversable, label: str) -> Iterator[Fault]:
    """Sub-folders with names that look like a slip, and a folder that is not a catalogue at all."""
    names = [entry.name for entry in entries(folder)]
    known = (*FOLDERS, PARAMETERS, VERIFIED)
    if not set(names) & set(known):
        yield Fault(label, "a folder without any record", f"one or more of {', '.join(known)} in it")
    for name in names:
        fix = near(name, known)
        if name not in known and fix:
            yield Fault(f"{label}/{name}", f"the name {name!r}", f"one of {', '.join(known)}", fix)
