"""The schema of a planning case: every table, column and setting, described once as data.

Reading, checking, the workbook template, ``init`` and the data dictionary are all driven from here.
"""

from models.schema.columns import Column, Kind, Table
from models.schema.optional import OPTIONAL
from models.schema.required import REQUIRED
from models.schema.settings import SETTINGS

TABLES: tuple[Table, ...] = (*REQUIRED, *OPTIONAL)
"""All tables, the nine required ones first, in the order a planner fills them in."""

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

__all__ = ["BY_NAME", "OPTIONAL", "REQUIRED", "SETTINGS", "TABLES", "Column", "Kind", "Table"]
