"""The charts of the summary: what is built where and for whom, how busy the lines are, how much of demand is met."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from optimizer.report.workbook.block import Block, letters
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Places
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.styles import GREY, LINE, NAVY, SERIES

MOST_SERIES: Final = 8
"""Lines or columns of a chart: those with the largest figures."""

SIZE: Final = {"width": 620, "height": 300}


@dataclass(frozen=True)
class Chart:
    """Rows of blocks over the periods. ``kind``: stacked columns, or lines."""

    place: str
    title: str
    rows: list[tuple[Block, int]]
    kind: str
    number_format: str
    is_from_zero: bool = True
    """Figures that hardly differ are drawn on a scale of their own."""


def write_charts(page: Page, decided: Decided) -> None:
    """Put the four charts on the page."""
    made, hours, sales = decided.made, decided.hours, decided.sales
    asked = np.flatnonzero((sales.market_demand.value > 0).all(axis=1))  # a rate of nothing would be drawn as 0
    served = _largest(sales.by_market, sales.market_demand, asked)
    for chart in (
        Chart("D4", "Vehicles built by plant", _largest(made.by_plant), "column", "#,##0"),
        Chart("N4", "Vehicles built by market", _largest(made.by_market), "column", "#,##0"),
        Chart("D20", "Utilisation of regular hours", _largest(hours.ratio, hours.worked), "line", "0%"),
        Chart("N20", "Fill rate: all markets, and those with demand in every period", [(sales.overall, 0), *served],
              "line", "0%", is_from_zero=False),
    ):  # fmt: skip
        page.worksheet.insert_chart(chart.place, _drawn(page.styles.workbook, chart), {"object_position": 2})


def _largest(block: Block, by: Block | None = None, rows: Places | None = None) -> list[tuple[Block, int]]:
    """The rows with the largest figures, in their own order."""
    some = np.arange(len(block)) if rows is None else rows
    sums = (block if by is None else by).value.sum(axis=1)[some]
    return [(block, int(some[place])) for place in np.sort(np.argsort(-sums, kind="stable")[:MOST_SERIES])]


def _drawn(workbook: Any, chart: Chart) -> Any:  # noqa: ANN401 - xlsxwriter has no type for them
    """The chart."""
    subtype = {"subtype": "stacked"} if chart.kind == "column" else {}
    drawn = workbook.add_chart({"type": chart.kind, **subtype})
    for place, (block, row) in enumerate(chart.rows):
        colour = {"color": SERIES[place % len(SERIES)]}
        drawn.add_series({
            "name": _name(block, row), "categories": _across(block, -1), "values": _across(block, row), "gap": 60,
            "line": {**colour, "width": 1.75}, "fill": colour,
        })  # fmt: skip
    font = {"name": "Calibri", "size": 9, "color": GREY}
    title = {"name": "Calibri", "size": 12, "bold": True, "color": NAVY}
    drawn.set_title({"name": chart.title, "name_font": title, "overlay": False})
    drawn.set_x_axis({"num_font": {**font, "rotation": -45}, "line": {"color": LINE}})
    least = {"min": 0} if chart.is_from_zero else {}
    drawn.set_y_axis({"num_font": font, "num_format": chart.number_format, "line": {"none": True}, **least,
                      "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}}})  # fmt: skip
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_chartarea({"border": {"color": LINE}})
    drawn.set_size(SIZE)
    return drawn


def _name(block: Block, row: int) -> str:
    """What a row is called: its cell, or its words where it has several (never a formula of their own)."""
    if len(block.keys) > 1:
        return " ".join(block.rows[row]).lstrip("=")
    return f"={block.prefix}$A${block.top + row + 1}"


def _across(block: Block, row: int) -> str:
    """All cells of a row (−1: the header) as a chart names them."""
    ends = (block.first_column, block.first_column + block.width - 1)
    return f"={block.prefix}" + ":".join(f"${letters(column)}${block.top + row + 1}" for column in ends)
