"""Inventory as written, told apart: what stands in a plant's yard, and what is in stock in a market."""

import numpy as np
import pandas as pd

from models.audit.findings import Finding, found
from models.audit.reading import RawCase
from models.audit.space import Claims

YARD = ["plant", "model", "market", "period"]
STOCK = ["market", "model", "period"]


def yards_and_stocks(case: RawCase, rows: pd.DataFrame, allocation: pd.DataFrame,
                     shipments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Yard rows (``YARD``, ``units``) and stock rows (``STOCK``, ``units``), each key once.

    Where a plant and a market bear one name, a row for that market may be either: the yard's balance then says how
    many of the written units must be the yard's, and the rest are the market's.
    """
    plant = pd.Index(case.space.names["plant"], dtype=object).get_indexer(pd.Index(rows["site"], dtype=object))
    in_market = _names_its_market(case, rows)
    either = in_market & (plant >= 0)
    yard = case.space.grouped(
        rows[(plant >= 0) & ~in_market].assign(plant=plant[(plant >= 0) & ~in_market]), "units", YARD
    )
    stock = case.space.grouped(rows[in_market & ~either], "units", STOCK)
    if either.any():
        unclear = case.space.grouped(rows[either].assign(plant=plant[either]), "units", YARD)
        in_yard = np.clip(_yard_by_balance(case, unclear, allocation, shipments), 0.0, unclear["units"])
        yard = pd.concat([yard, unclear.assign(units=in_yard)], ignore_index=True)
        stock = pd.concat([stock, unclear.assign(units=unclear["units"] - in_yard)], ignore_index=True)
    return yard[[*YARD, "units"]], stock[[*STOCK, "units"]]


def _names_its_market(case: RawCase, rows: pd.DataFrame) -> Claims:
    names = np.array(case.space.names["market"], dtype=object)
    return np.asarray(rows["site"].to_numpy(dtype=object) == names[rows["market"]], dtype=bool)


def _yard_by_balance(case: RawCase, keys: pd.DataFrame, allocation: pd.DataFrame,
                     shipments: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.float64]]:  # fmt: skip
    """Opening units, and all built and not yet dispatched up to each period; 0 where there is no yard."""
    flows = case.space.netted([(1.0, allocation), (-1.0, shipments)], YARD)
    yards = case.completed("yards", keys[YARD], opening=0.0)
    units = yards["opening"].to_numpy(dtype=np.float64).copy()
    for period in range(case.horizon):
        until_then = case.space.total(keys, flows[flows["period"] == period], "units", YARD[:3])
        units += np.where(keys["period"] >= period, until_then, 0.0)
    return np.where(yards["matched"], units, 0.0)


def inventory_faults(case: RawCase, rows: pd.DataFrame) -> list[Finding]:
    """Sites that are neither a plant nor the row's market, and second rows with the same key."""
    plants = set(case.space.names["plant"])
    is_plant = rows["site"].isin(plants).to_numpy()
    in_market = _names_its_market(case, rows)
    where = rows[["site", "model", "market", "period"]]
    once = ~(is_plant & in_market)
    again = where.duplicated().to_numpy() & once
    ones = np.ones(len(rows))
    return [
        found(where.assign(table="inventory"), ~is_plant & ~in_market, ones, "site is neither a plant nor the market"),
        found(where.assign(table="inventory"), again, ones, "a second row with the same key"),
    ]
