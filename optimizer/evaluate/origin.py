"""The plan that an edited one came from, and the best plan there is to compare with."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.tables import Tables
from optimizer.evaluate.folder import read_files, read_folder
from optimizer.evaluate.workbook import Says, says_of_itself
from optimizer.evaluate.written import Written
from optimizer.faults import Fault
from optimizer.read.solved import SOLVED, open_solved
from optimizer.read.workbook.container import is_workbook
from optimizer.report.places import SUMMARY, plan_of_case
from optimizer.request import BadRequest


@dataclass(frozen=True)
class Origin:
    """Where the plan stands that an edited one came from."""

    place: Path
    is_kept: bool
    """It is read from what the folder keeps of it (``solved.zip``), not from its tables as they stand."""
    summary: dict[str, Any]

    def read(self, tables: Tables) -> tuple[list[Written], list[Fault]]:
        """Its decision tables as text."""
        if self.is_kept:
            return read_files(lambda file: open_solved(self.place, file), tables)
        return read_folder(self.place, tables)

    def is_of(self, tables: Tables) -> bool:
        """Whether it was made from these inputs."""
        return bool(self.summary.get("inputs_sha256") == tables.inputs_sha256)


def origin_of(edited: Path, named: Path | None, case: Path) -> Origin:
    """The plan that an edited plan came from: the one named; or what its folder keeps; or the case's own plan, if it
    was the same run.

    ``edited`` is a plan folder, or a workbook. Raises ``BadRequest`` where there is no such plan.
    """
    if named is not None:
        if not named.is_dir():
            raise BadRequest(f"--from {named} is no plan folder")
        return Origin(named, False, read_summary(named))
    if not edited.is_dir() and not is_workbook(edited):
        raise BadRequest(f"{edited} is no plan: name a plan folder, or its workbook")
    folder = edited if edited.is_dir() else edited.parent
    summary = read_summary(folder) if edited.is_dir() else None
    for place in (folder, plan_of_case(case)):
        if (place / SOLVED).is_file() and summary in (None, read_summary(place)):
            return Origin(place, True, read_summary(place))
    raise BadRequest(f"{folder} doesn't keep the plan as it was solved (no {SOLVED}): name that plan with --from")


def check_origin(workbook: Path, origin: Origin) -> Says:
    """What a planning workbook says of itself. Raises ``BadRequest`` where it was made from another plan."""
    says = says_of_itself(workbook)
    inputs, solved = origin.summary.get("inputs_sha256"), origin.summary.get("objective")
    told = f"{workbook} was not made from the plan in {origin.place}"
    if says.inputs is not None and says.inputs != inputs:
        raise BadRequest(f"{told}, which has other inputs: name the plan it came from with --from")
    if (
        says.solved is not None
        and isinstance(solved, float | int)
        and abs(says.solved - solved) > 1e-9 * abs(solved) + 0.01
    ):
        raise BadRequest(f"{told}, which was solved to another objective: name the plan it came from with --from")
    return says


def read_summary(folder: Path) -> dict[str, Any]:
    """What ``summary.json`` of a plan says; raises ``BadRequest`` where it is not there or no JSON."""
    try:
        found = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except OSError:
        raise BadRequest(f"{folder} is no plan: it has no {SUMMARY}") from None
    except ValueError as fault:
        raise BadRequest(f"{folder / SUMMARY} can't be read: {fault}") from None
    if not isinstance(found, dict):
        raise BadRequest(f"{folder / SUMMARY} can't be read: it holds no summary")
    return found
