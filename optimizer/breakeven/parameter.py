"""The number that is moved: cells of one input column, given a value, scaled or added to."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.keys import Mask, Positions
from models.schema import BY_NAME, Column, Kind
from models.tables import Tables
from optimizer.read.nearest import hint
from optimizer.read.numbers import as_number
from optimizer.request import BadRequest

Numbers = NDArray[np.float64]

SETTINGS = "case"
NUMERIC = (Kind.NUMBER, Kind.COUNT, Kind.LIMIT)
GRAMMAR = "table:where:column, like exchange_rates:currency=JPY:rate (where: pairs key=value joined by ;)"


class Mode(StrEnum):
    """What the moved number does to each cell."""

    VALUE = "value"
    """It takes the cell's place."""
    FACTOR = "factor"
    ADDITION = "addition"


@dataclass(frozen=True)
class Parameter:
    """One number θ that cells of an input column depend on."""

    text: str
    table: str
    column: str
    mode: Mode
    rows: Positions
    """Rows of the table whose cell moves."""
    cells: Numbers
    """What stands there (the default where blank)."""

    @property
    def now(self) -> float | None:
        """The θ at which the case is as it stands; ``None`` where the cells differ, so that no one value is."""
        if self.mode is not Mode.VALUE:
            return 1.0 if self.mode is Mode.FACTOR else 0.0
        return float(self.cells[0]) if len(self.cells) and (self.cells == self.cells[0]).all() else None

    @property
    def is_count(self) -> bool:
        """Whether only whole numbers can stand there."""
        return self.table != SETTINGS and BY_NAME[self.table][self.column].kind is Kind.COUNT

    def values(self, theta: float) -> Numbers:
        """What the cells become."""
        if self.mode is Mode.VALUE:
            return np.full(len(self.cells), float(theta))
        return self.cells * theta if self.mode is Mode.FACTOR else self.cells + theta

    def applied(self, tables: Tables, theta: float) -> Tables:
        """The case with the number at θ; the tables given stay as they are."""
        if self.table == SETTINGS:
            changed = {self.column: float(self.values(theta)[0])}
            return replace(tables, settings=replace(tables.settings, **changed))  # type: ignore[arg-type]  # a number
        frame = tables[self.table].copy()
        for name, cells in [(self.column, self.values(theta)),
                            *((other, np.nan) for other in _alternatives(self.table, self.column))]:  # fmt: skip
            column = frame[name].to_numpy(np.float64).copy()
            column[self.rows] = cells
            frame[name] = column
        return replace(tables, frames={**tables.frames, self.table: frame})

    def cited(self, tables: Tables) -> str:
        """Where the cells stand: ``exchange_rates.csv:2 and 23 more``."""
        if self.table == SETTINGS:
            return "the settings"
        first = tables.origins[self.table].cite(int(self.rows[0]), self.column)
        return first if len(self.rows) == 1 else f"{first} and {len(self.rows) - 1:,} more"


def parameter_of(text: str, mode: str, tables: Tables) -> Parameter:
    """The parameter that is meant by ``table:where:column``. Raises ``BadRequest`` where none can be."""
    if mode not in list(Mode):
        raise BadRequest(f'--as is "{mode}", not one of {", ".join(Mode)}')
    table, _, rest = text.partition(":")
    where, _, name = rest.rpartition(":")
    if not table or not name:
        raise BadRequest(f'"{text}" names no number of the inputs; write {GRAMMAR}')
    if table == SETTINGS:
        return _setting(text, name, Mode(mode), tables)
    if table not in BY_NAME or table == "scenarios":
        raise BadRequest(f'"{text}": there is no table "{table}"{hint(table, BY_NAME)}')
    column = BY_NAME[table].by_name.get(name)
    if column is None:
        raise BadRequest(f'"{text}": "{name}" is no column of {table}{hint(name, BY_NAME[table].by_name)}')
    if column.kind not in NUMERIC or column.key:
        known = [other.name for other in BY_NAME[table].columns if other.kind in NUMERIC]
        raise BadRequest(f'"{text}": {name} of {table} is no number; numbers are {", ".join(known) or "none"}')
    frame = tables[table]
    matches = _matching(text, table, where, frame)
    cells = frame[name].to_numpy(np.float64)
    if mode != Mode.VALUE:
        matches, cells = _reckoned(text, column, matches, cells, frame)
    if mode == Mode.FACTOR and column.kind is Kind.COUNT:
        raise BadRequest(f'"{text}": {name} is a whole number; move it --as value or --as addition')
    rows = np.flatnonzero(matches)
    return Parameter(text, table, name, Mode(mode), rows, cells[rows])


