"""The settings of a case in a workbook: the sheet ``case``, with a row for each."""

from models.schema.settings import Setting
from optimizer.faults import Fault
from optimizer.read.header import is_own
from optimizer.read.nearest import hint
from optimizer.read.numbers import as_number
from optimizer.read.origin import Page
from optimizer.read.settings import BY_NAME, WrittenSettings
from optimizer.read.workbook.grid import Grid, SheetColumn, is_marked
from optimizer.read.workbook.marks import MERGED, TRUTH, failed, plain

SHEET = "case"
SETTING, VALUE = "setting", "value"


def settings_of(grid: Grid | None) -> tuple[WrittenSettings, list[Fault]]:
    """What the sheet says, and what is wrong with its form; ``None``: it is blank."""
    bare = Page(SHEET, {})
    columns = {} if grid is None else {column.name: column for column in grid.columns}
    if grid is None or SETTING not in columns or VALUE not in columns:
        found = [plain(name) for name in columns if name]
        message = f"the first row must hold the names {SETTING} and {VALUE}{_found(found)}; the rows below it, for "
        message += "instance, currency and USD"
        line = None if grid is None else grid.header_line
        return WrittenSettings(readable=False, page=bare), [bare.fault(line, "", "", message)]
    unknown = [
        bare.fault(grid.header_line, name, name, f'column "{plain(name)}" is not known in {SHEET}'
                   f"{hint(plain(name), (SETTING, VALUE))}", column.place)
        for name, column in columns.items() if name not in (SETTING, VALUE) and not is_own(name)
    ]  # fmt: skip
    written, faults = _rows(grid, columns[SETTING], columns[VALUE])
    return written, [*unknown, *faults]


def _rows(grid: Grid, names: SheetColumn, values: SheetColumn) -> tuple[WrittenSettings, list[Fault]]:
    page = Page(SHEET, {SETTING: names.place, VALUE: values.place})
    written = WrittenSettings()
    faults: list[Fault] = []
    for row, line in enumerate(grid.lines.tolist()):
        name, value = plain(names.cells[row]), values.cells[row]
        if not name:
            if value:
                faults.append(page.fault(line, SETTING, "", "the row has a value and no setting; name it"))
        elif name in written.lines:
            message = f"the setting {name} is already in {page.place(written.lines[name] or 0, SETTING)}; keep one"
            faults.append(page.fault(line, SETTING, name, message))
        elif why := _no_value(value):
            written.readable = False
            faults.append(page.fault(line, VALUE, plain(value), f"{name} is {why}"))
        elif value:
            written.values[name] = _value(BY_NAME.get(name), value)
            written.lines[name] = line
    written.page = Page(SHEET, dict.fromkeys(written.values, values.place))
    return written, faults


def _no_value(word: str) -> str:
    if word == MERGED:
        return "merged with another cell; unmerge the cells and fill every one"
    return failed(word)


def _value(setting: Setting | None, word: str) -> object:
    """A cell as the type that the setting has, where it can be."""
    said = plain(word)
    if word.startswith(TRUTH):
        return said == "TRUE"
    kind = str if setting is None or is_marked(word) else setting.type
    if kind is bool:  # LibreOffice may save a truth as 1
        return {"true": True, "false": False, "1": True, "0": False}.get(said.casefold(), said)
    number = as_number(said) if kind is float else None
    if number is None:
        return said
    return int(number) if number.is_integer() else number


def _found(names: list[str]) -> str:
    return f", and holds {', '.join(names)}" if names else ""
