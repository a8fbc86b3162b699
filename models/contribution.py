"""What a plan earns and costs: one function per item of the contribution, in the case's currency."""

from models.decisions import last
from models.draft import Draft
from models.rules.stability import unplanned


def revenue(draft: Draft) -> None:
    """``+ price * rate * sell``: the price and exchange rate of the period of delivery."""
    draft.earn("revenue", draft.sell * draft.case.sales.at(draft.sell.keys, "price"))


def production(draft: Draft) -> None:
    """``- unit_cost * build``."""
    draft.earn("production", -draft.build * draft.case.builds["unit_cost"])


def adaptation(draft: Draft) -> None:
    """``- adaptation cost * build``: what a market's specification adds."""
    draft.earn("adaptation", -draft.build * draft.case.builds["adaptation_cost"])


def setup(draft: Draft) -> None:
    """``- setup_cost * run``."""
    draft.earn("setup", -draft.run * draft.case.slots.at(draft.run.keys, "setup_cost"))


def overtime(draft: Draft) -> None:
    """``- overtime_cost * overtime``."""
    draft.earn("overtime", -draft.overtime * draft.case.lines.at(draft.overtime.keys, "overtime_cost"))


def shift(draft: Draft) -> None:
    """``- cost * pattern``."""
    draft.earn("shift", -draft.pattern * draft.case.patterns["cost"])


def shift_change(draft: Draft) -> None:
    """``- change_cost * change``."""
    draft.earn("shift_change", -draft.change * draft.case.patterns.at(draft.change.keys, "change_cost"))


def freight(draft: Draft) -> None:
    """``- (cost + surcharges + transit_cost * lead_time) * ship``, at dispatch."""
    draft.earn("freight", -draft.ship * draft.case.shipments["freight"])


def duty(draft: Draft) -> None:
    """``- rate * customs_value * ship``: the tariff of the period of arrival, the last one's for what arrives later."""
    draft.earn("duty", -draft.ship * draft.case.shipments["duty"])


def route(draft: Draft) -> None:
    """``- fixed_cost * use``."""
    draft.earn("route", -draft.use * draft.case.routes["fixed_cost"][draft.use.keys["route"]])


def sailing(draft: Draft) -> None:
    """``- sailing_cost * sail``."""
    draft.earn("sailing", -draft.sail * draft.case.services.at(draft.sail.keys, "sailing_cost"))


def yard_holding(draft: Draft) -> None:
    """``- holding_cost * yard``, at the end of each period."""
    draft.earn("yard_holding", -draft.yard * draft.case.yards.at(draft.yard.keys, "holding_cost"))


def stock_holding(draft: Draft) -> None:
    """``- holding_cost * stock``, at the end of each period."""
    draft.earn("stock_holding", -draft.stock * draft.case.stock.at(draft.stock.keys, "holding_cost"))


def closing(draft: Draft) -> None:
    """``+ closing_value * (stock[T] + units under way at the end)``."""
    table, stock, ship = draft.case.stock, draft.stock, draft.ship
    draft.earn("closing", stock.where(last(stock.keys)) * table.at(stock.keys.take(last(stock.keys)), "closing_value"))
    under_way = ship.where(ship.keys["arrival"] >= draft.case.periods)
    draft.earn("closing", under_way * table.at(under_way.keys, "closing_value"))


def launch(draft: Draft) -> None:
    """``- launch_cost * launch``."""
    draft.earn("launch", -draft.launch * draft.case.programs.at(draft.launch.keys, "launch_cost"))


def shortage(draft: Draft) -> None:
    """``- shortage_cost * short``; where customers wait, what waits at the end of the last period is short."""
    sales, backlog = draft.case.sales, draft.backlog
    draft.earn("shortage", -draft.short * sales.at(draft.short.keys, "shortage_cost"))
    lost = backlog.where(last(backlog.keys))
    draft.earn("shortage", -lost * sales.at(lost.keys, "shortage_cost"))


def backlog(draft: Draft) -> None:
    """``- backlog_cost * backlog``, at the end of each period, the last one too."""
    draft.earn("backlog", -draft.backlog * draft.case.sales.at(draft.backlog.keys, "backlog_cost"))


def plan_change(draft: Draft) -> None:
    """``- change_cost * deviation`` from the last plan."""
    cost = draft.case.settings.change_cost
    draft.earn("plan_change", -draft.deviation * cost)
    draft.earn("plan_change", -draft.build.where(unplanned(draft)) * cost)
