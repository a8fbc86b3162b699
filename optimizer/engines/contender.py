"""A contender as the race sees it: an engine at work, what it has said, and how it is stopped.

In a process of its own it can be ended at once, and what it does to memory is its own affair; in a thread of this one
it is there at once, which small programs ask for: engines let go of the interpreter while they work.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.base import Engine, Options, Progress, Watch
from optimizer.engines.worker import Job

WORKER = "optimizer.engines.worker"


class Contender(ABC):
    """One engine on the program."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine; whoever derives from this sets it to work."""
        self.engine = engine
        self.solution: Solution | None = None
        """Its answer; an error where it ended without one, ``None`` as long as it is at work."""
        self.is_heard = False
        """Whether it has said anything: it could be started."""

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
            self.solution = Solution(Status.ERROR, self.engine.name, "", 0.0, message=self._silence())

    @abstractmethod
    def ask_to_stop(self) -> None:
        """Asks for the best it has; the answer comes when the engine heeds."""

    @abstractmethod
    def end(self) -> None:
        """Ends it and waits until its memory is free."""

    @abstractmethod
    def _silence(self) -> str:
        """What became of one that ended without an answer."""


class Apart(Contender):
    """In a process of its own, started fresh: a fork does not survive HiGHS's threads."""

    def __init__(self, job: Job, replies: "queue.Queue[Reply]") -> None:
        """Starts the process and hands it its job; raises ``OSError`` where no process can be started."""
        super().__init__(job.engine)
        with _deaf_to_ctrl_c():
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", WORKER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                pass_fds=[job.program.descriptor], env=_environment(),
            )  # fmt: skip
        self._reader = threading.Thread(target=self._read, args=(replies,), daemon=True)
        self._reader.start()
        self._write(pickle.dumps(job, protocol=5))

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

    def _silence(self) -> str:
        return f"its process ended without an answer (exit code {self._process.wait()})"

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


class Beside(Contender):
    """In a thread of this process."""

    def __init__(self, engine: Engine, program: Program, options: Options, replies: "queue.Queue[Reply]") -> None:
        """Starts the thread."""
        super().__init__(engine)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(program, options, replies), daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Asks for the best it has; the answer comes when the engine heeds."""
        self._stop.set()

    def end(self) -> None:
        """Asks it to stop and waits until it does."""
        self._stop.set()
        self._thread.join()

    def _silence(self) -> str:
        return "it ended without an answer"

    def _work(self, program: Program, options: Options, replies: "queue.Queue[Reply]") -> None:
        watch = Watch(self._stop, lambda progress: replies.put((self, progress)))
        try:
            replies.put((self, self.engine.solve(program, options, watch)))
        except Exception as error:  # what goes wrong in a thread the race must hear of
            failed = Solution(Status.ERROR, self.engine.name, "", 0.0, message=f"{type(error).__name__}: {error}")
            replies.put((self, failed))


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
