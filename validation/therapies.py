"""Which arm heals in the examples with products, what carries its gain and what it hangs on, as tables.

    python validation/therapies.py            # the tables
    python validation/therapies.py --write    # into docs/therapies.md

Nothing is fitted here.
"""

import argparse
from pathlib import Path
from typing import Any

import pandas as pd
from pages import markdown, write

from osteon.cohort import attribute, run_experiment
from osteon.knowledge import Library, load_library
from osteon.report import therapy
from osteon.scenario import load_experiment

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = {"arms": "rat-calvaria-ev", "vein": "iv-msc", "doses": "ev-dose-timing"}
"""Tables of docs/therapies.md, by the example that they are of."""

CARRIERS, NUMBERS = 3, 3
"""So many processes and numbers of each arm stand in a table."""


def found(library: Library, example: str) -> dict[str, Any]:
    """What the report says of an example."""
    plan = load_experiment(ROOT / "examples" / f"{example}.toml", library)
    result = run_experiment(plan, library, switched=True)
    said = therapy(result, attribute(result))
    assert said is not None
    return said


def table(said: dict[str, Any]) -> pd.DataFrame:
    """A row an arm: its gain, what numbers may make of it, what carries it and what it hangs on."""
    return pd.DataFrame([_row(said, row) for row in said["ranking"] if row["arm"] != said["control"]])


def _row(said: dict[str, Any], row: dict[str, Any]) -> dict[str, object]:
    apart, arm, drawn = said["attribution"], row["arm"], row["drawn"]
    return {
        "arm": arm,
        f"gain on day {said['day']:g}": _number(row["mean"]),
        "95 % interval": _span(row["low"], row["high"]),
        "SD between animals": _number(row["sd"]),
        "95 % of draws": _span(drawn["low"], drawn["high"]) if drawn else "",
        "highest in draws": f"{100 * drawn['best']:.0f} %" if drawn else "",
        "lost without": _carriers(apart, arm) if drawn else "",
        "hangs on": _numbers(apart, arm) if drawn else "",
    }


def _carriers(apart: dict[str, Any], arm: str) -> str:
    rows = [row for row in apart["losses"]["carries"] if row["lost"].get(arm, 0.0) >= 0.05]
    rows.sort(key=lambda row: -row["lost"][arm])
    return ", ".join(f"`{row['name']}` {100 * row['lost'][arm]:.0f} %" for row in rows[:CARRIERS])


def _numbers(apart: dict[str, Any], arm: str) -> str:
    rows = [row for row in apart["doubt"] if row["arm"] == arm]
    return ", ".join(f"`{row['path']}` {100 * row['share']:.0f} %" for row in rows[:NUMBERS])


def _span(low: float, high: float) -> str:
    return f"{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    """Two decimals, and no minus before a zero."""
    return f"{round(value, 2) + 0.0:.2f}"


def main() -> None:
    """Run the examples, then show."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="refresh the tables of docs/therapies.md")
    options = parser.parse_args()
    library = load_library()
    for name, example in EXAMPLES.items():
        said = found(library, example)
        print("\n".join(f"{row['asked']}: {row['says']}" for row in said["answer"]))
        print(table(said).to_string(index=False), flush=True)
        if options.write:
            write("therapies.md", name, markdown(table(said)))


if __name__ == "__main__":
    main()
