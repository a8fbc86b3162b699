"""``optimizer init``: a small, complete, commented case to start from."""

from importlib.resources import files
from pathlib import Path

from optimizer.commands.streams import say
from optimizer.request import BadRequest


def start_case(folder: Path) -> int:
    """Write the case into a new or empty folder; raises ``BadRequest`` where there is something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequest(f"{folder} is there already and is not an empty folder; name a new one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(files("optimizer.template").iterdir(), key=lambda file: file.name):
            if file.name.endswith((".csv", ".toml")):
                (folder / file.name).write_bytes(file.read_bytes())
    except OSError as fault:
        raise BadRequest(f"no case can be written to {folder}: {fault.strerror or fault}") from fault
    say(f"A case to start from is in {folder}. Look through its tables, then: optimizer solve {folder}")
    return 0
