"""From an edited plan's text to coded keys and figures: whatever can't be understood is a fault with its cell."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.keys import MISSING, Codes, Keys, Mask
from optimizer.evaluate.written import Written, keys_of
from optimizer.faults import MOST_TOLD, Fault
from optimizer.read.cells import type_cells
from optimizer.read.draft import Words
from optimizer.read.nearest import hint
from optimizer.report.workbook.layout import SHIFT_PATTERNS, SHIPMENTS

Numbers = NDArray[np.float64]

_DATE = re.compile(r"[0-9]+/[0-9]+|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]+$", re.IGNORECASE)
"""How spreadsheets write months and days that they have made of something else."""


@dataclass(frozen=True, eq=False)
class Coded:
    """The rows of a decision table: who each is, and what it decides (a shift pattern as its code, −1 for none)."""

    written: Written
    keys: Keys
    figures: Numbers


def coded(written: Written, case: Case) -> tuple[Coded | None, list[Fault]]:
    """The rows with their keys in the lists of the case; none where a column is missing. Blank figures are 0.

    Faults: cells that are no number, names that the case doesn't know, a second row for one decision, a route that
    leaves from or goes to another place than its row says.
    """
    draft, faults = type_cells(written.text, written.origin)
    if written.text.absent:
        return None, faults
    reader = _Reader(written, case, faults)
    codes = {name: reader.codes(name, draft.values[name]) for name in keys_of(written.table)}
    if "line" in codes:
        codes = {"line": reader.lines(codes.pop("plant"), codes["line"]), **_without(codes, "line")}
    if written.table is SHIPMENTS:
        for end in ("plant", "market"):
            if end in written.text.columns:
                reader.check_end(end, codes["route"])
    keys = Keys(tuple(codes), codes, case.sizes)
    reader.check_repeats(keys)
    values = draft.values[written.table.column]
    if written.table is SHIFT_PATTERNS:
        figures = reader.codes(written.table.column, values, may_be_blank=True).astype(np.float64)
    else:
        figures = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
    return Coded(written, keys, figures), faults


@dataclass
class _Reader:
    """Codes the columns of one table and notes what is wrong with them."""

    written: Written
    case: Case
    faults: list[Fault]

    def codes(self, column: str, words: object, *, may_be_blank: bool = False) -> Codes:
        """The place of each name in its list; ``MISSING`` where blank or unknown."""
        assert isinstance(words, Words)
        listed = self.case.tables.listed(column)
        places = {name: code for code, name in enumerate(listed)}
        found = np.array([places.get(name, MISSING) for name in words.names] + [MISSING], dtype=np.int32)[words.codes]
        unknown = (found == MISSING) & (words.codes != MISSING)
        self._say(column, unknown, lambda name: f'"{name}" is no {column} of the case{_hint(name, listed)}')
        if not may_be_blank:
            self._say(column, words.codes == MISSING, lambda _: f"{column} is blank; a row tells its whole key")
        return found

    def lines(self, plants: Codes, names: Codes) -> Codes:
        """The code of each pair of plant and line."""
        known = (plants != MISSING) & (names != MISSING)
        lines, exists = self.case.line_of(np.maximum(plants, 0), np.maximum(names, 0))
        self._say("line", known & ~exists, lambda name: f'line is "{name}", which is no line of the row\'s plant')
        return np.where(known & exists, lines, MISSING).astype(np.int32)

    def check_end(self, end: str, routes: Codes) -> None:
        """The plant or market of a dispatch is that of its route."""
        listed = np.array([*self.case.tables.listed(end), ""], dtype=object)
        true = listed[np.where(routes == MISSING, MISSING, self.case.routes.keys[end][routes])]
        cells = self.written.text.columns[end]
        said = np.array(cells.words, dtype=object)[cells.codes]
        wrong = (said != true) & (said != "") & (true != "")
        side = "leaves from" if end == "plant" else "goes to"
        for row in self._told(wrong):
            self._fault(row, end, str(said[row]), f'{end} is "{said[row]}", but the route {side} {true[row]}')

    def check_repeats(self, keys: Keys) -> None:
        """No decision stands twice."""
        whole = np.all([keys[name] != MISSING for name in keys.dimensions], axis=0)
        rows = np.flatnonzero(whole)
        _, first, group = np.unique(keys.take(rows).ravel(), return_index=True, return_inverse=True)
        again = np.zeros(len(keys), dtype=np.bool_)
        again[rows] = first[group] != np.arange(len(rows))
        earlier = np.zeros(len(keys), dtype=np.int64)
        earlier[rows] = rows[first[group]]
        for row in self._told(again):
            place = self.written.cite(int(earlier[row]))
            message = f"the same decision stands in {place} already; keep one row"
            self._fault(row, self.written.table.column, "", message)

    def _say(self, column: str, wrong: Mask, message: Callable[[str], str]) -> None:
        """A fault for each word that is wrong, where it stands first."""
        cells = self.written.text.columns[column]
        rows = np.flatnonzero(wrong & ~self.written.text.ragged)
        codes, first, counts = np.unique(cells.codes[rows], return_index=True, return_counts=True)
        for at in np.argsort(first)[:MOST_TOLD]:
            row, word, others = int(rows[first[at]]), cells.words[codes[at]], int(counts[at]) - 1
            again = f" (and {others:,} times more)" if others else ""
            self._fault(row, column, word, f"{message(word)}{again}")

    def _told(self, wrong: Mask) -> Iterable[int]:
        return map(int, np.flatnonzero(wrong)[:MOST_TOLD])

    def _fault(self, row: int, column: str, found: str, message: str) -> None:
        origin = self.written.origin
        self.faults.append(origin.page.fault(origin.line(row), column, found, message, origin.column(row, column)))


def _hint(name: str, listed: list[str]) -> str:
    """The nearest name; of a period that a spreadsheet has made a date of, what to do about it."""
    if listed and _DATE.search(name) and not any(map(_DATE.search, listed)):
        return (f'; a spreadsheet that opens a CSV file makes dates of words like "{listed[0]}": import that column as '
                "text, or change the plan's workbook instead")  # fmt: skip
    return hint(name, listed)


def _without(codes: dict[str, Codes], name: str) -> dict[str, Codes]:
    return {key: array for key, array in codes.items() if key != name}
