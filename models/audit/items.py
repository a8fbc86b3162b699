"""Every item of the contribution, recomputed from the raw case and the written decisions, key by key, signed."""

from collections.abc import Callable
from typing import Final

import numpy as np

from models.audit.facts import BUILD, LINE_PERIOD, PAIR_PERIOD, RUN, SHIP, Facts
from models.audit.firm import deviations
from models.audit.frame import Floats, Frame, filled
from models.audit.inventory import YARD
from models.audit.lines import line_hours
from models.audit.names import listed_at
from models.audit.shifts import PATTERN, pattern_grid, pattern_terms
from models.audit.sites import PAIR, closing_units
from models.audit.transport import SAIL, freight_terms, route_loads, sailing_terms


def _amounts(keys: Frame, amount: Floats) -> Frame:
    return keys.assign(amount=amount)


def revenue(facts: Facts) -> Frame:
    """``price * rate * sell``: price and exchange rate of the period of delivery; the case's own currency is 1."""
    case, rows = facts.case, facts.pair_periods
    currencies = [word or case.settings.currency for word in case.words("markets", "market", "currency")]
    currency = listed_at(currencies, case.space.names["currency"])
    keys = rows[["period"]].assign(currency=currency[rows["market"]])
    rate = case.completed("exchange_rates", keys, rate=np.nan)["rate"]
    own = np.array([name == case.settings.currency for name in currencies], dtype=bool)[rows["market"]]
    value = rows["price"] * np.where(own, 1.0, rate)
    return _amounts(rows[PAIR_PERIOD], value * rows["sold"])


def production(facts: Facts) -> Frame:
    """``- unit_cost * build``."""
    return _amounts(facts.builds[BUILD], -facts.builds["unit_cost"] * facts.builds["units"])


def adaptation(facts: Facts) -> Frame:
    """``- adaptation cost * build``."""
    return _amounts(facts.builds[BUILD], -facts.builds["added_cost"] * facts.builds["units"])


def setup(facts: Facts) -> Frame:
    """``- setup_cost * run``."""
    return _amounts(facts.line_runs[RUN], -facts.line_runs["setup_cost"])


def overtime(facts: Facts) -> Frame:
    """``- overtime_cost * overtime``, the plan's overtime hours."""
    rows = facts.once(line_hours)
    return _amounts(rows[LINE_PERIOD], -rows["overtime_cost"] * rows["said_overtime_hours"])


def shift(facts: Facts) -> Frame:
    """``- cost * pattern``."""
    rows = facts.once(pattern_grid)
    cost = facts.space.value(rows, facts.once(pattern_terms), "cost", [*PATTERN, "period"])
    return _amounts(rows[LINE_PERIOD], -cost)


def shift_change(facts: Facts) -> Frame:
    """``- change_cost * change``, of the pattern changed to."""
    rows = facts.once(pattern_grid)
    cost = facts.space.value(rows, facts.once(pattern_terms), "change_cost", [*PATTERN, "period"])
    return _amounts(rows[LINE_PERIOD], -cost * rows["changed"])


def freight(facts: Facts) -> Frame:
    """``- (cost + surcharges + transit_cost * lead_time) * ship``, all of the period of dispatch."""
    ships = facts.shipments
    rows = facts.once(freight_terms)
    cost = rows["cost"] + facts.case.added("surcharges", ships, "cost")
    cost = cost + rows["transit_cost"] * rows["lead_time"]
    return _amounts(ships[SHIP], -cost * ships["units"])


def duty(facts: Facts) -> Frame:
    """``- rate * customs_value * ship``: the tariff of the period of arrival, of the last period for what is later.

    Keyed by the period of dispatch, as the shipment it is paid for.
    """
    ships = facts.shipments
    arriving = ships[["market", "model", "plant"]].assign(period=np.minimum(ships["lands"], facts.case.horizon - 1))
    tariff = facts.case.completed("tariffs", arriving, rate=0.0, customs_value=0.0)
    return _amounts(ships[SHIP], -tariff["rate"] * tariff["customs_value"] * ships["units"])


def route(facts: Facts) -> Frame:
    """``- fixed_cost * use``."""
    rows = facts.once(route_loads)
    return _amounts(rows[["route", "period"]], -rows["fixed_cost"])


def sailing(facts: Facts) -> Frame:
    """``- sailing_cost * sail``."""
    rows = facts.once(sailing_terms)
    return _amounts(rows[SAIL], -rows["sailing_cost"] * rows["sailings"])


def yard_holding(facts: Facts) -> Frame:
    """``- holding_cost * yard`` at the end of each period."""
    rows = facts.case.completed("yards", facts.yard, holding_cost=0.0)
    return _amounts(rows[YARD], -rows["holding_cost"] * rows["units"])


def stock_holding(facts: Facts) -> Frame:
    """``- holding_cost * stock`` at the end of each period."""
    rows = facts.case.completed("stock", facts.stock, holding_cost=0.0)
    return _amounts(rows[PAIR_PERIOD], -rows["holding_cost"] * rows["units"])


def closing(facts: Facts) -> Frame:
    """``+ closing_value * (stock[T] + under way at the end)``."""
    rows = facts.once(closing_units)
    return _amounts(rows[PAIR], rows["closing_value"] * (rows["in_stock"] + rows["under_way"]))


def launch(facts: Facts) -> Frame:
    """``- launch_cost * launch``."""
    return _amounts(facts.programs[PAIR], -facts.programs["launch_cost"] * facts.programs["launched"])


def shortage(facts: Facts) -> Frame:
    """``- shortage_cost * short``."""
    rows = facts.pair_periods
    return _amounts(rows[PAIR_PERIOD], -rows["shortage_cost"] * rows["short"])


def backlog(facts: Facts) -> Frame:
    """``- backlog_cost * backlog``, also of what waits at the horizon's end."""
    rows = facts.pair_periods
    return _amounts(rows[PAIR_PERIOD], -filled(rows["backlog_cost"], 0.0) * rows["backlog"])


def plan_change(facts: Facts) -> Frame:
    """``- change_cost * deviation``."""
    rows = facts.once(deviations)
    return _amounts(rows[BUILD], -facts.case.settings.change_cost * rows["units"])


RECOMPUTED: Final[tuple[Callable[[Facts], Frame], ...]] = (
    revenue, production, adaptation, setup, overtime, shift, shift_change, freight, duty, route, sailing,
    yard_holding, stock_holding, closing, launch, shortage, backlog, plan_change,
)  # fmt: skip
"""One function per item, named after it, in the order of ``models.plan.ITEMS``."""

SWITCHES: Final = ("setup", "shift", "shift_change", "route", "sailing")
"""Items of switches that the plan's tables do not show in full: not recomputed under ``relaxed``."""
