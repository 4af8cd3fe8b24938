"""What the last comparison of the models with their references found: rows of `verified.csv`, and back."""

from __future__ import annotations

from osteon.cohort._verify import Verification, Worst, folder_of, limits_of
from osteon.errors import Fault, RecordError
from osteon.knowledge import Library

VERIFIED_COLUMNS = (
    "model", "met", "digest", "probes", "probe_error", "points", "default_error", "tight_error", "where",
)  # fmt: skip


def verification_row(library: Library, verification: Verification) -> dict[str, str]:
    """The row of `verified.csv` for a comparison; errors have two digits."""
    probes, default, tight = verification.probes, verification.default, verification.tight
    return {
        "model": verification.model,
        "met": "yes" if verification.met else "no",
        "digest": library.digests[verification.model],
        "probes": str(probes.count),
        "probe_error": f"{probes.error:.2g}",
        "points": str(tight.count),
        "default_error": f"{default.error:.2g}",
        "tight_error": f"{tight.error:.2g}",
        "where": verification.where,
    }


def recorded_verification(library: Library, model_id: str) -> Verification:
    """The comparison that `verified.csv` holds for a model. RecordError where it holds none that is whole."""
    row = library.verified.get(model_id, {})
    try:
        probes, points = int(row["probes"]), int(row["points"])
        errors = [float(row[key]) for key in ("probe_error", "default_error", "tight_error")]
        where = row["where"]
    except (KeyError, ValueError):
        given = f"no whole row for model '{model_id}'"
        expected = f"a row with {', '.join(VERIFIED_COLUMNS)}"
        raise RecordError(Fault("verified.csv", given, expected, "compare the models again")) from None
    return Verification(
        model_id,
        Worst(errors[0], probes, where),
        Worst(errors[1], points),
        Worst(errors[2], points, where),
        limits_of(folder_of(library, model_id)),
    )
