"""A case to ask about: its own folder, or that of a plan, which keeps the case it was made from."""

from pathlib import Path

from models.plan import Plan
from models.tables import Tables
from optimizer.commands.refusals import check_case_is_there
from optimizer.explain.reopen import reopen
from optimizer.read import read_case
from optimizer.report.places import SUMMARY
from optimizer.request import BadRequest


def is_plan(place: Path) -> bool:
    """Whether the folder is that of a plan."""
    return (place / SUMMARY).is_file()


def opened(place: Path, scenario: str | None) -> tuple[Tables, Plan | None]:
    """The case that is meant, with a scenario's changes, and the plan whose folder it is; a plan has its own scenario.

    Raises ``BadRequest`` where there is nothing, or a scenario is asked of a plan; ``FaultyCase`` as in reading.
    """
    check_case_is_there(place)
    if not is_plan(place):
        return read_case(place, scenario).tables, None
    if scenario is not None:
        raise BadRequest(f"{place} is a plan and has the scenario it was made with: give the case to ask for another")
    plan = reopen(place)
    return plan.tables, plan.plan
