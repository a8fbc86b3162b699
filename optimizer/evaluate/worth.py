"""What plans are worth item by item, in whole hundredths of the currency, so that every sum adds up exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, fsum

import numpy as np

from models.plan import ITEMS, Plan


@dataclass(frozen=True)
class ItemChange:
    """One item of the contribution in two plans, in hundredths of the currency."""

    item: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """What the second plan has more."""
        return self.after - self.before


def by_item(plan: Plan) -> dict[str, float]:
    """The plan's amounts by item, in the currency; they add up to its objective."""
    items = np.asarray(plan.contribution["item"].astype("str"))
    amounts = np.asarray(plan.contribution["amount"], dtype=np.float64)
    return {item: fsum(amounts[items == item]) for item in ITEMS}


def changes(before: Plan, after: Plan) -> list[ItemChange]:
    """Item by item what changes from one plan to another: only items that either has."""
    one, other = in_hundredths(by_item(before)), in_hundredths(by_item(after))
    return [ItemChange(item, one[item], other[item]) for item in ITEMS if one[item] or other[item]]


def in_hundredths(amounts: Mapping[str, float]) -> dict[str, int]:
    """Amounts rounded to hundredths so that they add up to their rounded sum (by largest remainders)."""
    exact = [100 * amount for amount in amounts.values()]
    whole = [floor(amount) for amount in exact]
    missing = round(fsum(exact)) - sum(whole)
    rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in rest[:missing]:
        whole[place] += 1
    return dict(zip(amounts, whole, strict=True))
