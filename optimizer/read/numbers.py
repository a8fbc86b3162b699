"""How a number is written, and how to say what is wrong with one that is not."""

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.schema import Column, Kind
from models.schema.columns import NONE

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_CHARACTERS = re.compile(r"[0-9.eE+-]*")
"""All that a number is written with; Python's `float` takes underscores and words besides."""
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
_BRACKETS = re.compile(r"\(\s*([0-9.]+)\s*\)")
"""How accountants write a negative number."""
_NOTHING = {"na", "n/a", "n.a.", "#n/a", "#na", "null", "nil", "-", "--", "–", "—", "?", "tbd"}
"""How people and spreadsheets write that there is no number."""


def as_number(cell: str) -> float | None:
    """The finite number that is written there, or ``None``."""
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if math.isfinite(value) else None


def as_numbers(cells: Sequence[str]) -> list[float] | None:
    """The numbers written in many cells, NaN where blank; ``None`` if any of them is none (it need not be finite)."""
    if not _CHARACTERS.fullmatch("".join(cells)):
        return None
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        return None


def asked(column: Column) -> str:
    """What a cell of the column must be: ``a number ≥ 0``, ``a whole number ≥ 1``, ``a number from 0 to 1``."""
    noun = "a whole number" if column.kind is Kind.COUNT else "a number"
    if math.isfinite(column.minimum) and math.isfinite(column.maximum):
        return f"{noun} from {column.minimum:g} to {column.maximum:g}"
    if math.isfinite(column.minimum):
        noun += f" {'>' if column.above_minimum else '≥'} {column.minimum:g}"
    return f'{noun} or the word "{NONE}"' if column.kind is Kind.LIMIT else noun


def allowed(column: Column, value: float) -> bool:
    """Whether a finite number lies within the column's bounds."""
    if column.kind is Kind.COUNT and value != math.floor(value):
        return False
    above = value > column.minimum if column.above_minimum else value >= column.minimum
    return above and value <= column.maximum


def all_allowed(column: Column, values: NDArray[np.float64]) -> bool:
    """Whether all numbers are finite and within the column's bounds; NaN stands for blank."""
    known = values[~np.isnan(values)]
    if not len(known):
        return True
    least, most = float(known.min()), float(known.max())
    if not (math.isfinite(least) and math.isfinite(most) and allowed(column, least) and allowed(column, most)):
        return False
    return column.kind is not Kind.COUNT or bool((known == np.floor(known)).all())


def advice(column: Column, cell: str) -> str:
    """What was probably meant by something that is no number, as ``; write 1000``; may be empty."""
    word = cell.lower().lstrip("+-")
    if _THOUSANDS.fullmatch(cell):
        return f"; write {re.sub(r'[^0-9.+-]', '', cell)}, without thousands separators"
    if _DECIMAL_COMMA.fullmatch(cell):
        return f"; write {cell.replace(',', '.')}, with a decimal point"
    if word == NONE:
        instead = "leave the cell blank" if column.default is not None else "a number is needed"
        return f'; write "{NONE}"' if column.kind is Kind.LIMIT else f'; "{NONE}" is only for limits: {instead}'
    if cell.lower() in _NOTHING and column.kind is not Kind.LIMIT:
        return "; a number is needed" if column.required else "; leave the cell blank where there is none"
    if cell.lower() in _NOTHING:
        return f'; for no limit leave the cell blank or write "{NONE}"'
    if cell.startswith("#"):
        return "; a formula of the spreadsheet has failed: write the number itself"
    if match := _BRACKETS.fullmatch(cell):
        negative = f": write -{match[1]}" if column.minimum < 0 else ", which is not allowed here"
        return f"; brackets mean a negative number{negative}"
    if word in {"inf", "infinity", "nan"}:
        return f'; for no limit write "{NONE}"' if column.kind is Kind.LIMIT else "; a number must be finite"
    if cell.endswith("%"):
        return "; write a fraction: 0.05 for 5%"
    return ""


def shown(value: float) -> str:
    """A number as one would write it, with as many digits as tell it from its neighbours: ``10``, ``0.1``."""
    return str(int(value)) if value == math.floor(value) and abs(value) < 1e15 else repr(float(value))
