"""What a race may leave behind, for the tests of races: processes, and shared memory."""

import time
import uuid
from pathlib import Path


def marked(monkeypatch) -> str:
    """A word that is from now on in the environment of every process started, by which they are known."""
    word = uuid.uuid4().hex
    monkeypatch.setenv("RACE_MARK", word)
    return word


def processes(word: str) -> list[int]:
    """The processes with that mark, this one aside: it was started without."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (place / "environ").read_bytes():  # a zombie has none any more
                found.append(int(place.name))
        except OSError:  # gone, or not ours
            continue
    return found


def gone(word: str, seconds: float = 10.0) -> bool:
    """Whether all processes with that mark are gone, soon."""
    until = time.monotonic() + seconds
    while processes(word):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def shared_memory() -> list[str]:
    """What this process still has open or mapped of any program it shared."""
    links = []
    for place in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(place.readlink()))
        except OSError:  # the descriptor of the listing itself
            continue
    return [line for line in (*links, *Path("/proc/self/maps").read_text().splitlines()) if "memfd:program" in line]
