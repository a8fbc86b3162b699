"""A case converted: from what it is to what its new place is named like, whole or not at all."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from models.schema import BY_NAME
from optimizer.convert.from_folder import read_folder
from optimizer.convert.from_workbook import read_workbook
from optimizer.convert.to_folder import files_of
from optimizer.convert.to_workbook import workbook_of
from optimizer.convert.written import WrittenCase
from optimizer.faults import Caution
from optimizer.read.folder import SETTINGS_FILE
from optimizer.read.workbook.container import SUFFIXES, is_workbook
from optimizer.report.folder import carry_over
from optimizer.report.swap import replacing
from optimizer.request import BadRequest

WORKBOOK = ".xlsx"


@dataclass(frozen=True)
class Converted:
    """What was written, and what is odd about where it came from."""

    case: WrittenCase
    cautions: list[Caution]


def convert(case: Path, out: Path, *, force: bool) -> Converted:
    """Write the case at ``case`` to ``out``: as a workbook where that ends in ``.xlsx``, else as a folder.

    Raises ``BadRequest`` where there is something already that would be lost (with ``force`` an earlier case of that
    form gives way), or the disk refuses; ``FaultyCase`` where the form of the case is at fault.
    """
    check_out(out, force=force)
    if case.exists() and out.exists() and case.samefile(out):
        raise BadRequest(f"{out} is the case itself; name another place")
    written, cautions = read_workbook(case) if is_workbook(case) else read_folder(case)
    write_case(written, out)
    return Converted(written, cautions)


def write_case(case: WrittenCase, out: Path) -> None:
    """Write a case to a place that has been looked at. Raises ``BadRequest`` where the disk refuses."""
    try:
        if out.suffix.lower() == WORKBOOK:
            _write_file(out, workbook_of(case))
        else:
            _write_folder(out, case)
    except OSError as fault:
        raise BadRequest(f"no case can be written to {out}: {fault.strerror or fault}") from fault


def check_out(out: Path, *, force: bool) -> None:
    """Raise ``BadRequest`` unless a case can be written to a place without a loss that nobody asked for."""
    suffix = out.suffix.lower()
    if suffix != WORKBOOK and suffix in SUFFIXES | {".csv"}:
        raise BadRequest(f"{out} can't be written: a workbook is written as {WORKBOOK}, anything else is a folder")
    if not out.exists():
        if not out.absolute().parent.is_dir():
            raise BadRequest(f"no case can be written to {out}: there is no folder {out.parent}")
        return
    if suffix == WORKBOOK:
        if not out.is_file():
            raise BadRequest(f"{out} is there already, and is no file; name another place")
        if not (force and is_workbook(out)):
            raise BadRequest(f"{out} is there already; name another place, or overwrite it with --force")
        return
    if not out.is_dir():
        raise BadRequest(f"{out} is a file; name a folder, or a workbook ({WORKBOOK})")
    if not any(out.iterdir()):
        return
    if not (out / SETTINGS_FILE).is_file():
        raise BadRequest(f"{out} holds files and is no case (no {SETTINGS_FILE}); name another place")
    if not force:
        raise BadRequest(f"{out} holds a case already; name another place, or overwrite that case with --force")


def _write_file(out: Path, data: bytes) -> None:
    fresh = out.with_name(f".{out.name}.new-{secrets.token_hex(6)}")
    try:
        fresh.write_bytes(data)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)


def _write_folder(out: Path, case: WrittenCase) -> None:
    ours = {SETTINGS_FILE, *(f"{name}.csv" for name in BY_NAME)}
    with replacing(out.resolve()) as fresh:
        for name, data in files_of(case):
            (fresh / name).write_bytes(data)
        carry_over(out, fresh, ours)
