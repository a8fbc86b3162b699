"""The file of a workbook: what it is, looked at before anything in it is read; what can't be read is refused."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path, PurePath
from typing import NoReturn

MOST_BYTES = 1 << 30
"""Expanded, of all parts together: over four times a sheet of a million rows and six columns."""
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".xlt", ".ods", ".ots", ".fods", ".numbers"})
"""Endings of files that their owners take for workbooks."""

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AS_XLSX = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"


def is_workbook(path: Path) -> bool:
    """Whether a path is a file that is, or is named like, a workbook."""
    if not path.is_file():
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", _COMPOUND[:4])
    except OSError:
        return False


def workbook_sha256(data: bytes, scenario: str | None) -> str:
    """Digest of a workbook's bytes and the scenario's name."""
    digest = hashlib.sha256(f"workbook\0{len(data)}\0".encode())
    digest.update(data)
    digest.update(f"scenario\0{scenario or ''}".encode())
    return digest.hexdigest()


class NoWorkbook(Exception):  # noqa: N818 - it says what the file is not
    """The file is no workbook that can be read; the message says what it is, and what to do."""


class Container:
    """The parts of a workbook by name, none of them larger than it says it is.

    Raises ``NoWorkbook`` for what is no workbook, or one that is protected, damaged, far too large, or has macros.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.data = data
        _check_form(PurePath(name).suffix.lower(), data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            damaged(fault)
        parts = self._zip.infolist()
        self.names = {part.filename for part in parts}
        size = sum(part.file_size for part in parts)
        if size > MOST_BYTES:
            raise NoWorkbook(f"would expand to {size / 1e9:,.1f} GB, which no planning case needs; it was not opened")
        if any(part.flag_bits & 1 for part in parts):
            _protected()
        self.is_open_document = "content.xml" in self.names
        if self.is_open_document and b"encryption-data" in self.read("META-INF/manifest.xml"):
            _protected()
        if not self.is_open_document and "xl/workbook.xml" not in self.names:
            raise NoWorkbook(f"is a zip archive, but no workbook; {_AS_XLSX}")
        self._check_macros()

    def read(self, name: str) -> bytes:
        """One part; empty where there is none. Raises ``NoWorkbook`` where it is damaged."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as fault:
            damaged(fault)

    def _check_macros(self) -> None:
        for name in self.names:
            if name.lower().endswith("vbaproject.bin") or name.lower().startswith(("xl/macrosheets/", "basic/")):
                raise NoWorkbook("has macros, which are never run here: what they would change can't be known; "
                                 "save it as a workbook without macros (.xlsx)")  # fmt: skip


def _check_form(suffix: str, data: bytes) -> None:
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            _protected()
        raise NoWorkbook(f"is of the old Excel format (.xls); {_AS_XLSX}")
    if data.startswith(_ZIP):
        if suffix in {".xlsb", ".numbers"}:
            raise NoWorkbook(f"is of a format that can't be read here ({suffix}); {_AS_XLSX}")
        return
    if not data.strip(b"\0 \r\n\t"):
        raise NoWorkbook("is empty; the workbook may not have been saved or copied to its end")
    if _is_text(data):
        raise NoWorkbook("is a text file (CSV?), whatever its name says: a table of its own is kept as CSV in a case "
                         f"folder; for a workbook {_AS_XLSX}")  # fmt: skip
    raise NoWorkbook(f"is no workbook; {_AS_XLSX}")


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    return b"\0" not in head and sum(byte < 9 or 13 < byte < 32 for byte in head) == 0


def _protected() -> NoReturn:
    raise NoWorkbook("is protected by a password; open it and save a copy without one (File, Info, Protect Workbook)")


def damaged(fault: Exception) -> NoReturn:
    """Raise ``NoWorkbook`` for a file whose parts can't be made out."""
    raise NoWorkbook(f"is damaged ({str(fault).rstrip('.')}); open it in Excel, let it be repaired, and save it "
                     "again") from fault  # fmt: skip
