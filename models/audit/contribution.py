"""The plan's contribution, judged: every item, every key and the objective against what the audit recomputes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from models.audit.facts import Facts
from models.audit.findings import Finding, found
from models.audit.items import RECOMPUTED, SWITCHES
from models.audit.tolerances import money_slack
from models.plan import COLUMNS, ITEMS

_KEYS: Final = COLUMNS["contribution"][1:-1]
_BUILD: Final = ("plant", "line", "model", "market", "period")
_SHIP: Final = ("route", "model", "period")
_PAIR: Final = ("market", "model", "period")

FILLED: Final[Mapping[str, tuple[str, ...]]] = {
    "revenue": _PAIR, "production": _BUILD, "adaptation": _BUILD, "setup": ("plant", "line", "model", "period"),
    "overtime": ("plant", "line", "period"), "shift": ("plant", "line", "period"),
    "shift_change": ("plant", "line", "period"), "freight": _SHIP, "duty": _SHIP, "route": ("route", "period"),
    "sailing": ("service", "period"), "yard_holding": ("plant", "model", "market", "period"),
    "stock_holding": _PAIR, "closing": ("market", "model"), "launch": ("market", "model"), "shortage": _PAIR,
    "backlog": _PAIR, "plan_change": _BUILD,
}  # fmt: skip
"""Keys that each term has."""

MAY_BE_FILLED: Final[Mapping[str, tuple[str, ...]]] = {
    "freight": ("plant", "market", "service"), "duty": ("plant", "market", "service"),
    "route": ("plant", "market", "service"), "closing": ("period", "route", "plant"),
}  # fmt: skip
"""Keys that follow from the term's own, or say which part of it a row is; not compared."""


@dataclass(frozen=True)
class Amounts:
    """The items recomputed: for each the ``frame`` of amounts by key and its ``total``."""

    frames: Mapping[str, pd.DataFrame]
    totals: Mapping[str, float]
    skipped: tuple[str, ...]

    @property
    def objective(self) -> float:
        """The sum of all items."""
        return float(sum(self.totals.values()))


def recompute(facts: Facts) -> Amounts:
    """Every item from the raw case and the decisions; under ``relaxed`` the switches' items as the plan says."""
    said = facts.written["contribution"]
    skipped = SWITCHES if facts.relaxed else ()
    frames = {item.__name__: item(facts) for item in RECOMPUTED if item.__name__ not in skipped}
    totals = {
        name: float((frames[name] if name in frames else said[said["item"] == position])["amount"].sum())
        for position, name in enumerate(ITEMS)
    }
    return Amounts(frames, totals, skipped)


def contribution(facts: Facts, amounts: Amounts) -> Iterator[Finding]:
    """Every amount of the contribution is what the case and the decisions make of it; they add up to the objective.

    amount of each item and key = recomputed; sum over all items = objective

    Relaxed: the items of switches (``items.SWITCHES``) are not compared.
    """
    rows = facts.written["contribution"]
    for item, mine in amounts.frames.items():
        said = rows[rows["item"] == ITEMS.index(item)]
        yield from _item(facts, item, said, mine)
    gross = float(rows["amount"].abs().sum())
    nowhere = pd.DataFrame({"total": ["objective"]})
    for true, message in (
        (float(rows["amount"].sum()), "the amounts do not add up to the objective"),
        (amounts.objective, "the objective is not what the plan is worth"),
    ):
        apart = np.array([abs(facts.objective - true)])
        yield found(nowhere, ~(apart <= money_slack(np.array([gross]))), apart, message)


def _item(facts: Facts, item: str, said: pd.DataFrame, mine: pd.DataFrame) -> Iterator[Finding]:
    """One item: its keys are filled, each key's amount is right, and so is the total."""
    by, space = list(FILLED[item]), facts.space
    may = {*by, *MAY_BE_FILLED.get(item, ())}
    blank = (said[by] < 0).any(axis=1).to_numpy()
    strange = (said[[key for key in _KEYS if key not in may]] >= 0).any(axis=1).to_numpy()
    yield found(said[["item", *_KEYS]], blank, np.abs(said["amount"].to_numpy()), "a key of the term is blank")
    yield found(said[["item", *_KEYS]], strange, np.abs(said["amount"].to_numpy()), "a key that the term does not have")
    apart = space.netted([(1.0, said), (-1.0, mine)], by, "amount")
    difference = np.abs(apart["amount"].to_numpy())
    wrong = ~(difference <= money_slack(apart["gross"].to_numpy()))
    where = apart[by].assign(item=ITEMS.index(item))[["item", *by]]
    yield found(where, wrong, difference, "the amount is not what the decision costs or earns")
    total = np.array([abs(float(said["amount"].sum()) - float(mine["amount"].sum()))])
    gross = np.array([float(mine["amount"].abs().sum())])
    yield found(
        pd.DataFrame({"item": [ITEMS.index(item)]}), ~(total <= money_slack(gross)), total, "the item's total is wrong"
    )
