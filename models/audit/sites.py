"""Plants' yards and markets' stocks, judged: what comes in goes out or stays, within the space there is."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import PAIR_PERIOD, Facts
from models.audit.findings import Finding, beyond, exceeding
from models.audit.frame import Frame, filled
from models.audit.inventory import YARD

PAIR = ["market", "model"]


def _opening(rows: Frame) -> Frame:
    """Opening units as they enter the first period."""
    return rows.assign(units=filled(rows["opening"], 0.0), period=np.zeros(len(rows), dtype=np.int64))


def _carried_on(facts: Facts, inventory: Frame) -> Frame:
    """Inventory at the end of a period as it enters the next one; what is left at the horizon's end enters none."""
    later = inventory.assign(period=inventory["period"] + 1)
    return later.only(later["period"] < facts.case.horizon)


def plant_balance(facts: Facts) -> Iterator[Finding]:
    """What stood in the yard and what is built is dispatched or stands in the yard.

    yard[p,v,k,t-1] + sum_l build = sum_r ship + yard[p,v,k,t]            for all p, v, k, t; yard[0] the opening units
    """
    opening = _opening(facts.case["yards"].only(facts.case["yards"]["market"] >= 0))
    comes, leaves = [opening, _carried_on(facts, facts.yard), facts.allocation], [facts.shipments, facts.yard]
    net = facts.space.netted([(1.0, part) for part in comes] + [(-1.0, part) for part in leaves], YARD)
    units, gross = net["units"], net["gross"]
    yield beyond(net[YARD], units, gross, "units that neither leave nor stand in the yard")
    yield beyond(net[YARD], -units, gross, "units that leave or stand in the yard and were not there")


def yard_limit(facts: Facts) -> Iterator[Finding]:
    """A yard holds no more of a model and market than its maximum, and nothing without a row.

    yard[p,v,k,t] <= maximum; 0 without a row                                                for all p, v, k, t
    """
    rows = facts.case.completed("yards", facts.yard[YARD], maximum=np.inf)
    exists = rows["matched"] & facts.case.planned[rows["market"], rows["model"]]
    limit = np.where(exists, rows["maximum"], 0.0)
    yield exceeding(facts.yard[YARD], facts.yard["units"], limit, "units in the yard beyond its maximum")


def yard_space(facts: Facts) -> Iterator[Finding]:
    """All units in a plant's yard fit in its space.

    sum_vk ceu * yard <= yard_capacity                                                       for all p, t
    """
    ceu = facts.case.ceu[facts.yard["model"]]
    used = facts.space.grouped(facts.yard.assign(units=facts.yard["units"] * ceu), "units", ["plant", "period"])
    limit = facts.case.of_each("plants", "plant", "yard_capacity", np.inf)[used["plant"]]
    yield exceeding(used[["plant", "period"]], used["units"], limit, "CEU in the yard beyond yard_capacity")


def market_balance(facts: Facts) -> Iterator[Finding]:
    """What was in stock and what arrives is sold or stays in stock.

    stock[k,v,t-1] + sum_r ship[t - lead_time] + pipeline = sell + stock[k,v,t]
                                                                      for all k, v, t; stock[0] the opening units
    """
    case = facts.case
    landing = facts.shipments.only(~facts.shipments["under_way"])
    landing = landing.assign(period=landing["lands"])
    sold = facts.written["fulfilment"]
    sold = sold.assign(units=sold["sold"])
    comes = [_opening(case["stock"]), _carried_on(facts, facts.stock), landing, case["pipeline"]]
    signed = [(1.0, part) for part in comes] + [(-1.0, part) for part in (sold, facts.stock)]
    net = facts.space.netted(signed, PAIR_PERIOD)
    units, gross = net["units"], net["gross"]
    yield beyond(net[PAIR_PERIOD], units, gross, "units that are neither sold nor in stock")
    yield beyond(net[PAIR_PERIOD], -units, gross, "units sold or in stock that were not there")


def stock_limits(facts: Facts) -> Iterator[Finding]:
    """Stock of a model keeps between its minimum and maximum; there is none without a row.

    minimum <= stock[k,v,t] <= maximum; 0 without a row                                      for all k, v, t
    """
    case, space = facts.case, facts.space
    rows = case.completed("stock", space.every_period(space.distinct(case["stock"], PAIR)), minimum=0.0, maximum=np.inf)
    units = space.value(rows, facts.stock, "units", PAIR_PERIOD)
    yield exceeding(rows[PAIR_PERIOD], rows["minimum"], units, "stock short of its minimum")
    yield exceeding(rows[PAIR_PERIOD], units, rows["maximum"], "stock beyond its maximum")
    strange = facts.stock.only(~space.stands(facts.stock, case["stock"], PAIR))
    nothing = np.zeros(len(strange))
    yield exceeding(strange[PAIR_PERIOD], strange["units"], nothing, "stock where the case has none")


def stock_space(facts: Facts) -> Iterator[Finding]:
    """All units in stock in a market fit in its space.

    sum_v ceu * stock <= stock_capacity                                                      for all k, t
    """
    ceu = facts.case.ceu[facts.stock["model"]]
    used = facts.space.grouped(facts.stock.assign(units=facts.stock["units"] * ceu), "units", ["market", "period"])
    limit = facts.case.of_each("markets", "market", "stock_capacity", np.inf)[used["market"]]
    yield exceeding(used[["market", "period"]], used["units"], limit, "CEU in stock beyond stock_capacity")


def closing_units(facts: Facts) -> Frame:
    """Every market and model with a ``stock`` row: its closing columns, ``in_stock`` at the end and ``under_way``."""
    case, space = facts.case, facts.space
    rows = case.completed(
        "stock", space.distinct(case["stock"], PAIR), closing=0.0, closing_transit=0.0, closing_value=0.0,
        closing_maximum=np.inf,
    )  # fmt: skip
    last = facts.stock.only(facts.stock["period"] == case.horizon - 1)
    under_way = facts.shipments.only(facts.shipments["under_way"])
    return rows.assign(
        in_stock=space.total(rows, last, "units", PAIR), under_way=space.total(rows, under_way, "units", PAIR)
    )


def closing(facts: Facts) -> Iterator[Finding]:
    """The horizon ends with enough in stock and under way, and not too much.

    stock[T] >= closing; under way >= closing_transit; stock[T] + under way <= closing_maximum        for all k, v
    """
    rows = facts.once(closing_units)
    in_stock, under_way = rows["in_stock"], rows["under_way"]
    yield exceeding(rows[PAIR], rows["closing"], in_stock, "stock at the end short of closing")
    yield exceeding(
        rows[PAIR], rows["closing_transit"], under_way, "units under way at the end short of closing_transit"
    )
    limit = rows["closing_maximum"]
    yield exceeding(rows[PAIR], in_stock + under_way, limit, "units at the end beyond closing_maximum")
