"""A model that uses every law, every key of an event, and units that do not fit each other, as files."""

from __future__ import annotations

from pathlib import Path

CALLS = {
    "activation": "activation(x, half, 2.5)",
    "inhibition": "inhibition(x, half, power)",
    "saturation": "saturation(x + half, half)",
    "window": "window(x, half, 3 * half, 4)",
    "crowding": "crowding(x, half)",
    "mix": "mix(wave, 0.25, u)",
    "either": "either(wave, 0.25)",
    "biphasic": "biphasic(u, 1.5, 2)",
    "exp": "exp(-u)",
    "log": "log(1 + u)",
    "log10": "log10(1 + u)",
    "sqrt": "sqrt(x * x + half**2) / half",
    "min": "min(wave, 0)",
    "max": "max(x - half, 0) / half",
    "abs": "abs(wave - 0.5)",
    "above": "above(x, half)",
    "at_least": "at_least(0, x - half)",
    "equal": "equal(floor(u), 1)",
    "choose": "choose(max(above(wave, 0.9), 1 - above(wave, -0.9)), 0, x) / half",
    "floor": "floor(3 * u)",
    "ceil": "ceil(3 * u)",
    "sin": "sin(u)",
    "cos": "cos(u)",
    "tan": "tan(wave)",
    "asin": "asin(0.9 * wave)",
    "acos": "acos(0.9 * wave)",
    "atan": "atan(u)",
    "sinh": "sinh(wave)",
    "cosh": "cosh(wave)",
    "tanh": "tanh(u)",
}
"""A call of each law; all of them come to plain numbers."""

MODEL = """title = "Everything"
says = "A concentration & its < laws."

[quantity]
half = { value = 2.0, unit = "ng/mL", class = "assumed", why = "An example." }
power = { value = 1.7, unit = "1", class = "assumed", why = "An example." }
turn = { value = 2.0, unit = "1/day", class = "assumed", why = "An example." }
share = { value = 30.0, unit = "percent", class = "assumed", why = "An example." }
lag = { value = 90.0, unit = "minute", class = "assumed", why = "An example." }

[entity.x]
name = "a factor"
kind = "factor"
unit = "ng/mL"
curie = "HGNC:11766"
quantity.initial = { value = 5.0, unit = "ng/mL", class = "assumed", why = "An example." }

[entity.u]
name = "a growing number"
kind = "other"
unit = "1"
start = "0.2 * nearness"

[entity.amount]
name = "cells of a litre"
kind = "cell"
unit = "cell/mL"

[entity.spread]
name = "a width"
kind = "other"
unit = "percent"
signed = true
resolution = 1.0

[entity.mark]
name = "a counter"
kind = "other"
unit = "1"

[entity.late]
name = "a counter of what comes late"
kind = "other"
unit = "1"
signed = true

[entity.lost]
name = "a counter of what may be given up"
kind = "other"
unit = "1"

[entity.first]
name = "a counter of what happens at once"
kind = "other"
unit = "1"

[signal.wave]
says = "Up and down, twice a day or so."
value = "sin(turn * time)"
unit = "1"

[signal.nearness]
says = "How much there is at the start, the dose of that day aside."
value = "x / half"
unit = "1"

[signal.root]
says = "A power that is no whole number, of something with a unit."
value = "(x * half)**0.5 + x**(3 / 2) / half**0.5 - 0 + x * above(0, x)"
unit = "ng/mL"
outcome = true

[signal.part]
says = "A share in percent."
value = "share * x / (x + half)"
unit = "percent"
outcome = true

[process.loss_of_x]
says = "By the hour."
kind = "loss"
from = "x"
rate = "k * x"
quantity.k = { value = 0.02, unit = "1/hour", class = "assumed", why = "An example." }

[process.gain_of_x]
says = "By the minute."
kind = "production"
to = "x"
rate = "k * (1 + wave)"
quantity.k = { value = 2e-3, unit = "pg/mL/minute", class = "assumed", why = "An example." }

[process.growth]
says = "A number a day."
kind = "production"
to = "u"
rate = "k"
quantity.k = { value = 1.0, unit = "1/day", class = "assumed", why = "An example." }

[process.arrival]
says = "From the mouth of a litre."
kind = "influx"
to = "amount"
rate = "k * x * choose(above(wave, -0.3), 1, 0.5)"
quantity.k = { value = 1e6, unit = "cell/ug/day", class = "assumed", why = "An example." }

[process.widening]
says = "Either way."
kind = "change"
to = "spread"
rate = "share * turn * wave"

[event.up]
says = "The wave passes its half."
when = "min(above(wave, 0.5), at_least(u, 0.5))"
set = { mark = "mark + 1" }

[event.down]
says = "Later, with the values of then."
when = "max(above(0, wave), 0)"
after = "lag"
frozen = false
set = { late = "late + u" }

[event.given_up]
says = "Given up if the wave has come down by then."
when = "above(wave, 0.8)"
after = "4 * lag"
persistent = false
set = { lost = "lost + 1" }

[event.at_once]
says = "Holds from the start."
when = "at_least(half, 0 * half)"
fires_at_start = true
priority = "2"
set = { first = "first + 1" }

[event.second]
says = "With the first, but after it."
when = "1 - above(wave, 2)"
fires_at_start = true
priority = "1"
frozen = false
set = { first = "3 * first" }
"""

EXPERIMENT = """title = "Everything at once"
[design]
model = "zoo"
days = 12
every = 1
animals = 1

[arm.plain]

[arm.treated]
says = "Doses -- one, two & many."
dose = [
  { entity = "x", amount = "3 ng/mL", day = 0 },
  { entity = "x", amount = "1 ug/L", day = "40 hour" },
  { entity = "amount", amount = "7 cell/mL", day = "40 hour" },
  { entity = "x", amount = "200 pg/mL", day = 0.3, every = 0.7, until = 8 },
  { entity = "x", amount = "0.1 ng/mL", day = 0, every = "1.4 day" },
]
change = [
  { target = "loss_of_x.k", op = "scale", value = 3, from = 2, until = 5 },
  { target = "loss_of_x.k", op = "add", value = 0.1, unit = "1/hour", from = 4, until = 6 },
  { target = "half", op = "set", value = 1.5, from = 0, until = 3 },
  { target = "power", op = "set", value = 2.2 },
  { target = "share", op = "scale", value = 0.5, from = "40 hour" },
]
"""


def signals() -> str:
    """A signal for each law."""
    return "".join(
        f'\n[signal.of_{law}]\nsays = "The law {law}."\nvalue = "{call}"\nunit = "1"\noutcome = true\n'
        for law, call in CALLS.items()
    )


def written(folder: Path, experiment: str = EXPERIMENT, model: str = MODEL) -> Path:
    """The catalogue folder."""
    place = folder / "models" / "zoo"
    place.mkdir(parents=True)
    (place / "model.toml").write_text(model + signals(), encoding="utf-8")
    (place / "experiment.toml").write_text(experiment, encoding="utf-8")
    return folder
