"""What rules and limits cost: each figure is that of a case read anew with the change in its files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from models.allocation import RULES, formulate
from models.case import Case
from models.schema import BY_NAME
from optimizer import engines
from optimizer.breakeven.naming import parameter_of
from optimizer.engines.base import Options
from optimizer.explain.edits import edited
from optimizer.flexibility.near import best_of
from optimizer.pipeline import solve_case
from optimizer.prices.exact import Exactly, eased_input, exactly
from optimizer.prices.off import RULES_OFF, rules_off
from optimizer.prices.scale import Scale
from optimizer.prices.weighing import Weighed, weighed
from optimizer.read import read_case
from optimizer.request import Request
from tests.command_runs import TINY
from tests.small import small

PUBLISHED = Path(__file__).parent / "published"


def scale_of(case: Path) -> Scale:
    return Scale(read_case(case).tables, solve_case(case, Request(gap=1e-9)).plan)


def with_change(case: Path, folder: Path, table: str, line: int, before: str, after: str) -> float:
    """The best objective of the case with a word changed in one line of a file."""
    shutil.copytree(case, folder)
    file = folder / f"{table}.csv"
    lines = file.read_text().splitlines()
    assert before in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(before, after)
    file.write_text("\n".join(lines) + "\n")
    return solve_case(folder, Request(gap=1e-9)).objective


def test_an_hour_more_gains_what_the_changed_file_gains(tmp_path):
    """steelT: 33 hours instead of 32 in week 3 gain 3,400; prices hold from 25 to 45 hours."""
    found = weighed(scale_of(PUBLISHED / "steelT"), 5)
    hour = next(one for one in found.limits if one.limit.named().text == "hours of mill/1 in 3")
    changed = with_change(PUBLISHED / "steelT", tmp_path / "case", "capacity", 4, "32", "33")
    assert hour.gain == pytest.approx(changed - found.best) == pytest.approx(3400)
    assert (hour.less.until, hour.more.until) == pytest.approx((25, 45))
    gains = [one.gain for one in found.limits]
    assert gains == sorted(gains, reverse=True)


def test_a_rule_switched_off_gains_what_the_case_without_it_gains(tmp_path):
    """A commitment that costs 90 a unit more than it brings: without it ten units and 900 are saved."""
    small(tmp_path / _made(tmp_path), builds="plant,line,model,hours_per_unit,unit_cost / A,1,M,1,100",
          demand="market,model,demand,commitment,price / K,M,5,5,10")  # fmt: skip
    found = weighed(scale_of(tmp_path / "case"), 5)
    assert [(one.off.rule, one.gain) for one in found.rules] == [("commitments", pytest.approx(900))]


def test_limits_of_all_periods_together_gain_what_the_changed_case_gains():
    """An hour more in each of steelT's four weeks."""
    scale = scale_of(PUBLISHED / "steelT")
    found = weighed(scale, 5)
    hours = next(one for one in found.groups if one.limits[0].timeless == "hours of mill/1")
    assert len(hours.limits) == 4
    changed = parameter_of("capacity::hours", "addition", scale.tables).applied(scale.tables, 1.0)
    assert hours.gain == pytest.approx(best_of(formulate(Case(changed)).program).objective - found.best)
    assert hours.gain <= sum(one.gain for one in found.limits if one.limit.rule == "line_time") + 1e-6
    assert scale.warm.solve().objective == pytest.approx(found.best)


def _made(folder: Path) -> str:
    (folder / "case").mkdir()
    return "case"


def test_every_rule_off_names_columns_of_the_schema_and_only_eases():
    """Values that ask for nothing are allowed in their columns; the rule that is off is one that plans obey."""
    known = {function.__name__ for function in RULES}
    for off in RULES_OFF:
        assert off.rule in known
        for table, column, value in off.columns:
            assert BY_NAME[table][column].minimum <= value
        assert bool(off.columns) != bool(off.emptied)


@pytest.mark.parametrize("name", ["clsp", "multmip1", "plant_sizes"])
def test_no_rule_switched_off_costs_anything(name):
    """Without a rule the best is as good or better, and easing a limit never loses."""
    found = weighed(scale_of(PUBLISHED / name), 3)
    near = 1e-6 * max(1.0, abs(found.best))
    assert all(one.gain >= -near for one in found.rules)
    assert all(one.gain >= -near for one in found.limits)
    assert found.limits


def test_exact_intervals_hold_the_truth():
    """Of the tiny case with whole vehicles and switches: an hour more, solved to the end by another engine."""
    scale = scale_of(TINY)
    found: Weighed = exactly(scale, weighed(scale, 6), 6, Exactly(scale.plan.objective, 1e-4))
    hour = next(one for one in found.limits if one.limit.named().text == "hours of South/B in 1")
    edit = eased_input(scale.tables, hour.limit)
    assert edit.text(scale.tables).startswith("capacity: a new row for plant South, line B, period 1: hours 31")
    changed = engines.solve(formulate(Case(edited(scale.tables, [edit]))).program, Options(gap=1e-9), "scip").objective
    assert hour.exact.least - 1e-6 <= changed - scale.plan.objective <= hour.exact.most + 1e-6
    assert hour.exact.most - hour.exact.least <= 2e-4 * scale.plan.objective
    assert all(one.exact is not None for one in found.rules)


def test_only_rules_that_the_case_has_are_switched_off():
    assert [off.rule for off in rules_off(read_case(TINY).tables)] == ["programs"]
    assert list(rules_off(read_case(PUBLISHED / "steelT").tables)) == []


def test_the_command_tells_the_same_three_ways(optimizer, tmp_path):
    """On the screen, as JSON and as CSV, of a case and of its plan."""
    assert optimizer("solve", TINY, "--out", tmp_path / "plan", "--quiet").code == 0
    ran = optimizer("prices", tmp_path / "plan", "--out", tmp_path / "told", "--top", 3, "--quiet")
    assert ran.code == 0
    assert "hours of North/A in 3" in ran.out
    assert "capacity.csv:2" in ran.out
    of_case = optimizer("prices", TINY, "--json", "--quiet").json
    of_plan = optimizer("prices", tmp_path / "plan", "--json", "--quiet").json
    assert [one["gain"] for one in of_case["limits"]] == pytest.approx([one["gain"] for one in of_plan["limits"]])
    assert json.dumps(of_case)
    lines = (tmp_path / "told" / "prices_limits.csv").read_text().splitlines()
    assert lines[0].startswith("rule,limit,unit,stands_at,input,step,gain,value,down_to,value_down,up_to,value_up")
    assert len(lines) == len(of_case["limits"]) + 1
    assert optimizer("prices", TINY, "--top", 0).code == 2
    assert np.isfinite([one["gain"] for one in of_case["limits"]]).all()


def test_a_case_without_plans_has_no_prices(optimizer, tmp_path):
    small(tmp_path, demand="market,model,demand,commitment / K,M,50,50")
    assert optimizer("prices", tmp_path, "--quiet").code == 3
