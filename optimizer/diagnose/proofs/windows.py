"""What must be built, or dispatched, between two periods: what is asked for then, less what can be there already."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.case.parameters import Numbers
from models.keys import MISSING, Mask, Positions
from optimizer.diagnose.proofs.grids import Grids
from optimizer.diagnose.proofs.proof import EPS, Desk, units

NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False)
class Windows:
    """The needs of planned pairs in the periods ``first`` to ``last`` of building or dispatch.

    What arrives from these periods must cover what is committed and the least stock at the end, less what arrives of
    itself and, where they don't begin with the horizon, less the most that may be in stock by then.
    """

    desk: Desk
    waits_in_yard: bool
    """Whether vehicles that wait in a yard count as sent in those periods: dispatches do, builds don't."""

    @cached_property
    def grids(self) -> Grids:
        """What each pair has and is asked for."""
        return Grids(self.desk.case)

    @cached_property
    def _leads(self) -> tuple[Positions, Positions]:
        """Shortest and longest lead time of each pair."""
        case, ships = self.desk.case, self.desk.case.shipments.keys
        lead = case.routes["lead_time"][ships["route"]].astype(np.int64)
        shortest, longest = np.full(len(self.grids.pairs), NEVER), np.full(len(self.grids.pairs), -1)
        of_pair = self.grids.pairs.find(ships)
        np.minimum.at(shortest, of_pair, lead)
        np.maximum.at(longest, of_pair, lead)
        return shortest, longest

    @cached_property
    def _counts(self) -> tuple[Mask, Mask]:
        """Whether a pair's need is known in windows from the start, and in later ones."""
        case, pairs = self.desk.case, self.grids.pairs
        shortest, longest = self._leads
        can_wait = np.zeros(len(pairs), dtype=np.bool_)
        if len(case.yards) and not self.waits_in_yard:
            can_wait = case.yards.keys.distinct("model", "market").holds(pairs, ("model", "market"))
        reached = shortest < NEVER
        return reached & ~can_wait, reached & ~can_wait & (shortest == longest)

    def span(self, pair: int, first: int, last: int) -> tuple[int, int]:
        """The periods of arrival (first, one past the last) that belong to a window."""
        lead = int(self._leads[0][pair])
        return (0 if first == 0 else first + lead), min(last + lead, self.desk.case.periods - 1) + 1

    @cached_property
    def _needs(self) -> dict[int, Numbers]:
        """What was worked out already."""
        return {}

    def needs(self, first: int) -> Numbers:
        """Units needed of each pair in the windows from ``first`` on, by last period: shape (pairs, periods)."""
        if first not in self._needs:
            self._needs[first] = self._needed(first)
        return self._needs[first]

    def _needed(self, first: int) -> Numbers:
        grids, periods = self.grids, self.desk.case.periods
        known = self._counts[0 if first == 0 else 1]
        lead = np.where(known, self._leads[0], 0)
        begin = np.zeros_like(lead) if first == 0 else np.minimum(first + lead, periods)
        end = np.minimum(np.arange(periods)[None, :] + lead[:, None], periods - 1)
        total = np.concatenate([np.zeros((len(lead), 1)), (grids.committed - grids.there).cumsum(axis=1)], axis=1)
        rows = np.arange(len(lead))[:, None]
        asked = total[rows, end + 1] - total[rows, begin[:, None]] + grids.least_stock[rows, end]
        there_before = np.zeros(len(lead)) if first == 0 else grids.most_stock
        spans = (end + 1 > begin[:, None]) & known[:, None] & (np.arange(periods)[None, :] >= first)
        return np.where(spans, np.maximum(0.0, asked - there_before[:, None]), 0.0)

    def items(self, pair: int, first: int, last: int) -> tuple[list[tuple[float, int]], list[int]]:
        """What a pair's need in a window adds up from (amounts and limits), and the limits that it is less by."""
        begin, end = self.span(pair, first, last)
        codes = {name: int(self.grids.pairs[name][pair]) for name in ("market", "model")}
        at = {t: self.desk.key(**codes, period=t) for t in range(max(begin - 1, 0), end)}
        asked = [(float(self.grids.committed[pair, t]), self.desk.number("commitments", "commitment", at[t]))
                 for t in range(begin, end) if self.grids.committed[pair, t] > 0]  # fmt: skip
        closing = self.desk.number("closing", "closing", at[end - 1])
        least = self.desk.number("stock_limits", "minimum", at[end - 1])
        kept, minimum = float(self.grids.least_stock[pair, end - 1]), self.desk.case.stock.at(at[end - 1], "minimum")
        if kept > 0:
            asked.append((kept, closing if closing != MISSING and kept > minimum[0] else least))
        less = [self.desk.number("market_balance", "units", at[t]) for t in range(begin, end)]
        if first > 0:
            less.append(self.desk.number("stock_limits", "maximum", at[begin - 1]))
        return asked, [number for number in less if number != MISSING]

    def told(self, each: Numbers, first: int, last: int, above: float) -> tuple[str, float, list[int]]:
        """The fewest needs of a window that take more than so much: in words, what they take, where they come from.

        ``each``: what a unit of each pair takes.
        """
        need = self.needs(first)[:, last]
        total, left = float((each * need).sum()), need.copy()
        items = {int(pair): self.items(int(pair), first, last) for pair in np.flatnonzero(each * need > 0)}
        small = sorted((amount * each[pair], pair, amount, number) for pair, (asked, _) in items.items()
                       for amount, number in asked)  # fmt: skip
        dropped: set[int] = set()
        for _, pair, amount, number in small:
            spared = min(amount, left[pair]) * each[pair]
            if total - spared > above + EPS:
                total, left[pair] = total - spared, left[pair] - min(amount, left[pair])
                dropped.add(number)
        words, limits = [], []
        for pair, (asked, less) in items.items():
            if left[pair] > EPS:
                numbers = [*(number for _, number in asked if number not in dropped), *less]
                limits += numbers
                model, market = (
                    self.desk.name(name, int(self.grids.pairs[name][pair])) for name in ("model", "market")
                )
                words.append(self.desk.said(f"{units(left[pair])} {model} for {market}", *numbers))
        sent = "dispatched" if self.waits_in_yard else "built"
        return f"{', '.join(words)} must be {sent}", total, limits

    def shortest(self, each: Numbers, has: Numbers, elsewhere: Positions | None = None, *,
                 from_start: bool = False) -> tuple[int, int] | None:  # fmt: skip
        """The shortest window whose needs take more than there is; ``None`` where there is none.

        ``each``: what a unit of each pair takes; ``has``: what there is of it in each period; ``elsewhere``: the first
        period in which a pair can come from elsewhere; ``from_start``: what is left over is kept, so that only windows
        from the start count.
        """
        best: tuple[int, int] | None = None
        numbers = np.arange(self.desk.case.periods)
        for first in range(1 if from_start else len(numbers)) if each.any() else ():
            needs = self.needs(first)
            own = needs if elsewhere is None else np.where(numbers[None, :] < elsewhere[:, None], needs, 0.0)
            over = np.flatnonzero(each @ own > np.where(numbers >= first, has, 0.0).cumsum() + EPS)
            over = over[over >= first]
            if len(over) and (best is None or over[0] - first < best[1] - best[0]):
                best = first, int(over[0])
        return best

    def when(self, first: int, last: int) -> str:
        """``2026-03 to 2026-05``."""
        begin, end = self.desk.name("period", first), self.desk.name("period", last)
        return begin if first == last else f"{begin} to {end}"
