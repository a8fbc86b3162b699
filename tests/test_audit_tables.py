"""The audit of the plan's tables: whatever is malformed is a breach, and nothing makes the audit fail."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.audit import audit
from models.audit.rules import RULES
from models.audit.tolerances import SHOWN
from models.plan import COLUMNS
from tests.audit_cases import TINY, broken, builds, sales
from tests.test_audit_contribution import EXACT

RULE_NAMES = [
    "line_time", "overtime", "level_line", "lots", "build_exists", "plant_balance", "yard_limit", "yard_space",
    "market_balance", "stock_limits", "stock_space", "closing", "demand", "commitments", "routes", "ship_exists",
    "services", "programs", "parts", "mix", "shifts", "frozen", "baseline", "integrality", "tables",
]  # fmt: skip


def test_every_rule_is_a_function_of_its_name_with_its_formula():
    """The contents list names every rule once, each says what holds."""
    assert sorted(rule.__name__ for rule in RULES) == sorted(RULE_NAMES)
    assert all(rule.__doc__ for rule in RULES)


def test_negative_units_are_a_breach():
    """Minus 2 sold is said, with its amount."""
    story = TINY.planned(fulfilment=sales((5, 0, -2, 0, 7), (5, 0, 5, 0, 0), (5, 0, 5, 0, 0)))
    assert broken(story.judged(), "tables") == {"table=fulfilment row=1": 2}


def test_second_row_with_the_same_key_is_a_breach():
    """2 and 3 built in period 1 are 5, but in two rows."""
    story = TINY.planned(allocation=builds(2, 5, 5) + " / A,L,CAR,M,1,3")
    verdict = story.judged()
    assert verdict.counts == {"tables": 1}
    assert broken(verdict, "tables") == {"table=allocation plant=A line=L model=CAR market=M period=1": 1}


def test_fulfilment_and_utilisation_have_every_row():
    """A row left out is a breach, though nothing is sold or worked there."""
    story = TINY.planned(
        fulfilment=TINY.plan["fulfilment"].replace(" / M,CAR,2,5,0,5,0,0", ""),
        utilisation=TINY.plan["utilisation"].replace(" / A,L,3,10,0,5,0,0.5", ""),
    )
    assert broken(story.judged(), "tables") == {
        "table=fulfilment market=M model=CAR period=2": 1,
        "table=utilisation plant=A line=L period=3": 1,
    }


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("programs", "sailings", "parts")])
def test_table_or_column_that_is_missing_is_a_breach(name):
    """No table, an empty frame without columns, a column that stands twice: each is said."""
    tables, plan = TINY.frames()
    column = COLUMNS[name][-1]
    twice = pd.concat([getattr(plan, name), getattr(plan, name)[[column]]], axis=1)
    for malformed in (None, pd.DataFrame(), twice):
        assert "tables" in audit(tables, replace(plan, **{name: malformed})).counts


@pytest.mark.parametrize("name", ["programs", "sailings", "parts"])
def test_tables_of_a_capability_stand_where_the_case_has_it(name):
    """A table that the case does not ask for, and one that it asks for and misses, are breaches."""
    tables, plan = EXACT.frames()
    if name == "parts":
        assert "tables" in audit(tables, replace(plan, parts=pd.DataFrame({"part": ["x"]}))).counts
    else:
        assert "tables" in audit(tables, replace(plan, **{name: None})).counts


def test_names_that_the_case_does_not_have_are_a_breach():
    """A market, a site and an item that nobody knows; a line that belongs to no plant."""
    tables, plan = TINY.frames()
    strange = plan.allocation.assign(market="Atlantis")
    assert audit(tables, replace(plan, allocation=strange)).counts["tables"] == 3
    inventory = pd.DataFrame({"site": ["X"], "model": ["CAR"], "market": ["M"], "period": ["1"], "units": [1.0]})
    assert audit(tables, replace(plan, inventory=inventory)).counts == {"tables": 1}
    money = pd.DataFrame([["tip", *[np.nan] * 7, 0.0]], columns=list(COLUMNS["contribution"]))
    assert audit(tables, replace(plan, contribution=money)).counts == {"tables": 1}


def test_rows_for_a_market_and_model_that_are_not_planned_are_a_breach():
    """A van is known but not planned: neither its fulfilment nor its shipment exists."""
    story = TINY.given(models="model / CAR / VAN").planned(
        fulfilment=TINY.plan["fulfilment"] + " / M,VAN,1,0,0,1,0,0",
        shipments=TINY.plan["shipments"] + " / R,A,M,VAN,1,1,1",
    )
    verdict = story.judged()
    assert broken(verdict, "tables") == {"table=fulfilment market=M model=VAN period=1": 1}
    assert broken(verdict, "ship_exists") == {"route=R model=VAN period=1": 1}


def test_breaches_are_shown_up_to_a_number_and_counted_beyond():
    """A plan with more faults of a rule than are shown says how many there are."""
    tables, plan = TINY.frames()
    many = pd.concat([plan.allocation] * 30)
    verdict = audit(tables, replace(plan, allocation=many))
    assert verdict.counts["tables"] == 87
    assert sum(breach.rule == "tables" for breach in verdict.breaches) == SHOWN


@pytest.mark.parametrize("cell", [[1], {}, 1 + 2j, 10**400, pd.NA, pd.Timestamp("2026-01-01")])
@pytest.mark.parametrize("column", ["market", "units"])
def test_cells_that_are_neither_names_nor_numbers_are_a_breach(column, cell):
    """A list, a complex or an endless number, a date: the audit says so and goes on."""
    tables, plan = TINY.frames()
    filling = pd.Series([cell] * len(plan.allocation), dtype=object)
    verdict = audit(tables, replace(plan, allocation=plan.allocation.assign(**{column: filling}), objective=None))
    assert verdict.counts["tables"] == 3
    assert "contribution" in verdict.counts  # an objective that is no number


CELLS = st.one_of(st.none(), st.floats(), st.integers(-3, 30), st.sampled_from(["A", "L", "CAR", "1", "2", "", "x,y"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(EXACT.plan)),
    column=st.integers(0, 8),
    cells=st.lists(CELLS, min_size=1, max_size=12),
    relaxed=st.booleans(),
)
def test_audit_never_fails_whatever_the_cells_hold(name, column, cells, relaxed):
    """Any cells in any column of any table give a verdict; where a key is no longer known, not one that passes."""
    tables, plan = EXACT.frames()
    frame = getattr(plan, name)
    changed = COLUMNS[name][column % len(COLUMNS[name])]
    filling = pd.Series((cells * len(frame))[: len(frame)], dtype=object, index=frame.index)
    verdict = audit(tables, replace(plan, **{name: frame.assign(**{changed: filling})}), relaxed=relaxed)
    if changed in ("market", "model") and not filling.isin(["CAR", "HOME", "OVER"]).all() and name != "contribution":
        assert not verdict.passed
