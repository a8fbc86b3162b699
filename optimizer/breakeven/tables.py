"""Break-evens as tables and for machines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from optimizer.breakeven.changes import changes
from optimizer.breakeven.paying import paying
from optimizer.breakeven.stretches import Stretch, Told
from optimizer.report.answers import records

SLIDES = "slides"
"""In the table of changes: cells that move in a straight line along a stretch, told from its start to its end."""

TURNS = "turns"
"""Cells that are other ones from a break on."""


@dataclass(frozen=True)
class Tables:
    """``stretches``: one row each; ``changes``: one row a cell that moves at a break or along a stretch."""

    stretches: pd.DataFrame
    changes: pd.DataFrame


def tables(told: Told) -> Tables:
    """The answer as tables."""
    rows = [
        (s.start.at, s.stop.at, s.start.objective, s.stop.objective, s.slope, s.doubt) for s in told.stretches
    ]  # fmt: skip
    names = ["from", "to", "objective_from", "objective_to", "worth_of_one_more", "doubt"]
    frames = []
    for theta, _, kind, found in all_changes(told):
        found.insert(0, "at", theta)
        found.insert(1, "kind", kind)
        frames.append(found)
    empty = pd.DataFrame(columns=["at", "kind"])
    return Tables(pd.DataFrame(rows, columns=names).astype("float64"),
                  pd.concat(frames, ignore_index=True) if frames else empty)  # fmt: skip


def all_changes(told: Told) -> Iterator[tuple[float, Stretch, str, pd.DataFrame]]:
    """Every break (what turns) and every stretch (what slides) with its changed cells, left to right."""
    before = None
    for stretch in told.stretches:
        first, last = stretch.start.values, stretch.stop.values
        if before is not None and first is not None and before is not first:
            yield stretch.start.at, stretch, TURNS, changes(told.draft, before, first)
        if first is not None and last is not None and first is not last:
            yield stretch.start.at, stretch, SLIDES, changes(told.draft, first, last)
        before = last


def json_of(told: Told) -> dict[str, Any]:
    """The answer for machines."""
    found = tables(told)
    case = told.draft.case.tables
    return {
        "case": case.name, "scenario": case.scenario, "currency": case.settings.currency,
        "parameter": told.parameter.text, "as": told.parameter.mode.value, "from": told.low, "to": told.high,
        "now": told.parameter.now, "program": told.whole.value, "exact": told.is_exact, "doubt": told.doubt,
        "finished": told.finished, "solves": told.solves, "seconds": round(told.seconds, 3),
        "stretches": records(found.stretches), "changes": records(found.changes),
        "export": [{"model": one.model, "market": one.market, "sold_between": [list(part) for part in one.parts],
                    "least": one.least, "most": one.most} for one in paying(told)],
    }  # fmt: skip
