"""What may be decided: one function per decision, each a block of columns over the keys that can exist.

All are ≥ 0. Units are vehicles unless said; those of ``build`` and ``ship`` are whole with ``integer_units``.
"""

import numpy as np

from models.case.sales import LaunchStatus
from models.draft import Draft
from models.keys import Keys, Mask


def build(draft: Draft) -> None:
    """``build[l,v,k,t]``: vehicles of model v built on line l for market k in period t."""
    draft.build = draft.decide("build", draft.case.builds.keys, integer=draft.case.settings.integer_units)


def ship(draft: Draft) -> None:
    """``ship[r,v,t]``: vehicles leaving on route r in period t; those that arrive after the horizon are under way at
    its end.
    """
    draft.ship = draft.decide("ship", draft.case.shipments.keys, integer=draft.case.settings.integer_units)


def yard(draft: Draft) -> None:
    """``yard[p,v,k,t]``: finished vehicles at plant p for market k at the end of period t."""
    case = draft.case
    fills = case.builds.keys.holds(case.yards.keys, ("plant", "model", "market")) | (case.yards["opening"] > 0)
    draft.yard = draft.decide("yard", case.yards.keys.take(fills).across("period"))


def stock(draft: Draft) -> None:
    """``stock[k,v,t]``: vehicles in market k at the end of period t."""
    draft.stock = draft.decide("stock", draft.case.stock.keys.across("period"))


def sell(draft: Draft) -> None:
    """``sell[k,v,t]``: vehicles delivered to customers."""
    sales = draft.case.sales
    late = ~np.isnan(sales["backlog_cost"])
    draft.sell = draft.decide("sell", sales.keys.take((sales["open"] > 0) & (late | (sales["demand"] > 0))))


def backlog(draft: Draft) -> None:
    """``backlog[k,v,t]``: customers waiting at the end of period t, where waiting is possible."""
    sales = draft.case.sales
    draft.backlog = draft.decide("backlog", sales.keys.take(~np.isnan(sales["backlog_cost"])))


def short(draft: Draft) -> None:
    """``short[k,v,t]``: demand lost in its period. Where customers wait, what waits at the end is lost: no column."""
    sales = draft.case.sales
    lost = np.isnan(sales["backlog_cost"]) & (sales["demand"] > 0)
    draft.short = draft.decide("short", sales.keys.take(lost))


def overtime(draft: Draft) -> None:
    """``overtime[l,t]``: hours beyond regular time."""
    lines = draft.case.lines
    draft.overtime = draft.decide("overtime", lines.keys.take(lines["overtime_hours"] > 0))


def run(draft: Draft) -> None:
    """``run[l,v,t]``, 0 or 1: model v is built on line l at all. Only where a lot or a set-up asks for it."""
    slots = draft.case.slots
    asked = (slots["minimum_lot"] > 0) | (slots["setup_hours"] > 0) | (slots["setup_cost"] > 0)
    asked &= draft.case.builds.keys.holds(slots.keys, ("line", "model", "period"))
    draft.run = draft.decide("run", slots.keys.take(asked), upper=1.0, integer=True)


def use(draft: Draft) -> None:
    """``use[r,t]``, 0 or 1: route r is used at all in period t. Only where a fixed cost or a lot asks for it."""
    routes = draft.case.routes
    asked = routes.keys.take((routes["fixed_cost"] > 0) | (routes["minimum_lot"] > 0)).across("period")
    dispatches = draft.ship.keys.distinct("route", "period")
    draft.use = draft.decide("use", asked.take(dispatches.holds(asked)), upper=1.0, integer=True)


def launch(draft: Draft) -> None:
    """``launch[v,k]``, 0 or 1: the program of model v in market k is launched. A program that is off has no column."""
    programs = draft.case.programs
    kept = programs.take(programs["status"] != LaunchStatus.OFF)
    settled = (kept["status"] == LaunchStatus.LAUNCHED).astype(np.float64)
    draft.launch = draft.decide("launch", kept.keys, lower=settled, upper=1.0, integer=True)


def sail(draft: Draft) -> None:
    """``sail[s,t]``: sailings run, whole. Only where a sailing costs something: else all that are allowed may run."""
    services = draft.case.services
    draft.sail = draft.decide("sail", services.keys.take(services["sailing_cost"] > 0), integer=True)


def pattern(draft: Draft) -> None:
    """``pattern[l,n,t]``, 0 or 1: shift pattern n is in force on line l."""
    draft.pattern = draft.decide("pattern", draft.case.patterns.keys, upper=1.0, integer=True)


def change(draft: Draft) -> None:
    """``change[l,n,t]``: line l changes to pattern n in period t; 0 or 1 of itself, since ``pattern`` is.

    Only where a change costs something or holds for a while. In the first period only where a pattern was in force.
    """
    patterns = draft.case.patterns
    matters = (patterns["change_cost"] > 0) | (patterns["minimum_periods"] > 1)
    had_one = patterns.keys.take(patterns["previous"] > 0).distinct("line")
    matters &= (patterns.keys["period"] > 0) | had_one.holds(patterns.keys)
    draft.change = draft.decide("change", patterns.keys.take(matters), upper=1.0)


def part_stock(draft: Draft) -> None:
    """``part_stock[g,t]``: parts left over at the end of period t, of parts that can be stored."""
    parts = draft.case.parts
    draft.part_stock = draft.decide("part_stock", parts.keys.take(parts["storable"] > 0))


def deviation(draft: Draft) -> None:
    """``deviation[l,v,k,t]``: distance of a build from the last plan, where that plan has a figure to fall short of."""
    case = draft.case
    planned = case.baseline.at(case.builds.keys, "units") > 0
    priced = planned & (case.settings.change_cost > 0)
    draft.deviation = draft.decide("deviation", case.builds.keys.take(priced))


def last(keys: Keys) -> Mask:
    """Whether each key stands in the last period."""
    in_last: Mask = keys["period"] == keys.sizes["period"] - 1
    return in_last
