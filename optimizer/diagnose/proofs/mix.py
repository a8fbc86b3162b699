"""Shares of a line's units that no mix of models can meet, on a line that must build something."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.case.parameters import Numbers
from models.keys import MISSING, Positions
from optimizer.diagnose.proofs.firm import Firm
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, fewest
from optimizer.report import figures

SHARES = "shares that cannot meet"

Share = tuple[float, int]
"""A share and the limit that sets it (``MISSING``: what can't be built has none of the units)."""


def shares(desk: Desk) -> Iterator[Proof]:
    """On a line that builds anything, least shares add up to 1 at most, most shares to 1 at least, and of each family
    and model the least is no more than the most.
    """
    rows, case = desk.case.rows("mix"), desk.case
    firm = Firm(desk)
    least_hours = case.lines["minimum_hours"].reshape(case.most_hours.shape)
    for line in np.unique(rows.keys["line"]):
        for period in range(case.periods):
            mine = (rows.keys["line"] == line) & np.isin(rows.keys["period"], (MISSING, period))
            forced = _forced(desk, firm, least_hours, int(line), period) if mine.any() else MISSING
            if forced == MISSING:
                continue
            shares_there = _Line(desk, int(line), period, np.flatnonzero(mine))
            clash = shares_there.clash() if shares_there.built else None
            if clash is not None:
                words, limits = clash
                must = desk.said("it must build", forced)
                text = f"line {desk.name('line', int(line))} in {desk.name('period', period)}: {must}, but {words}"
                yield Proof(SHARES, text, tuple(sorted({*limits, forced})))


def _forced(desk: Desk, firm: Firm, least_hours: Numbers, line: int, period: int) -> int:
    """A limit by which the line must build something; ``MISSING`` where there is none."""
    if least_hours[line, period] > 0:
        return desk.number("line_time", "minimum_hours", desk.key(line=line, period=period))
    here = (firm.keys["line"] == line) & (firm.keys["period"] == period) & (firm.least > 0)
    return int(firm.by[here][0]) if here.any() else MISSING


@dataclass(frozen=True, eq=False)
class _Line:
    """The shares of one line in one period."""

    desk: Desk
    line: int
    period: int
    rows: Positions
    """The rows of ``mix`` that hold there."""

    @cached_property
    def built(self) -> set[int]:
        """The models that the line can build."""
        keys = self.desk.limits.draft.build.keys
        here = (keys["line"] == self.line) & (keys["period"] == self.period)
        return set(np.unique(keys["model"][here]).tolist())

    def clash(self) -> tuple[str, list[int]] | None:
        """What clashes, in words, and the limits; ``None`` where a mix can meet all shares."""
        families = self._families()
        least_of, most_of = {}, {}
        for family, models in families.items():
            lows, highs = [self._low(model=m) for m in models], [self._high(model=m) for m in models]
            for model, low, high in zip(models, lows, highs, strict=True):
                if low[0] > high[0] + EPS:
                    return self._words([low], [high], self.desk.name("model", model))
            low, high = self._low(family=family), self._high(family=family)
            if low[0] > sum(share for share, _ in highs) + EPS:
                return self._words([low], highs, f"the family {family}")
            if sum(share for share, _ in lows) > high[0] + EPS:
                return self._words(fewest(lows, high[0]), [high], f"the family {family}")
            of_models = sum(share for share, _ in lows)
            least_of[family] = [low] if low[0] > of_models else [share for share in lows if share[0] > 0]
            most_of[family] = [high] if high[0] < sum(share for share, _ in highs) else highs
        lows = [share for found in least_of.values() for share in found]
        if sum(share for share, _ in lows) > 1 + EPS:
            return self._words(fewest(lows, 1.0), [], "all together")
        highs = [share for found in most_of.values() for share in found]
        if sum(share for share, _ in highs) < 1 - EPS:
            return self._words([], highs, "all together")
        return None

    def _families(self) -> dict[str, list[int]]:
        """The models with a share, or that the line can build, by family; one without a family by itself."""
        models = self.desk.case.tables["models"]
        found: dict[str, list[int]] = {}
        for model, family in enumerate(models["family"]):
            named = family if isinstance(family, str) else f"\0{model}"
            if model in self.built or self._named(model=model) or self._named(family=named):
                found.setdefault(named, []).append(model)
        return found

    def _named(self, model: int = MISSING, family: str = "") -> list[int]:
        """The rows of ``mix`` about a model or a family."""
        frame = self.desk.case.tables["mix"]
        codes = self.desk.case.rows("mix").keys["model"]
        return [
            int(row)
            for row in self.rows
            if (codes[row] == model if family == "" else frame["family"].iloc[row] == family)
        ]

    def _low(self, **who: int | str) -> Share:
        return max([(0.0, MISSING), *self._set("minimum_share", who)])

    def _high(self, **who: int | str) -> Share:
        top = 0.0 if "model" in who and who["model"] not in self.built else 1.0
        return min([(top, MISSING), *self._set("maximum_share", who)])

    def _set(self, column: str, who: dict[str, int | str]) -> list[Share]:
        values = self.desk.case.rows("mix").values[column]
        rows = [row for row in self._named(**who) if not np.isnan(values[row])]  # type: ignore[arg-type]
        return [
            (float(values[row]), self.desk.number("mix", column, self.desk.key(mix=row, period=self.period)))
            for row in rows
        ]

    def _words(self, asks: list[Share], allows: list[Share], who: str) -> tuple[str, list[int]]:
        parts = []
        if asks:
            total, numbers = sum(share for share, _ in asks), [number for _, number in asks if number != MISSING]
            parts.append(self.desk.said(f"{figures.share(total)} at least", *numbers))
        if allows:
            total, numbers = sum(share for share, _ in allows), [number for _, number in allows if number != MISSING]
            parts.append(self.desk.said(f"{figures.share(total)} at most", *numbers))
        limits = [number for _, number in (*asks, *allows) if number != MISSING]
        return f"{who} must be {' and '.join(parts)} of its units", limits
