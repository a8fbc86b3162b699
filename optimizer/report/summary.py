"""The summary of a plan: its status and bound, its key figures, and what it was made from (``summary.json``)."""

import json
from dataclasses import asdict, dataclass

import pandas as pd

from models.plan import PENALTIES, Plan
from models.tables import Tables
from optimizer import __version__
from optimizer.cross_check import CrossCheck
from optimizer.outcome import Outcome, Size

Number = int | float


@dataclass(frozen=True)
class Kpis:
    """Key figures of a plan: units, hours and money; ``None``: a ratio of nothing, or no plan."""

    units_built: Number | None = None
    units_domestic: Number | None = None
    units_export: Number | None = None
    export_share: float | None = None
    demand: Number | None = None
    sold: Number | None = None
    fill_rate: float | None = None
    utilisation: float | None = None
    overtime_hours: float | None = None
    revenue: float | None = None
    contribution: float | None = None
    """Cash only."""
    penalties: float | None = None
    """Signed, as in ``contribution.csv``: a loss is negative."""


@dataclass(frozen=True)
class Summary:
    """What ``summary.json`` says, in the order in which it says it."""

    case: str
    title: str
    scenario: str | None
    currency: str
    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    verified: bool | None
    proved: bool | None
    engine: str
    engine_version: str
    size: Size
    seconds: dict[str, float]
    kpis: Kpis
    inputs_sha256: str
    version: str
    started: str
    options: dict[str, str | float | bool | list[str] | None]
    cross_check: CrossCheck | None = None
    """What a second engine made of the program; stands only where one was asked."""

    def json(self) -> str:
        """The summary as JSON, one key a line."""
        content = asdict(self)
        if self.cross_check is None:
            del content["cross_check"]
        return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def summarise(outcome: Outcome) -> Summary:
    """The summary of an outcome, with or without a plan."""
    tables, plan, stopwatch = outcome.tables, outcome.plan, outcome.stopwatch
    return Summary(
        case=tables.name,
        title=tables.settings.title,
        scenario=tables.scenario,
        currency=tables.settings.currency,
        status=outcome.status.value,
        objective=outcome.objective,
        bound=outcome.bound,
        gap=outcome.gap,
        verified=None if outcome.verdict is None else outcome.verdict.passed,
        proved=None if plan is None else outcome.proved,
        engine=outcome.engine,
        engine_version=outcome.engine_version,
        size=outcome.size,
        seconds={**{stage.value: round(spent, 6) for stage, spent in stopwatch.spent.items()},
                 "total": round(stopwatch.total, 6)},
        kpis=Kpis() if plan is None else key_figures(plan, tables),
        inputs_sha256=tables.inputs_sha256,
        version=__version__,
        started=outcome.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        options=outcome.request.options(),
        cross_check=outcome.cross_check,
    )  # fmt: skip


def key_figures(plan: Plan, tables: Tables) -> Kpis:
    """The key figures, computed from the plan's tables."""
    built = plan.allocation["units"].sum()
    exported = plan.allocation["units"][is_export(plan.allocation["market"], tables)].sum()
    demand, sold = plan.fulfilment["demand"].sum(), plan.fulfilment["sold"].sum()
    amounts = plan.contribution["amount"].groupby(plan.contribution["item"].astype("str")).sum()
    penalties = amounts[amounts.index.isin(PENALTIES)].sum()
    lines = plan.utilisation
    return Kpis(
        units_built=number(built),
        units_domestic=number(built - exported),
        units_export=number(exported),
        export_share=ratio(exported, built),
        demand=number(demand),
        sold=number(sold),
        fill_rate=ratio(sold, demand),
        utilisation=ratio(lines["worked_hours"].sum(), lines["regular_hours"].sum()),
        overtime_hours=float(lines["overtime_hours"].sum()),
        revenue=float(amounts.get("revenue", 0.0)),
        contribution=float(amounts.sum() - penalties),
        penalties=float(penalties),
    )


def is_export(market: "pd.Series[str]", tables: Tables) -> "pd.Series[bool]":
    """Whether each row's market is an export market."""
    markets = tables["markets"]
    return market.isin(markets["market"][markets["kind"] == "export"])


def ratio(part: float, whole: float) -> float | None:
    """A share; of nothing, ``None``."""
    return float(part / whole) if whole else None


def number(value: float) -> Number:
    """A figure as it is written: whole units as an integer."""
    return int(value) if float(value).is_integer() else float(value)
