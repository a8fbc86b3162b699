"""A case written as a folder: one CSV file a table, and ``case.toml``."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from optimizer.convert.written import WrittenCase, WrittenSetting, WrittenTable
from optimizer.read.folder import SETTINGS_FILE
from optimizer.read.numbers import shown


def files_of(case: WrittenCase) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file."""
    yield SETTINGS_FILE, "".join(map(_line, case.settings)).encode()
    for name, table in case.tables.items():
        yield f"{name}.csv", _csv(table).encode()


def _csv(table: WrittenTable) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.rows)
    return text.getvalue()


def _line(setting: WrittenSetting) -> str:
    remark = f"# {' '.join(setting.remark.splitlines())}" if setting.remark else ""
    if setting.value is None:
        return f"{remark}\n"
    said = f"{_key(setting.name)} = {toml(setting.value)}"
    return f"{said}  {remark}\n" if remark else f"{said}\n"


def _key(name: str) -> str:
    is_bare = name.replace("_", "").replace("-", "").isalnum() and name.isascii()
    return name if is_bare else toml(name)


def toml(value: object) -> str:
    """A value in the words of TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return shown(value) if math.isfinite(value) else str(value)
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in escaped) + '"'
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{_key(str(name))} = {toml(part)}" for name, part in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(toml, value)) + "]"
        case other:
            raise TypeError(other)
