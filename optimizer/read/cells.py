"""From text to typed cells: each distinct word of a column once, each fault explained."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.schema import Column, Kind
from models.schema.columns import NONE
from optimizer.faults import Fault
from optimizer.read.draft import NUMERIC, Draft, Values, blank_values
from optimizer.read.nearest import hint
from optimizer.read.numbers import advice, all_allowed, allowed, as_number, as_numbers, asked
from optimizer.read.origin import RowOrigin
from optimizer.read.text_table import Cells, TextTable

_WORDS_AT_ONCE = 1000
Explain = Callable[[Column, str], str]
"""What is wrong with a word, to follow its column and what was found."""


def type_cells(text: TextTable, origin: RowOrigin) -> tuple[Draft, list[Fault]]:
    """Type every cell of a table; faulty ones are blank and spoiled in the draft.

    The cells of a ragged row may stand under the wrong header: what is wrong with them is not said, and what isn't a
    key is spoiled.
    """
    draft = Draft(text.schema, origin, len(text), {}, ragged=text.ragged)
    faults: list[Fault] = []
    any_ragged = bool(text.ragged.any())
    for column in text.schema.columns:
        cells = text.columns.get(column.name)
        if cells is None:
            draft.values[column.name] = blank_values(column, len(text))
            if column.name in text.absent:
                draft.spoil(column.name, np.ones(len(text), dtype=np.bool_))
            continue
        draft.values[column.name], bad, explain = _type_column(column, cells)
        if column.name in text.spoiled:
            draft.spoil(column.name, text.spoiled[column.name])
        if any_ragged and not column.key:
            draft.spoil(column.name, text.ragged)
        if not bad:
            continue
        wrong = np.isin(cells.codes, bad)
        draft.spoil(column.name, wrong)
        for row in draft.first(wrong & ~text.ragged):
            message = f'{column.name} is "{cells[row]}", {explain(column, cells[row])}'
            faults.append(draft.fault(row, column.name, message, found=cells[row]))
    return draft, faults


def _type_column(column: Column, cells: Cells) -> tuple[Values, list[int], Explain]:
    """The typed column, the codes of the words that are wrong in it, and how to say why."""
    if column.kind in NUMERIC:
        numbers, bad = _numbers(column, cells.words)
        return numbers[cells.codes], bad, _no_number
    words, bad = cells.named(), []
    if column.kind is Kind.CHOICE and not set(words.names) <= {*column.choices}:
        bad = [code for code, word in enumerate(cells.words) if word and word not in column.choices]
        words = words.only(column.choices)
    return words, bad, _no_choice


def _numbers(column: Column, words: tuple[str, ...]) -> tuple[NDArray[np.float64], list[int]]:
    """Many at a time where nothing is wrong with them, one by one where something is."""
    values = np.empty(len(words))
    bad: list[int] = []
    for start in range(0, len(words), _WORDS_AT_ONCE):
        some = words[start : start + _WORDS_AT_ONCE]
        numbers = as_numbers(some)
        if numbers is None or not all_allowed(column, np.array(numbers)):
            numbers = [_number(column, word) for word in some]
            bad += (start + place for place, word in enumerate(some) if word and np.isnan(numbers[place]))
        values[start : start + len(some)] = numbers
    return values, bad


def _number(column: Column, word: str) -> float:
    """The number that is written there; NaN where there is none that is allowed."""
    if column.kind is Kind.LIMIT and word == NONE:
        return np.inf
    value = as_number(word)
    return np.nan if value is None or not allowed(column, value) else value


def _no_number(column: Column, word: str) -> str:
    return f"not {asked(column)}{advice(column, word) if as_number(word) is None else ''}"


def _no_choice(column: Column, word: str) -> str:
    words = " or ".join(column.choices) if len(column.choices) == 2 else ", ".join(column.choices)
    return f"not one of {words}{hint(word, column.choices)}"
