"""Hand-made cases and plans for the audit's tests, written as the rows a planner would type.

A table is one text: the header and the rows, separated by `` / ``. What is not said stays blank.
"""

from dataclasses import dataclass, field, replace
from io import StringIO

import numpy as np
import pandas as pd

from models.audit import Verdict, audit
from models.plan import COLUMNS, Plan
from models.schema import BY_NAME, Kind
from models.tables import LISTS, Settings, Tables

TEXT_OF_PLAN = {"site", "item", "rule", "key", "basis"}
"""Columns of plans that hold text; others hold names that the case lists, or numbers."""


def rows(text: str) -> pd.DataFrame:
    """The text as a frame of text cells, blanks NaN."""
    return pd.read_csv(StringIO(text.replace(" / ", "\n")), dtype=str, skipinitialspace=True, keep_default_na=False,
                       na_values=[""])  # fmt: skip


def case_tables(texts: dict[str, str], settings: Settings) -> Tables:
    """The case as ``Tables`` holds it: categorical identifiers over their whole list, numbers, texts."""
    cells = {name: rows(texts[name]) if name in texts else pd.DataFrame() for name in BY_NAME}
    lists = _lists(cells)
    frames = {}
    for name, table in BY_NAME.items():
        said = cells[name]
        assert set(said.columns) <= {column.name for column in table.columns}, f"{name}: {list(said.columns)}"
        columns = {}
        for column in table.columns:
            values = said.get(column.name, pd.Series([np.nan] * len(said), dtype=object))
            if column.kind is Kind.IDENTIFIER:
                listed = lists[column.refers_to]
                assert values.dropna().isin(listed).all(), f"{name}.{column.name}"
                columns[column.name] = pd.Categorical(values, categories=listed)
            elif column.kind in (Kind.NUMBER, Kind.COUNT, Kind.LIMIT):
                columns[column.name] = pd.to_numeric(values.replace("none", "inf")).astype("float64")
            else:
                columns[column.name] = values.astype("str")
        frames[name] = pd.DataFrame(columns)
    return Tables("hand-made", settings, frames)


