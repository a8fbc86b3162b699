"""The oracle on cases that can be solved in the head: before it judges, it is judged."""

import pytest

from benchmarks.invent import InventedCase
from tests.oracle import answer

ONE = {
    "periods": [{"period": "1"}, {"period": "2"}],
    "plants": [{"plant": "p"}],
    "models": [{"model": "v"}],
    "markets": [{"market": "k"}],
    "capacity": [{"plant": "p", "line": "1", "hours": "10"}],
    "builds": [{"plant": "p", "line": "1", "model": "v", "hours_per_unit": "1", "unit_cost": "5"}],
    "demand": [{"market": "k", "model": "v", "demand": "8", "price": "20"}],
    "routes": [{"route": "r", "plant": "p", "market": "k"}],
    "freight": [{"route": "r", "cost": "1"}],
}
"""One of everything: 8 units in each of two periods, each worth 20 - 5 - 1 = 14. Optimum 2 · 8 · 14 = 224."""

LINE = {"plant": "p", "line": "1"}
PAIR = {"market": "k", "model": "v"}
FIRM = {**LINE, "model": "v", "market": "k", "period": "1"}


def worth(settings=None, **tables):
    """The oracle's objective of the one-of-everything case, with some tables replaced or filled in."""
    laid = {name: [dict(row) for row in rows] for name, rows in ONE.items()}
    for name, rows in tables.items():
        if isinstance(rows, dict):  # cells for the only row
            laid[name][0].update(rows)
        else:
            laid[name] = rows
    return answer(InventedCase({"currency": "USD", **(settings or {})}, laid)).objective


def test_invented_hand_plain():
    """Everything asked for is built, and earns 14 a unit: 16 · 14."""
    assert worth() == pytest.approx(224)


def test_invented_hand_line_time():
    """Six hours and an hour of overtime at 3: (6 · 14 + 1 · 11) · 2."""
    assert worth(capacity={"hours": "6", "overtime_hours": "1", "overtime_cost": "3"}) == pytest.approx(190)


def test_invented_hand_cell_by_cell():
    """A row of period 2 with only a price changes that price alone: 8 · 14 + 8 · 24."""
    rows = [{**PAIR, "demand": "8", "price": "20"}, {**PAIR, "period": "2", "price": "30"}]
    assert worth(demand=rows) == pytest.approx(304)


def test_invented_hand_backlog():
    """4 and 10 built of 8 and 8: 4 wait, then 2, which are lost: 14 · 14 - 2 · (4 + 2) - 3 · 2."""
    capacity = [{**LINE, "period": "1", "hours": "4"}, {**LINE, "period": "2", "hours": "10"}]
    demand = {"backlog_cost": "2", "shortage_cost": "3"}
    assert worth(capacity=capacity, demand=demand) == pytest.approx(178)


def test_invented_hand_beyond_the_horizon():
    """Three periods under way of two: nothing is sold (16 short at 1); a closing value of 10 pays for 20 units at 4."""
    far = {"routes": {"lead_time": "3"}, "demand": {"shortage_cost": "1"}}
    assert worth(**far) == pytest.approx(-16)
    assert worth(**far, stock=[{**PAIR, "closing_value": "10"}]) == pytest.approx(64)


def test_invented_hand_program_off():
    """Demand, commitments and shortage of a program that is off do not count."""
    demand = {"commitment": "8", "shortage_cost": "9"}
    assert worth(demand=demand, programs=[{"model": "v", "market": "k", "status": "off"}]) == pytest.approx(0)


def test_invented_hand_program_waits():
    """On sale from period 2; three orders wait through period 1 at 2 each, then 8 + 2 are sold and 1 is lost:
    10 · 14 - 2 · 3 - 2 · 1.
    """
    late = [{"model": "v", "market": "k", "first_period": "2", "status": "launched"}]
    stock = [{**PAIR, "opening_backlog": "3", "maximum": "0"}]
    assert worth(demand={"backlog_cost": "2"}, programs=late, stock=stock) == pytest.approx(132)


def test_invented_hand_frozen():
    """Exactly 3 in period 1, then 8: 11 · 14."""
    assert worth(frozen=[{**FIRM, "units": "3"}]) == pytest.approx(154)


def test_invented_hand_baseline():
    """8 where 5 were planned: three units of deviation at 2 each."""
    assert worth({"change_cost": 2.0}, baseline=[{**FIRM, "units": "5"}]) == pytest.approx(218)


@pytest.mark.parametrize(("storable", "units"), [("no", 6), ("yes", 7)])
def test_invented_hand_parts(storable, units):
    """Two parts a unit, 4 a period and 6 at the start, four hours in period 1: 4, then 2 or, with 2 kept, 3 units."""
    capacity = [{**LINE, "period": "1", "hours": "4"}, {**LINE, "period": "2", "hours": "10"}]
    parts = [{"part": "g", "supply": "4", "opening": "6", "storable": storable}]
    usage = [{"part": "g", "model": "v", "quantity": "2"}]
    assert worth(capacity=capacity, parts=parts, part_usage=usage) == pytest.approx(14 * units)


def test_invented_hand_setups():
    """Four hours and 10 to set up: 6 units a period, 2 · (6 · 14 - 10)."""
    assert worth(builds={"setup_hours": "4", "setup_cost": "10"}) == pytest.approx(148)


def test_invented_hand_sailings():
    """Two units of 1.5 CEU fit on a sailing of 3 that costs 20; two a period: 2 · 2 · (2 · 14 - 20)."""
    services = [{"service": "s", "capacity": "3", "sailings": "2", "sailing_cost": "20"}]
    assert worth(models={"ceu": "1.5"}, routes={"service": "s"}, services=services) == pytest.approx(32)


def test_invented_hand_duty_on_arrival():
    """Sent in period 1, arrived in period 2, whose duty of 0.5 · 4 counts: 8 · 12; what period 1 wants is lost."""
    tariffs = [
        {"market": "k", "rate": "0", "customs_value": "4"},
        {"market": "k", "period": "2", "rate": "0.5"},
    ]
    assert worth(routes={"lead_time": "1"}, tariffs=tariffs) == pytest.approx(96)


@pytest.mark.parametrize(("least", "objective"), [("1", 154), ("3", 154)])
def test_invented_hand_shifts(least, objective):
    """Closed before; opened in period 1 for 30, at 20 a period, and kept: 224 - 30 - 40."""
    closed = {**LINE, "pattern": "closed", "hours": "0", "previous": "yes"}
    opened = {**LINE, "pattern": "open", "hours": "10", "cost": "20", "change_cost": "30", "minimum_periods": least}
    assert worth(capacity=[{**LINE, "overtime_hours": "0"}], shifts=[closed, opened]) == pytest.approx(objective)


def test_invented_hand_infeasible():
    """A commitment that no line can keep leaves no plan."""
    assert worth(demand={"commitment": "8"}, capacity={"hours": "7"}) is None
