"""Inventory as written, told apart: what stands in a plant's yard, and what is in stock in a market."""

import numpy as np

from models.audit.findings import Finding, found
from models.audit.frame import Claims, Floats, Frame
from models.audit.reading import RawCase

YARD = ["plant", "model", "market", "period"]
STOCK = ["market", "model", "period"]


def yards_and_stocks(case: RawCase, rows: Frame, allocation: Frame, shipments: Frame) -> tuple[Frame, Frame]:
    """Yard rows (``YARD``, ``units``) and stock rows (``STOCK``, ``units``), each key once.

    Where a plant and a market bear one name, a row for that market may be either: the yard's balance then says how
    many of the written units must be the yard's, and the rest are the market's.
    """
    space, at_plant, in_market = case.space, rows["plant"] >= 0, _names_its_market(rows)
    yard = space.grouped(rows.only(at_plant & ~in_market), "units", YARD)
    stock = space.grouped(rows.only(in_market & ~at_plant), "units", STOCK)
    either = rows.only(at_plant & in_market)
    if len(either):
        unclear = space.grouped(either, "units", YARD)
        in_yard = np.clip(_yard_by_balance(case, unclear, allocation, shipments), 0.0, unclear["units"])
        yard = space.netted([(1.0, yard), (1.0, unclear.assign(units=in_yard))], YARD)
        stock = space.netted([(1.0, stock), (1.0, unclear.assign(units=unclear["units"] - in_yard))], STOCK)
    return yard[[*YARD, "units"]], stock[[*STOCK, "units"]]


def _names_its_market(rows: Frame) -> Claims:
    named: Claims = rows["site_market"] == rows["market"]
    return named


def _yard_by_balance(case: RawCase, keys: Frame, allocation: Frame, shipments: Frame) -> Floats:
    """Opening units, and all built and not yet dispatched up to each period; 0 where there is no yard."""
    space, by = case.space, YARD[:3]
    comes, leaves = (flow.only(space.stands(flow, keys, by)) for flow in (allocation, shipments))
    flows = space.netted([(1.0, comes), (-1.0, leaves)], YARD)
    yards = case.completed("yards", keys[YARD], opening=0.0)
    units = yards["opening"]
    for period in range(case.horizon):
        until_then = space.total(keys, flows.only(flows["period"] == period), "units", by)
        units = units + np.where(keys["period"] >= period, until_then, 0.0)
    return np.where(yards["matched"], units, 0.0)


def inventory_faults(case: RawCase, rows: Frame) -> list[Finding]:
    """Sites that are neither a plant nor the row's market, and second rows with the same key."""
    at_plant, in_market = rows["plant"] >= 0, _names_its_market(rows)
    table = np.full(len(rows), "inventory", dtype=object)
    where = rows[["site", "model", "market", "period"]].assign(table=table)
    faults = {
        "site is neither a plant nor the market": ~at_plant & ~in_market,
        "a second row with the same key": _repeats(case, rows) & ~(at_plant & in_market),
    }
    return [found(where, faulty, np.ones(len(rows)), message) for message, faulty in faults.items()]


def _repeats(case: RawCase, rows: Frame) -> Claims:
    by = ["model", "market", "period"]
    _, first = np.unique(rows["site_number"] * case.space.reach(by) + case.space.code(rows, by), return_index=True)
    again = np.ones(len(rows), dtype=bool)
    again[first] = False
    return again
