"""A plan folder opened again: the plan, the case it was made from, and what was asked of the optimizer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.plan import Plan
from models.tables import Tables
from optimizer.faults import Fault, FaultyCase
from optimizer.read import read_case
from optimizer.read.keep import kept_case
from optimizer.read.plan import read_plan, read_summary
from optimizer.request import Request


@dataclass(frozen=True)
class Reopened:
    """A plan as its folder holds it."""

    place: Path
    case: Path
    """The copy of the case."""
    tables: Tables
    """The case, with the changes of the plan's scenario."""
    plan: Plan
    summary: dict[str, Any]
    """What ``summary.json`` says."""
    request: Request
    """What the plan was solved with."""


def reopen(place: Path) -> Reopened:
    """The plan in the folder ``place``. Raises ``FaultyCase`` where it is no plan, or one that keeps no case."""
    summary = read_summary(place)
    case = kept_case(place)
    if case is None:
        message = "is not there: the plan keeps no copy of its case, or that was changed while it was being solved; "
        raise FaultyCase([Fault(str(place / "inputs"), None, "", "", f"{message}solve the case again")])
    tables = read_case(case, summary.get("scenario")).tables
    asked = summary.get("options", {})
    request = Request(
        scenario=summary.get("scenario"),
        gap=float(asked.get("gap", Request.gap)),
        relax=bool(asked.get("relax", False)),
    )
    return Reopened(place, case, tables, read_plan(place, tables), summary, request)
