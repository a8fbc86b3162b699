"""The data dictionary: every table, column and setting of a case, written out from the schema.

``python -m optimizer.dictionary > inputs/README.md`` writes it anew; a test keeps the file and the schema equal.
"""

import math
import sys
from collections.abc import Iterator, Sequence

from models.schema import OPTIONAL, REQUIRED, SETTINGS, TABLES, Column, Kind, Table
from models.schema.settings import Setting

INTRODUCTION = """\
# Inputs: the planning case

<!-- Written by `python -m optimizer.dictionary > inputs/README.md`: change the schema, not this page. -->

A **case** is a folder of CSV files, one per table, and a small `case.toml`. {required} tables are required; each of
the {optional} others switches a capability on by having rows. `optimizer init FOLDER` writes a small, complete case to
start from, and `optimizer check FOLDER` lists all that is wrong with one, each fault with its file, line and column.

A case may as well be one workbook, with a sheet for each table and a sheet `case` for the settings:
`optimizer init --workbook FILE.xlsx` writes one, `optimizer convert CASE OUT` makes one of a folder, or a folder of one
(see `docs/workbook.md`).

"""

READING = """\
## How a table is read

- UTF-8, comma-separated, the header first, columns in any order. A column whose name starts with `note`, `source` or
  `_` is yours: it is kept aside, unread. Any other column or file that is not listed here is an error.
- Identifiers are text, case-sensitive and trimmed: `01` is not `1`. Numbers use a point. Limits take the word `none`.
- Columns marked `*` are the key and stand in every row. Columns marked `?` belong to the key and may be blank, and
  **blank means every**.
- Rows complete each other **cell by cell**: each column takes its value from the matching row with the most filled key
  cells that has that cell filled. A row for one `period` that fills only `unit_cost` changes that cost in that period
  and nothing else.
- What is still blank takes the default shown. A column in **bold** has none: it must be filled, by the row itself or by
  one that completes it.
- Every identifier stands in its own list: `periods`, `plants`, `models`, `markets`; a line in `capacity` or `shifts`, a
  route in `routes`, a service in `services`, a part in `parts`.
- A market and a model with a row in `demand` are a **planned pair**; nothing is built, shipped, stored or sold for any
  other. Money is in the case's currency unless a column says otherwise.

"""


def dictionary() -> str:
    """The whole dictionary as Markdown."""
    return "".join((
        INTRODUCTION.format(required=_number_word(len(REQUIRED)).capitalize(), optional=_number_word(len(OPTIONAL))),
        *_contents(),
        "\n",
        READING,
        "## Required tables\n\n",
        *map(_table, REQUIRED),
        "## Optional tables\n\n",
        *map(_table, OPTIONAL),
        *_settings(),
    ))  # fmt: skip


def _contents() -> Iterator[str]:
    yield "| table | what it says |\n|---|---|\n"
    for table in TABLES:
        name = f"**[`{table.name}`](#{table.name})**" if table.required else f"[`{table.name}`](#{table.name})"
        yield f"| {name} | {_first_sentence(table.meaning)} |\n"
    yield "| [`case.toml`](#casetoml) | The settings of the case. |\n"


def _table(table: Table) -> str:
    lines = [f"### {table.name}\n\n", f"{table.meaning}\n"]
    if table.every_row_counts and table.key:
        lines.append("\nEvery row that matches counts.\n")
    if table.one_filled_of:
        lines.append(f"\nEach row fills exactly one of {_listed(table.one_filled_of)}.\n")
    rows = [(_column_name(column), column.unit or " ", if_blank(column), meaning(column)) for column in table.columns]
    return "".join([*lines, "\n", _grid(("column", "unit", "if blank", "meaning"), rows), "\n"])


def _settings() -> Iterator[str]:
    yield "## case.toml\n\nWhat is not a table. Any key that starts with `note` or `source` is yours.\n\n"
    rows = [(_setting_name(setting), setting.unit or " ", _setting_default(setting), setting.meaning)
            for setting in SETTINGS]  # fmt: skip
    yield _grid(("setting", "unit", "if absent", "meaning"), rows)


def _column_name(column: Column) -> str:
    if column.key:
        return f"`{column.name}`{'*' if column.required else '?'}"
    return f"**`{column.name}`**" if column.required else f"`{column.name}`"


def if_blank(column: Column) -> str:
    """What a blank cell means, in a word or two."""
    if column.required:
        return "—"
    if column.blank_means_every:
        return "every"
    match column.default:
        case None:
            return " "
        case str(word):
            return f"`{word}`" if word else " "
        case value:
            return "`none`" if math.isinf(value) else f"{value:g}"


def meaning(column: Column) -> str:
    """The column's meaning, followed by what its cells may hold where that is not plain from it."""
    parts = [column.name if column.meaning == f"blank: every {column.name}" else column.meaning]
    if column.kind is Kind.CHOICE:
        parts.append(f"one of {_listed(column.choices)}")
    if column.kind is Kind.COUNT:
        parts.append("whole" if column.minimum == 0 else f"whole, at least {column.minimum:g}")
    if column.above_minimum:
        parts.append(f"above {column.minimum:g}")
    if math.isfinite(column.minimum) and math.isfinite(column.maximum):
        parts.append(f"{column.minimum:g} to {column.maximum:g}")
    if column.minimum == -math.inf and "negative" not in column.meaning:
        parts.append("may be negative")
    if column.instead_of and "instead" not in column.meaning:
        parts.append(f"instead of `{column.instead_of}`")
    return "; ".join(part for part in parts if part)


def _setting_name(setting: Setting) -> str:
    return f"**`{setting.name}`**" if setting.required else f"`{setting.name}`"


def _setting_default(setting: Setting) -> str:
    match setting.default:
        case None:
            return "—"
        case bool(value):
            return f"`{str(value).lower()}`"
        case str(text):
            return f"`{text}`" if text else " "
        case value:
            return f"{value:g}"


def _grid(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up in the source too."""
    cells = [headers, *([cell.replace("|", "\\|").strip() for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headers))]
    widths[-1] = 0  # the last column may end where it likes
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    rule = ["-" * max(width, 3) for width in widths]
    return "".join("| " + " | ".join(line) + " |\n" for line in [lines[0], rule, *lines[1:]])


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].split(": ")[0].removesuffix(".") + "."


def _listed(words: Sequence[str]) -> str:
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def _number_word(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[number] if number < len(words) else str(number)


if __name__ == "__main__":
    sys.stdout.write(dictionary())
