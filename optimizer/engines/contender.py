"""A contender as the race sees it: a process at work, what it has said, and how it is stopped."""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.solution import Solution, Status
from optimizer.engines.base import Engine, Progress
from optimizer.engines.worker import Job

WORKER = "optimizer.engines.worker"


class Contender:
    """One engine on the program, in a process of its own, started fresh: a fork does not survive HiGHS's threads."""

    def __init__(self, job: Job, replies: "queue.Queue[Reply]") -> None:
        """Starts the process and hands it its job; raises ``OSError`` where no process can be started."""
        self.engine: Engine = job.engine
        self.solution: Solution | None = None
        """Its answer; an error where it ended without one, ``None`` as long as it is at work."""
        self.is_heard = False
        """Whether it has said anything: it could be started."""
        with _deaf_to_ctrl_c():
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", WORKER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                pass_fds=[job.program.descriptor], env=_environment(),
            )  # fmt: skip
        self._reader = threading.Thread(target=self._read, args=(replies,), daemon=True)
        self._reader.start()
        self._write(pickle.dumps(job, protocol=5))

    @property
    def solver(self) -> str:
        """The solver's name as its makers write it."""
        return self.engine.ability().solver

    def hear(self, message: "Progress | Solution | None") -> None:
        """Takes note of a reply; ``None`` is the end of its replies."""
        if message is not None:
            self.is_heard = True
        if isinstance(message, Solution):
            self.solution = message
        elif message is None and self.solution is None:
            ended = f"its process ended without an answer (exit code {self._process.wait()})"
            self.solution = Solution(Status.ERROR, self.engine.name, "", 0.0, message=ended)

    def ask_to_stop(self) -> None:
        """Asks for the best it has; the answer comes when the engine heeds."""
        self._write(b"stop")

    def end(self) -> None:
        """Ends the process at once, whatever it is at, and waits until its memory is free."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _write(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it is gone: its reader says so
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _read(self, replies: "queue.Queue[Reply]") -> None:
        assert self._process.stdout is not None
        with suppress(EOFError, pickle.UnpicklingError):  # killed, perhaps in the middle of a word
            while True:
                replies.put((self, pickle.load(self._process.stdout)))
        replies.put((self, None))


Reply = tuple[Contender, Progress | Solution | None]


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here inherits that Ctrl-C is held back, until the worker has said that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _environment() -> dict[str, str]:
    """The environment as it is here, with modules to be found where this process finds them and nowhere else."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}  # noqa: PTH109
