"""Sums of cells as formulas: of groups of rows, over time, times what each is worth; and the numbers they come to."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from optimizer.report.workbook.block import Block
from optimizer.report.workbook.figures import Binds, Figure, Numbers, Places, zeros

MOST_ARGUMENTS: Final = 250
"""Of a SUM in one formula; Excel allows 255."""


def stretches(rows: Places) -> list[tuple[int, int]]:
    """First and last of each unbroken stretch of ascending rows."""
    if not len(rows):
        return []
    ends = np.flatnonzero(np.diff(rows) != 1)
    firsts, lasts = rows[np.append(0, ends + 1)], rows[np.append(ends, len(rows) - 1)]
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def grouped(codes: Places, size: int) -> list[Places]:
    """For each code below ``size`` the rows that have it."""
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(size + 1))
    return [order[ends[code] : ends[code + 1]] for code in range(size)]


def added(block: Block, groups: Sequence[Places]) -> Figure:
    """For each group of rows of a block their sum, column by column."""
    spans = [stretches(group) for group in groups]

    def text(row: int, column: int) -> str:
        parts = [block.down(first, last, column) for first, last in spans[row]]
        if len(parts) == 1 and len(groups[row]) == 1:
            return parts[0]
        sums = [parts[start : start + MOST_ARGUMENTS] for start in range(0, len(parts), MOST_ARGUMENTS)]
        return "+".join(f"SUM({','.join(some)})" for some in sums) or "0"

    value = _sums(block.value, groups)
    return Figure(value, text, Binds.SUM if any(len(group) > MOST_ARGUMENTS for group in groups) else Binds.CALL)


def together(block: Block, groups: Sequence[Places]) -> Figure:
    """For each group of rows all their cells together: one column."""

    def text(row: int, _: int) -> str:
        return "+".join(f"SUM({block.area(first, last)})" for first, last in stretches(groups[row])) or "0"

    return Figure(_sums(block.value, groups).sum(axis=1, keepdims=True), text, Binds.SUM)


def weighted(block: Block, weights: Block, groups: Sequence[Places], header: str = "") -> Figure:
    """For each group of rows the sum of a block times another with the same rows, or one column (``header``) of it."""
    if not len(block) or not len(weights):
        return zeros(len(groups), block.width)
    place = weights.headers.index(header) if header else None
    by = weights.value if place is None else weights.value[:, [place]]
    spans = [stretches(group) for group in groups]

    def pair(first: int, last: int, column: int) -> str:
        weight = weights.down(first, last, column if place is None else place, is_fixed=place is not None)
        cells = block.down(first, last, column)
        return f"{cells}*{weight}" if first == last else f"SUMPRODUCT({cells},{weight})"

    def text(row: int, column: int) -> str:
        return "+".join(pair(first, last, column) for first, last in spans[row]) or "0"

    is_one = all(len(span) <= 1 for span in spans)
    return Figure(_sums(block.value * by, groups), text, Binds.PRODUCT if is_one else Binds.SUM)


def over_time(block: Block, weights: Block | None = None, sign: str = "") -> Figure:
    """Each row added up over all its columns, times those of another block with the same rows where one is given."""

    def text(row: int, _: int) -> str:
        if weights is None:
            return f"{sign}SUM({block.across(row)})"
        return f"{sign}SUMPRODUCT({block.across(row)},{weights.across(row)})"

    value = block.value if weights is None else block.value * weights.value
    total = value.sum(axis=1, keepdims=True)
    return Figure(-total if sign else total, text, Binds.SUM if sign else Binds.CALL)


def whole(block: Block) -> Figure:
    """All cells of a block together; one cell."""
    return Figure(block.value.sum(keepdims=True), lambda _row, _column: f"SUM({block.area(0, len(block) - 1)})")


def _sums(value: Numbers, groups: Sequence[Places]) -> Numbers:
    sums = [value[group].sum(axis=0) for group in groups]
    return np.array(sums).reshape(len(groups), value.shape[1])
