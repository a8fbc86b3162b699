"""The files of a case folder: which of them are tables, and their bytes."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from models.schema import BY_NAME, TABLES
from optimizer.faults import Fault
from optimizer.read.nearest import hint

SETTINGS = "case"
SETTINGS_FILE = f"{SETTINGS}.toml"


@dataclass
class Folder:
    """A case folder as found: the bytes of every table's file and of ``case.toml``, and what is wrong with the rest."""

    path: Path
    tables: dict[str, bytes] = field(default_factory=dict)
    """By table name; a table whose file is missing or can't be opened is not here."""
    settings: bytes | None = None
    faults: list[Fault] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """The bytes of every file that the case is read from, by file name."""
        files = {f"{name}.csv": data for name, data in self.tables.items()}
        return files if self.settings is None else {**files, SETTINGS_FILE: self.settings}

    def sha256(self, scenario: str | None) -> str:
        """Digest of everything that the case says: names and bytes of its files, and the scenario's name."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files().items()):
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
        digest.update(f"scenario\0{scenario or ''}".encode())
        return digest.hexdigest()


def open_folder(path: Path) -> Folder:
    """Read all files of the case. Other files (notes, earlier plans) and folders are left alone, but for one that is
    named after a table: it would be missing without a word.
    """
    folder = Folder(path)
    if not path.is_dir():
        folder.faults.append(_no_folder(path))
        return folder
    misnamed: set[str] = set()
    for file in sorted(path.iterdir()):
        stem = file.name.partition(".")[0].lower()
        is_one_of_ours = stem in BY_NAME or stem == SETTINGS
        if file.name.startswith(".") or not (is_one_of_ours or file.suffix.lower() in {".csv", ".toml"}):
            continue
        known = file.name == SETTINGS_FILE or (file.suffix == ".csv" and file.stem in BY_NAME)
        if file.is_dir() and not known:
            continue
        if known:
            _take(folder, file)
        else:
            right = _right_name(file.name)
            folder.faults.append(_unknown_file(file.name, right, is_there=bool(right) and (path / right).exists()))
            misnamed.add(right)
    for table in TABLES:
        name = f"{table.name}.csv"
        if table.required and name not in misnamed and not (path / name).exists():
            message = f"the table {table.name} is missing; every case needs it ({table.meaning.rstrip('.')})"
            folder.faults.append(Fault(name, None, "", "", message))
    if SETTINGS_FILE not in misnamed and not (path / SETTINGS_FILE).exists():
        message = 'the file is missing; it must at least say the currency, for instance: currency = "USD"'
        folder.faults.append(Fault(SETTINGS_FILE, None, "currency", "", message))
    return folder


def _take(folder: Folder, file: Path) -> None:
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"can't be read: {(error.strerror or 'unknown error').lower()}"
        folder.faults.append(Fault(file.name, None, "", "", message))
        return
    if file.name == SETTINGS_FILE:
        folder.settings = data
    else:
        folder.tables[file.stem] = data


def _no_folder(path: Path) -> Fault:
    if path.is_file():
        message = "is a file; a case is a folder of CSV files, or a workbook (.xlsx, .ods): name one of these"
    else:
        beside = [entry.name for entry in path.parent.iterdir() if entry.is_dir()] if path.parent.is_dir() else []
        message = f"there is no such folder{hint(path.name, beside)}"
    return Fault(str(path), None, "", str(path), message)


def _right_name(name: str) -> str:
    """What a file named after a table, or the settings, should be called; empty for any other."""
    stem = name.partition(".")[0].lower()
    return f"{stem}.csv" if stem in BY_NAME else SETTINGS_FILE if stem == SETTINGS else ""


def _unknown_file(name: str, right: str, *, is_there: bool) -> Fault:
    known = [f"{table.name}.csv" for table in TABLES] + [SETTINGS_FILE]
    if is_there:
        message = f'is not read, beside "{right}"; remove it from the case, or give it a name of its own'
    elif name.lower() == right:
        message = f'is not read: names are written in lower case; rename it to "{right}"'
    elif right == SETTINGS_FILE:
        message = f'is not read: the settings stand in "{right}"; save them there'
    elif right:
        message = f'is not read: a table is a CSV file of that ending; save it as "{right}"'
    else:
        same_kind = [other for other in known if other.endswith(".toml") == name.lower().endswith(".toml")]
        message = f"is not a table of a case{hint(name, same_kind)}"
    return Fault(name, None, "", name, message)
