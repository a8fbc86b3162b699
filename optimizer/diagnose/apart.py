"""The limits of a case set apart: which rows of its program hold which of them, and what a lifted one leaves."""

from dataclasses import replace

import numpy as np

from models.draft import Rule
from models.keys import MISSING, Mask, Raveled
from models.program import Program
from models.tables import Tables
from optimizer.diagnose.limits import BALANCES, Limits
from optimizer.diagnose.roomy import BUILT, SAILS, RoomyDraft, roomy_draft

LAWS = {
    ("shifts", "pattern"), ("shifts", "change"), ("programs", "launch_build"), ("programs", "launch_ship"),
    ("baseline", "above"), ("baseline", "below"), ("services", SAILS), ("lots", BUILT),
}  # fmt: skip
"""Rules without a limit of the planner's on their right-hand side."""


def limits_of(tables: Tables) -> Limits:
    """The limits of a case."""
    draft = roomy_draft(tables)
    program = _costless(draft)
    of_row = np.full(len(program.row_lower), MISSING, dtype=np.int64)
    lower, upper = np.full(len(of_row), -np.inf), np.full(len(of_row), np.inf)
    numbered: dict[tuple[str, str, int], int] = {}
    blocks = []
    for place, rule in enumerate(draft.rules):
        rows = slice(rule.start, rule.start + len(rule.keys))
        marks = np.where(_is_limit(draft, rule, place), _marks(draft, rule), MISSING)
        names = [MISSING if mark == MISSING else numbered.setdefault((rule.name, rule.limit, mark), len(numbered))
                 for mark in marks.tolist()]  # fmt: skip
        numbers = np.array(names, dtype=np.int64)
        of_row[rows] = numbers
        if (rule.name, rule.limit) in BALANCES:
            lower[rows] = 0.0
        if rule.name == "demand":
            lower[rows] = rule.lower
        blocks.append((rule, numbers))
    laws = of_row == MISSING
    lower, upper = np.where(laws, program.row_lower, lower), np.where(laws, program.row_upper, upper)
    return Limits(draft, program, of_row, lower, upper, tuple(blocks), len(numbered))


def _costless(draft: RoomyDraft) -> Program:
    """The program without a cost, its columns between natural bounds."""
    program = draft.program()
    lower, integer = program.lower.copy(), program.integer.copy()
    lower[draft.launch.columns], integer[draft.launch.columns] = 0.0, True
    return replace(program, lower=lower, integer=integer, box=None)


def _is_limit(draft: RoomyDraft, rule: Rule, place: int) -> Mask:
    """Whether each row of a rule holds a limit of the planner's."""
    kind = rule.name, rule.limit
    if kind in LAWS or (kind in {("lots", "maximum_units"), ("routes", "maximum_units")} and place < draft.laws):
        return np.zeros(len(rule.keys), dtype=np.bool_)
    if kind in BALANCES:
        there: Mask = rule.upper != 0
        return there
    if kind == ("lots", "minimum_lot"):
        lots: Mask = draft.case.slots.at(rule.keys, "minimum_lot") > 0
        return lots
    return np.ones(len(rule.keys), dtype=np.bool_)


def _marks(draft: RoomyDraft, rule: Rule) -> Raveled:
    """A number for each row of a rule: rows of the same number are one limit.

    What a line in a firm period must not build follows from its being firm: one limit for the line and period.
    """
    marks = rule.keys.ravel()
    if rule.name != "frozen":
        return marks
    own = draft.case.frozen.keys.holds(rule.keys)
    return np.where(own, marks, -2 - rule.keys.ravel(("line", "period")))
