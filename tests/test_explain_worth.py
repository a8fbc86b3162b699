"""What one more unit is worth adds up, term by term, to what the program says it is worth."""

from itertools import pairwise

import numpy as np
import pytest

from optimizer.explain.journeys import Journeys
from optimizer.explain.worth import Source, reduced_cost, worth
from tests.explain_cases import invented_ground, key_of, on_ground

SEEDS = range(8)
"""Invented cases: six of them have a plan."""


def scale(base, columns) -> float:
    """The size of the money in a sum, for its rounding."""
    return max(1.0, float(np.abs(base.program.cost[columns]).sum()))


@pytest.mark.parametrize("seed", SEEDS)
def test_terms_add_up_to_the_reduced_cost(seed):
    """Money, prices of rows and rents of bounds of any mix of columns add up to its reduced cost."""
    base = invented_ground(seed)
    if base is None:
        return
    dice = np.random.default_rng(seed)
    for _ in range(10):
        columns = dice.choice(len(base.program.cost), size=min(4, len(base.program.cost)), replace=False).tolist()
        weights = dice.integers(-3, 4, size=len(columns)).astype(float).tolist()
        gain = worth(base, columns, weights)
        assert gain.total == pytest.approx(reduced_cost(base, columns, weights), abs=1e-6 * scale(base, columns))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_journey_gains_at_the_best_plan(seed):
    """Every way to a sale is worth what it loses and nothing more, its limits paid; balances cancel on the way."""
    base = invented_ground(seed)
    if base is None:
        return
    sell = base.allocation.draft.sell
    for place in range(0, len(sell.keys), max(1, len(sell.keys) // 8)):
        journeys = Journeys(base, int(sell.keys["model"][place]), int(sell.keys["market"][place]))
        ways = journeys.ways(int(sell.columns[place]))
        assert all(before.loss <= after.loss + 1e-3 for before, after in pairwise(ways))
        for way in ways:
            gain = worth(base, way.columns, [1.0] * len(way.columns))
            assert gain.total == pytest.approx(-way.loss, abs=1e-6 * scale(base, list(way.columns)))
            rows = [base.rule_of(term.row)[0].name for term in gain.of(Source.RULE)]
            assert not {"plant_balance", "market_balance"} & set(rows)


def test_truck_in_japan_by_hand():
    """The tiny case: a truck built in period 1 earns 12,000 in Japan, 6,000 an hour, and takes two hours at 3,300."""
    _, base = on_ground("tiny")
    key = key_of(base, market="Japan", model="Truck", period="2")
    sell = base.allocation.draft.sell
    column = int(sell.columns[sell.keys.find(key)[0]])
    way = Journeys(base, int(key["model"][0]), int(key["market"][0])).ways(column)[0]
    gain = worth(base, way.columns, [1.0] * len(way.columns))
    assert gain.money == pytest.approx(12_000)
    hours = [term for term in gain.of(Source.RULE) if base.rule_of(term.row)[0].name == "line_time"]
    assert [(term.count, round(term.price, 6)) for term in hours] == [(2.0, 3300.0)]


def every_way(journeys, end):
    """The losses of all journeys to a move, by the build they begin with."""
    found = {}

    def back(move, loss):
        loss += float(journeys._ground.losses[move.column])
        if move.origin is None:
            found[move.column] = min(loss, found.get(move.column, np.inf))
        for before in journeys.moves:
            if move.origin is not None and before.target == move.origin:
                back(before, loss)

    back(end, 0.0)
    return found


@pytest.mark.parametrize("seed", [None, *SEEDS])
def test_ways_are_the_best_of_all(seed):
    """For each build the way found loses no more than any other, tried one by one; and so does the best way in."""
    base = on_ground("tiny")[1] if seed is None else invented_ground(seed)
    if base is None:
        return
    sell = base.allocation.draft.sell
    for place in range(min(6, len(sell.keys))):
        journeys = Journeys(base, int(sell.keys["model"][place]), int(sell.keys["market"][place]))
        end = next(move for move in journeys.moves if move.column == int(sell.columns[place]))
        if len(journeys.moves) > 40:
            continue
        least = every_way(journeys, end)
        ways = {way.columns[0]: way.loss for way in journeys.ways(end.column)}
        assert ways == pytest.approx(least, abs=1e-3)
        way_in = journeys.into(end.origin)
        assert (way_in is None) == (not least)
        if way_in is not None:
            own = float(base.losses[end.column])
            assert way_in.loss + own == pytest.approx(min(least.values()), abs=1e-3)
