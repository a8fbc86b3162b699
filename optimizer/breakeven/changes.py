"""What becomes different from one plan to the next, cell by cell and in a planner's words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.draft import Decision, Draft
from models.readout.tables import named
from optimizer.report.figures import units

Numbers = NDArray[np.float64]

LEAST = 1e-6
"""Units, hours, sailings: a smaller difference is rounding error."""

KEYS = ("plant", "line", "route", "service", "pattern", "model", "market", "period")
"""Columns that say whose figure changes; blank where a decision does not have them."""

WORDS = {
    "launch": "launch of {model} in {market}", "pattern": "shift pattern {pattern} on {plant}/{line}, periods",
    "build": "built at {plant}/{line}: {model} for {market}", "sell": "sold: {model} in {market}",
    "sail": "sailings of {service}", "overtime": "overtime on {plant}/{line}, hours",
    "ship": "shipped: {model} on {route}", "short": "short: {model} in {market}",
}  # fmt: skip
"""How the sum over all periods of each decision is called, the weightiest decisions first."""


def changes(draft: Draft, before: Numbers, after: Numbers) -> pd.DataFrame:
    """``decision``, the keys, ``before``, ``after``: every cell of those decisions that differs."""
    frames = [_cells(draft, decision, before, after) for name in WORDS if (decision := _decision(draft, name))]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


@dataclass(frozen=True)
class Moved:
    """One decision added up over the periods."""

    decision: str
    name: str
    before: float
    after: float

    def sentence(self) -> str:
        """``sold: Truck in Japan 0 → 20``."""
        shown = _switch if self.decision == "launch" else units
        return f"{self.name} {shown(self.before)} → {shown(self.after)}"

    def rate(self, step: float) -> str:
        """``sold: bands in market +200``: for each of the ``step`` units over which it moved."""
        value = (self.after - self.before) / step
        return f"{self.name} {'+' if value > 0 else '−'}{abs(value):,.4g}"


def over_periods(found: pd.DataFrame) -> list[Moved]:
    """Added up over the periods: the weightiest decisions first, in each the largest change first."""
    keys = ["decision", *(key for key in KEYS if key != "period")]
    sums = found.groupby(keys, sort=False)[["before", "after"]].sum().reset_index()
    size = (sums["after"] - sums["before"]).abs()
    sums = sums.assign(weight=sums["decision"].map({name: place for place, name in enumerate(WORDS)}), size=size)
    sums = sums[size > LEAST].sort_values(["weight", "size"], ascending=[True, False], kind="stable")
    rows = [{str(key): cell for key, cell in row.items()} for row in sums.to_dict("records")]
    return [Moved(row["decision"], WORDS[row["decision"]].format(**row), row["before"], row["after"]) for row in rows]


def told_in_part(sentences: list[str], most: int) -> str:
    """The first of them, and how many more there are."""
    rest = len(sentences) - most
    return "; ".join(sentences[:most] + ([f"and {rest:,} more"] if rest > 0 else []))


def moved(found: pd.DataFrame) -> float:
    """Units built elsewhere, or otherwise, or no more: the size of a change."""
    built = found[found["decision"] == "build"]
    return float((built["after"] - built["before"]).abs().sum())


def _decision(draft: Draft, name: str) -> Decision | None:
    return next((decision for decision in draft.decisions if decision.name == name), None)


def _cells(draft: Draft, decision: Decision, before: Numbers, after: Numbers) -> pd.DataFrame:
    old, new = before[decision.columns], after[decision.columns]
    kept = np.abs(new - old) > LEAST
    keys = decision.keys.take(kept)
    frame = named(draft, keys, keys.dimensions).astype("str")
    if "line" in keys.dimensions:
        plants = np.array(draft.case.tables.listed("plant"), dtype=object)
        frame["plant"] = plants[draft.case.plant_of_line[keys["line"]]]
    columns = {key: frame[key] if key in frame else pd.Series("", index=frame.index, dtype="str") for key in KEYS}
    name = pd.Series(decision.name, index=frame.index, dtype="str")
    return pd.DataFrame({"decision": name, **columns, "before": old[kept], "after": new[kept]})


def _switch(value: float) -> str:
    return "yes" if value > 1 - LEAST else "no" if value < LEAST else f"{value:.2g}"
