"""One word per thing: the functions of the formulation, the names they write under, and the tests that hold them."""

import ast
import dataclasses
from pathlib import Path

import pytest

from models.allocation import DECISIONS, ITEMS, RULES, Allocation
from models.audit.items import RECOMPUTED
from models.audit.rules import RULES as AUDITED
from models.draft import Draft
from models.plan import ITEMS as WRITTEN
from models.tight import NAME as TIGHT
from tests.small import small

AUDIT_ONLY = {"tables", "build_exists", "ship_exists", "integrality"}
"""What is asked of a written plan and is no row of the program: it is what the columns are."""


@pytest.fixture(name="everything")
def _everything(tmp_path) -> Allocation:
    """A case in which every rule, item and decision is asked for."""
    return small(
        tmp_path, case="change_cost = 3", models="model,family / M,small / N,large",
        plants="plant,yard_capacity / A,50", markets="market,stock_capacity / K,50",
        capacity="plant,line,hours,overtime_hours,overtime_cost,minimum_hours,maximum_change / A,1,10,4,6,1,9"
                 " / A,2,,4,6,,",
        builds="plant,line,model,hours_per_unit,unit_cost,minimum_lot,setup_cost"
               " / A,1,M,2,20,2,9 / A,1,N,2,20,, / A,2,M,2,20,,",
        demand="market,model,demand,commitment,price,shortage_cost,backlog_cost / K,M,5,1,90,30, / K,N,5,,90,30,2",
        routes="route,plant,market,lead_time,service,fixed_cost,minimum_lot,maximum_units / R,A,K,1,s,8,2,9",
        freight="route,cost / R,10", programs="model,market,launch_cost,maximum_units / M,K,900,9",
        services="service,capacity,sailings,minimum_sailings,sailing_cost / s,9,2,1,7",
        adaptations="model,market,unit_cost / M,K,3", tariffs="market,rate,customs_value / K,0.1,100",
        yards="plant,model,maximum,holding_cost / A,M,6,2",
        stock="market,model,minimum,holding_cost,closing,closing_value / K,M,1,2,3,70",
        parts="part,supply,storable / G,9,yes", part_usage="part,model,quantity / G,M,2",
        mix="plant,line,model,maximum_share / A,1,N,0.5",
        shifts="plant,line,pattern,hours,cost,change_cost / A,2,one,8,40,9 / A,2,two,16,50,9",
        frozen="plant,line,model,market,period,units / A,1,M,K,p1,4",
        baseline="plant,line,model,market,period,units / A,1,M,K,p2,4")  # fmt: skip


def test_rows_stand_under_the_name_of_the_function_that_writes_them(everything):
    """Each rule writes rows or bounds under its own name and no other, and all of them write some."""
    draft = Draft(everything.case)
    for decide in DECISIONS:
        decide(draft)
    for rule in RULES:
        before = len(draft.rules), len(draft.bounds)
        rule(draft)
        names = {block.name for block in [*draft.rules[before[0] :], *draft.bounds[before[1] :]] if len(block.keys)}
        assert names == {rule.__name__}


def test_rows_are_written_under_the_names_of_the_rules_and_no_other(everything):
    """The names in rows and bounds are exactly the names of the functions in RULES, but for the rows that only tighten
    the program; prices are read without those.
    """
    names = {block.name for block in [*everything.draft.rules, *everything.draft.bounds]}
    assert names - {TIGHT} == {rule.__name__ for rule in RULES}
    rows = [block.name for block in everything.program.rules]
    assert set(rows) <= names
    assert [block.name for block in everything.rules_only.rules] == [name for name in rows if name != TIGHT]


def test_decisions_stand_under_the_name_of_the_function_that_decides_them(everything):
    """Each decision is one block of columns, an attribute of the draft, a function; here none of them is empty."""
    names = [decision.__name__ for decision in DECISIONS]
    assert [block.name for block in everything.program.decisions] == names
    assert all(len(getattr(everything.draft, name).keys) for name in names)
    declared = [field.name for field in dataclasses.fields(Draft) if field.name in names]
    assert declared == names


def test_items_stand_under_the_name_of_the_function_that_earns_them(everything):
    """Each item earns under its own name and no other, in the order of the plan's summary; here each earns some."""
    draft = everything.draft
    for item in ITEMS:
        before = len(draft.earnings)
        item(draft)
        assert {name for name, _ in draft.earnings[before:]} == {item.__name__}
        assert any(len(term.keys) for _, term in draft.earnings[before:])
    assert tuple(item.__name__ for item in ITEMS) == tuple(WRITTEN)


def test_rules_of_the_audit_have_the_names_of_the_formulation():
    """The audit checks every rule under its name, and further what the columns are; and recomputes every item."""
    audited = {rule.__name__ for rule in AUDITED}
    assert audited - AUDIT_ONLY == {rule.__name__ for rule in RULES}
    assert audited >= AUDIT_ONLY
    assert [item.__name__ for item in RECOMPUTED] == [item.__name__ for item in ITEMS]


@pytest.mark.parametrize(
    ("asked", "functions"),
    [("columns", DECISIONS), ("rows", RULES), ("terms", ITEMS)], ids=["decisions", "rules", "items"],
)  # fmt: skip
def test_rows_columns_and_terms_all_have_a_test_of_their_own(asked, functions):
    """For every function there is a test, here or in a neighbour, that compares what it writes as text: it calls
    ``rows(case, "line_time")`` and is named after it.
    """
    held = set()
    for file in Path(__file__).parent.glob("test_rows_*.py"):
        for test in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                held |= {name for name in _asked(test, asked) if f"_{name}_" in f"{test.name}_"}
    assert held >= {function.__name__ for function in functions}


def _asked(test: ast.FunctionDef, reader: str) -> set[str]:
    """The names that a test compares with what that reader reads."""
    return {
        call.args[1].value
        for comparison in ast.walk(test) if isinstance(comparison, ast.Compare)
        for call in ast.walk(comparison.left)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == reader
        and isinstance(call.args[1], ast.Constant)
    }  # fmt: skip
