"""The settings of a case: ``case.toml`` read, and each setting checked."""

import math
import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import Any

from models.schema import SETTINGS
from models.schema.settings import Setting
from models.tables import Settings
from optimizer.faults import Fault
from optimizer.read.folder import SETTINGS_FILE
from optimizer.read.header import is_own
from optimizer.read.nearest import hint
from optimizer.read.origin import CHANGE, SCENARIOS, Page
from optimizer.read.text import decode

BY_NAME = {setting.name: setting for setting in SETTINGS}

CASE_FILE = Page(SETTINGS_FILE)
_CURRENCY = re.compile(r"[A-Z]{3}")
_ASKED = {str: "text in quotes", bool: "true or false", float: "a number ≥ 0"}


@dataclass
class WrittenSettings:
    """The settings as written, and the line on which each stands."""

    values: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int | None] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    """Settings that a scenario changed: the line of ``scenarios`` that did so last."""
    readable: bool = True
    page: Page = CASE_FILE
    scenarios: Page = SCENARIOS


def parse_settings(data: bytes | None) -> tuple[WrittenSettings, list[Fault]]:
    """What ``case.toml`` says; a fault, with its line, where it is no TOML. ``None``: there is no file to read."""
    if data is None:
        return WrittenSettings(readable=False), []
    text = decode(SETTINGS_FILE, data)
    if isinstance(text, Fault):
        return WrittenSettings(readable=False), [text]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)", str(error))
        reason = str(error).replace(place[0], "") if place else str(error)
        line = int(place[1]) if place and place[1] else max(len(text.splitlines()), 1)
        message = f'is not valid TOML: {reason}; a setting reads: currency = "USD"'
        return WrittenSettings(readable=False), [Fault(SETTINGS_FILE, line, "", "", message)]
    return WrittenSettings(values, {name: _line(text, name) for name in values}), []


def check_settings(written: WrittenSettings) -> tuple[Settings | None, list[Fault]]:
    """The settings, defaults filled in; and every fault. No settings where the currency is not known."""
    faults: list[Fault] = []
    good: dict[str, Any] = {}
    for name, value in written.values.items():
        if is_own(name):
            continue
        problem = _problem(name, value)
        if problem is None:
            good[name] = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        else:
            faults.append(_fault(written, name, value, problem))
    if "currency" not in written.values and written.readable:
        example = 'currency = "USD"' if written.page.columns is None else "currency in one cell, USD in the next"
        message = f"the setting currency is missing; write for instance: {example}"
        faults.append(written.page.fault(None, "currency", "", message))
    if not isinstance(good.get("currency"), str):
        return None, faults
    return replace(Settings(str(good["currency"])), **good), faults


def _problem(name: str, value: object) -> str | None:
    setting = BY_NAME.get(name)
    if setting is None:
        return f"{name} is not a known setting{hint(name, BY_NAME)}"
    shown = _shown(value)
    if not _is_of_type(setting, value):
        return f"{name} is {shown}, not {_ASKED[setting.type]}"
    if name == "currency" and not _CURRENCY.fullmatch(str(value)):
        return f"currency is {shown}, not an ISO 4217 code (three capital letters, for instance USD)"
    return None


def _is_of_type(setting: Setting, value: object) -> bool:
    if setting.type is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
    return isinstance(value, setting.type)


def _shown(value: object) -> str:
    """A value as TOML would have it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def _fault(written: WrittenSettings, name: str, value: object, problem: str) -> Fault:
    change = written.changed.get(name)
    if change is not None:
        message, letter = f"after this change, {written.page.name}: {problem}", written.scenarios.letter(CHANGE)
        return Fault(written.scenarios.name, change, name, str(value), message, letter=letter)
    return written.page.fault(written.lines.get(name), name, str(value), problem)


def _line(text: str, name: str) -> int | None:
    """The line on which a setting stands: where its name begins a line or a ``[table]``."""
    start = re.compile(rf"""\s*\[{{0,2}}\s*["']?{re.escape(name)}\b""")
    return next((line for line, words in enumerate(text.splitlines(), 1) if start.match(words)), None)
