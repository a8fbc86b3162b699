"""The oracle: the design's model written down literally, slowly and independently, and solved by a loop of rows.

``answer(case)`` reads an invented case's raw rows; ``answer_folder(path)`` a folder's. It judges the tool: same
optimum, same refusal. Nothing here may import the tool.
"""

from dataclasses import dataclass

from tests import oracle_market_rules, oracle_money, oracle_rules
from tests.oracle_cells import Raw
from tests.oracle_decisions import Decisions, decide
from tests.oracle_facts import Facts
from tests.oracle_program import Notebook
from tests.oracle_scenarios import apply

RULES = (
    oracle_rules.line_time,
    oracle_rules.level_line,
    oracle_rules.lots,
    oracle_rules.plant_balance,
    oracle_rules.yard_space,
    oracle_market_rules.market_balance,
    oracle_market_rules.stock_space,
    oracle_market_rules.closing,
    oracle_market_rules.demand,
    oracle_market_rules.commitments,
    oracle_market_rules.routes,
    oracle_market_rules.services,
    oracle_market_rules.programs,
    oracle_rules.parts,
    oracle_rules.mix,
    oracle_rules.shifts,
    oracle_rules.frozen,
    oracle_rules.baseline,
)
"""Every rule of the design, in its order."""


@dataclass(frozen=True)
class Answer:
    """What the oracle says of a case."""

    status: str
    """``optimal`` or ``infeasible``."""
    objective: float | None
    values: dict[str, dict[tuple, float]]
    """Decision name → key (periods as numbers) → value, zeros left out; empty without a plan."""
    items: dict[str, float]
    """Item of the contribution → amount."""


def answer(case, *, scenario=None, relax=False, builds=None, shipments=None):
    """Solve a case given as plain data (``settings`` and ``tables``).

    ``builds`` and ``shipments`` (key with period names → units) fix the plan: what is the tool's worth?
    """
    return solve(Raw(case.settings, case.tables), scenario=scenario, relax=relax, builds=builds, shipments=shipments)


def answer_folder(folder, **options):
    """Solve the case in a folder of CSV files; options as of ``answer``."""
    return solve(Raw.folder(folder), **options)


def solve(raw, *, scenario=None, relax=False, builds=None, shipments=None):
    """Write the program down and solve it."""
    facts, book = Facts(apply(raw, scenario) if scenario else raw), Notebook()
    decisions = decide(facts, book)
    for rule in RULES:
        rule(facts, decisions, book)
    oracle_money.earn(facts, decisions, book)
    for fixed, variables in ((builds, decisions.build), (shipments, decisions.ship)):
        if fixed is not None:
            fix(facts, book, fixed, variables)
    status, objective, values = book.solve(relax)
    if values is None:
        return Answer(status, None, {}, {})
    chosen = {
        name: {key: values[x] for key, x in getattr(decisions, name).items() if abs(values[x]) > 1e-9}
        for name in Decisions.__dataclass_fields__
    }
    items = {item: sum(c * values[x] for c, x in terms) for item, terms in book.items.items()}
    return Answer(status, objective, chosen, items)


def fix(facts, book, fixed, variables):
    """Fix decisions at given units; a key the model does not have makes the program infeasible."""
    fixed = {(*key[:-1], facts.number[key[-1]]): units for key, units in fixed.items()}
    for key, x in variables.items():
        book.row([(1.0, x)], fixed.get(key, 0.0), fixed.get(key, 0.0))
    for key, units in fixed.items():
        if key not in variables and units:
            book.row([], lower=units, upper=units)
