"""The smallest cases on which a rule bites, and the rows, columns and amounts written for them, as text.

A table is one text: the header and the rows, separated by `` / `` or by line ends. Unless a test says otherwise, plant
A builds the model M on its line 1 (10 hours a period, 2 hours a vehicle) for the market K, which asks for 5 in each of
the periods p1 and p2; vehicles travel on the route R and arrive in the same period.
"""

import math
from pathlib import Path

from models.allocation import Allocation, formulate
from models.case import Case
from models.names import column_name, objective_text, rule_texts
from optimizer.read import read_case

TEXTS = {
    "periods": "period / p1 / p2",
    "plants": "plant / A",
    "models": "model / M",
    "markets": "market / K",
    "capacity": "plant,line,hours / A,1,10",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2",
    "demand": "market,model,demand / K,M,5",
    "routes": "route,plant,market / R,A,K",
    "freight": "route / R",
}
"""What stands in a table that a test does not name."""


def small(folder: Path, *, case: str = "", **texts: str) -> Allocation:
    """The allocation problem of the default case with those tables in place of its own; ``case`` adds settings."""
    (folder / "case.toml").write_text(f'currency = "USD"\n{_lines(case)}', encoding="utf-8")
    for table, text in {**TEXTS, **texts}.items():
        (folder / f"{table}.csv").write_text(_lines(text), encoding="utf-8")
    return formulate(Case(read_case(folder).tables))


def rows(allocation: Allocation, rule: str) -> list[str]:
    """All rows and bounds that a rule writes. No row asks for ∞ or allows at most −∞: the texts would not show it."""
    assert (allocation.program.row_lower < math.inf).all()
    assert (allocation.program.row_upper > -math.inf).all()
    return rule_texts(allocation.draft, allocation.program, rule)


def terms(allocation: Allocation, item: str) -> list[str]:
    """All terms of an item of the contribution."""
    return objective_text(allocation.draft, item)


def columns(allocation: Allocation, decision: str) -> list[str]:
    """The columns of a decision with their bounds: ``0 <= run[A/1,M,p1] <= 1 whole``."""
    program, texts = allocation.program, []
    for block in program.decisions:
        for column in range(block.start, block.stop) if block.name == decision else ():
            most = f" <= {program.upper[column]:g}" if program.upper[column] < math.inf else ""
            whole = " whole" if program.integer[column] else ""
            texts.append(f"{program.lower[column]:g} <= {column_name(allocation.draft, column)}{most}{whole}")
    return texts


def _lines(text: str) -> str:
    return "".join(f"{line.strip()}\n" for line in text.replace(" / ", "\n").splitlines())
