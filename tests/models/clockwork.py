"""A model that uses everything that records of other people's models may use, as files."""

from __future__ import annotations

from pathlib import Path

MODEL = """title = "A clock that loads a spring"
says = "Every half day an event winds the spring, which runs down; a balance goes below zero."
source = "doi:10.1/clock"
unchecked = ["The paper was never written."]

[entity.spring]
name = "tension of the spring"
kind = "other"
unit = "1"
start = "2 * full"

[entity.clock]
name = "hours since the last winding"
kind = "other"
unit = "hour"

[entity.balance]
name = "balance"
kind = "other"
unit = "percent"
signed = true
resolution = 1e-3

[entity.wound]
name = "windings"
kind = "other"
unit = "1"

[quantity.full]
value = 10.0
unit = "1"
class = "assumed"
why = "An example."

[signal.evening]
says = "1 in the second half of each day."
value = "at_least(clock, 6 * hour)"
unit = "1"
quantity.hour = { value = 1.0, unit = "hour", class = "assumed", why = "The unit." }

[signal.days]
says = "The time in days."
value = "time / day"
unit = "1"
outcome = true
quantity.day = { value = 1.0, unit = "day", class = "assumed", why = "The unit." }

[process.running_down]
says = "The spring runs down."
kind = "loss"
from = "spring"
rate = "k * spring"
quantity.k = { value = 0.1, unit = "1/hour", class = "assumed", why = "An example." }

[process.ticking]
says = "Time passes."
kind = "production"
to = "clock"
rate = "pace"
quantity.pace = { value = 1.0, unit = "hour/hour", class = "assumed", why = "By definition." }

[process.drift]
says = "By day the balance falls, in the evening it stays."
kind = "change"
to = "balance"
rate = "choose(evening, 0, -k)"
quantity.k = { value = 240.0, unit = "percent/day", class = "assumed", why = "An example." }

[event.winding]
says = "Every twelve hours the spring is wound."
when = "at_least(clock, period)"
quantity.period = { value = 12.0, unit = "hour", class = "assumed", why = "An example." }

[event.winding.set]
spring = "full"
clock = "0"
wound = "wound + 1"
"""

EXPERIMENT = """title = "Two days of a clock"
[design]
model = "clockwork"
days = 2
every = 0.5
at = ["3 hour"]
animals = 1
[arm.plain]
[arm.slack]
[[arm.slack.change]]
target = "running_down.k"
op = "set"
value = 0.0
"""

SOURCE = """[source."doi:10.1/clock"]
title = "A clock"
kind = "paper"
seen = "not seen"
"""

REFERENCE = """arm,time,unit,spring,balance
plain,3,hour,14.8163644,-30
plain,12,hour,10,-60
slack,3,hour,20,-30
"""

PROBES = """probe,changes,state,value,derivative,unit
by day,,spring,20,-2,hour
by day,,balance,5,-10,hour
in the evening,running_down.k=0.5,clock,7,1,hour
in the evening,running_down.k=0.5,spring,2,-1,hour
in the evening,running_down.k=0.5,balance,5,0,hour
"""


def written(folder: Path, **files: str) -> Path:
    """The catalogue folder; `files` (model, experiment, reference, probes) replace its own."""
    texts = {"model": MODEL, "experiment": EXPERIMENT, "reference": REFERENCE, "probes": PROBES} | files
    place = folder / "models" / "clockwork"
    place.mkdir(parents=True)
    for name, text in texts.items():
        suffix = "csv" if name in ("reference", "probes") else "toml"
        (place / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "clock.toml").write_text(SOURCE, encoding="utf-8")
    return folder
