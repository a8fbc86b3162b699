"""A verified plan as a planning workbook: sheets, formulas with their values, charts; equal plans give equal bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from models.case import Case
from models.plan import Plan
from models.tables import Tables
from optimizer import __version__
from optimizer.outcome import Outcome
from optimizer.report.workbook.allocation import allocation
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.block_page import MOST_WORD, write_block
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.checks import Checks, checks
from optimizer.report.workbook.checks_page import colour_details, write_checks
from optimizer.report.workbook.contribution import Money, contribution
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.fulfilment import fulfilment
from optimizer.report.workbook.inputs import inputs
from optimizer.report.workbook.inventory import inventory
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, Sheet
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.shipments import shipments
from optimizer.report.workbook.styles import Styles
from optimizer.report.workbook.summary_page import write_summary
from optimizer.report.workbook.text_pages import write_prices, write_readme
from optimizer.report.workbook.utilisation import utilisation

CREATED: Final = datetime(2026, 1, 1)
"""Date that every workbook bears: the same plan is the same bytes."""

HEADS: Final = {
    Sheet.ALLOCATION: ("Allocation", "What each line builds of each model for each market."),
    Sheet.UTILISATION: ("Utilisation", "Shift patterns, hours worked, overtime and utilisation of every line."),
    Sheet.FULFILMENT: ("Fulfilment", "What is sold, what is asked for, what waits and what is lost."),
    Sheet.SHIPMENTS: ("Shipments", "What leaves on each route, the sailings it takes, and when it arrives."),
    Sheet.INVENTORY: ("Inventory", "What stands in yards and markets at the end of each period; parts."),
    Sheet.CONTRIBUTION: ("Contribution", "What the plan earns and costs; costs are negative."),
    Sheet.DETAILS: ("Check details", "By how much each limit of each rule is exceeded, wherever it applies."),
    Sheet.INPUTS: ("Inputs used", "The case as it counts, completed; each row with the place it was read from."),
}  # fmt: skip

LEAST_WIDTH: Final = 9
WIDE: Final = 360
"""Characters of a sheet that is printed two pages wide."""

MOST_WIDTH: Final = 56
"""Characters of a column of words."""


@dataclass(frozen=True)
class Laid:
    """All cells of a workbook with their figures and formulas, before they are written."""

    book: Book
    decided: Decided
    money: Money
    checks: Checks


def laid_out(tables: Tables, plan: Plan) -> Laid:
    """A plan laid out in cells. What follows from its decisions is worked out again from them."""
    case = Case(tables)
    book = Book(tuple(tables.listed("period")))
    given = inputs(book, case)
    made = allocation(book, case, plan, given)
    hours = utilisation(book, case, plan, given, made)
    sales = fulfilment(book, case, plan, given)
    moved = shipments(book, case, plan, given)
    decided = Decided(made, hours, sales, moved, inventory(book, case, given, made, moved, sales))
    money = contribution(book, case, given, decided)
    return Laid(book, decided, money, checks(book, case, plan, given, decided, money))


def workbook(outcome: Outcome, plan: Plan) -> bytes:
    """The workbook of a verified plan."""
    laid = laid_out(outcome.tables, plan)
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as file:
        file.set_properties({"title": outcome.tables.settings.title, "created": CREATED,
                             "comments": f"run {run_id(outcome)}"})  # fmt: skip
        file.set_calc_mode("auto")
        pages = _pages(file, is_live=laid.book.can_live())
        for sheet, head in HEADS.items():
            _write_blocks(pages[sheet], laid.book, *head)
        colour_details(pages[Sheet.DETAILS], laid.checks)
        verdict = write_checks(pages[Sheet.CHECKS], laid.checks)
        write_prices(pages[Sheet.PRICES], plan)
        write_readme(pages[Sheet.README], outcome)
        write_summary(pages[Sheet.SUMMARY], outcome, laid.decided, laid.money, verdict=verdict, run=run_id(outcome))
        pages[Sheet.SUMMARY].worksheet.activate()
    return stream.getvalue()


def run_id(outcome: Outcome) -> str:
    """What tells a run from others: the inputs and the version."""
    return f"{outcome.tables.inputs_sha256[:12]} · {__version__}"


def _pages(file: Any, *, is_live: bool) -> dict[Sheet, Page]:  # noqa: ANN401 - xlsxwriter's own
    styles = Styles(file)
    pages = {}
    for sheet in Sheet:
        worksheet = file.add_worksheet(str(sheet))
        pages[sheet] = Page(sheet, worksheet, styles, is_live)
    return pages


def _write_blocks(page: Page, book: Book, title: str, remark: str) -> None:
    """Write a sheet of blocks."""
    page.head(title, remark)
    blocks = book.of(page.sheet)
    for block in blocks:
        write_block(page, block)
    last = max((block.first_column + block.width for block in blocks), default=FIRST_PERIOD)
    widest = max((_characters(block) for block in blocks), default=8)
    widths = [_key_width(blocks, column) for column in range(ONE_FIGURE)]
    for column, width in enumerate(widths):
        page.worksheet.set_column(column, column, width)
    page.worksheet.set_column(ONE_FIGURE, ONE_FIGURE, widest + 4)
    page.worksheet.set_column(FIRST_PERIOD, last, max(9, widest + 2))
    is_wide = sum(widths) + (last - ONE_FIGURE) * (widest + 2) > WIDE
    page.set_up(last_row=book.next_row[page.sheet], last_column=last, pages=2 if is_wide else 1)


def _key_width(blocks: Sequence[Block], column: int) -> int:
    """Characters of column A, B, …: as wide as its words, those beyond the keys narrow where nothing stands there."""
    words = [row[column] for block in blocks for row in block.rows if column < len(block.keys)]
    if column == ONE_FIGURE - 1:
        words += [str(cell) for block in blocks for cell in block.aside[1]]
        words += ["x" * LEAST_WIDTH for block in blocks if block.worst is not None]
    longest = max(map(len, words), default=0)
    return min(MOST_WIDTH, max(LEAST_WIDTH, longest + 2)) if longest else 3


def _characters(block: Block) -> int:
    """Characters of the longest figure, or word, of a block."""
    if block.texts:
        return min(MOST_WORD, max((len(word) for words in block.texts for word in words), default=0))
    largest = float(abs(block.value).max(initial=0.0)) / (1000.0 if block.look is Look.THOUSANDS else 1.0)
    places = {Look.UNITS: 0, Look.FRACTIONS: 2, Look.FINE: 5, Look.CENTS: 3}.get(block.look, 0)
    return len(f"{largest:,.0f}") + places + (1 if float(block.value.min(initial=0.0)) < 0 else 0)
