"""The sheet of inputs used: every figure of the case that a formula refers to, completed, with where it comes from."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Numbers
from optimizer.report.workbook.inputs_builds import BuildInputs, build_inputs
from optimizer.report.workbook.inputs_lines import LineInputs, line_inputs
from optimizer.report.workbook.inputs_sales import SaleInputs, sale_inputs
from optimizer.report.workbook.inputs_transport import TransportInputs, transport_inputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import NOWHERE, listed_sources, shortened


@dataclass(frozen=True)
class Inputs:
    """The blocks of the sheet, by subject."""

    case: Case
    calendar: Block
    line: LineInputs
    build: BuildInputs
    sale: SaleInputs
    transport: TransportInputs


def inputs(book: Book, case: Case) -> Inputs:
    """Put all inputs on their sheet."""
    days = shortened([place for place in listed_sources(case, "periods", "working_days") if place != NOWHERE])
    calendar = book.typed(Sheet.INPUTS, "Calendar", ("what",), [("working days",)], case.working_days[None, :],
                          look=Look.UNITS, sources=[days or NOWHERE])  # fmt: skip
    line = line_inputs(book, case)
    build = build_inputs(book, case, line.lines)
    return Inputs(case, calendar, line, build, sale_inputs(book, case), transport_inputs(book, case, build))


def whole_or(values: Numbers, otherwise: Look) -> Look:
    """How to show figures: whole ones as such."""
    numbers = values[np.isfinite(values)]
    return Look.UNITS if (np.abs(numbers - np.rint(numbers)) < 1e-6).all() else otherwise
