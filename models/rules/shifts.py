"""Shift patterns: which is in force, and what changing to another asks."""

import numpy as np

from models.draft import Draft, Term
from models.keys import Positions


def shifts(draft: Draft) -> None:
    """Every line with shift patterns runs exactly one, and keeps one that it changed to for a while.

        sum_n pattern[l,n,t] = 1                                                                for all l, t
        pattern[l,n,t] - pattern[l,n,t-1] - change[l,n,t] <= 0                                  for all l, n, t
        sum_u: u <= t < u + minimum_periods[l,n,u]  change[l,n,u] <= pattern[l,n,t]             for all l, n, t

    The pattern marked ``previous`` is in force before the first period; with none marked, the first choice is free. The
    last line is the turn-on inequality of Rajan & Takriti (IBM RC23628, 2005): at most one of those changes can have
    happened, and all of them ask for the pattern now. Price: of the least periods, what keeping the pattern costs.
    """
    case, pattern, change = draft.case, draft.pattern, draft.change
    table = case.patterns
    lines = table.keys.distinct("line").across("period")
    draft.rule("shifts", over=lines, terms=[pattern], lower=1.0, upper=1.0, limit="pattern")
    before = np.where(change.keys["period"] == 0, table.at(change.keys, "previous"), 0.0)
    draft.rule("shifts", over=change.keys, limit="change", upper=before,
               terms=[pattern, -pattern.later("period", 1), -change])  # fmt: skip
    least = table.at(change.keys, "minimum_periods").astype(np.int64)
    kept = np.minimum(least, case.periods - change.keys["period"])
    for_a_while = change.where(least > 1)
    held = _repeated(for_a_while, kept[least > 1])
    over = held.keys.distinct("line", "pattern", "period")
    draft.rule("shifts", over=over, terms=[held, -pattern], upper=0.0, limit="minimum_periods")


def _repeated(term: Term, times: Positions) -> Term:
    """The term at its own period and the ones after, as many as said for each key."""
    rows = np.repeat(np.arange(len(times)), times)
    steps = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    keys = term.keys.take(rows)
    return Term(keys.having(period=(keys["period"] + steps).astype(np.int32)), term.columns[rows], term.coefficients)
