"""Answers as files: tables of a question beside each other in a folder, the same bytes for the same answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.report.rows import csv_bytes
from optimizer.request import BadRequest


def write_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write each table as ``<name>.csv``, whole or not at all, in place of an earlier one.

    Raises ``BadRequest`` where the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            fresh = folder / f".{name}.csv.new"
            with fresh.open("wb") as file:
                file.writelines(csv_bytes(frame, list(frame.columns)))
            fresh.replace(folder / f"{name}.csv")
    except OSError as fault:
        raise BadRequest(f"nothing can be written to {folder}: {fault.strerror or fault}") from fault


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table for JSON: blank and endless cells are null."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows: list[dict[str, Any]] = [
        {str(name): None if isinstance(cell, float) and cell in (float("inf"), -float("inf")) else cell
         for name, cell in row.items()}
        for row in plain.to_dict("records")
    ]  # fmt: skip
    return rows