def _lists(cells: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    def distinct(column, *tables):
        found = [cells[table][column] for table in tables if column in cells[table]]
        return list(pd.concat(found).dropna().unique()) if found else []

    return {
        "period": distinct("period", "periods"), "plant": distinct("plant", "plants"),
        "model": distinct("model", "models"), "market": distinct("market", "markets"),
        "line": distinct("line", "capacity", "shifts", "builds"), "route": distinct("route", "routes"),
        "service": distinct("service", "services"), "part": distinct("part", "parts"),
        "pattern": distinct("pattern", "shifts"), "currency": distinct("currency", "exchange_rates"),
        "family": distinct("family", "mix"), "scenario": [],
    }  # fmt: skip


def plan_of(tables: Tables, texts: dict[str, str], objective: float) -> Plan:
    """The plan with the identifiers' categories of the case; tables of the plan that are not said are empty."""
    frames = {}
    for name, columns in COLUMNS.items():
        if name in ("programs", "sailings", "parts") and name not in texts:
            continue
        said = rows(texts[name]) if name in texts else pd.DataFrame(columns=list(columns))
        assert set(said.columns) <= set(columns), f"{name}: {list(said.columns)}"
        frame = said.reindex(columns=list(columns))
        for column in columns:
            identifier = "period" if column == "arrival" else column
            if column in TEXT_OF_PLAN:
                frame[column] = frame[column].astype("str")
            elif identifier not in LISTS:
                frame[column] = pd.to_numeric(frame[column]).astype("float64")
            else:
                listed = tables.listed(identifier)
                assert frame[column].dropna().isin(listed).all(), f"{name}.{column}"
                frame[column] = pd.Categorical(frame[column], categories=listed)
        frames[name] = frame
    return Plan(**frames, objective=objective)


@dataclass(frozen=True)
class Story:
    """A case and a plan for it, as texts."""

    case: dict[str, str]
    plan: dict[str, str]
    settings: Settings = field(default_factory=lambda: Settings("USD"))
    objective: float = 0.0

    def given(self, **tables: str) -> "Story":
        """The story with other tables of the case."""
        return replace(self, case={**self.case, **tables})

    def planned(self, objective: float | None = None, **tables: str) -> "Story":
        """The story with other tables of the plan."""
        worth = self.objective if objective is None else objective
        return replace(self, plan={**self.plan, **tables}, objective=worth)

    def setting(self, **settings: object) -> "Story":
        """The story with other settings."""
        return replace(self, settings=replace(self.settings, **settings))

    def frames(self) -> tuple[Tables, Plan]:
        """The case and the plan."""
        tables = case_tables(self.case, self.settings)
        return tables, plan_of(tables, self.plan, self.objective)

    def judged(self, *, relaxed: bool = False) -> Verdict:
        """The audit's verdict."""
        return audit(*self.frames(), relaxed=relaxed)


def broken(verdict: Verdict, rule: str) -> dict[str, float]:
    """Where the rule is broken, and by how much."""
    return {breach.where: breach.amount for breach in verdict.breaches if breach.rule == rule}


def assert_correct(story: Story, *, relaxed: bool = False) -> None:
    """The plan breaks no rule."""
    verdict = story.judged(relaxed=relaxed)
    assert verdict.breaches == ()
    assert verdict.passed


TINY = Story(
    case={
        "periods": "period,working_days / 1,2 / 2,2 / 3,2",
        "plants": "plant / A",
        "models": "model / CAR",
        "markets": "market / M",
        "capacity": "plant,line,hours / A,L,10",
        "builds": "plant,line,model,hours_per_unit / A,L,CAR,1",
        "demand": "market,model,demand / M,CAR,5",
        "routes": "route,plant,market / R,A,M",
        "freight": "route / R",
    },
    plan={
        "allocation": "plant,line,model,market,period,units / A,L,CAR,M,1,5 / A,L,CAR,M,2,5 / A,L,CAR,M,3,5",
        "shipments": "route,plant,market,model,period,arrival,units"
        " / R,A,M,CAR,1,1,5 / R,A,M,CAR,2,2,5 / R,A,M,CAR,3,3,5",
        "fulfilment": "market,model,period,demand,commitment,sold,backlog,short"
        " / M,CAR,1,5,0,5,0,0 / M,CAR,2,5,0,5,0,0 / M,CAR,3,5,0,5,0,0",
        "utilisation": "plant,line,period,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
        " / A,L,1,10,0,5,0,0.5 / A,L,2,10,0,5,0,0.5 / A,L,3,10,0,5,0,0.5",
    },
)
"""Three periods, one line that builds 5 of its 10 hours' cars for one market; nothing costs anything."""


def builds(*units: float) -> str:
    """``allocation`` of ``TINY`` with that many cars in each period."""
    made = [f"A,L,CAR,M,{period},{number}" for period, number in enumerate(units, 1) if number]
    return " / ".join(["plant,line,model,market,period,units", *made])


def ships(*units: float, lead_time: int = 0) -> str:
    """``shipments`` of ``TINY`` with that many cars in each period."""
    lines = []
    for period, number in enumerate(units, 1):
        arrival = str(period + lead_time) if period + lead_time <= 3 else ""
        if number:
            lines.append(f"R,A,M,CAR,{period},{arrival},{number}")
    return " / ".join(["route,plant,market,model,period,arrival,units", *lines])


def sales(*figures: tuple[float, float, float, float, float]) -> str:
    """``fulfilment`` of ``TINY``: demand, commitment, sold, backlog, short of each period."""
    lines = [",".join(["M,CAR", str(period), *map(str, row)]) for period, row in enumerate(figures, 1)]
    return " / ".join(["market,model,period,demand,commitment,sold,backlog,short", *lines])


def hours(*worked: float, regular: float = 10, overtime: tuple[float, ...] = (0, 0, 0), limit: float = 0) -> str:
    """``utilisation`` of ``TINY``: hours worked in each period."""
    header = "plant,line,period,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
    lines = [
        f"A,L,{period},{regular},{limit},{spent},{extra},{spent / regular!r}"
        for period, (spent, extra) in enumerate(zip(worked, overtime, strict=True), 1)
    ]
    return " / ".join([header, *lines])


def made_and_sold(story: Story, *units: float) -> Story:
    """The plan that builds, ships and sells that many in each period against a demand of 20."""
    story = story.given(demand="market,model,demand / M,CAR,20")
    return story.planned(
        allocation=builds(*units), shipments=ships(*units), fulfilment=sales(*((20, 0, n, 0, 20 - n) for n in units))
    )
