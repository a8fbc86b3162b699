"""Whole rules switched off: the case as it would be without them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.tables import Tables


@dataclass(frozen=True)
class Off:
    """One rule, and what its input columns hold where it is off (all other rows: none at all)."""

    rule: str
    words: str
    columns: tuple[tuple[str, str, float], ...] = ()
    """Table, column, and the value that asks for nothing."""
    emptied: str = ""
    """A table that is left without rows."""

    def applied(self, tables: Tables) -> Tables:
        """The case without the rule; the tables given stay as they are."""
        frames = dict(tables.frames)
        for table, column, value in self.columns:
            frames[table] = frames[table].assign(**{column: np.full(len(frames[table]), value)})
        if self.emptied:
            frames[self.emptied] = frames[self.emptied].iloc[:0]
        return replace(tables, frames=frames)

    def matters(self, tables: Tables) -> bool:
        """Whether the case says anything of it."""
        if self.emptied:
            return tables.has(self.emptied)
        for table, column, value in self.columns:
            cells = tables[table][column].to_numpy(np.float64)
            if (~np.isnan(cells) & (cells != value)).any():
                return True
        return False


NONE = np.inf

RULES_OFF = (
    Off("commitments", "no customer must be served", (("demand", "commitment", 0.0),)),
    Off("line_time", "no least hours on lines", (("capacity", "minimum_hours", 0.0),)),
    Off("level_line", "hours may change at will", (("capacity", "maximum_change", NONE),)),
    Off("lots", "no smallest lots, no most units of a model on a line",
        (("builds", "minimum_lot", 0.0), ("builds", "maximum_units", NONE))),
    Off("routes", "no smallest lots, no most units on routes",
        (("routes", "minimum_lot", 0.0), ("routes", "maximum_units", NONE))),
    Off("services", "no least sailings", (("services", "minimum_sailings", 0.0),)),
    Off("yard_limit", "no most units in yards", (("yards", "maximum", NONE),)),
    Off("yard_space", "space without end in yards", (("plants", "yard_capacity", NONE),)),
    Off("stock_limits", "no least and no most stock", (("stock", "minimum", 0.0), ("stock", "maximum", NONE))),
    Off("stock_space", "space without end in markets", (("markets", "stock_capacity", NONE),)),
    Off("closing", "nothing asked of stock and transit at the end",
        (("stock", "closing", 0.0), ("stock", "closing_transit", 0.0), ("stock", "closing_maximum", NONE))),
    Off("programs", "no least and no most units of programs",
        (("programs", "minimum_units", 0.0), ("programs", "maximum_units", NONE))),
    Off("mix", "no shares of families and models", emptied="mix"),
    Off("shifts", "patterns may change every period", (("shifts", "minimum_periods", 1.0),)),
    Off("frozen", "no firm builds", emptied="frozen"),
    Off("baseline", "the last plan forgotten", emptied="baseline"),
)  # fmt: skip
"""The rules that a case can do without. Hours, demand, space on sailings and parts can only be eased."""


def rules_off(tables: Tables) -> Iterator[Off]:
    """The rules that the case has and could do without."""
    return (off for off in RULES_OFF if off.matters(tables))
