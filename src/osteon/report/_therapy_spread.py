"""How far results lie apart, by what sets them apart: animals, numbers that are not known, laboratories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osteon.cohort import Ranked
from osteon.report._sheet import Sheet


def spread_rows(sheet: Sheet, outcome: str, rows: Sequence[Ranked]) -> dict[str, Any]:
    """The spread between animals and that between studies, which no band contains.

    animals: by arm, the mean on the last day, the standard deviation between the virtual animals of one
    laboratory, and that of each animal's difference to itself in the control. studies: by study, how far the
    model's mean is from what was measured of this outcome (mean over its rows, in the unit of the rows).
    between_studies: the standard deviation of these, where there are two or more; it holds what laboratories
    differ by and what the model gets wrong from row to row.
    """
    last = float(sheet.days[-1])
    animals = []
    for row in rows:
        curve = sheet.curve(outcome, row.arm)
        sd = curve[curve["day"] == last]["sd"]
        animals.append({"arm": row.arm, "mean": row.level, "sd": float(sd.iloc[0]), "sd_of_gain": row.sd})
    measured = sheet.residuals
    measured = measured[(measured["outcome"] == outcome) & measured["model"].notna()]
    studies = [
        {
            "study": str(study),
            "title": sheet.result.library.studies[str(study)].title,
            "rows": len(part),
            "miss": float(part["residual"].mean()),
            "unit": str(part["unit"].iloc[0]),
        }
        for study, part in measured.groupby("study", sort=False, observed=True)
    ]
    alike = len({row["unit"] for row in studies}) == 1 and len(studies) > 1
    between = (
        float(measured.groupby("study", observed=True)["residual"].mean().std(ddof=1)) if alike else None
    )
    return {"animals": animals, "studies": studies, "between_studies": between}
