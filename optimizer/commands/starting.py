"""``optimizer init``: a small, complete, commented case to start from."""

from importlib.resources import as_file, files
from pathlib import Path

from optimizer.commands.streams import say
from optimizer.request import BadRequest

_TEMPLATE = "optimizer.template"


def start(folder: Path | None, workbook: Path | None) -> int:
    """Write the case into a new or empty folder, or a new workbook; raises ``BadRequest`` where it can't be."""
    if folder is not None and workbook is not None:
        raise BadRequest(f"name a folder or a workbook, not both: {folder}, --workbook {workbook}")
    if workbook is not None:
        return _start_workbook(workbook)
    if folder is not None:
        return _start_folder(folder)
    raise BadRequest("name a new folder for the case, or a new workbook with --workbook FILE.xlsx")


def _start_folder(folder: Path) -> int:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequest(f"{folder} is there already and is not an empty folder; name a new one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(files(_TEMPLATE).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".csv", ".toml")):
                (folder / file.name).write_bytes(file.read_bytes())
    except OSError as fault:
        raise BadRequest(f"no case can be written to {folder}: {fault.strerror or fault}") from fault
    say(f"A case to start from is in {folder}. Look through its tables, then: optimizer solve {folder}")
    return 0


def _start_workbook(file: Path) -> int:
    if file.suffix.lower() != ".xlsx":
        raise BadRequest(f"{file} can't be written: name a workbook that ends in .xlsx")
    if file.exists():
        raise BadRequest(f"{file} is there already; name a new workbook")
    from optimizer.convert.converting import check_out, write_case
    from optimizer.convert.from_folder import read_folder
    from optimizer.convert.template import in_full

    check_out(file, force=False)
    with as_file(files(_TEMPLATE)) as template:
        write_case(in_full(read_folder(template)[0]), file)
    say(f"A case to start from is in {file}. Look through its sheets, then: optimizer solve {file}")
    return 0
