"""Names for columns and rows, made only when somebody asks: for tests, for explanations, for a look at the program.

build[TMMK/1,Camry,JP,2026-03]        line_time.hours[TMMK/1,2026-03]: 0.02 build[…] - overtime[…] <= 300
"""

import numpy as np

from models.draft import Draft
from models.keys import Keys
from models.program import Program


def key_name(draft: Draft, keys: Keys, position: int) -> str:
    """The key at a position: names in the order of its dimensions, a line as ``plant/line``."""
    case, words = draft.case, []
    for dimension in keys.dimensions:
        code = int(keys[dimension][position])
        if dimension == "line":
            plant = case.tables.listed("plant")[case.plant_of_line[code]]
            words.append(f"{plant}/{case.tables.listed('line')[case.name_of_line[code]]}")
        elif dimension == "mix":
            words.append(f"row {code + 1}")
        else:
            words.append(case.tables.listed(dimension)[code])
    return ",".join(words)


def column_name(draft: Draft, column: int) -> str:
    """``decision[key]``; ``IndexError`` if there is no such column."""
    for decision in draft.decisions:
        if decision.start <= column < decision.start + len(decision.keys):
            return f"{decision.name}[{key_name(draft, decision.keys, column - decision.start)}]"
    raise IndexError(f"no column {column}")


def row_text(draft: Draft, program: Program, row: int) -> str:
    """``rule.limit[key]: formula``; ``IndexError`` if there is no such row."""
    for rule in draft.rules:
        if rule.start <= row < rule.start + len(rule.keys):
            name = rule.name if rule.limit == rule.name else f"{rule.name}.{rule.limit}"
            return f"{name}[{key_name(draft, rule.keys, row - rule.start)}]: {_formula(draft, program, row)}"
    raise IndexError(f"no row {row}")


def rule_texts(draft: Draft, program: Program, rule: str) -> list[str]:
    """All rows of a rule, and all column bounds that stand for it, as text."""
    rows = [row_text(draft, program, block.start + place)
            for block in draft.rules if block.name == rule for place in range(len(block.keys))]  # fmt: skip
    bounds = [
        f"{bound.name}.{bound.limit}: {column_name(draft, int(column))} {'<=' if bound.sense > 0 else '>='} {limit:g}"
        for bound in draft.bounds
        for column, limit in zip(bound.columns, bound.limits, strict=True)
        if bound.name == rule
    ]
    return rows + bounds


def objective_text(draft: Draft, item: str) -> list[str]:
    """The terms of one item of the contribution, as text, in the order of their keys."""
    texts = []
    for name, term in draft.earnings:
        coefficients = np.broadcast_to(np.asarray(term.coefficients, dtype=np.float64), len(term.columns))
        texts += [
            f"{coefficient:g} {column_name(draft, int(column))}"
            for column, coefficient in zip(term.columns, coefficients, strict=True)
            if name == item and coefficient
        ]
    return texts


def _formula(draft: Draft, program: Program, row: int) -> str:
    """``2 build[…] - overtime[…] <= 40``, or ``3 <= … <= 5``."""
    start, stop = program.matrix.indptr[row], program.matrix.indptr[row + 1]
    words = []
    for column, coefficient in zip(program.matrix.indices[start:stop], program.matrix.data[start:stop], strict=True):
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient):g} "
        words += ["-" if coefficient < 0 else "+", f"{size}{column_name(draft, int(column))}"]
    left = " ".join(words[1:] if words[:1] == ["+"] else words) or "0"
    lower, upper = program.row_lower[row], program.row_upper[row]
    if lower == upper:
        return f"{left} = {lower:g}"
    text = left if np.isinf(upper) else f"{left} <= {upper:g}"
    return text if np.isinf(lower) else (f"{left} >= {lower:g}" if np.isinf(upper) else f"{lower:g} <= {text}")
