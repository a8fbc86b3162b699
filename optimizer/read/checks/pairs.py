"""Rows for a market and model that nobody asks for."""

from collections.abc import Iterator

from optimizer.faults import Fault
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown


def unplanned_pairs(drafts: Drafts) -> Iterator[Fault]:
    """Stock, pipeline, programs and opening yards are for planned pairs only; so is ``frozen`` (see ``builds``)."""
    if not drafts["demand"].readable:
        return
    for table in ("stock", "pipeline", "programs", "yards"):
        draft = drafts[table]
        keys = drafts.keys(table)
        rows = draft.has_key() & (keys["market"] >= 0) & ~draft.ragged
        if table == "yards":
            rows &= draft.numbers("opening") > 0
        for row in draft.first(rows & ~drafts.planned.holds(keys)):
            market, model = (drafts.lists[name][keys[name][row]] for name in ("market", "model"))
            opening = [(draft, int(row), "opening")] if table == "yards" else []
            message = f"demand has no row for market {market} and model {model}: nothing is planned for them"
            yield draft.fault(row, "market", message, [(draft, int(row), "model"), *opening], market)


def opening_yards_without_market(drafts: Drafts) -> Iterator[Fault]:
    """Units in a yard at the start have been built for a market."""
    yards = drafts["yards"]
    for row in yards.first((yards.numbers("opening") > 0) & ~yards.filled("market")):
        message = (f"opening is {shown(yards.numbers('opening')[row])} in a row without a market; units in the yard at "
                   "the start are for one market each: name it")  # fmt: skip
        yield yards.fault(row, "opening", message, [(yards, int(row), "market")])
