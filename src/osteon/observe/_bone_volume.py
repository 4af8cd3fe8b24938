"""Micro-CT: bone volume per tissue volume, BV/TV = 100 % * (sum of f_i over tissues tagged `mineralised`)."""

from collections.abc import Mapping
from typing import final

from osteon.model import Model
from osteon.observe._instrument import Instrument
from osteon.observe._outcome import Outcome
from osteon.observe._view import Array, View, tissues


@final
class BoneVolume(Instrument):
    """Outcome `bv_tv`, %."""

    def outcomes(self, model: Model) -> tuple[Outcome, ...]:
        members = tissues(model, "mineralised")
        says = f"mineralised share of the callus volume: {', '.join(members)}"
        return (Outcome("bv_tv", "BV/TV", "%", says),) if members else ()

    def read(self, view: View) -> Mapping[str, Array]:
        return {"bv_tv": 100.0 * view.total(tissues(view.model, "mineralised"))}
