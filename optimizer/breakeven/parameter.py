"""The number that is moved: cells of one input column, given a value, scaled or added to."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.keys import Positions
from models.schema import BY_NAME, Kind
from models.tables import Tables
from optimizer.request import BadRequest

Numbers = NDArray[np.float64]

SETTINGS = "case"
NUMERIC = (Kind.NUMBER, Kind.COUNT, Kind.LIMIT)


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
                            *((other, np.nan) for other in alternatives(self.table, self.column))]:  # fmt: skip
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


def alternatives(table: str, column: str) -> list[str]:
    """Other columns that give the same quantity in another way."""
    instead_of = BY_NAME[table][column].instead_of
    return [other.name for other in BY_NAME[table].columns if other.instead_of == column or other.name == instead_of]
