"""How firm a plan is, as a planner reads it and as tables."""

from typing import Any

import numpy as np
import pandas as pd

from optimizer.flexibility.firmness import Firmness, Mark
from optimizer.report.answers import records
from optimizer.report.figures import gap, money, seconds, units
from optimizer.report.overview import Section
from optimizer.report.page import Page

MOST_ROWS = 20
"""Figures on the screen; the files hold all."""

ORDER = {Mark.OPEN: 0, Mark.INDIFFERENT: 1, Mark.FLEXIBLE: 2, Mark.FIRM: 3}
"""In which the marks are shown: what a planner can move at no cost comes first."""


def table(found: Firmness) -> pd.DataFrame:
    """One row per figure: who it is, what is planned, least and most (also at no cost), how firm it is.

    ``proved``: whether both ends are; else they are the furthest that was seen.
    """
    frame = found.cells.names.copy()
    columns = {"planned": found.planned, "least": found.near.least, "most": found.near.most,
               "least_at_no_cost": found.free.least, "most_at_no_cost": found.free.most}  # fmt: skip
    for name, figures in columns.items():
        frame[name] = np.round(figures, 6) + 0.0
    frame["mark"] = pd.Series([mark.value for mark in found.marks], dtype="str")
    frame["proved"] = pd.Series(np.where(found.near.proved & found.free.proved, "yes", "no"), dtype="str")
    return frame


def page(found: Firmness) -> Page:
    """The answer on the screen."""
    currency = found.tables.settings.currency
    marks = pd.Series(found.marks, dtype="object")
    counts = {mark: int((marks == mark).sum()) for mark in Mark}
    allowed = found.share * abs(found.best)
    short = found.best - found.plan_objective
    only = "yes: every other plan earns less" if found.is_unique else "no: other plans are just as good"
    told = ", ".join(f"{count:,} {mark}" for mark, count in counts.items() if count)
    facts = [
        ("plans", found.basis),
        ("best", f"{money(found.best, currency)}; the plan is {money(short, currency)} below it"
                 if short > 1e-9 * abs(found.best) else f"{money(found.best, currency)}, the plan itself"),
        ("within", f"{gap(found.share)} of it: {money(allowed, currency)}"),
        *([] if found.is_unique is None else [("only best", only)]),
        ("figures", f"{len(found.cells):,}: {told}"),
    ]  # fmt: skip
    return Page(f"How firm the plan is: {found.tables.name}", tuple(facts), (_section(found),),
                (f"{found.solves:,} solves, {seconds(found.seconds)}",))  # fmt: skip


def json_of(found: Firmness) -> dict[str, Any]:
    """The answer for machines."""
    return {
        "case": found.tables.name, "currency": found.tables.settings.currency, "plans": found.basis,
        "within": found.share, "best": found.best, "plan": found.plan_objective, "unique": found.is_unique,
        "solves": found.solves, "seconds": round(found.seconds, 3), "figures": records(table(found)),
    }  # fmt: skip


def _section(found: Firmness) -> Section:
    """The figures with most room first; firm ones are only counted."""
    frame = table(found)
    frame["order"] = [ORDER[Mark(mark)] for mark in frame["mark"]]
    frame["room"] = frame["most"] - frame["least"]
    loose = frame[frame["mark"] != Mark.FIRM].sort_values(["order", "room"], ascending=[True, False], kind="stable")
    rows = tuple(
        (*(str(row[name]) for name in found.dimensions), units(row["planned"]), units(row["least"]), units(row["most"]),
         _free(row), str(row["mark"]))
        for row in loose.head(MOST_ROWS).to_dict("records")
    )  # fmt: skip
    rest = len(loose) - MOST_ROWS
    remark = f"and {rest:,} more with less room: --out or --json" if rest > 0 else "" if rows else "none: all are firm"
    headers = (*found.dimensions, "planned", "least", "most", "at no cost", "mark")
    return Section("What can move", headers, rows, (*found.dimensions, "mark"), remark)


def _free(row: dict[Any, Any]) -> str:
    least, most = row["least_at_no_cost"], row["most_at_no_cost"]
    return f"{units(least)} to {units(most)}" if row["mark"] == Mark.INDIFFERENT else ""
