"""A plan folder read back: its tables as they were written, its summary."""

import json
from math import fsum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.plan import COLUMNS, Plan
from models.tables import LISTS, Tables
from optimizer.faults import Fault, FaultyCase
from optimizer.report.places import SUMMARY

TEXTS = frozenset({"site", "item", "rule", "key", "basis"})
"""Columns of a plan's tables that hold text of any kind; the others hold names that the case lists, or numbers."""

SWITCHED_ON_BY = {"programs": "programs", "sailings": "services", "parts": "parts"}
"""Tables of a plan that stand only where the case has a table."""


def read_summary(place: Path) -> dict[str, Any]:
    """What ``summary.json`` of a plan says. Raises ``FaultyCase`` where it is not there or is no JSON."""
    try:
        return dict(json.loads((place / SUMMARY).read_text(encoding="utf-8")))
    except OSError as error:
        reason = f"can't be read: {(error.strerror or 'unknown error').lower()}; name the folder of a plan"
    except ValueError as error:
        reason = f"is no JSON: {error}; solve the case again"
    raise FaultyCase([Fault(str(place / SUMMARY), None, "", "", reason)])


def read_plan(place: Path, tables: Tables) -> Plan:
    """The plan in the folder ``place``, made from that case. Its ``objective`` is the sum of its contribution.

    Raises ``FaultyCase`` with every file that is missing, every column that is, every name that the case doesn't know
    and every cell that is no number.
    """
    faults: list[Fault] = []
    wanted = [name for name in COLUMNS if name not in SWITCHED_ON_BY or tables.has(SWITCHED_ON_BY[name])]
    frames = {name: frame for name in wanted if (frame := _table(place, name, tables, faults)) is not None}
    if faults:
        raise FaultyCase(faults)
    return Plan(**frames, objective=fsum(frames["contribution"]["amount"]))


def _table(place: Path, name: str, tables: Tables, faults: list[Fault]) -> pd.DataFrame | None:
    file = f"{name}.csv"
    try:
        text = pd.read_csv(place / file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        faults.append(Fault(file, None, "", "", f"can't be read as a table of the plan {place}: {error}"))
        return None
    missing = [column for column in COLUMNS[name] if column not in text.columns]
    if missing:
        faults.append(Fault(file, 1, missing[0], "", f"the column {', '.join(missing)} is missing"))
        return None
    columns = {column: _column(file, text[column], tables, faults) for column in COLUMNS[name]}
    return pd.DataFrame(columns, copy=False)


def _column(file: str, cells: "pd.Series[str]", tables: Tables, faults: list[Fault]) -> "pd.Series[Any]":
    name = str(cells.name)
    listed = "period" if name == "arrival" else name
    if name in TEXTS:
        return cells.mask(cells == "")
    if listed not in LISTS:
        return _numbers(file, cells, faults)
    names = tables.listed(listed)
    codes = pd.Index(names, dtype="str").get_indexer(pd.Index(cells))
    faults += _cells(file, cells, (codes < 0) & (cells != "").to_numpy(), f"which is no {listed} of the case")
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str")))


def _numbers(file: str, cells: "pd.Series[str]", faults: list[Fault]) -> "pd.Series[float]":
    words = cells.replace({"": "nan", "none": "inf"})
    numbers = pd.to_numeric(words, errors="coerce").astype(np.float64)
    faults += _cells(file, cells, numbers.isna().to_numpy() & (words != "nan").to_numpy(), "not a number")
    return numbers


def _cells(file: str, cells: "pd.Series[str]", faulty: NDArray[np.bool_], what: str) -> list[Fault]:
    """A fault for each faulty cell of a column."""
    name = str(cells.name)
    return [Fault(file, int(row) + 2, name, cells[row], f'{name} is "{cells[row]}", {what}')
            for row in np.flatnonzero(faulty)]  # fmt: skip
