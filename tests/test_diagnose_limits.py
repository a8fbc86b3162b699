"""What stands in a conflict, and what does not, in the smallest cases on which it shows."""

import pytest

from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.diagnosis import clashes, diagnose
from tests.small import small

CASES = {
    "a set-up alone is no work, however small a lot may be": ({
        "capacity": "plant,line,hours,minimum_hours / A,1,10,2",
        "builds": "plant,line,model,hours_per_unit,setup_hours,minimum_lot,maximum_units / A,1,M,2,2,3,0",
    }, {"line_time.minimum_hours", "lots.maximum_units"}),
    "what is in stock can't vanish, so it is not to blame for what comes on top": ({
        "stock": "market,model,opening,maximum / K,M,5,3",
        "frozen": "plant,line,model,market,period,units / A,1,M,K,p1,9", "capacity": "plant,line,hours / A,1,18",
    }, {"frozen.units", "stock_limits.maximum", "demand.demand"}),
    "line time is to blame, not the big number that it makes of a lot": ({
        "builds": "plant,line,model,hours_per_unit,minimum_lot / A,1,M,2,1",
        "demand": "market,model,period,demand,commitment / K,M,p1,8,8 / K,M,p2,8,0",
    }, {"line_time.hours", "commitments.commitment"}),
    "a program that must be launched": ({
        "programs": "model,market,minimum_units,status / M,K,11,launched", "capacity": "plant,line,hours / A,1,50",
    }, {"programs.launched", "programs.minimum_units", "demand.demand"}),
    "no sailing, whatever the size of vessels": ({
        "routes": "route,plant,market,service / R,A,K,S",
        "services": "service,capacity,sailings,sailing_cost / S,9,0,1",
        "demand": "market,model,demand,commitment / K,M,5,1",
    }, {"services.sailings", "commitments.commitment"}),
}  # fmt: skip
"""Tables, and the kinds of limits that the first conflict is made of."""


@pytest.mark.parametrize("name", CASES)
def test_conflict_is_made_of_these_limits(name, tmp_path):
    """Exactly the limits to blame, no more."""
    tables, kinds = CASES[name]
    limits = limits_of(small(tmp_path, **tables).case.tables)
    assert {limit.kind for limit in clashes(limits, Clock())[0].limits} == kinds


@pytest.mark.parametrize(("tables", "changes"), [
    ({"stock": "market,model,opening,maximum / K,M,9,3", "pipeline": "market,model,period,units / K,M,p1,2"},
     ["raise most stock of M in K by 3 to 6", "lower M in stock in K at the start by 3 to 6"]),
    ({"demand": "market,model,demand,commitment / K,M,8,8"},
     ["raise overtime of line A 1 in p1 by 6 to 6, raise overtime of line A 1 in p2 by 6 to 6",
      "lower commitment of M to K in p1 by 3 to 5, lower commitment of M to K in p2 by 3 to 5"]),
    ({"capacity": "plant,line,hours,minimum_hours / A,1,10,4", "parts": "part,supply / G,1",
      "part_usage": "part,model,quantity / G,M,1"},
     ["raise supply of G in p1 by 1 to 2, raise supply of G in p2 by 1 to 2",
      "lower least hours of line A 1 in p1 by 2 to 2, lower least hours of line A 1 in p2 by 2 to 2"]),
    ({"builds": "plant,line,model,hours_per_unit,minimum_lot / A,1,M,2,4",
      "frozen": "plant,line,model,market,period,units / A,1,M,K,p1,3"},
     ["lower least lot of M on line A 1 in p1 by 1 to 3", "raise firm M for K on line A 1 in p1 by 1 to 4"]),
    ({"routes": "route,plant,market,service / R,A,K,S", "services": "service,capacity,sailings / S,3,1",
      "demand": "market,model,period,demand,commitment / K,M,p1,5,5 / K,M,p2,5,0"},
     ["raise CEU of each sailing of S in p1 by 2 to 5", "raise most sailings of S in p1 by 1 to 2",
      "lower commitment of M to K in p1 by 2 to 3"]),
    ({"mix": "plant,line,model,maximum_share / A,1,M,0.25 / A,1,N,0.5", "models": "model / M / N",
      "demand": "market,model,demand / K,M,5 / K,N,5", "capacity": "plant,line,hours,minimum_hours / A,1,10,8",
      "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2", "periods": "period / p1"},
     ["raise most share of M on line A 1 by 0.25 to 0.5",
      "lower least hours of line A 1 in p1 by 8 to 0"]),
    ({"capacity": "plant,line,hours_per_day,minimum_hours / A,1,1,12",
      "periods": "period,working_days / p1,10 / p2,8 / p3,10 / p4,10"},
     ["lower least hours of line A 1 in every period of its row by 4 to 8"]),
    ({"programs": "model,market,status / M,K,off", "stock": "market,model,closing / K,M,3"},
     ["let the plan decide on the program of M in K", "lower closing stock of M in K by 3 to 0"]),
])  # fmt: skip
def test_least_changes_are_these(tables, changes, tmp_path):
    """Every kind of change that mends the case, each told as a planner would."""
    found = diagnose(small(tmp_path, **tables).case.tables, Clock())
    assert all(repair.objective is not None for repair in found.repairs)
    told = [", ".join(change.text for change in repair.changes) for repair in found.repairs]
    assert sorted(told) == sorted(changes)


def test_what_whole_switches_deny_clashes_only_where_they_are_whole(tmp_path):
    """Firm units below a lot: no plan, but for half a switch."""
    tables = small(
        tmp_path, builds="plant,line,model,hours_per_unit,minimum_lot / A,1,M,2,4",
        frozen="plant,line,model,market,period,units / A,1,M,K,p1,3",
    ).case.tables  # fmt: skip
    assert diagnose(tables, Clock()).has_plan is False
    relaxed = diagnose(tables, Clock(), relax=True)
    assert relaxed.has_plan
    assert relaxed.conflicts == ()


def test_no_time_is_no_verdict(tmp_path):
    """Where time runs out first nothing is claimed."""
    found = diagnose(small(tmp_path, demand="market,model,demand,commitment / K,M,8,8").case.tables, Clock(0.0))
    assert not found.complete
    assert found.has_plan is not True
    assert found.repairs == () or found.repairs[0].objective is None
