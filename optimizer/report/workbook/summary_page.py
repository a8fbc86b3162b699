"""Writing the summary: key figures that follow every change, what was solved, and four charts."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from optimizer.outcome import Outcome
from optimizer.report.figures import gap
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.charts import write_charts
from optimizer.report.workbook.checks_page import verdict_cell
from optimizer.report.workbook.contribution import Money
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Figure, Places, constant, ratio, rounded
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.styles import RED, Role
from optimizer.report.workbook.sums import whole

CHANGE: Final = '+#,##0;[Red]-#,##0;"–"'
"""How a change of money is shown."""


@dataclass(frozen=True)
class KeyFigure:
    """One line of the summary."""

    name: str
    figure: Figure
    look: str


def key_figures(decided: Decided, money: Money, outcome: Outcome) -> list[KeyFigure]:
    """The figures of ``summary.json``, by formula; and what edits have changed."""
    made, hours, sales = decided.made, decided.hours, decided.sales
    markets = outcome.tables["markets"]
    export = np.flatnonzero((markets["kind"] == "export").to_numpy())
    home = np.setdiff1d(np.arange(len(markets)), export)
    built, abroad = whole(made.by_market), _of_totals(made.by_market, export)
    demand, sold = whole(sales.market_demand), whole(sales.market_sold)
    together = [money.together.totals.rows(np.array([row])) for row in range(3)]
    solved = constant(float(outcome.objective or 0.0))
    currency, units = outcome.tables.settings.currency, made.builds.look
    return [
        KeyFigure(f"Contribution (cash, {currency})", together[0], Look.UNITS),
        KeyFigure(f"Penalties ({currency})", together[1], Look.UNITS),
        KeyFigure(f"Objective ({currency})", together[2], Look.UNITS),
        KeyFigure("  change by your edits", rounded(together[2] - solved, 0), CHANGE),
        KeyFigure("Vehicles built", built, units),
        KeyFigure("  for home", _of_totals(made.by_market, home), units),
        KeyFigure("  for export", abroad, units),
        KeyFigure("  share of export", ratio(abroad, built), Look.SHARE),
        KeyFigure("Demand", demand, sales.market_demand.look),
        KeyFigure("Vehicles sold", sold, sales.market_sold.look),
        KeyFigure("Fill rate", ratio(sold, demand), Look.SHARE),
        KeyFigure("Utilisation of regular hours", ratio(whole(hours.worked), whole(hours.regular)), Look.SHARE),
        KeyFigure("Overtime hours", whole(hours.overtime), Look.FRACTIONS),
    ]


def _of_totals(block: Block, rows: Places) -> Figure:
    """The sum of column F over some rows."""
    assert block.total is not None
    cells = [block.totals.text(int(row), 0) for row in rows]
    return Figure(block.total.value[rows].sum(keepdims=True).reshape(1, 1), lambda _, __: f"SUM({','.join(cells)})"
                  if cells else "0")  # fmt: skip


def write_summary(page: Page, outcome: Outcome, decided: Decided, money: Money, *, verdict: str, run: str) -> None:
    """Write the sheet."""
    tables = outcome.tables
    page.head(tables.settings.title or tables.name, _subtitle(outcome))
    page.text(3, 0, "Key figures", Role.BLOCK)
    for row, line in enumerate(key_figures(decided, money, outcome), start=4):
        page.text(row, 0, line.name)
        page.formula(row, 1, line.figure.text(0, 0), float(line.figure.value[0, 0]), Role.KPI, line.look)
    page.text(18, 0, "Rules", Role.BLOCK)
    page.formula(19, 0, verdict_cell(), verdict, Role.VERDICT)
    red = page.styles.workbook.add_format({"font_color": RED})
    page.worksheet.conditional_format("A20", {"type": "cell", "criteria": "!=", "value": '"All rules hold"',
                                              "format": red})  # fmt: skip
    _write_solved(page, outcome, run)
    write_charts(page, decided)
    page.worksheet.set_column(0, 0, 30)
    page.worksheet.set_column(1, 1, 20)
    page.worksheet.set_column(2, 2, 3)
    page.set_up(last_row=36, last_column=22, freeze=None)


def _subtitle(outcome: Outcome) -> str:
    periods = outcome.tables.listed("period")
    scenario = f", scenario {outcome.tables.scenario}" if outcome.tables.scenario else ""
    return f"Production plan {periods[0]} to {periods[-1]}{scenario}"


def _write_solved(page: Page, outcome: Outcome, run: str) -> None:
    """What the optimizer said of the plan before any edit."""
    page.text(21, 0, "As solved, before any edit", Role.BLOCK)
    bound = outcome.bound
    lines: list[tuple[str, float | str]] = [
        ("Status", outcome.status.value),
        ("Verified", "every rule re-checked"),
        ("Objective", float(outcome.objective or 0.0)),
        ("Bound: no plan is worth more", bound if bound is not None else "none"),
        ("Gap", "none" if outcome.gap is None else gap(outcome.gap)),
        ("Run", run),
    ]
    for row, (name, value) in enumerate(lines, start=22):
        page.text(row, 0, name)
        if isinstance(value, str):
            page.worksheet.write_string(row, 1, value, page.styles(Role.KPI))
        else:
            page.number(row, 1, value, Role.KPI, Look.UNITS)
    if not page.is_live:
        page.text(29, 0, "Too many figures for a live workbook: all sheets hold values only.", Role.REMARK)
