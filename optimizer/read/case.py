"""A case read: its files or sheets, scenario, types, lists and checks, in this order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

import numpy as np
import pandas as pd

from models.schema import BY_NAME, TABLES, Table
from models.tables import Settings, Tables
from optimizer.faults import MOST_TOLD, Caution, Fault, FaultyCase, Rest
from optimizer.read import ReadCase
from optimizer.read.cells import type_cells
from optimizer.read.change import apply, apply_to_settings
from optimizer.read.checks import check
from optimizer.read.draft import Draft, blank_values
from optimizer.read.drafts import Drafts
from optimizer.read.lists import code_identifiers
from optimizer.read.nearest import hint
from optimizer.read.origin import RowOrigin
from optimizer.read.rehearsal import rehearse
from optimizer.read.scenario import CASE, Change, understand
from optimizer.read.settings import WrittenSettings, check_settings
from optimizer.read.source import Source, origin_of
from optimizer.read.text_table import TextTable

Finding = TypeVar("Finding", bound=Fault)


@dataclass
class _Reading:
    """A case half read."""

    source: Source
    settings: WrittenSettings
    texts: dict[str, TextTable] = field(default_factory=dict)
    """Tables that a scenario names, or that are small or faulty, as text."""
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)


def read_source(source: Source, scenario: str | None) -> ReadCase:
    """Read and check a case; see ``optimizer.read.read_case``."""
    if not source.is_readable:
        told = [fault for fault in source.faults if not isinstance(fault, Caution)]
        raise FaultyCase(told, [fault for fault in source.faults if isinstance(fault, Caution)])
    settings, faults = source.settings()
    reading = _Reading(source, settings, faults=[*source.faults, *faults])
    _apply_scenario(reading, scenario)
    checked, faults = check_settings(reading.settings)
    reading.faults += faults
    drafts = Drafts({table.name: _draft(reading, table) for table in TABLES}, checked)
    reading.faults += code_identifiers(drafts)
    found = [*reading.faults, *check(drafts)]
    found += (Rest.of(draft.origin.page.name, draft.untold) for draft in drafts.tables.values() if draft.untold)
    order = {source.page(name).name: place for place, name in enumerate((CASE, *BY_NAME))}
    cautions = tuple(_in_order(order, (finding for finding in found if isinstance(finding, Caution))))
    told = _first_of_each_file(_in_order(order, (fault for fault in found if not isinstance(fault, Caution))))
    if told or checked is None:
        raise FaultyCase(told, cautions)
    return ReadCase(_tables(reading, drafts, checked, scenario), cautions)


def _in_order(order: Mapping[str, int], findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once: settings first, then the tables in their order, line by line."""
    return sorted(dict.fromkeys(findings), key=lambda fault: (order.get(fault.file, -1), fault.file, fault.line or 0))


def _first_of_each_file(faults: list[Fault]) -> list[Fault]:
    """The first faults of each file, and how many more it has."""
    kept: list[Fault] = []
    for file, of_file in groupby(faults, key=lambda fault: fault.file):
        findings = list(of_file)
        told = [fault for fault in findings if not isinstance(fault, Rest)][:MOST_TOLD]
        untold = sum(fault.count for fault in findings) - len(told)
        kept += [*told, Rest.of(file, untold)] if untold else told
    return kept


def _apply_scenario(reading: _Reading, scenario: str | None) -> None:
    """Understand all scenarios, see that all their changes find their rows, and make those of the named one."""
    text = _text(reading, BY_NAME["scenarios"])
    changes: list[Change] = []
    if text is not None:
        changes, faults = understand(text)
        reading.faults += faults
    texts = {name: _text(reading, BY_NAME[name]) for name in {change.table for change in changes} - {CASE}}
    others = [change for change in changes if change.scenario != scenario and change.table not in reading.unreadable]
    reading.faults += rehearse(others, texts)
    if scenario is None:
        return
    names = [] if text is None or "scenario" not in text.columns else text.columns["scenario"].named().names
    if scenario not in names:
        message = f'there is no scenario "{scenario}"{hint(scenario, names) or "; the case has no scenarios"}'
        reading.faults.append(reading.source.page("scenarios").fault(None, "scenario", scenario, message))
    for change in changes:
        if change.scenario != scenario:
            continue
        if change.table == CASE:
            apply_to_settings(change, reading.settings)
            continue
        fault = apply(change, texts[change.table])
        if fault is not None and change.table not in reading.unreadable:
            reading.faults.append(fault)


def _text(reading: _Reading, table: Table) -> TextTable | None:
    """The table as text, read once; its faults of form are noted."""
    is_there = reading.source.has(table.name)
    if not is_there and table.required:
        reading.unreadable.add(table.name)
    if table.name in reading.texts or not is_there or table.name in reading.unreadable:
        return reading.texts.get(table.name)
    text, faults = reading.source.text(table)
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
        reading.faults.append(reading.source.page(table.name).fault(line, "", "", message))
    return None


def _draft(reading: _Reading, table: Table) -> Draft:
    """One table, typed: straight from the file where it is in order and unchanged, else cell by cell."""
    name = table.name
    if name not in reading.texts and name not in reading.unreadable and reading.source.has(name):
        typed = reading.source.typed(table)
        if typed is not None:
            return typed
    text = _text(reading, table)
    if text is None:
        values = {column.name: blank_values(column, 0) for column in table.columns}
        readable = name not in reading.unreadable
        nowhere = RowOrigin(reading.source.page(name), np.empty(0, np.int64))
        return Draft(table, nowhere, 0, values, readable=readable)
    draft, faults = type_cells(text, origin_of(text, reading.source.page("scenarios")))
    reading.faults += faults
    return draft


def _tables(reading: _Reading, drafts: Drafts, settings: Settings, scenario: str | None) -> Tables:
    kinds = {name: pd.CategoricalDtype(pd.Index(names, dtype="str")) for name, names in drafts.lists.items()}
    return Tables(
        name=reading.source.name,
        settings=settings,
        frames={name: draft.frame(kinds) for name, draft in drafts.items()},
        origins={name: draft.origin for name, draft in drafts.items()},
        inputs_sha256=reading.source.sha256(scenario),
        scenario=scenario,
    )
