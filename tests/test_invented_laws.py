"""Laws that need no oracle: how the optimum must answer when a case is changed."""

import math
import random
from dataclasses import replace

import pytest

from benchmarks.invent import SMALL, Feature, InventedCase, invent
from tests.invented import EXAMPLES, near, solved

SEEDS = range(7000, 7000 + 2 * EXAMPLES)

MONEY = {
    "price", "shortage_cost", "backlog_cost", "unit_cost", "setup_cost", "overtime_cost", "cost", "transit_cost",
    "fixed_cost", "sailing_cost", "launch_cost", "holding_cost", "closing_value", "change_cost", "customs_value",
}  # fmt: skip
"""Every column of prices and costs."""

NAMES = {
    "period", "plant", "model", "market", "line", "route", "service", "part", "pattern", "family", "first_period",
    "last_period",
}  # fmt: skip
"""Every column that holds an identifier."""


def case_of(seed, without=()):
    """A case of about half the features, without some, and without scenarios."""
    dice = random.Random(seed)
    left_out = {Feature.SCENARIOS, *without}
    return invent(seed, [f for f in Feature if f not in left_out and dice.random() < 0.4], SMALL)


def changed(case: InventedCase, change):
    """The case with ``change(table, column, text)`` for the text of every cell."""
    tables = {
        table: [{column: change(table, column, cell) for column, cell in row.items()} for row in rows]
        for table, rows in case.tables.items()
    }
    return replace(case, tables=tables)


def optimum(case, folder, **options):
    """The tool's objective; minus infinity where no plan exists."""
    said = solved(case, folder, **options)
    assert said.exit_code in (0, 3), f"seed {case.seed}: exit {said.exit_code} {said.faults}"
    return -math.inf if said.objective is None else said.objective


def no_worse(better, worse):
    """Whether one optimum is at least another, within what gaps leave open."""
    return better >= worse or near(better, worse)


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_more_room(seed, tmp_path):
    """More hours, space, parts and sailings, and no maxima, never earn less."""
    more = {
        "hours": "+5", "hours_per_day": "+2", "overtime_hours": "+3", "overtime_hours_per_day": "+1",
        "yard_capacity": "none", "stock_capacity": "none", "maximum_units": "none", "maximum": "none",
        "closing_maximum": "none", "maximum_change": "none", "supply": "+4", "sailings": "+1", "maximum_share": "1",
    }  # fmt: skip

    def relaxed(table, column, text):
        if (change := more.get(column)) is None:
            return text
        return str(float(text) + float(change)).removesuffix(".0") if change[0] == "+" else change

    case = case_of(seed)
    assert no_worse(optimum(changed(case, relaxed), tmp_path / "more"), optimum(case, tmp_path / "less"))


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_more_demand(seed, tmp_path):
    """More demand, not committed and free to be lost, never earns less."""

    def free(table, column, text):
        return "0" if column == "shortage_cost" else text

    def wanted(table, column, text):
        return str(float(text) + 3) if column == "demand" else text

    case = changed(case_of(seed, [Feature.BACKLOG, Feature.OPENING_BACKLOG]), free)
    assert no_worse(optimum(changed(case, wanted), tmp_path / "more"), optimum(case, tmp_path / "less"))


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_money(seed, tmp_path):
    """Twice every price and cost is twice the contribution."""

    def doubled(table, column, text):
        return str(2 * float(text)) if column in MONEY else text

    case = case_of(seed)
    settings = {name: 2 * value if name in MONEY else value for name, value in case.settings.items()}
    twice = replace(changed(case, doubled), settings=settings)
    single = optimum(case, tmp_path / "once")
    assert (double := optimum(twice, tmp_path / "twice")) == 2 * single or near(double, 2 * single)


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_names(seed, tmp_path):
    """Other names, and rows and columns in another order (but for periods), change nothing."""
    dice = random.Random(seed)
    names = {}

    def renamed(table, column, text):
        return names.setdefault(text, f"{dice.randint(100, 999)} {len(names)}") if column in NAMES else text

    case = case_of(seed)
    other = changed(case, renamed)
    for table, rows in other.tables.items():
        if table != "periods":
            dice.shuffle(rows)
        other.tables[table] = [dict(dice.sample(list(row.items()), len(row))) for row in rows]
    one, two = optimum(case, tmp_path / "one"), optimum(other, tmp_path / "two")
    assert one == two or near(one, two)


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_two_halves(seed, tmp_path):
    """A line split into two equal halves builds as much, where nothing but hours and units holds it."""
    whole = {
        Feature.LOTS, Feature.SETUPS, Feature.SHIFTS, Feature.SHIFT_PREVIOUS, Feature.MIX, Feature.MINIMUM_HOURS,
        Feature.LEVEL_LINE, Feature.FROZEN, Feature.BASELINE, Feature.CONTINUOUS,
    }  # fmt: skip
    case = case_of(seed, whole)
    case.settings["integer_units"] = False
    halved = {"hours", "hours_per_day", "overtime_hours", "overtime_hours_per_day"}

    def half(table, column, text):
        shared = column in halved or (table == "builds" and column == "maximum_units")
        return str(float(text) / 2) if shared and text != "none" else text

    two = changed(case, half)
    for table in ("capacity", "builds"):
        rows = two.tables[table]
        two.tables[table] = [{**row, "line": f"{row['line']} {part}"} for row in rows for part in ("a", "b")]
    one, other = optimum(case, tmp_path / "one"), optimum(two, tmp_path / "two")
    assert one == other or near(one, other)


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_law_of_relaxation(seed, tmp_path):
    """Without integrality the objective is a bound: never below the plan's."""
    case = case_of(seed)
    assert no_worse(optimum(case, tmp_path / "relaxed", relax=True), optimum(case, tmp_path / "whole"))
