"""A case to ask about: its own folder, or that of a plan, which keeps the case it was made from."""

from pathlib import Path

from models.tables import Tables
from optimizer.commands.refusals import check_case_is_there
from optimizer.explain.reopen import reopen
from optimizer.read import read_case
from optimizer.report.places import SUMMARY
from optimizer.request import BadRequest


def is_plan(place: Path) -> bool:
    """Whether the folder is that of a plan."""
    return (place / SUMMARY).is_file()


def tables_of(place: Path, scenario: str | None) -> Tables:
    """The case that is meant, with a scenario's changes; a plan's has those of its own.

    Raises ``BadRequest`` where there is nothing, or a scenario is asked of a plan; ``FaultyCase`` as in reading.
    """
    check_case_is_there(place)
    if not is_plan(place):
        return read_case(place, scenario).tables
    if scenario is not None:
        raise BadRequest(f"{place} is a plan and has the scenario it was made with: give the case to ask for another")
    return reopen(place).tables
