"""Demand, commitments, and the programs that decide whether a model is sold in a market at all."""

import numpy as np
from numpy.typing import NDArray

from models.case.sales import LaunchStatus
from models.draft import Draft, Term
from models.keys import Mask

_PROGRAM = ("model", "market")


def demand(draft: Draft) -> None:
    """Demand is met, or lost; or, where customers wait, met later.

        sell[k,v,t] + short[k,v,t] = demand[k,v,t] * launch[v,k]                                for all k, v, t
        sell[k,v,t] + backlog[k,v,t] - backlog[k,v,t-1] = demand[k,v,t] * launch[v,k]           where customers wait

    ``launch`` is 1 without a program; ``backlog`` before the first period is the opening backlog. What waits at the
    end is lost. Demand before a program's first period does not count.
    Price: contribution of one further customer.
    """
    sales = draft.case.sales
    opening = draft.case.stock.at(sales.keys, "opening_backlog")
    waits = ~np.isnan(sales["backlog_cost"])
    asked = sales["demand"] + np.where(waits & (sales.keys["period"] == 0), opening, 0.0)
    rows = waits | (sales["demand"] > 0)
    optional = sales["optional"] > 0
    units = np.where(optional, 0.0, asked)[rows]
    backlog = draft.backlog
    draft.rule(
        "demand", over=sales.keys.take(rows), lower=units, upper=units,
        terms=[draft.sell, draft.short, backlog, -backlog.later("period", 1),
               -_launched(draft, asked * optional)])  # fmt: skip


def commitments(draft: Draft) -> None:
    """Committed units are delivered in their period.

        sell[k,v,t] >= commitment[k,v,t] * launch[v,k]                                          for all k, v, t

    Price: what the last unit committed to costs.
    """
    sales, sell = draft.case.sales, draft.sell
    optional = sales["optional"] > 0
    owed = np.where(optional, 0.0, sales["commitment"])
    draft.bound("commitments", sell, lower=owed[sales.keys.find(sell.keys)], limit="commitment")
    promised = (sales["commitment"] > 0) & optional
    draft.rule("commitments", over=sales.keys.take(promised), limit="commitment", lower=0.0,
               terms=[sell, -_launched(draft, sales["commitment"] * promised)])  # fmt: skip


def programs(draft: Draft) -> None:
    """A program that is launched sells between its least and its most units; without it nothing is built or shipped.

        minimum_units * launch[v,k] <= sum_t sell[k,v,t] <= maximum_units * launch[v,k]         for every program
        build[l,v,k,t] <= box * launch[v,k],  ship[r,v,t] <= box * launch[v,k]                  where units could wait
        build[l,v,k,t] = 0                                                                      where the program is off

    ``box`` is the most that could be built or shipped (see ``models.box``). Where units cannot wait anywhere, nothing
    sold means nothing shipped and nothing built. Price: contribution per further unit asked for, or allowed.
    """
    programs = draft.case.programs
    kept = programs.take(programs["status"] != LaunchStatus.OFF)
    launch, sell = draft.launch, draft.sell
    least, most = kept["minimum_units"], kept["maximum_units"]
    draft.rule("programs", over=kept.keys.take(least > 0), terms=[sell, -launch * least], lower=0.0,
               limit="minimum_units")  # fmt: skip
    finite = np.isfinite(most)
    draft.rule("programs", over=kept.keys.take(finite), limit="maximum_units", upper=0.0,
               terms=[sell, -launch * np.where(finite, most, 0.0)])  # fmt: skip
    build = draft.build
    open_to_all = draft.case.open_pairs.holds(build.keys)
    draft.bound("programs", build, upper=np.where(open_to_all, np.inf, 0.0), limit="status")
    optional = kept.take(kept["status"] == LaunchStatus.OPTIONAL).keys
    for decision in (draft.build, draft.ship) if len(optional) else ():
        linked = optional.holds(decision.keys, _PROGRAM) & _can_wait(draft, decision)
        term = decision.where(linked)
        most_units = draft.box(decision)[linked]
        draft.rule(
            "programs", over=term.keys, limit=f"launch_{decision.name}", upper=0.0,
            terms=[term, -launch.spread(term.keys, _PROGRAM) * most_units])  # fmt: skip


def _can_wait(draft: Draft, decision: Term) -> Mask:
    """Whether units of each key could wait in a yard or a market instead of being sold."""
    keys = decision.keys
    return draft.stock.keys.distinct("market", "model").holds(keys) | (
        draft.yard.keys.distinct("plant", "model", "market").holds(keys)
    )


def _launched(draft: Draft, units: NDArray[np.float64]) -> Term:
    """``units`` (one per key of ``sales``, 0 where no program is open) times its program's launch."""
    counts = units != 0
    keys = draft.case.sales.keys.take(counts)
    term: Term = draft.launch.spread(keys, _PROGRAM) * units[counts]
    return term
