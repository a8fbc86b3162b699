"""The plan's contribution, judged: every item, every key and the objective against what the audit recomputes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.audit.facts import Facts
from models.audit.findings import Finding, found, labelled
from models.audit.frame import Claims, Frame
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
    """The items recomputed: for each the frame of amounts by key and its total; and what the plan ``said`` of each."""

    frames: Mapping[str, Frame]
    said: Mapping[str, Frame]
    totals: Mapping[str, float]
    skipped: tuple[str, ...]

    @property
    def objective(self) -> float:
        """The sum of all items."""
        return float(sum(self.totals.values()))


def recompute(facts: Facts) -> Amounts:
    """Every item from the raw case and the decisions; under ``relaxed`` the switches' items as the plan says."""
    said = _by_item(facts.written["contribution"])
    skipped = SWITCHES if facts.relaxed else ()
    frames = {item.__name__: item(facts) for item in RECOMPUTED if item.__name__ not in skipped}
    totals = {name: float(frames.get(name, said[name])["amount"].sum()) for name in ITEMS}
    return Amounts(frames, said, totals, skipped)


def _by_item(rows: Frame) -> dict[str, Frame]:
    """The rows of each item, in the order they stand in."""
    if (np.diff(rows["item"]) < 0).any():
        rows = rows.at(np.argsort(rows["item"], kind="stable"))
    ends = np.searchsorted(rows["item"], np.arange(len(ITEMS) + 1))
    return {name: rows.at(slice(*ends[position : position + 2])) for position, name in enumerate(ITEMS)}


def contribution(facts: Facts, amounts: Amounts) -> Iterator[Finding]:
    """Every amount of the contribution is what the case and the decisions make of it; they add up to the objective.

    amount of each item and key = recomputed; sum over all items = objective

    Relaxed: the items of switches (``items.SWITCHES``) are not compared.
    """
    for item, mine in amounts.frames.items():
        yield from _item(facts, item, amounts.said[item], mine)
    written = facts.written["contribution"]["amount"]
    gross, nowhere = np.abs(written).sum(keepdims=True), Frame({"total": np.array(["objective"], dtype=object)})
    for true, message in (
        (written.sum(), "the amounts do not add up to the objective"),
        (amounts.objective, "the objective is not what the plan is worth"),
    ):
        apart = np.array([abs(facts.objective - true)])
        yield found(nowhere, ~(apart <= money_slack(gross)), apart, message)


def _item(facts: Facts, item: str, said: Frame, mine: Frame) -> Iterator[Finding]:
    """One item: its keys are filled, each key's amount is right, and so is the total."""
    by, where, gross = list(FILLED[item]), said[["item", *_KEYS]], np.abs(said["amount"])
    others = [key for key in _KEYS if key not in by and key not in MAY_BE_FILLED.get(item, ())]
    yield found(where, _any(said[key] < 0 for key in by), gross, "a key of the term is blank")
    yield found(where, _any(said[key] >= 0 for key in others), gross, "a key that the term does not have")
    apart = facts.space.netted([(1.0, said), (-1.0, mine.only(mine["amount"] != 0))], by, "amount")
    difference = np.abs(apart["amount"])
    wrong = found(
        apart[by],
        ~(difference <= money_slack(apart["gross"])),
        difference,
        "the amount is not what the decision costs or earns",
    )
    yield labelled(wrong, "item", ITEMS.index(item))
    total = np.abs(said["amount"].sum(keepdims=True) - mine["amount"].sum(keepdims=True))
    slack = money_slack(np.abs(mine["amount"]).sum(keepdims=True))
    yield labelled(found(Frame({}), ~(total <= slack), total, "the item's total is wrong"), "item", ITEMS.index(item))


def _any(claims: Iterable[Claims]) -> Claims:
    """Where any of the claims is true."""
    anywhere: Claims = np.logical_or.reduce(list(claims))
    return anywhere
