"""What a planner sees of a plan at a glance: builds for home and export, markets, plants, programs, shortages."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.tables import Tables
from optimizer.report.figures import hours, share, units
from optimizer.report.summary import is_export, ratio

MOST_ROWS = 12
"""Rows of a table on the screen; the files hold the rest."""

MOST_MARKETS = 5
"""Export markets with a column of their own."""


@dataclass(frozen=True)
class Section:
    """A small table under a title; the columns named in ``left`` are text, the others figures."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[str, ...] = ()
    remark: str = ""
    """What is left out, or said instead of an empty table."""


def sections(plan: Plan, tables: Tables) -> Iterator[Section]:
    """The tables of the overview, in the order in which they are read."""
    yield builds(plan, tables)
    yield markets(plan, tables)
    yield plants(plan)
    if plan.programs is not None:
        yield programs(plan.programs)
    yield shortages(plan)


def builds(plan: Plan, tables: Tables) -> Section:
    """Units built by model: for home, for each large export market, for the others, in all."""
    built = plan.allocation
    exported = is_export(built["market"], tables)
    sizes = built[exported].groupby("market", observed=True)["units"].sum().sort_values(ascending=False, kind="stable")
    named = list(sizes.index) if len(sizes) <= MOST_MARKETS + 1 else list(sizes.index[:MOST_MARKETS])
    columns = {"home": ~exported}
    columns |= {str(market): exported & (built["market"] == market) for market in named}
    if len(named) < len(sizes):
        columns["other export"] = exported & ~built["market"].isin(named)
    columns["in all"] = exported | ~exported
    codes, models = built["model"].cat.codes, built["model"].cat.categories
    counts = pd.DataFrame(
        {name: np.bincount(codes[rows], built["units"][rows], len(models)) for name, rows in columns.items()}, models
    ).iloc[np.unique(codes)]
    kept, remark = _largest(counts, "in all", "models")
    rows = [(str(model), *map(units, row)) for model, row in zip(kept.index, kept.to_numpy(), strict=True)]
    if len(counts) > 1:
        rows.append(("in all", *map(units, counts.sum().to_numpy())))
    return Section("Units built", ("model", *columns), tuple(rows), ("model",), remark or _nothing(rows, "built"))


def markets(plan: Plan, tables: Tables) -> Section:
    """Demand, sales and fill rate by market."""
    fulfilment = plan.fulfilment
    sums = fulfilment.groupby("market", observed=True)[["demand", "sold", "short"]].sum()
    last = fulfilment[fulfilment["period"] == fulfilment["period"].cat.categories[-1]]
    sums["waiting"] = last.groupby("market", observed=True)["backlog"].sum()
    kept, remark = _largest(sums, "demand", "markets")
    kinds = dict(zip(kept.index, is_export(kept.index.to_series(), tables), strict=True))
    headers = ("market", "kind", "demand", "sold", "fill rate", "short", "waiting at end")
    rows = [
        (str(market), "export" if kinds[market] else "home", units(row["demand"]), units(row["sold"]),
         share(ratio(row["sold"], row["demand"])), units(row["short"]), units(row["waiting"]))
        for market, row in kept.iterrows()
    ]  # fmt: skip
    shown = len(headers) if sums["waiting"].any() else len(headers) - 1
    return Section("Markets", headers[:shown], tuple(row[:shown] for row in rows), ("market", "kind"), remark)


def plants(plan: Plan) -> Section:
    """Hours and utilisation by plant, with its busiest line."""
    figures = ["worked_hours", "regular_hours", "overtime_hours"]
    lines = plan.utilisation.groupby(["plant", "line"], observed=True)[figures].sum().reset_index()
    lines["utilisation"] = (lines["worked_hours"] / lines["regular_hours"]).where(lines["regular_hours"] > 0)
    sums = lines.groupby("plant", observed=True)[figures].sum()
    ranked = lines.sort_values("utilisation", ascending=False, kind="stable").drop_duplicates("plant")
    shares = [share(None if math.isnan(value) else value) for value in ranked["utilisation"]]
    busiest = {
        plant: f"{line}  {text}" for plant, line, text in zip(ranked["plant"], ranked["line"], shares, strict=True)
    }
    kept, remark = _largest(sums, "worked_hours", "plants")
    rows = tuple(
        (str(plant), hours(row["worked_hours"]), hours(row["regular_hours"]),
         share(ratio(row["worked_hours"], row["regular_hours"])), hours(row["overtime_hours"]), busiest[plant])
        for plant, row in kept.iterrows()
    )  # fmt: skip
    headers = ("plant", "hours worked", "regular", "utilisation", "overtime", "busiest line")
    return Section("Plants", headers, rows, ("plant", "busiest line"), remark)


def programs(frame: pd.DataFrame) -> Section:
    """Which programs are launched; those that are not come last."""
    ordered = frame.sort_values("launched", ascending=False, kind="stable")
    kept = ordered.head(MOST_ROWS)
    rows = tuple(
        (str(row.model), str(row.market), _launched(float(str(row.launched))), units(float(str(row.units))))
        for row in kept.itertuples()
    )
    remark = _left_out(len(frame) - len(kept), "programs")
    return Section("Programs", ("model", "market", "launched", "units sold"), rows, ("model", "market"), remark)


def shortages(plan: Plan) -> Section:
    """Where most units are lost, and when."""
    lost = plan.fulfilment[plan.fulfilment["short"] > 1e-6]
    if lost.empty:
        return Section("Shortages", (), (), remark="none: all demand of the plan is met")
    by_pair = lost.groupby(["market", "model"], observed=True)
    sums = by_pair[["short", "demand"]].sum().sort_values("short", ascending=False, kind="stable")
    kept = sums.head(MOST_ROWS)
    periods = list(plan.fulfilment["period"].cat.categories)
    rows = []
    for pair, short in zip(kept.index, kept["short"], strict=True):
        market, model = pair
        codes = by_pair.get_group(pair)["period"].cat.codes
        rows.append((str(market), str(model), units(short), _span(sorted(codes), periods)))
    remark = _left_out(len(sums) - len(kept), "markets and models")
    return Section("Shortages", ("market", "model", "units short", "when"), tuple(rows),
                   ("market", "model", "when"), remark)  # fmt: skip


def _span(codes: Sequence[int], periods: Sequence[str]) -> str:
    """``2026-02``, ``2026-02 to 2026-05`` or ``4 periods from 2026-02 to 2026-09``."""
    first, last = periods[codes[0]], periods[codes[-1]]
    if len(codes) == 1:
        return first
    unbroken = codes[-1] - codes[0] == len(codes) - 1
    return f"{first} to {last}" if unbroken else f"{len(codes)} periods from {first} to {last}"


def _launched(launched: float) -> str:
    if launched in (0.0, 1.0):
        return "yes" if launched else "no"
    return share(launched)  # of a relaxed program


def _largest(frame: pd.DataFrame, by: str, of: str) -> tuple[pd.DataFrame, str]:
    """The rows with most of a figure, in their own order, and what to say of the others."""
    places = frame[by].reset_index(drop=True).nlargest(MOST_ROWS).index.sort_values()
    return frame.iloc[places], _left_out(len(frame) - len(places), of)


def _left_out(count: int, of: str) -> str:
    return f"and {count:,} more {of}" if count > 0 else ""


def _nothing(rows: Sequence[object], done: str) -> str:
    return "" if rows else f"nothing is {done}"
