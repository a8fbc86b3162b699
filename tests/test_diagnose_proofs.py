"""What arithmetic proves: the smallest case of each argument, with the sentence that a planner reads."""

import pytest

from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import confirmed
from optimizer.diagnose.proofs import PROOFS, prove
from optimizer.diagnose.proofs.proof import Desk
from tests.small import small

FIRM = "plant,line,model,market,period,units"
PLAN = f"{FIRM},tolerance"

CASES = {
    "commitment before anything arrives": ({
        "routes": "route,plant,market,lead_time / R,A,K,1",
        "demand": "market,model,period,demand,commitment / K,M,p1,5,5 / K,M,p2,5,0",
        "pipeline": "market,model,period,units / K,M,p1,2",
    },
        "M for K by p1: 5 committed (demand.csv:2), but the fastest route, R, arrives in p2 at the earliest "
        "(routes.csv:2, lead time 1); in stock or under way 2 (pipeline.csv:2): 3 can never be there"),
    "stock of a program that is off": ({
        "programs": "model,market,status / M,K,off",
        "stock": "market,model,closing / K,M,3",
    },
        "M for K by p2: closing stock 3 (stock.csv:2), but its program is off (programs.csv:2): nothing is "
        "built or shipped; in stock or under way 0: 3 can never be there"),
    "more arrives than finds room": ({
        "stock": "market,model,opening,maximum / K,M,1,3",
        "pipeline": "market,model,period,units / K,M,p1,8 / K,M,p2,9",
    },
        "M in K, p1: 9 are there or arrive (pipeline.csv:2; stock.csv:2), but 5 can be sold (demand.csv:2) "
        "and 3 at most may be in stock (stock.csv:2): 1 find no room"),
    "commitment before production begins": ({
        "builds": "plant,line,model,hours_per_unit,first_period / A,1,M,2,p2",
        "demand": "market,model,period,demand,commitment / K,M,p1,5,1 / K,M,p2,5,0",
    },
        "M for K by p1: 1 committed (demand.csv:2), but nothing can be dispatched before p2, and the fastest "
        "route, R, arrives in p2 at the earliest (routes.csv:2, lead time 0); in stock or under way 0: 1 can "
        "never be there"),
    "more arrives at last than finds room": ({
        "stock": "market,model,maximum / K,M,3",
        "pipeline": "market,model,period,units / K,M,p1,6 / K,M,p2,12",
    },
        "M in K, p2: 12 are there or arrive (pipeline.csv:3), but 5 can be sold (demand.csv:2) and 3 at most "
        "may be in stock (stock.csv:2): 4 find no room"),
    "arrivals without stock": ({
        "pipeline": "market,model,period,units / K,M,p2,7",
    },
        "M in K, p2: 7 are there or arrive (pipeline.csv:2), but 5 can be sold (demand.csv:2) and no stock is "
        "kept there: 2 find no room"),
    "least stock above the room": ({
        "markets": "market,stock_capacity / K,4",
        "models": "model,ceu / M,2",
        "stock": "market,model,opening,minimum / K,M,9,3",
    },
        "K at the end of p1: least stock takes 6 CEU (stock.csv:2), but there is room for 4 (markets.csv:2)"),
    "closing stock above what may be left": ({
        "stock": "market,model,closing,closing_transit,closing_maximum / K,M,3,2,4",
        "routes": "route,plant,market,lead_time / R,A,K,1",
    },
        "M in K: closing stock 3 (stock.csv:2) and under way at the end 2 (stock.csv:2), but most in stock or "
        "under way at the end 4 (stock.csv:2)"),
    "firm builds far from the last plan": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,1",
        "baseline": f"{PLAN} / A,1,M,K,p1,4,0.25",
    },
        "M for K on line A 1 in p1: 1 are firm (frozen.csv:2), but it must stay near the last plan, 3 to 5 "
        "(baseline.csv:2)"),
    "firm builds of a program that is off": ({
        "programs": "model,market,status / M,K,off",
        "frozen": f"{FIRM} / A,1,M,K,p1,1",
    },
        "M for K on line A 1 in p1: 1 must be built (frozen.csv:2), but the program is off (programs.csv:2)"),
    "firm builds of a program that is off, with a yard": ({
        "programs": "model,market,status / M,K,off",
        "frozen": f"{FIRM} / A,1,M,K,p1,1",
        "yards": "plant,model / A,M",
    },
        "M for K on line A 1 in p1: 1 must be built (frozen.csv:2), but the program is off (programs.csv:2)"),
    "firm work above line time": ({
        "frozen": f"{FIRM} / A,1,M,K,p2,6",
        "capacity": "plant,line,hours,overtime_hours / A,1,10,1",
    },
        "line A 1 in p2: firm work takes 12 h (frozen.csv:2), but it has 11 h, overtime and all "
        "(capacity.csv:2)"),
    "firm work above line time, the largest alone": ({
        "models": "model / M / N",
        "demand": "market,model,demand / K,M,9 / K,N,9",
        "periods": "period / p1",
        "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
        "frozen": f"{FIRM} / A,1,N,K,p1,1 / A,1,M,K,p1,6",
    },
        "line A 1 in p1: firm work takes 12 h (frozen.csv:3), but it has 10 h, overtime and all "
        "(capacity.csv:2)"),
    "last plan above line time": ({
        "baseline": f"{PLAN} / A,1,M,K,p1,8,0.25",
    },
        "line A 1 in p1: firm work takes 12 h (baseline.csv:2), but it has 10 h, overtime and all "
        "(capacity.csv:2)"),
    "firm units above the most": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,4",
        "builds": "plant,line,model,hours_per_unit,maximum_units / A,1,M,2,3",
    },
        "M on line A 1 in p1: 4 are firm (frozen.csv:2), but 3 at most may be built (builds.csv:2)"),
    "firm units below the lot": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,2",
        "builds": "plant,line,model,hours_per_unit,minimum_lot / A,1,M,2,3",
    },
        "M on line A 1 in p1: 2 are firm (frozen.csv:2), but a lot is 3 at least (builds.csv:2)"),
    "firm work below least hours": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,2",
        "capacity": "plant,line,hours,minimum_hours / A,1,10,6",
    },
        "line A 1 in p1: firm work takes 4 h and nothing else is built (frozen.csv:2), but it must work 6 h "
        "at least (capacity.csv:2)"),
    "firm work short of parts": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,2 / A,1,M,K,p2,3",
        "parts": "part,period,supply,opening,storable / G,p1,7,1,yes / G,p2,1,1,yes",
        "part_usage": "part,model,quantity / G,M,2",
    },
        "G in p2: firm work takes 10 (frozen.csv:2, 3), but 9 are supplied (parts.csv:2, 3)"),
    "no shift pattern in a period": ({
        "capacity": "plant,line,overtime_hours / A,1,2",
        "shifts": "plant,line,pattern,period,hours / A,1,day,p1,10",
    },
        "line A 1 has shift patterns (shifts.csv:2), but none to choose in p2"),
    "least hours above line time": ({
        "capacity": "plant,line,hours,overtime_hours,minimum_hours / A,1,10,1,12",
    },
        "line A 1 in p1: 12 h must be worked at least (capacity.csv:2), but it has 11 h, overtime and all "
        "(capacity.csv:2)"),
    "hours that rise too much": ({
        "capacity": "plant,line,period,hours,minimum_hours,maximum_change / A,1,p1,4,0,5 / A,1,p2,10,10,5",
    },
        "line A 1 works 4 h at most (capacity.csv:2) before p2 and 10 h at least (capacity.csv:3) then, but "
        "may change by 5 h (capacity.csv:3)"),
    "hours that fall too much": ({
        "capacity": "plant,line,period,hours,maximum_change,previous_hours / A,1,p1,4,5,10 / A,1,p2,10,5,10",
    },
        "line A 1 works 10 h at least before p1 and 4 h at most (capacity.csv:2) then, but may change by 5 h "
        "(capacity.csv:2)"),
    "shares above the whole": ({
        "models": "model,family / M,car / N,van",
        "demand": "market,model,demand / K,M,5 / K,N,5",
        "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
        "capacity": "plant,line,hours,minimum_hours / A,1,10,2",
        "mix": "plant,line,model,family,period,minimum_share / A,1,M,,p2,0.6 / A,1,,van,,0.5",
    },
        "line A 1 in p2: it must build (capacity.csv:2), but all together must be 110.0 % at least "
        "(mix.csv:2, 3) of its units"),
    "shares below the whole": ({
        "frozen": f"{FIRM} / A,1,M,K,p1,2",
        "mix": "plant,line,model,maximum_share / A,1,M,0.5",
    },
        "line A 1 in p1: it must build (frozen.csv:2), but all together must be 50.0 % at most (mix.csv:2) of "
        "its units"),
    "a family and its model": ({
        "models": "model,family / M,car / N,van",
        "demand": "market,model,demand / K,M,5 / K,N,5",
        "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
        "periods": "period / p1",
        "capacity": "plant,line,hours,minimum_hours / A,1,10,2",
        "mix": "plant,line,model,family,minimum_share,maximum_share / A,1,M,,,0.3 / A,1,,car,0.5,",
    },
        "line A 1 in p1: it must build (capacity.csv:2), but the family car must be 50.0 % at least "
        "(mix.csv:3) and 30.0 % at most (mix.csv:2) of its units"),
    "committed work above line time": ({
        "models": "model / M / N",
        "demand": "market,model,period,demand,commitment / K,M,p1,4,4 / K,M,p2,3,3 / K,N,p1,1,0 / K,N,p2,9,4",
        "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
        "stock": "market,model,opening,maximum / K,M,4,1",
    },
        "line A 1, p2: 2 M for K (demand.csv:3; stock.csv:2), 4 N for K (demand.csv:5) must be built and take "
        "12 h, but it has 10 h, overtime and all (capacity.csv:2)"),
    "parts short of commitments": ({
        "demand": "market,model,demand,commitment / K,M,5,4",
        "parts": "part,supply,opening,storable / G,3,1,yes",
        "part_usage": "part,model,quantity / G,M,1",
    },
        "G, p1 to p2: 8 M for K (demand.csv:2) must be built and take 8, but 7 are supplied (parts.csv:2)"),
    "sailings short of commitments": ({
        "models": "model,ceu / M,2",
        "routes": "route,plant,market,service,lead_time / R,A,K,S,1",
        "stock": "market,model,opening,minimum / K,M,9,3",
        "services": "service,capacity,sailings / S,3,1",
        "demand": "market,model,demand,commitment / K,M,6,5",
    },
        "service S, p1: 4 M for K (demand.csv:2; stock.csv:2) must be dispatched and take 8 CEU, but it has "
        "room for 3 (services.csv:2)"),
    "sailings short of what must be under way": ({
        "models": "model,ceu / M,2",
        "routes": "route,plant,market,service,lead_time / R,A,K,S,1",
        "stock": "market,model,closing_transit / K,M,4",
        "services": "service,capacity,sailings / S,3,2",
    },
        "service S: 8 CEU must be under way at the end (stock.csv:2), but its last sailings have room for 6 "
        "(services.csv:2)"),
    "routes that carry too little": ({
        "routes": "route,plant,market,maximum_units / R,A,K,3 / Q,A,K,1",
        "freight": "route / R / Q",
        "demand": "market,model,period,demand,commitment / K,M,p1,5,4 / K,M,p2,5,5",
    },
        "p2: 5 M for K (demand.csv:3) must be dispatched, but 4 can travel (routes.csv:2, 3)"),
}  # fmt: skip
"""The tables that matter, and what is said first of them."""


@pytest.mark.parametrize("name", CASES)
def test_proof_is_told_with_its_figures(name, tmp_path):
    """The sentence is this one, and an engine finds that exactly those limits clash."""
    tables, text = CASES[name]
    limits = limits_of(small(tmp_path, **tables).case.tables)
    proofs = prove(limits)
    assert proofs[0].text == text
    for proof in proofs:
        found = confirmed(limits, proof.limits, Clock())
        assert found is not None
        assert found.limits == proof.limits


def test_nothing_is_proved_of_a_case_with_a_plan(tmp_path):
    """No argument finds anything in a case whose rules all hold."""
    assert prove(limits_of(small(tmp_path).case.tables)) == []


def test_every_argument_has_its_case(tmp_path):
    """Each argument proves something in one of these cases."""
    silent = set(PROOFS)
    for name, (tables, _) in CASES.items():
        (folder := tmp_path / name).mkdir()
        desk = Desk(limits_of(small(folder, **tables).case.tables))
        silent -= {argument for argument in silent if any(argument(desk))}
    assert silent == set()