def check_range(parameter: Parameter, low: float, high: float) -> None:
    """Raise ``BadRequest`` where the range is none, or the cells could not hold what they would become."""
    if not low < high:
        raise BadRequest(f"--from {low:g} --to {high:g} is no range: --to must be above --from")
    if parameter.is_count and (low != round(low) or high != round(high)):
        raise BadRequest(f"{parameter.column} is a whole number: --from and --to must be whole")
    least, is_open, most = 0.0, False, np.inf
    if parameter.table != SETTINGS:
        column = BY_NAME[parameter.table][parameter.column]
        least, is_open, most = column.minimum, column.above_minimum, column.maximum
    for theta in (low, high):
        cells = parameter.values(theta)
        worst = float(cells.min())
        if worst < least or (is_open and worst <= least):
            sign = ">" if is_open else "≥"
            raise BadRequest(
                f"{parameter.text} at {theta:g} would be {worst:g}; {parameter.column} must be {sign} {least:g}"
            )
        if cells[np.isfinite(cells)].max(initial=-np.inf) > most:
            raise BadRequest(
                f"{parameter.text} at {theta:g} would be {cells.max():g}; {parameter.column} must be ≤ {most:g}"
            )


def _setting(text: str, name: str, mode: Mode, tables: Tables) -> Parameter:
    value = getattr(tables.settings, name, None)
    if not isinstance(value, float):
        raise BadRequest(f'"{text}": "{name}" is no number among the settings; change_cost is')
    return Parameter(text, SETTINGS, name, mode, np.zeros(1, dtype=np.int64), np.array([value]))


def _matching(text: str, table: str, where: str, frame: pd.DataFrame) -> Mask:
    """The rows that agree with all pairs."""
    matches = np.ones(len(frame), dtype=np.bool_)
    for pair in filter(None, (pair.strip() for pair in where.split(";"))):
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or key not in BY_NAME[table].by_name:
            known = hint(key, BY_NAME[table].by_name)
            raise BadRequest(f'"{text}": "{pair}" is no pair like {BY_NAME[table].columns[0].name}=X{known}')
        fits = _fits(frame[key], BY_NAME[table][key], value)
        if value and not fits.any():
            known = hint(value, [str(name) for name in frame[key].dropna().unique()])
            raise BadRequest(f'"{text}": no row of {table} has {key} "{value}"{known}')
        matches &= fits
    if not matches.any():
        raise BadRequest(f'"{text}" matches no row of {table}')
    return matches


def _fits(cells: "pd.Series[str]", column: Column, value: str) -> Mask:
    if not value:
        return np.asarray(cells.isna(), dtype=np.bool_)
    if column.kind in NUMERIC:
        number = as_number(value)
        return np.asarray(cells.to_numpy(np.float64) == (np.nan if number is None else number), dtype=np.bool_)
    return np.asarray(cells.astype("str") == value, dtype=np.bool_)


def _reckoned(text: str, column: Column, matches: Mask, cells: Numbers, frame: pd.DataFrame) -> tuple[Mask, Numbers]:
    """The matching rows that have a number to start from, and those numbers; blank cells count as their default."""
    blank = np.isnan(cells)
    if isinstance(column.default, float) and np.isfinite(column.default):
        given = np.zeros(len(cells), dtype=np.bool_)
        for other in _alternatives(text.partition(":")[0], column.name):
            given |= frame[other].notna().to_numpy()
        cells, blank = np.where(blank & ~given, column.default, cells), blank & given
    matches = matches & ~blank & np.isfinite(cells)
    if not matches.any():
        others = " or ".join(_alternatives(text.partition(":")[0], column.name))
        instead = f"; it may be given as {others}" if others else "; move it --as value"
        raise BadRequest(f'"{text}": {column.name} is blank or without limit in every matching row{instead}')
    return matches, cells


def _alternatives(table: str, column: str) -> list[str]:
    """Other columns that give the same quantity in another way."""
    instead_of = BY_NAME[table][column].instead_of
    return [other.name for other in BY_NAME[table].columns if other.instead_of == column or other.name == instead_of]
