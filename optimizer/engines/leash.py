"""Runs another maker's program so that it neither outlives whoever asked for it nor keeps its log to itself (POSIX).

``python leash.py PARENT PROGRAM ARGUMENT…`` runs the program on its own standard input and prints what it prints, line
by line as if to a terminal (to a pipe, programs print in blocks of several thousand letters). It ends the program when
it is terminated itself, when nobody reads what it prints, and when the process ``PARENT`` is gone, however that came
about. Needs only the standard library.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

LOOK = 0.2
"""Seconds between two looks at whether the parent is still there."""


def main(parent: int, command: list[str]) -> int:
    """Runs the command and gives back its exit code; 1 where it can't be started, which is said."""
    ours, theirs = os.openpty()
    try:
        process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.STDOUT)
    except OSError as error:
        os.write(1, f"{error}\n".encode())
        return 1
    os.close(theirs)
    os.close(0)  # it is the program's: where that is gone, whoever writes should hear of it
    signal.signal(signal.SIGTERM, lambda *_: _end(process))
    threading.Thread(target=_look, args=(parent, process), daemon=True).start()
    try:
        for block in _blocks(ours):
            os.write(1, block)
    except BrokenPipeError:
        process.kill()
    return process.wait()


def _blocks(ours: int) -> Iterator[bytes]:
    """What comes out of our end of the terminal until the other is closed, which is an error there."""
    try:
        while block := os.read(ours, 1 << 16):
            yield block
    except OSError:
        return


def _look(parent: int, process: subprocess.Popen[bytes]) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program, waits until its memory is free, and ends."""
    process.kill()
    with suppress(ChildProcessError):  # waited for already
        os.waitpid(process.pid, 0)
    os._exit(1)


if __name__ == "__main__":
    os._exit(main(int(sys.argv[1]), sys.argv[2:]))
