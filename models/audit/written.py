"""The audit's reading of the written plan: whatever is malformed becomes a finding, and what is left can be judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from models.audit.findings import Finding, found
from models.audit.reading import RawCase
from models.audit.space import Floats, Space, Whole
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
UNKNOWN: Final = -2


@dataclass
class PlanReader:
    """Reads the frames of a plan one by one and keeps what is wrong with them."""

    case: RawCase
    findings: list[Finding] = field(default_factory=list)

    def read(self, plan: Plan) -> dict[str, pd.DataFrame]:
        """Every table but ``prices``: valid keys as whole numbers (rows with others left out), finite numbers."""
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
            frame = self._with_columns(name, frame)
            if name != "prices":
                frames[name] = self._rows(name, frame)
        return frames

    def _say(self, table: str, amount: float, message: str) -> None:
        self.findings.append(Finding(pd.DataFrame({"table": [table]}), np.array([float(amount)]), message))

    def _with_columns(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with exactly its columns; one that is missing is blank."""
        for column in COLUMNS[name]:
            times = int((frame.columns == column).sum())
            if times != 1:
                self._say(name, 1, f"column {column} is missing" if times == 0 else f"column {column} stands twice")
        frame = frame.loc[:, ~frame.columns.duplicated()]
        return frame.reindex(columns=list(COLUMNS[name])).reset_index(drop=True)

    def _rows(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        columns: dict[str, pd.Series | Floats | Whole] = {}
        valid = np.ones(len(frame), dtype=bool)
        rows = pd.DataFrame({"table": name, "row": np.arange(len(frame)) + 1})
        for column in COLUMNS[name]:
            cells = frame[column]
            if column in NUMBERS[name]:
                columns[column] = self._numbers(name, column, cells, rows)
            elif (name, column) in TEXT:
                columns[column] = cells.astype(object).where(cells.notna(), "").map(str)
            else:
                codes = positions(cells, self.case.space.names["period" if column == "arrival" else column])
                faulty = codes == UNKNOWN if (name, column) in MAY_BE_BLANK else codes < 0
                self.findings.append(found(rows, faulty, np.ones(len(frame)), f"{column} is blank or unknown"))
                columns[column] = np.maximum(codes, -1)
                valid &= ~faulty | ((name, column) in NOT_KEYS)
        return pd.DataFrame(columns)[valid].reset_index(drop=True)

    def _numbers(self, name: str, column: str, cells: pd.Series, rows: pd.DataFrame) -> Floats:
        """Finite numbers ≥ 0 but for money; a blank ratio stays NaN, any other fault is said and becomes 0."""
        if pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_complex_dtype(cells.dtype):
            numbers = cells.to_numpy(dtype=np.float64, na_value=np.nan).copy()
        else:
            numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
        faulty = ~np.isfinite(numbers)
        if (name, column) in MAY_BE_BLANK:
            faulty &= ~np.isnan(numbers)
        self.findings.append(found(rows, faulty, np.ones(len(numbers)), f"{column} is not a number"))
        numbers[faulty] = 0.0
        if name != "contribution":
            self.findings.append(found(rows, numbers < 0, -numbers, f"{column} is negative"))
        return numbers


def _number(cell: object) -> float:
    """The cell of a column that does not hold numbers only, as a number where it is one."""
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def positions(cells: pd.Series, names: list[str]) -> Whole:
    """Position of each name in its list; -1 for a blank, ``UNKNOWN`` for what is not in the list."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        codes, distinct = cells.cat.codes.to_numpy(dtype=np.int64), list(cells.cat.categories)
    else:
        try:
            factors, unique = pd.factorize(cells)
        except TypeError:  # a cell that is a list or the like has no place among names
            factors, unique = pd.factorize(cells.map(str))
        codes, distinct = np.asarray(factors, dtype=np.int64), list(unique)
    known = pd.Index(names, dtype=object).get_indexer(pd.Index([str(name) for name in distinct], dtype=object))
    return np.append(np.where(known < 0, UNKNOWN, known), -1).astype(np.int64)[codes]


def repeated(name: str, frame: pd.DataFrame, by: list[str], space: Space) -> Finding:
    """Rows whose key stood before."""
    _, first = np.unique(space.code(frame, by), return_index=True)
    again = np.ones(len(frame), dtype=bool)
    again[first] = False
    where = frame[by].assign(table=name)[["table", *by]]
    return found(where, again, np.ones(len(frame)), "a second row with the same key")


def absent(name: str, needed: pd.DataFrame, frame: pd.DataFrame, by: list[str], space: Space) -> Finding:
    """Keys that must have a row and have none."""
    where = needed[by].assign(table=name)[["table", *by]]
    return found(where, ~space.stands(needed, frame, by), np.ones(len(needed)), "the row is missing")
