"""Keys of the audit's frames: names as whole numbers, and how rows with equal keys find and add to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from models.audit.frame import Claims, Floats, Frame, Whole, laid_on

ROOMY: Final = 4
"""Keys are looked up in a list of all that there could be where that is no longer than this many times the rows."""


@dataclass(frozen=True)
class Space:
    """All names of each identifier, in listed order. A key cell is a position in its list, or -1 for a blank."""

    names: Mapping[str, list[str]]

    def size(self, column: str) -> int:
        """How many names the identifier has."""
        return len(self.names[column])

    def reach(self, by: Sequence[str]) -> int:
        """How many different keys there could be, blanks included: every ``code`` is less."""
        return prod(self.size(column) + 1 for column in by)

    def code(self, frame: Frame, by: Sequence[str]) -> Whole:
        """One number per row, equal for equal keys and growing in listed order."""
        known = frame.codes.get(tuple(by))
        if known is not None:
            return known
        code, of_blanks = np.zeros(len(frame), dtype=np.int64), 0
        for column in by:
            code *= self.size(column) + 1
            code += frame[column]
            of_blanks = of_blanks * (self.size(column) + 1) + 1
        code += of_blanks
        frame.codes[tuple(by)] = code
        return code

    def find(self, frame: Frame, rows: Frame, by: Sequence[str]) -> Whole:
        """For each row of ``frame`` the position of the (first) row of ``rows`` with the same key, or -1."""
        asked, listed, reach = self.code(frame, by), self.code(rows, by), self.reach(by)
        if not len(listed):
            return np.full(len(asked), -1, dtype=np.int64)
        if reach <= ROOMY * (len(asked) + len(listed)):
            return _first_rows(listed, reach)[asked]
        order = np.argsort(listed, kind="stable")
        in_order = listed[order]
        place = np.minimum(np.searchsorted(in_order, asked), len(listed) - 1)
        return np.where(in_order[place] == asked, order[place], -1)

    def stands(self, frame: Frame, rows: Frame, by: Sequence[str]) -> Claims:
        """Whether the key of each row of ``frame`` has a row in ``rows``."""
        return self.find(frame, rows, by) >= 0

    def value(self, frame: Frame, rows: Frame, column: str, by: Sequence[str]) -> Floats:
        """The number that ``rows`` has for the key of each row of ``frame``; 0 where it has none."""
        return laid_on(self.find(frame, rows, by), rows[column].astype(np.float64), 0.0)

    def grouped(self, rows: Frame, column: str, by: Sequence[str]) -> Frame:
        """Sums of a number over equal keys: columns ``by``, ``column`` and ``gross`` (sum of absolute numbers)."""
        code, numbers = self.code(rows, by), rows[column].astype(np.float64)
        if _growing(code):  # as in a plan that is written in order: every key once
            return rows[list(by)].assign(**{column: numbers, "gross": np.abs(numbers)})
        return self._added_up(code, numbers, column, by)

    def total(self, frame: Frame, rows: Frame, column: str, by: Sequence[str]) -> Floats:
        """For each row of ``frame`` the sum over the rows of the same key; 0 where there are none."""
        return self.value(frame, self.grouped(rows, column, by), column, by)

    def netted(self, parts: Sequence[tuple[float, Frame]], by: Sequence[str], column: str = "units") -> Frame:
        """Signed frames added up key by key: columns ``by``, ``column`` and ``gross``."""
        codes = [self.code(part, by) for _, part in parts]
        numbers = [sign * part[column].astype(np.float64) for sign, part in parts]
        if _growing(codes[0]) and all(np.array_equal(codes[0], code) for code in codes[1:]):  # row by row the same keys
            sums, gross = np.add.reduce(numbers), np.add.reduce([np.abs(number) for number in numbers])
            return parts[0][1][list(by)].assign(**{column: sums, "gross": gross})
        return self._added_up(np.concatenate(codes), np.concatenate(numbers), column, by)

    def _added_up(self, code: Whole, numbers: Floats, column: str, by: Sequence[str]) -> Frame:
        first, group = _groups(code, self.reach(by))
        sums = np.bincount(group, weights=numbers, minlength=len(first))
        gross = np.bincount(group, weights=np.abs(numbers), minlength=len(first))
        return self._keys(code[first], by).assign(**{column: sums, "gross": gross})

    def _keys(self, code: Whole, by: Sequence[str]) -> Frame:
        """The key that each code stands for: ``code`` the other way round."""
        columns, rest = {}, code
        for column in reversed(by):
            names = self.size(column) + 1
            columns[column] = rest % names - 1
            rest = rest // names
        return Frame({column: columns[column] for column in by}, {tuple(by): code})

    def distinct(self, rows: Frame, by: Sequence[str]) -> Frame:
        """The different keys of the rows, in listed order."""
        code = self.code(rows, by)
        return rows[list(by)].at(_groups(code, self.reach(by))[0])

    def repeats(self, rows: Frame, by: Sequence[str]) -> Claims:
        """Whether the key of the row stood in a row before."""
        again = np.ones(len(rows), dtype=bool)
        again[_groups(self.code(rows, by), self.reach(by))[0]] = False
        return again

    def joined(self, frame: Frame, rows: Frame, by: Sequence[str]) -> tuple[Whole, Whole]:
        """Every pair of a row of ``frame`` and one of ``rows`` with the same key: their positions."""
        listed, asked = self.code(rows, by), self.code(frame, by)
        order = np.argsort(listed, kind="stable")
        start = np.searchsorted(listed[order], asked, side="left")
        count = np.searchsorted(listed[order], asked, side="right") - start
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(np.arange(len(asked)), count), order[np.repeat(start, count) + within]

    def every_period(self, rows: Frame) -> Frame:
        """Each row once for every period, periods in planning order within a row."""
        periods = self.size("period")
        repeated = rows.at(np.repeat(np.arange(len(rows)), periods))
        return repeated.assign(period=np.tile(np.arange(periods, dtype=np.int64), len(rows)))


def _growing(code: Whole) -> bool:
    """Whether every code is greater than the one before."""
    return bool((code[1:] > code[:-1]).all())


def _first_rows(code: Whole, reach: int) -> Whole:
    """For every code that there could be the position of its first row, or -1."""
    first = np.full(reach, -1, dtype=np.int64)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)  # the last one written stays
    return first


def _groups(code: Whole, reach: int) -> tuple[Whole, Whole]:
    """The first row of each different code, in growing order of codes; and for each row the number of its code."""
    if _growing(code):
        every = np.arange(len(code))
        return every, every
    if reach <= ROOMY * len(code):
        first = _first_rows(code, reach)
        stands = first >= 0
        return first[stands], (np.cumsum(stands) - 1)[code]
    order = np.argsort(code, kind="stable")
    in_order = code[order]
    begins = np.append(True, in_order[1:] != in_order[:-1])
    group = np.empty(len(code), dtype=np.int64)
    group[order] = np.cumsum(begins) - 1
    return order[begins], group
