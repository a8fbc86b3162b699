"""The audit's reading of the written plan: whatever is malformed becomes a finding, and what is left can be judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from models.audit.findings import Finding, found, labelled
from models.audit.frame import Claims, Column, Floats, Frame
from models.audit.names import UNKNOWN, located, positions, told_apart
from models.audit.reading import RawCase
from models.audit.space import Space
from models.plan import COLUMNS, Plan

NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "allocation": ("units",),
    "shipments": ("units",),
    "fulfilment": ("demand", "commitment", "sold", "backlog", "short"),
    "utilisation": ("regular_hours", "overtime_limit", "worked_hours", "overtime_hours", "utilisation"),
    "inventory": ("units",),
    "programs": ("launched", "units"),
    "sailings": ("sailings", "capacity", "used"),
    "parts": ("supply", "used", "carried"),
    "contribution": ("amount",),
}
"""Columns of numbers; every other column is a key, a name or a text."""

MAY_BE_BLANK: Final = {
    ("shipments", "arrival"),
    ("utilisation", "pattern"),
    ("utilisation", "utilisation"),
    *(("contribution", column) for column in COLUMNS["contribution"][1:-1]),
}
TEXT: Final = {("inventory", "site")}
NOT_KEYS: Final = {
    ("shipments", "plant"),
    ("shipments", "market"),
    ("shipments", "arrival"),
    ("utilisation", "pattern"),
}
SWITCHED_ON_BY: Final = {"programs": "programs", "sailings": "services", "parts": "parts"}
"""Files that stand only where the case has a table."""


@dataclass
class PlanReader:
    """Reads the frames of a plan one by one and keeps what is wrong with them."""

    case: RawCase
    findings: list[Finding] = field(default_factory=list)

    def read(self, plan: Plan) -> dict[str, Frame]:
        """Every table but ``prices``: valid keys as whole numbers (rows with others left out), finite numbers.

        Beside ``inventory.site`` (text) stand ``site_number`` (equal for equal texts) and its positions among plants
        and markets, ``plant`` and ``site_market`` (below 0: it is none).
        """
        frames = {}
        for name in COLUMNS:
            frame = getattr(plan, name, None)
            table = SWITCHED_ON_BY.get(name, "demand")
            if isinstance(frame, pd.DataFrame) and not self.case.has(table) and len(frame):
                self._say(name, len(frame), f"the case has no {table}")
            if not isinstance(frame, pd.DataFrame):
                if self.case.has(table):
                    self._say(name, 1, "the table is missing")
                frame = pd.DataFrame(columns=list(COLUMNS[name]))
            columns = self._columns(name, frame)
            if name != "prices":
                frames[name] = self._rows(name, columns, len(frame))
        return frames

    def _say(self, table: str, amount: float, message: str) -> None:
        self.findings.append(labelled(Finding(Frame({}), np.array([float(amount)]), message), "table", table))

    def _say_of_rows(self, table: str, faulty: Claims, amount: Floats, message: str) -> None:
        if faulty.any():
            rows = Frame({"row": np.flatnonzero(faulty) + 1})
            self.findings.append(labelled(Finding(rows, amount[faulty], message), "table", table))

    def _columns(self, name: str, frame: pd.DataFrame) -> dict[str, pd.Series]:
        """The table's columns; one that is missing is blank, of one that stands twice the first."""
        stands, columns, first = list(frame.columns), {}, dict[object, pd.Series]()
        for column, cells in frame.items():
            first.setdefault(column, cells)
        for column in COLUMNS[name]:
            times = stands.count(column)
            if times != 1:
                self._say(name, 1, f"column {column} is missing" if times == 0 else f"column {column} stands twice")
            columns[column] = first[column] if times else pd.Series(np.full(len(frame), np.nan))
        return columns

    def _rows(self, name: str, cells: dict[str, pd.Series], length: int) -> Frame:
        columns: dict[str, Column] = {}
        valid, ones = np.ones(length, dtype=bool), np.ones(length)
        for column in COLUMNS[name]:
            if column in NUMBERS[name]:
                columns[column] = self._numbers(name, column, cells[column])
            elif (name, column) in TEXT:
                columns |= self._sites(cells[column])
            else:
                codes = positions(cells[column], self.case.space.names["period" if column == "arrival" else column])
                faulty = codes == UNKNOWN if (name, column) in MAY_BE_BLANK else codes < 0
                self._say_of_rows(name, faulty, ones, f"{column} is blank or unknown")
                columns[column] = np.maximum(codes, -1)
                if (name, column) not in NOT_KEYS:
                    valid &= ~faulty
        return Frame(columns).only(valid)

    def _numbers(self, name: str, column: str, cells: pd.Series) -> Floats:
        """Finite numbers ≥ 0 but for money; a blank ratio stays NaN, any other fault is said and becomes 0."""
        if pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_complex_dtype(cells.dtype):
            numbers = cells.to_numpy(dtype=np.float64, na_value=np.nan)
        else:
            numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
        faulty = ~np.isfinite(numbers)
        if (name, column) in MAY_BE_BLANK:
            faulty &= ~np.isnan(numbers)
        self._say_of_rows(name, faulty, np.ones(len(numbers)), f"{column} is not a number")
        if faulty.any():
            numbers = np.where(faulty, 0.0, numbers)
        if name != "contribution":
            self._say_of_rows(name, numbers < 0, -numbers, f"{column} is negative")
        return numbers

    def _sites(self, cells: pd.Series) -> dict[str, Column]:
        """What ``inventory`` says of the place: a text that is a plant's name, a market's, both or neither."""
        codes, texts = told_apart(cells)
        number = np.unique(np.array([*texts, ""], dtype=object), return_inverse=True)[1]
        names = self.case.space.names
        return {
            "site": np.array([*texts, ""], dtype=object)[codes],
            "site_number": number[codes],
            "plant": located(codes, texts, names["plant"]),
            "site_market": located(codes, texts, names["market"]),
        }


def _number(cell: object) -> float:
    """The cell of a column that does not hold numbers only, as a number where it is one."""
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def repeated(name: str, frame: Frame, by: list[str], space: Space) -> Finding:
    """Rows whose key stood before."""
    again = space.repeats(frame, by)
    return labelled(found(frame[by], again, np.ones(len(frame)), "a second row with the same key"), "table", name)


def absent(name: str, needed: Frame, frame: Frame, by: list[str], space: Space) -> Finding:
    """Keys that must have a row and have none."""
    missing = ~space.stands(needed, frame, by)
    return labelled(found(needed[by], missing, np.ones(len(needed)), "the row is missing"), "table", name)


def unknown(name: str, frame: Frame, known: Frame, by: list[str], space: Space) -> Finding:
    """Rows for a key that the case does not have."""
    strange = ~space.stands(frame, known, by)
    return labelled(found(frame[by], strange, np.ones(len(frame)), "the case has no such key"), "table", name)
