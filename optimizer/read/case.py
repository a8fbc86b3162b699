"""A case folder read: files, scenario, types, lists and checks, in this order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from models.schema import BY_NAME, TABLES, Table
from models.tables import Settings, Tables
from optimizer.faults import Caution, Fault, FaultyCase
from optimizer.read import ReadCase
from optimizer.read.cells import blank_column, type_cells
from optimizer.read.change import apply, apply_to_settings
from optimizer.read.checks import check
from optimizer.read.csv_text import read_text
from optimizer.read.csv_typed import read_typed
from optimizer.read.draft import Draft
from optimizer.read.drafts import Drafts
from optimizer.read.folder import SETTINGS_FILE, Folder, open_folder
from optimizer.read.lists import code_identifiers
from optimizer.read.nearest import hint
from optimizer.read.origin import SCENARIOS, FileOrigin
from optimizer.read.scenario import CASE, Change, understand
from optimizer.read.settings import WrittenSettings, check_settings, parse_settings
from optimizer.read.text import TextTable

Finding = TypeVar("Finding", bound=Fault)


@dataclass
class _Reading:
    """A case half read."""

    folder: Folder
    settings: WrittenSettings
    texts: dict[str, TextTable] = field(default_factory=dict)
    """Tables that a scenario changes, as text."""
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)


def read_folder_case(path: Path, scenario: str | None) -> ReadCase:
    """Read and check the case in a folder; see ``optimizer.read.read_case``."""
    folder = open_folder(path)
    if not path.is_dir():
        raise FaultyCase(folder.faults)
    settings, faults = parse_settings(folder.settings)
    reading = _Reading(folder, settings, faults=[*folder.faults, *faults])
    _apply_scenario(reading, scenario)
    checked, faults = check_settings(reading.settings)
    reading.faults += faults
    drafts = Drafts({table.name: _draft(reading, table) for table in TABLES}, checked)
    reading.faults += code_identifiers(drafts)
    found = [*reading.faults, *check(drafts)]
    cautions = tuple(_in_order(finding for finding in found if isinstance(finding, Caution)))
    faults = _in_order(finding for finding in found if not isinstance(finding, Caution))
    if faults or checked is None:
        raise FaultyCase(faults, cautions)
    return ReadCase(_tables(reading, drafts, checked, scenario), cautions)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once: settings first, then the tables in their order, line by line."""
    files = {SETTINGS_FILE: -1} | {f"{table.name}.csv": place for place, table in enumerate(TABLES)}
    return sorted(dict.fromkeys(findings), key=lambda fault: (files.get(fault.file, -2), fault.file, fault.line or 0))


def _apply_scenario(reading: _Reading, scenario: str | None) -> None:
    """Understand all scenarios, and change the cells that the named one asks for."""
    text = _text(reading, BY_NAME["scenarios"])
    changes: list[Change] = []
    if text is not None:
        changes, faults = understand(text)
        reading.faults += faults
    if scenario is None:
        return
    names = [] if text is None else list(dict.fromkeys(filter(None, text.columns.get("scenario", []))))
    if scenario not in names:
        message = f'there is no scenario "{scenario}"{hint(scenario, names) or "; the case has no scenarios"}'
        reading.faults.append(Fault(SCENARIOS, None, "scenario", scenario, message))
    for change in changes:
        if change.scenario != scenario:
            continue
        if change.table == CASE:
            apply_to_settings(change, reading.settings)
            continue
        changed = _text(reading, BY_NAME[change.table])
        fault = apply(change, changed)
        if fault is not None and change.table not in reading.unreadable:
            reading.faults.append(fault)


def _text(reading: _Reading, table: Table) -> TextTable | None:
    """The table as text, read once; its faults of form are noted."""
    data = reading.folder.tables.get(table.name)
    if table.name in reading.texts or data is None or table.name in reading.unreadable:
        return reading.texts.get(table.name)
    text, faults = read_text(table, f"{table.name}.csv", data)
    if text is not None and not len(text):  # a table without rows counts as absent, whatever columns it has
        faults = [fault for fault in faults if fault.column not in text.absent]
    reading.faults += faults
    if text is not None and len(text):
        reading.texts[table.name] = text
        return text
    if faults:
        reading.unreadable.add(table.name)
    elif table.required:
        reading.unreadable.add(table.name)
        line = None if text is None else text.header_line
        message = f"the table {table.name} has no rows; every case needs it ({table.meaning.rstrip('.')})"
        reading.faults.append(Fault(f"{table.name}.csv", line, "", "", message))
    return None


def _draft(reading: _Reading, table: Table) -> Draft:
    """One table, typed: straight from the file where it is in order and unchanged, else cell by cell."""
    name, file = table.name, f"{table.name}.csv"
    data = reading.folder.tables.get(name)
    path = (reading.folder.path / file).resolve()
    if data is not None and name not in reading.texts:
        typed = read_typed(table, file, data)
        if typed is not None and len(typed[0]):
            return Draft(table, FileOrigin(file, path, one_line_each=typed[1]), typed[0])
    text = _text(reading, table)
    if text is None:
        frame = pd.DataFrame({column.name: blank_column(column, 0) for column in table.columns})
        readable = name not in reading.unreadable and not (table.required and data is None)
        return Draft(table, FileOrigin(file, path, known=np.empty(0, np.int64)), frame, readable=readable)
    draft, faults = type_cells(text, FileOrigin(file, path, known=text.lines, changed=text.changed))
    reading.faults += faults
    return draft


def _tables(reading: _Reading, drafts: Drafts, settings: Settings, scenario: str | None) -> Tables:
    return Tables(
        name=reading.folder.path.resolve().name,
        settings=settings,
        frames={name: draft.frame for name, draft in drafts.items()},
        origins={name: draft.origin for name, draft in drafts.items()},
        inputs_sha256=reading.folder.sha256(scenario),
        scenario=scenario,
    )
