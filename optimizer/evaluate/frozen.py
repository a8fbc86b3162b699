"""Pinned builds as input rows: a table ``frozen`` with which the case is solved to a plan that keeps them."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from models.plan import Plan
from models.tables import Tables
from optimizer.evaluate.edits import CellEdit
from optimizer.report.rows import csv_bytes
from optimizer.report.workbook.layout import BUILDS
from optimizer.request import BadRequest

COLUMNS = ("plant", "line", "model", "market", "period", "units")
_WHEN = ["plant", "line", "period"]


def rows(tables: Tables, plan: Plan, edits: Sequence[CellEdit]) -> pd.DataFrame:
    """The table ``frozen`` of the case with everything that ``plan`` builds on each line in each edited period.

    A line and period that stands in ``frozen`` builds exactly its rows and nothing else: so the edited build alone
    would stop all others there, and the whole line and period is written as the plan has it. Edited builds of 0 units
    stand too. Raises ``BadRequest`` where no build was edited.
    """
    keys = [dict(edit.key) for edit in edits if edit.table is BUILDS]
    if not keys:
        raise BadRequest("--pin-as: no build was changed, and frozen holds builds alone")
    names = list(COLUMNS[:-1])
    edited = pd.DataFrame([[key[name] for name in names] for key in keys], columns=names).astype("str")
    built = plan.allocation.astype(dict.fromkeys(names, "str"))
    there = built.merge(edited[_WHEN].drop_duplicates(), on=_WHEN)
    nothing = edited.merge(built, on=names, how="left")
    nothing = nothing[nothing["units"].isna()].assign(units=0.0)
    firm = tables["frozen"][list(COLUMNS)].astype(dict.fromkeys(names, "str"))
    firm = firm.merge(edited[_WHEN].drop_duplicates(), on=_WHEN, how="left", indicator=True)
    firm = firm[firm["_merge"] == "left_only"].drop(columns="_merge")
    whole = pd.concat([frame for frame in (firm, there, nothing) if len(frame)], ignore_index=True)
    order = {name: {word: place for place, word in enumerate(tables.listed(name))} for name in names}
    places = whole[names].apply(lambda column: column.map(order[str(column.name)]))
    ordered: pd.DataFrame = whole.loc[places.sort_values(names).index, list(COLUMNS)].reset_index(drop=True)
    return ordered


def check_new(file: Path) -> None:
    """Raise ``BadRequest`` unless a file can be made there."""
    if file.exists():
        raise BadRequest(f"--pin-as {file} is there already; name a new file, then put it into the case as frozen.csv")
    if not file.parent.is_dir():
        raise BadRequest(f"--pin-as {file}: there is no folder {file.parent}")


def write(file: Path, frame: pd.DataFrame) -> None:
    """Write the table. Raises ``BadRequest`` where the disk refuses."""
    try:
        with file.open("xb") as stream:
            stream.writelines(csv_bytes(frame, COLUMNS))
    except OSError as fault:
        raise BadRequest(f"--pin-as {file} can't be written: {fault.strerror or fault}") from fault
