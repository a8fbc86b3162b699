"""Plans edited at random, of invented cases: what follows is always worked out as the audit works it out."""

import random

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis.strategies import integers

from models.audit import audit
from models.case import Case
from models.derivation import DECIDED, followed, open_draft, plan_of
from models.readback import values_of
from optimizer.evaluate.breaches import is_of_a_cell
from optimizer.evaluate.evaluation import Asked
from optimizer.evaluate.judge import evaluate
from optimizer.faults import FaultyCase
from optimizer.pipeline import solve_case
from optimizer.request import BadRequest, Request
from tests.invented import drawn, solved

OF_FIGURES = (
    "used is not what", "hours are not what", "is not the case's", "are not the line's", "neither met nor waits",
    "short is not", "backlog where", "is missing", "a second row", "capacity is not", "is not worked of",
    "units are not what is sold", "is not a number", "no such key", "not that of one sailing",
)  # fmt: skip
"""What the audit says where a plan's own figures don't follow from its decisions."""


@given(seed=integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_what_follows_from_any_decisions_is_what_the_audit_makes_of_them(tmp_path_factory, seed):
    """Builds, dispatches, sales and switches moved at random break rules, but never a figure that follows from them."""
    outcome = solved(drawn(seed), tmp_path_factory.mktemp("case")).outcome
    if outcome is None or outcome.plan is None:
        return
    if set(outcome.tables.listed("plant")) & set(outcome.tables.listed("market")):
        return  # the yard and the stock of one name can't be told apart in the inventory of a plan that breaks rules
    dice = np.random.default_rng(seed)
    draft = open_draft(Case(outcome.tables))
    values = values_of(draft, outcome.plan)
    for name in DECIDED:
        columns = getattr(draft, name).columns
        moved = columns[dice.random(len(columns)) < 0.2]
        most = 2 if name in ("launch", "pattern") else 20
        values[moved] = dice.integers(-2 if name in ("build", "ship", "sell") else 0, most, len(moved))
    _one_pattern_each(draft, values)
    plan = plan_of(draft, values)
    verdict = audit(outcome.tables, plan, shown=1000)
    malformed = [breach for breach in verdict.breaches if breach.rule in ("contribution", "tables")]
    assert [breach for breach in malformed if not is_of_a_cell(breach)] == []
    assert [breach for breach in verdict.breaches if any(words in breach.message for words in OF_FIGURES)] == []
    assert abs(verdict.objective - plan.objective) <= 1e-9 * np.abs(plan.contribution["amount"]).sum() + 1e-6
    follows = np.isin(
        np.arange(len(values)), np.concatenate([getattr(draft, name).columns for name in DECIDED]), invert=True
    )
    assert (followed(draft, values)[follows] >= 0).all()


def _one_pattern_each(draft, values):
    """No table can show two patterns in force at once: the last stays."""
    pattern = draft.pattern
    lines = pd.Series(pattern.keys.ravel(("line", "period")))
    on = pattern.columns[values[pattern.columns] > 0]
    again = lines[values[pattern.columns] > 0].duplicated(keep="last").to_numpy()
    values[on[again]] = 0


@given(seed=integers(0, 10**6))
@settings(max_examples=6, deadline=None)
def test_any_plan_written_and_not_edited_breaks_and_costs_nothing(tmp_path_factory, seed):
    case, place = drawn(seed).write(tmp_path_factory.mktemp("case")), tmp_path_factory.mktemp("plans") / "plan"
    if solve_case(case, Request(gap=1e-7), place).plan is None:
        return
    found = evaluate(Asked(case, place))
    assert (found.count, found.edits, found.broken) == (0, (), ())
    assert all(item.change == 0 for item in found.items)


@given(seed=integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_any_change_of_any_cell_is_answered(tmp_path_factory, seed):
    """Rows changed, doubled, taken out and made up: an evaluation, or faults with their lines, and nothing else."""
    case, place = drawn(seed).write(tmp_path_factory.mktemp("case")), tmp_path_factory.mktemp("plans") / "plan"
    if solve_case(case, Request(gap=1e-3), place).plan is None:
        return
    dice = random.Random(seed)
    for name in ("allocation", "shipments", "fulfilment", "programs", "sailings", "utilisation"):
        file = place / f"{name}.csv"
        if file.exists():
            header, *rows = file.read_text().splitlines()
            file.write_text("\n".join([header, *(row for old in rows for row in _changed(dice, old, rows))]) + "\n")
    found = _answered(Asked(case, place, pin=dice.random() < 0.5))
    if isinstance(found, FaultyCase):
        assert all(fault.line is not None for fault in found.faults)
    elif isinstance(found, BadRequest):
        assert "no cell was changed" in str(found)
    else:
        assert sum(item.change for item in found.items) == sum(item.after - item.before for item in found.items)
        assert len(found.broken) == found.count


def _answered(asked):
    """The evaluation, or why there is none."""
    try:
        return evaluate(asked)
    except (FaultyCase, BadRequest) as fault:
        return fault


def _changed(dice, row, rows):
    roll = dice.random()
    if roll < 0.9:
        return [row]
    if roll < 0.92:
        return []
    cells = row.split(",")
    at = dice.randrange(len(cells))
    cells[at] = dice.choice([*dice.choice(rows).split(","), "0", "7", "2.5"])
    return [",".join(cells)]
