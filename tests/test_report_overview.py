"""What a planner reads of a plan, on a terminal and elsewhere; and its key figures."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from models.plan import Plan
from models.solution import Status
from models.tables import Settings, Tables
from optimizer.outcome import Outcome, Size, Stopwatch
from optimizer.report.console import overview, plain_lines
from optimizer.report.summary import key_figures
from optimizer.report.verdict import why_no_plan
from optimizer.request import Request

PERIODS = ["p1", "p2", "p3"]


def identifiers(*names, known=None):
    return pd.Categorical(names, categories=known or list(dict.fromkeys(names)))


def case(export: int = 1, name: str = "Abroad"):
    """Tables of a home market and some export markets."""
    markets = ["Home", *(f"{name} {number}" for number in range(1, export + 1))]
    kinds = pd.Series([pd.NA, *["export"] * export], dtype="str")
    frame = pd.DataFrame({"market": identifiers(*markets), "kind": kinds})
    return Tables("case", Settings("EUR", "A title"), {"markets": frame}), markets


def plan_of(markets: list[str], launched: float = 1.0) -> Plan:
    """Ten units for each market in each of three periods, of 12 asked for; one line that works 90 of 100 hours."""
    keys = [(market, period) for market in markets for period in PERIODS]
    market = identifiers(*(key[0] for key in keys), known=markets)
    period = identifiers(*(key[1] for key in keys), known=PERIODS)
    model = identifiers(*["Car"] * len(keys))
    plant, line = identifiers(*["Works"] * len(keys)), identifiers(*["1"] * len(keys))
    allocation = pd.DataFrame({"plant": plant, "line": line, "model": model, "market": market, "period": period,
                               "units": 10.0})  # fmt: skip
    fulfilment = pd.DataFrame({"market": market, "model": model, "period": period, "demand": 12.0, "commitment": 0.0,
                               "sold": 10.0, "backlog": 0.0, "short": 2.0})  # fmt: skip
    utilisation = pd.DataFrame({
        "plant": identifiers("Works", "Works"), "line": identifiers("1", "2"), "period": identifiers("p1", "p1"),
        "pattern": pd.Series([None, None], dtype="str"), "regular_hours": [100.0, 0.0], "overtime_limit": [0.0, 0.0],
        "worked_hours": [90.0, 0.0], "overtime_hours": [0.0, 0.0], "utilisation": [0.9, float("nan")],
    })  # fmt: skip
    contribution = pd.DataFrame({"item": ["revenue", "production", "shortage"], "amount": [1000.0, -700.0, -20.0]})
    programs = pd.DataFrame({"model": identifiers("Car"), "market": identifiers(markets[-1]), "launched": launched,
                             "units": 30.0})  # fmt: skip
    return Plan(allocation, allocation, fulfilment, utilisation, allocation, contribution, allocation, programs,
                objective=280.0)  # fmt: skip


def outcome_of(tables: Tables, plan: Plan | None, **changes) -> Outcome:
    outcome = Outcome(Request(), tables, Status.OPTIMAL, "highs", "1.13", Size(9, 3, 5, 20), datetime.now(UTC),
                      Stopwatch(), plan, bound=280.0)  # fmt: skip
    return replace(outcome, **changes)


def test_key_figures_by_hand():
    """Home 30 and export 30 of 60 built; 60 of 72 sold; 90 of 100 hours; cash 300 apart from penalties of -20."""
    tables, markets = case()
    found = key_figures(plan_of(markets), tables)
    assert (found.units_built, found.units_domestic, found.units_export, found.export_share) == (60, 30, 30, 0.5)
    assert (found.demand, found.sold, found.fill_rate) == (72, 60, pytest.approx(60 / 72))
    assert (found.utilisation, found.overtime_hours) == (0.9, 0.0)
    assert (found.revenue, found.contribution, found.penalties) == (1000.0, 300.0, -20.0)
    assert isinstance(found.units_built, int)


def test_ratio_of_nothing_is_unknown():
    """Where nothing is built, asked for or open, the shares are null, not 0."""
    tables, markets = case()
    plan = plan_of(markets)
    nothing = {name: getattr(plan, name).iloc[:0] for name in ("allocation", "fulfilment", "utilisation")}
    found = key_figures(replace(plan, **nothing), tables)
    assert (found.export_share, found.fill_rate, found.utilisation) == (None, None, None)


@pytest.mark.parametrize(("export", "name"), [(1, "Abroad"), (40, "A market with a very long name indeed, number")])
def test_plain_text_keeps_to_its_width(export, name):
    """However many markets there are and whatever their names, no line is wider than 100 columns."""
    tables, markets = case(export, name)
    lines = list(plain_lines(outcome_of(tables, plan_of(markets))))
    assert max(map(len, lines)) <= 100
    assert len(lines) < 80
    assert any(line.rstrip().endswith("in all") for line in lines)


def test_overview_says_what_matters():
    """Status, bound, cash and penalties, builds for home and abroad, fill, hours, launches, shortages."""
    tables, markets = case()
    text = "\n".join(plain_lines(outcome_of(tables, plan_of(markets))))
    for words in (
        "case · A title", "optimal: no plan earns more", "280 EUR   (the word of highs)", "300 EUR", "−20 EUR",
        "60 units, 50.0 % for export", "83.3 %   60 of 72 units", "90.0 %",
    ):  # fmt: skip
        assert words in text
    rows = [re.split(r"  +", line.strip()) for line in text.splitlines()]
    assert ["model", "home", "Abroad 1", "in all"] in rows
    assert ["Car", "30", "30", "60"] in rows
    assert ["Home", "home", "36", "30", "83.3 %", "6"] in rows
    assert ["Works", "90", "100", "90.0 %", "–", "1", "90.0 %"] in rows
    assert ["Car", "Abroad 1", "yes", "30"] in rows
    assert ["Abroad 1", "Car", "6", "p1 to p3"] in rows


def test_proof_and_limits_are_told():
    """A recomputed bound, a limit, an interruption, a relaxed program and a missing bound are each said."""
    tables, markets = case()
    outcome = outcome_of(tables, plan_of(markets))

    def text(**changes) -> str:
        return "\n".join(plain_lines(replace(outcome, **changes)))

    assert "(proved: recomputed from the duals)" in text(proved=True)
    assert "feasible, a limit was hit: within 25 %" in text(status=Status.FEASIBLE, bound=350.0)
    assert "feasible, interrupted: within" in text(status=Status.FEASIBLE, bound=350.0, interrupted=True)
    assert "relaxed" in text(request=Request(relax=True))
    assert "no bound is known" in text(status=Status.FEASIBLE, bound=None)


def test_terminal_says_what_plain_text_says():
    """In colour stand the same words and figures."""
    tables, markets = case()
    outcome = outcome_of(tables, plan_of(markets))

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    coloured = re.sub(r"\x1b\[[0-9;]*m", "", overview(outcome, Terminal()))
    plain = overview(outcome, io.StringIO())
    assert set(plain.split()) - set(coloured.split()) <= set(plain.splitlines()[-1].split())  # the time goes on


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.UNBOUNDED, Status.NO_PLAN, Status.ERROR])
def test_a_missing_plan_is_explained(status):
    """Each way of having no plan is said in words, with what to do next."""
    said = why_no_plan(outcome_of(case()[0], None, status=status, bound=None, message="it gave up"))
    assert len(said) > 80
    assert re.search(r"`--time-limit`|`optimizer engines`|`optimizer diagnose`|[Ll]ook", said)


def test_interruption_without_a_plan_is_no_limit():
    """Ctrl-C before a first plan is called an interruption."""
    said = why_no_plan(outcome_of(case()[0], None, status=Status.NO_PLAN, interrupted=True))
    assert said.startswith("Interrupted")
