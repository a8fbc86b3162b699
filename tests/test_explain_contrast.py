"""What a wish costs adds up, item by item and by whom it is for, to the difference of two verified plans."""

from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import floats, lists

from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer.engines import solve
from optimizer.engines.base import Options
from optimizer.explain.contrast import contrast
from optimizer.explain.differences import in_cents
from optimizer.explain.forbidden import NO_WAY, forbidden_by
from optimizer.explain.forced import force_of
from optimizer.explain.ground import continuous, ground
from optimizer.explain.study import forced
from optimizer.explain.wish import read_wish
from tests.explain_cases import on_ground
from tests.small import small


def contrast_of(case, text, **options):
    reopened, base = on_ground(case)
    return base, contrast(reopened, base, read_wish(base.allocation.case, text), **options)


WISHES = [
    ("tiny", "sell Sedan in Home 3 = 160"),
    ("tiny", "build Sedan at South <= 60"),
    ("us-japan-2026", "build Tundra at TMMTX for JP 2026-07 = 100"),
    ("us-japan-2026", "short Grand Highlander Hybrid in US 2026-12 = 0"),
]


@pytest.mark.parametrize(("case", "text"), WISHES)
def test_contrast_adds_up_to_the_difference(case, text):
    """To the cent: items, and markets and models, add up to what the program with the wish laid on it is worth less."""
    base, found = contrast_of(case, text)
    again = solve(forced(base.program, [found.force]), Options(), "highs")
    assert again.objective is not None
    assert found.is_kept
    assert found.change is not None
    assert found.change.total == pytest.approx(again.objective - base.objective, abs=0.005)
    for table in (found.change.items, found.change.pairs):
        assert fsum(table["change"]) == pytest.approx(found.change.total, abs=0.005)
    assert found.change.total <= 0.005


def test_launch_that_does_not_pay_by_hand():
    """The sedan in Japan: its launch costs 5,000 and nothing it sells pays a sailing: just those 5,000 are lost."""
    _, found = contrast_of("tiny", "launch Sedan in Japan", gap=0.0)
    assert not found.is_kept
    assert found.change is not None
    assert found.change.items[["item", "change"]].to_numpy().tolist() == [["launch", -5000.0]]
    assert (found.least, found.most) == (pytest.approx(5000), pytest.approx(5000))


def test_the_cost_lies_where_the_searches_prove_it():
    """With everything free to change, a wish costs no more than with switches kept, and at least nothing."""
    reopened, base = on_ground("tiny")
    _, found = contrast_of("tiny", "sell Truck in Japan = 0", gap=0.0)
    program = forced(formulate(Case(continuous(reopened.tables))).program, [found.force])
    best = solve(program, Options(gap=0.0), "highs")
    assert best.objective is not None
    assert found.least <= base.objective - best.objective + 0.01
    assert base.objective - best.objective <= found.most + 0.01
    assert found.most == pytest.approx(4000)  # the launch gains just that: worked out in the case's README


@pytest.mark.parametrize(("text", "says"), [
    ("sell Truck in Japan 2 = 11", ["Japan asks for 10 Truck in 2, and takes no more (demand.csv:8"]),
    ("build Truck at North 1 = 70", ["line North A has 100 h of regular time in 1 (capacity.csv:2",
                                     "line North A may work 20 h of overtime in 1 (capacity.csv:2"]),
])  # fmt: skip
def test_impossible_wish_is_told_with_the_limits_that_forbid_it(text, says):
    """More than is asked for; more than the line has time for: just the limits that clash with it, and their inputs."""
    _, found = contrast_of("tiny", text)
    assert found.status is Status.INFEASIBLE
    assert found.change is None
    assert len(found.forbidden) == len(says)
    assert all(sentence.startswith(start) for sentence, start in zip(found.forbidden, says, strict=True))


@given(lists(floats(-1e6, 1e6), max_size=8))
def test_cents_add_up(amounts):
    """Amounts rounded to the cent add up to their sum rounded to the cent; none moves by a cent or more."""
    rounded = in_cents(amounts)
    assert fsum(rounded) == pytest.approx(fsum(amounts), abs=0.0051)
    assert round(fsum(rounded) * 100) == round(fsum(amounts) * 100)
    assert all(abs(one - other) < 0.01 + 1e-9 for one, other in zip(rounded, amounts, strict=True))


def test_wish_that_no_way_leads_to(tmp_path):
    """Vehicles take a period to the market: none can be sold in the first, whatever limit were lifted."""
    allocation = small(tmp_path, routes="route,plant,market,lead_time / R,A,K,1")
    base = ground(allocation.case.tables, allocation.plan(np.zeros(len(allocation.program.cost))))
    wish = read_wish(base.allocation.case, "sell M in K p1 = 1")
    force = force_of(base.allocation.draft, wish, base.values)
    assert forbidden_by(allocation.case.tables, wish, force, time_limit=None, watch=None) == (NO_WAY,)
