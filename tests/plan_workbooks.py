"""Planning workbooks for tests: made, edited as a planner would, and worked out anew by a spreadsheet program."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from models.audit import Verdict
from optimizer.outcome import Outcome
from optimizer.report.workbook.checks_page import FIRST, line
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, DecisionTable, Sheet
from optimizer.report.workbook.write import Laid, workbook

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")

NEAR = 1e-6
"""Share of a figure (or of 1) within which two are the same."""


def written(outcome: Outcome, file: Path) -> Path:
    """The workbook of an outcome's plan, as a file."""
    file.write_bytes(workbook(outcome, outcome.plan))
    return file


def recalculated(folder: Path, *files: Path) -> dict[str, openpyxl.Workbook]:
    """The workbooks as a spreadsheet program works them out, by name: saved without any value first."""
    bare, out = folder / "bare", folder / "out"
    bare.mkdir()
    for file in files:
        openpyxl.load_workbook(file).save(bare / file.name)
        assert formulas(openpyxl.load_workbook(bare / file.name, data_only=True)) == {}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, "--headless", profile, "--convert-to", "xlsx", "--outdir", out]
    subprocess.run([*command, *(bare / file.name for file in files)], check=True, capture_output=True, timeout=300)
    return {file.name: openpyxl.load_workbook(out / file.name, data_only=True) for file in files}


def formulas(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    """The formula of each cell that has one, by sheet and address."""
    return {(sheet.title, cell.coordinate): cell.value
            for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}  # fmt: skip


def same(one: object, other: object) -> bool:
    """Whether two cells show the same; an empty text is a blank."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= NEAR * max(1.0, abs(one))
    return (one or None) == (other or None)


@dataclass(frozen=True)
class Cell:
    """One decision in the workbook: its table, its keys and, where there are any, its period."""

    table: DecisionTable
    keys: tuple[str, ...]
    period: str = ""

    def find(self, book: openpyxl.Workbook) -> openpyxl.cell.Cell:
        """The cell, found as a reader finds it: by title, header and keys."""
        sheet = book[str(self.table.sheet)]
        words = [[cell.value for cell in row] for row in sheet.iter_rows()]
        top = next(row for row, cells in enumerate(words) if cells[0] == self.table.title)
        header = words[top + 1]
        assert tuple(header[: len(self.table.keys)]) == self.table.keys
        for row, cells in enumerate(words[top + 2 :], start=top + 2):
            assert cells[0] is not None, f"no row {self.keys}"
            if tuple(cells[: len(self.keys)]) == self.keys:
                column = header.index(self.period, FIRST_PERIOD) if self.table.by_period else ONE_FIGURE
                return sheet.cell(row + 1, column + 1)
        raise AssertionError(self.keys)


@dataclass(frozen=True)
class Edit:
    """A cell that is changed: by so much more, to a word, or to nothing."""

    cell: Cell
    more: float | None = None
    to: str | None = None

    def of(self, value: object) -> object:
        """What stands in the cell then."""
        return self.to if self.to is not None else 0 if self.more is None else value + self.more


@dataclass(frozen=True)
class Broken:
    """A rule that is broken: how often, and at worst by how much."""

    count: int
    worst: float


OF_A_FILE = "used is not what the shipments take"
"""A breach of `sailings.csv` alone: it has no row for what is sent in a period without any service."""


def broken_by_audit(verdict: Verdict) -> dict[str, Broken]:
    """What the audit says of each broken rule."""
    broken = {}
    for breach in verdict.breaches:
        if breach.message != OF_A_FILE:
            before = broken.get(breach.rule, Broken(0, 0.0))
            broken[breach.rule] = Broken(before.count + 1, max(before.worst, breach.amount))
    return broken


def broken_as_laid(laid: Laid) -> dict[str, Broken]:
    """What the checks of a workbook say of each broken rule, by the figures behind its formulas."""
    lines = {rule: line(laid.checks, rule) for rule in laid.checks.spans}
    return {rule: Broken(each.count, each.worst) for rule, each in lines.items() if each.count}


def broken_on_sheet(book: openpyxl.Workbook) -> dict[str, tuple[Broken, str]]:
    """What the sheet of checks shows of each broken rule, and where."""
    rows = book[str(Sheet.CHECKS)].iter_rows(min_row=FIRST + 1, max_col=8, values_only=True)
    return {rule: (Broken(count, worst), where)
            for rule, _, status, count, worst, _, _, where in rows if status == "broken"}  # fmt: skip


def agree(one: dict[str, Broken], other: dict[str, Broken]) -> bool:
    """Whether the same rules are broken, as often and by as much."""
    if one.keys() != other.keys():
        return False
    pairs = [(broken, other[rule]) for rule, broken in one.items()]
    return all(a.count == b.count and abs(a.worst - b.worst) <= 1e-4 * (1.0 + a.worst) for a, b in pairs)


def totals(book: openpyxl.Workbook) -> dict[str, float]:
    """Column F of the sheet of money: items, and what they come to together."""
    rows = book[str(Sheet.CONTRIBUTION)].iter_rows(max_col=6, max_row=30, values_only=True)
    return {cells[0]: cells[5] for cells in rows if isinstance(cells[5], int | float) and cells[0]}
