"""What was planned in a slice: units and hours, from the plan's own tables."""

import numpy as np
import pandas as pd

from models.plan import Plan
from optimizer.explain.chosen import Slice


def planned(plan: Plan, part: Slice) -> pd.DataFrame:
    """What was planned in the slice: by period where one market and model are asked about, else by market and model.

    Columns: the keys, ``built``; without a line also ``shipped``; without a plant either also ``demand``, ``sold``,
    ``short``, ``backlog`` and ``stock`` (these at the end of the period, or of the last one in the slice).
    """
    keys = ["market", "model"] if {"market", "model"} - part.codes.keys() else ["period"]
    table = pd.DataFrame({"built": _sums(part.rows(plan.allocation), keys, "units")})
    if part.chosen.line is None:
        table = table.join(_sums(part.rows(plan.shipments), keys, "units").rename("shipped"), how="outer")
    if not part.has_lines:
        fulfilment, stock = part.rows(plan.fulfilment), part.rows(plan.inventory)
        stock = stock[stock["site"].astype("str") == stock["market"].astype("str")]
        late = fulfilment
        if keys != ["period"]:
            end = fulfilment["period"].cat.codes.max()
            late, stock = (frame[frame["period"].cat.codes == end] for frame in (fulfilment, stock))
        sums = {name: _sums(fulfilment, keys, name) for name in ("demand", "sold", "short")}
        ends = {"backlog": _sums(late, keys, "backlog"), "stock": _sums(stock, keys, "units")}
        table = pd.DataFrame({**sums, "built": table["built"], "shipped": table["shipped"], **ends})
    table = table.fillna(0.0)
    return table[(table != 0).any(axis=1)].reset_index(names=keys)


def worked(plan: Plan, part: Slice) -> pd.DataFrame:
    """Hours of the lines in the slice: by period where one line is asked about, else by line.

    Columns: ``plant``, ``line`` and ``period`` as they apply, ``regular_hours``, ``overtime_limit``, ``worked_hours``,
    ``overtime_hours``, ``left``. Of a market or model alone: the lines that build for it.
    """
    rows = part.rows(plan.utilisation)
    if {"market", "model"} & part.codes.keys():
        built = part.rows(plan.allocation)[["plant", "line"]].astype("str").drop_duplicates()
        used = set(built.itertuples(index=False, name=None))
        lines = zip(rows["plant"].astype("str"), rows["line"].astype("str"), strict=True)
        rows = rows[np.array([line in used for line in lines], dtype=np.bool_)]
    figures = ["regular_hours", "overtime_limit", "worked_hours", "overtime_hours"]
    keys = ["plant", "line", "period"] if len(part.lines) == 1 else ["plant", "line"]
    sums = rows.groupby(keys, observed=True)[figures].sum()
    sums["left"] = (sums["regular_hours"] + sums["overtime_limit"] - sums["worked_hours"]).clip(lower=0.0)
    return sums.reset_index()


def _sums(frame: pd.DataFrame, keys: list[str], column: str) -> "pd.Series[float]":
    return frame.groupby(keys, observed=True)[column].sum()
