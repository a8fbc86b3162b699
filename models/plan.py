"""A plan: the tables that are written, exactly as they are written.

Each frame is one file of the plan folder: long, keys first, sorted in listed order, zero rows left out unless said.
Identifiers are categorical with the categories of the case (``models.tables``); units are ``float64`` and hold whole
numbers where they must be whole; text columns may be blank (NaN).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "allocation": ("plant", "line", "model", "market", "period", "units"),
    "shipments": ("route", "plant", "market", "model", "period", "arrival", "units"),
    "fulfilment": ("market", "model", "period", "demand", "commitment", "sold", "backlog", "short"),
    "utilisation": (
        "plant", "line", "period", "pattern", "regular_hours", "overtime_limit", "worked_hours", "overtime_hours",
        "utilisation",
    ),
    "inventory": ("site", "model", "market", "period", "units"),
    "programs": ("model", "market", "launched", "units"),
    "sailings": ("service", "period", "sailings", "capacity", "used"),
    "parts": ("part", "period", "supply", "used", "carried"),
    "contribution": (
        "item", "plant", "line", "route", "service", "model", "market", "period", "amount",
    ),
    "prices": ("rule", "key", "value", "basis", "limit", "down_to", "value_down", "up_to", "value_up"),
}  # fmt: skip
"""Files of a plan and their columns; ``programs``, ``sailings``, ``parts`` only where the case has the table."""

ITEMS: Final = (
    "revenue", "production", "adaptation", "setup", "overtime", "shift", "shift_change", "freight", "duty", "route",
    "sailing", "yard_holding", "stock_holding", "closing", "launch", "shortage", "backlog", "plan_change",
)  # fmt: skip
"""The items of the contribution, in the order they are shown."""

PENALTIES: Final = ("shortage", "backlog", "plan_change")
"""Items that are not cash: reported apart."""


@dataclass(frozen=True)
class Plan:
    """The tables of one plan.

    ``fulfilment`` and ``utilisation`` have every planned pair, or line, in every period. ``inventory.site`` is a plain
    ``str`` column: a plant's name (its yard; ``market`` says for whom) or a market's (``market`` repeats it).
    ``shipments.arrival`` is NaN for units still under way at the end. ``programs.launched`` is 0 or 1.
    ``prices``: what a unit of each limiting right-hand side is worth (``value``), where it stands (``limit``), and how
    far that holds (see ``models.solution.Ranges``; NaN where it was not worked out).
    """

    allocation: pd.DataFrame
    shipments: pd.DataFrame
    fulfilment: pd.DataFrame
    utilisation: pd.DataFrame
    inventory: pd.DataFrame
    contribution: pd.DataFrame
    prices: pd.DataFrame
    programs: pd.DataFrame | None = None
    sailings: pd.DataFrame | None = None
    parts: pd.DataFrame | None = None
    objective: float = field(default=float("nan"))
    """Contribution with penalties: the sum of ``contribution.amount``."""

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Name and frame of each table that the plan has, in the order of ``COLUMNS``."""
        for name in COLUMNS:
            frame = getattr(self, name)
            if frame is not None:
                yield name, frame
