"""Sources of limits: a limit changes with the cells it is said to come from, and with no others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.allocation import formulate
from models.case import Case
from optimizer.explain.sources import FINDERS, cited, sources
from optimizer.read import read_case

REAL = Path(__file__).parents[1] / "inputs" / "us-japan-2026"


@pytest.fixture(scope="module")
def real():
    """The real case, written down."""
    return formulate(Case(read_case(REAL).tables))


def limits(allocation):
    """Per rule and limit: its keys, and a number for each key that changes when the row or bound does."""
    draft, program = allocation.draft, allocation.rules_only
    weights = abs(program.matrix) @ np.sqrt(np.arange(1.0, 1.0 + program.matrix.shape[1]))
    found = {}
    for rule in draft.rules:
        if rule.name != "tight":
            rows = slice(rule.start, rule.start + len(rule.keys))
            sides = np.nan_to_num(rule.lower, neginf=0.5) + 3 * np.nan_to_num(rule.upper, posinf=0.5)
            found[rule.name, rule.limit, 0] = (rule.keys, sides + weights[rows])
    for bound in draft.bounds:
        found[bound.name, bound.limit, bound.sense] = (bound.keys, bound.limits)
    return found


def with_cell(tables, table, row, column, value):
    """The tables with another value in one cell."""
    frame = tables[table].copy()
    frame.loc[row, column] = value
    return replace(tables, frames={**tables.frames, table: frame})


@pytest.mark.parametrize(("rule", "limit", "table", "column", "row", "value"), [
    ("line_time", "hours", "capacity", "hours_per_day", 0, 15.0),
    ("line_time", "hours", "shifts", "hours", 5, 300.0),
    ("line_time", "hours", "periods", "working_days", 3, 19.0),
    ("line_time", "minimum_hours", "capacity", "minimum_hours", 0, 171.0),
    ("level_line", "maximum_change", "capacity", "previous_hours", 3, 240.0),
    ("overtime", "overtime_hours", "capacity", "overtime_hours_per_day", 2, 2.0),
    ("market_balance", "units", "pipeline", "units", 1, 51.0),
    ("market_balance", "units", "stock", "opening", 23, 61.0),
    ("stock_limits", "minimum", "stock", "minimum", 0, 28051.0),
    ("closing", "closing_transit", "stock", "closing_transit", 23, 81.0),
    ("commitments", "commitment", "demand", "commitment", 456, 39.0),
    ("parts", "supply", "parts", "supply", 7, 50000.0),
    ("mix", "maximum_share", "mix", "maximum_share", 1, 0.33),
    ("baseline", "tolerance", "baseline", "units", 0, 10921.0),
    ("services", "sailings", "services", "sailings", 4, 3.0),
    ("services", "capacity", "services", "capacity", 0, 641.0),
    ("routes", "minimum_lot", "routes", "minimum_lot", 8, 51.0),
])  # fmt: skip
def test_a_limit_changes_with_its_cells_and_no_others(real, rule, limit, table, column, row, value):
    """Another value in a cell changes the limits that cite it, all of them, and no other limit of that rule."""
    changed = limits(formulate(Case(with_cell(real.case.tables, table, row, column, value))))
    cites, moves = 0, 0
    for (name, what, sense), (keys, before) in limits(real).items():
        if (name, what) != (rule, limit):
            continue
        citing = np.zeros(len(keys), dtype=bool)
        for source in sources(real.case, rule, limit, keys):
            citing[source.positions[(source.rows == row) & ((source.table, source.column) == (table, column))]] = True
        moved = before != changed[name, what, sense][1]
        np.testing.assert_array_equal(citing, moved)
        cites, moves = cites + citing.sum(), moves + moved.sum()
    assert cites == moves > 0


def test_every_limit_of_the_real_case_above_zero_has_cells(real):
    """No limit but the laws of nature goes without a citation."""
    for (rule, limit, _), (keys, _) in limits(real).items():
        if (rule, limit) in FINDERS and rule not in ("lots", "routes", "plant_balance", "market_balance"):
            told = {place for source in sources(real.case, rule, limit, keys) for place in source.positions.tolist()}
            assert len(told) == len(keys), (rule, limit)


def test_a_cell_is_cited_with_its_line_and_value(real):
    """A limit of hours cites hours per day and working days, as they stand in the files."""
    keys = next(rule.keys for rule in real.draft.rules if rule.name == "line_time")
    told = [(cell.column, cell.value, cell.citation) for cell in cited(real.case, "line_time", "hours", keys, 2)]
    assert told == [("hours_per_day", 14.5, "capacity.csv:2"), ("working_days", 22.0, "periods.csv:4")]
