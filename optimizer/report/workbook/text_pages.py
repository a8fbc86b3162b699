"""Writing the sheets of words: marginal prices, and what the workbook is and how to use it."""

import math
from typing import Final

from models.plan import COLUMNS, Plan
from optimizer import __version__
from optimizer.outcome import Outcome
from optimizer.report.workbook.block import Look
from optimizer.report.workbook.layout import FORMAT, Marker, Sheet
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.styles import Role

HOW: Final = (
    ("What it is", "A production plan that stays alive: change a blue cell, and totals, hours, stock, money and checks "
                   "follow at once, with no tool and no macro."),
    ("What may change", "The blue cells: vehicles built (Allocation), shift patterns (Utilisation), units sold and "
                        "programs launched (Fulfilment), vehicles dispatched and sailings (Shipments). Grey: nothing "
                        "can be built, sent or sold there."),
    ("What follows", "Everything else is a formula on the blue cells and on Inputs used. Yards and stock follow by "
                     "balance: what was there, plus what comes, less what goes. Who is not served waits, or is lost. "
                     "Hours beyond regular time are overtime. Parts left over are carried on where they can be."),
    ("What to look at", "Checks: one line for each rule, ok or by how much it is broken and where. Check details has "
                        "every limit. Summary: what the edits have changed in the objective."),
    ("Building more", "A vehicle built must be dispatched in the same period, or wait in a yard; one that arrives must "
                      "be sold, or wait in stock. So an edit of Allocation often asks for one of Shipments and one of "
                      "Fulfilment: Checks says where."),
    ("Protection", "Sheets are protected without a password, against slips: Review, Unprotect Sheet."),
    ("Inputs used", "The case's values as they count, completed, each row with the file and line it was read from. "
                    "To change an input for good, change the case and solve again."),
    ("Prices", "Marginal prices belong to the plan as solved; they do not follow edits."),
)  # fmt: skip
"""What stands on the sheet ReadMe, in its order."""

VALUES_ONLY: Final = ("Values only", "This plan has more figures than a live workbook carries with ease, so all sheets "
                                     "hold values: nothing follows an edit here. Blue cells may be changed all the "
                                     "same: optimizer evaluate tells what follows.")  # fmt: skip

OF_LIVE_ONES: Final = ("What it is", "What follows", "What to look at")
"""What is not said in a workbook of values."""

SHEETS: Final = {
    Sheet.SUMMARY: "key figures and charts", Sheet.ALLOCATION: "vehicles built, by line, model and market",
    Sheet.UTILISATION: "shift patterns, hours, overtime", Sheet.FULFILMENT: "sales, programs, demand, what is lost",
    Sheet.SHIPMENTS: "vehicles dispatched, sailings, arrivals", Sheet.INVENTORY: "yards, stock, parts",
    Sheet.CONTRIBUTION: "money by item, by market and model", Sheet.PRICES: "what one more of each limit is worth",
    Sheet.CHECKS: "one line a rule", Sheet.DETAILS: "every limit of every rule",
    Sheet.INPUTS: "the case, and where it was read", Sheet.README: "this page",
}  # fmt: skip


PRICE_WORDS: Final = {"rule": 18, "key": 62, "basis": 16}
"""Columns of prices that hold words, and their width in characters."""


def write_prices(page: Page, plan: Plan) -> None:
    """Write the marginal prices as they were found."""
    page.head("Prices", "What one more unit of each limit is worth in the plan as solved; edits do not change them.")
    frame = plan.prices
    for column, header in enumerate(COLUMNS["prices"]):
        is_text = header in PRICE_WORDS
        page.text(3, column, header, Role.HEADER_LEFT if is_text else Role.HEADER)
        page.worksheet.set_column(column, column, PRICE_WORDS.get(header, 14))
        for row, cell in enumerate(frame[header], start=4):
            if is_text:
                page.text(row, column, str(cell))
            elif math.isfinite(cell):
                page.number(row, column, float(cell), Role.DERIVED, Look.CENTS)
    if not len(frame):
        page.text(4, 0, "No prices: the engine gave none.", Role.REMARK)
    else:
        page.worksheet.autofilter(3, 0, 3 + len(frame), len(COLUMNS["prices"]) - 1)
    page.set_up(last_row=4 + len(frame), last_column=len(COLUMNS["prices"]) - 1, freeze=(4, 0))


def write_readme(page: Page, outcome: Outcome) -> None:
    """Write what the workbook is, and what it was made from."""
    tables = outcome.tables
    page.head("Planning workbook", "How to use it, and what it was made from.")
    row = 3
    told = HOW if page.is_live else (VALUES_ONLY, *(line for line in HOW if line[0] not in OF_LIVE_ONES))
    for word, sentence in told:
        page.text(row, 0, word, Role.BLOCK)
        page.text(row, 1, sentence, Role.WORDS)
        page.worksheet.set_row(row, 15 * (1 + len(sentence) // 105))
        row += 1
    page.text(row + 1, 0, "Sheets", Role.BLOCK)
    for sheet, words in SHEETS.items():
        row += 1
        page.text(row + 1, 0, sheet)
        page.text(row + 1, 1, words, Role.REMARK)
    page.text(row + 3, 0, "Made from", Role.BLOCK)
    marks = {
        Marker.FORMAT: FORMAT, Marker.CASE: tables.name, Marker.SCENARIO: tables.scenario or "",
        Marker.INPUTS: tables.inputs_sha256, Marker.VERSION: __version__,
    }  # fmt: skip
    for at, (mark, value) in enumerate(marks.items(), start=row + 4):
        page.text(at, 0, mark)
        page.text(at, 1, value, Role.REMARK)
    page.worksheet.set_column(0, 0, 24)
    page.worksheet.set_column(1, 1, 110)
    page.set_up(last_row=row + 9, last_column=1, freeze=None)
