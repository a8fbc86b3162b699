"""Which number of the inputs is meant by ``table:where:column``."""

import numpy as np
import pandas as pd

from models.keys import Mask
from models.schema import BY_NAME, Column, Kind
from models.tables import Tables
from optimizer.breakeven.parameter import NUMERIC, SETTINGS, Mode, Numbers, Parameter, alternatives
from optimizer.read.nearest import hint
from optimizer.read.numbers import as_number
from optimizer.request import BadRequest

GRAMMAR = "table:where:column, like exchange_rates:currency=JPY:rate (where: pairs key=value joined by ;)"


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
        for other in alternatives(text.partition(":")[0], column.name):
            given |= frame[other].notna().to_numpy()
        cells, blank = np.where(blank & ~given, column.default, cells), blank & given
    matches = matches & ~blank & np.isfinite(cells)
    if not matches.any():
        others = " or ".join(alternatives(text.partition(":")[0], column.name))
        instead = f"; it may be given as {others}" if others else "; move it --as value"
        raise BadRequest(f'"{text}": {column.name} is blank or without limit in every matching row{instead}')
    return matches, cells
