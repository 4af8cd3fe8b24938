"""Products that are nothing without their days: drugs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from osteon.knowledge import Form, KeyPath, Modifier
from osteon.scenario._faults import Faults


def check_schedule(
    keys: KeyPath, record: Modifier, written: Collection[str], forms: Mapping[str, Form], faults: Faults
) -> None:
    """Tell of a product whose form asks for its days, and which has none. written: keys of its table."""
    form = forms.get(record.product.form) if record.product else None
    if form is None or not form.scheduled or "day" in written:
        return
    expected = f"when product '{record.id}' is given, as every {form.id} must say"
    fix = "add `day = 1` for a single dose, and `every = 1` with `until = 28` for one that is repeated"
    faults.missing((*keys, "day"), expected, fix)
