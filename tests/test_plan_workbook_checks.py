"""Checks and money of a planning workbook, before it is written: what the audit says, of plans good and bad."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis.strategies import integers

from models.audit import audit
from models.audit.rules import RULES as JUDGED
from models.case import Case
from models.derivation import DECIDED, open_draft, plan_of
from models.readback import values_of
from optimizer.pipeline import solve_case
from optimizer.report.workbook.checks import RULES
from optimizer.report.workbook.checks_page import line
from optimizer.report.workbook.write import laid_out, workbook
from tests.invented import EXAMPLES, drawn, solved
from tests.plan_workbooks import agree, broken_as_laid, broken_by_audit
from tests.small import small


def edited(draft, values, dice):
    """The decisions with a few of them changed at random, as a planner would not."""
    values = values.copy()
    decided = [getattr(draft, name) for name in DECIDED if name != "pattern"]
    columns = np.concatenate([decision.columns for decision in decided])
    for column in dice.sample(list(columns), min(len(columns), dice.randint(1, 4))):
        flip = 1.0 - values[column]
        values[column] = (
            flip if column in draft.launch.columns else dice.choice([0.0, values[column] + 10, values[column] + 0.5])
        )
    keys = draft.pattern.keys
    if len(keys):
        place = dice.randrange(len(keys))
        of_line = (keys["line"] == keys["line"][place]) & (keys["period"] == keys["period"][place])
        values[draft.pattern.columns[of_line]] = 0.0
        values[draft.pattern.columns[place]] = 1.0
    return values


@given(seed=integers(0, 10**6))
@settings(max_examples=12 * EXAMPLES, deadline=None)
def test_checks_and_money_say_what_the_audit_says(tmp_path_factory, seed):
    """For a solved plan, and for one with decisions changed at random: the same rules broken, as often and by as much,
    and the same worth of every item.
    """
    outcome = solved(drawn(seed), tmp_path_factory.mktemp("case")).outcome
    if outcome is None or outcome.plan is None:
        return
    tables, draft = outcome.tables, open_draft(Case(outcome.tables))
    values = values_of(draft, outcome.plan)
    for decisions in (values, edited(draft, values, random.Random(seed))):
        plan = plan_of(draft, decisions)
        verdict, laid = audit(tables, plan), laid_out(tables, plan)
        assert agree(broken_by_audit(verdict), broken_as_laid(laid)), (broken_by_audit(verdict), broken_as_laid(laid))
        items = laid.money.items
        said = {item: items.total.value[row, 0] for row, (item, _) in enumerate(items.rows)}
        for item, amount in verdict.items.items():
            np.testing.assert_allclose(said.get(item, 0.0), amount, rtol=1e-7, atol=1e-3, err_msg=item)
        np.testing.assert_allclose(laid.money.objective.value[0, 0], verdict.objective, rtol=1e-7, atol=1e-3)


def test_every_rule_of_the_audit_has_a_line():
    """The sheet of checks names the rules of the audit, all of them and in its order."""
    assert list(RULES) == [*(rule.__name__ for rule in JUDGED), "contribution"]


def test_a_case_of_one_period_without_any_money(tmp_path):
    """Nothing costs or earns anything, and there is one period: the workbook stands, and a breach names the period."""
    small(tmp_path, periods="period / p1")
    outcome = solve_case(tmp_path)
    assert workbook(outcome, outcome.plan)
    draft = open_draft(Case(outcome.tables))
    values = values_of(draft, outcome.plan)
    values[draft.build.columns] = 100.0
    plan = plan_of(draft, values)
    verdict, found = audit(outcome.tables, plan), laid_out(outcome.tables, plan).checks
    assert {line(found, b.rule).where for b in verdict.breaches} == {b.where for b in verdict.breaches}
    assert all(b.where.endswith("period=p1") for b in verdict.breaches)
