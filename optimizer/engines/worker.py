"""One contender of a race, in a process of its own: ``python -m optimizer.engines.worker``, run by ``race`` alone.

It reads its job from standard input and writes progress and its solution, pickled, to standard output. One further byte
on standard input asks it to stop with the best it has; the end of standard input means that nobody waits any more.
"""

import os
import pickle
import signal
import sys
import threading
import time
from dataclasses import dataclass, replace

from models.solution import Solution, Status
from optimizer.engines.answer import SHORTEST
from optimizer.engines.base import Engine, Options, Progress, Watch
from optimizer.engines.shared import SharedProgram


@dataclass(frozen=True)
class Job:
    """What a contender is to do."""

    engine: Engine
    options: Options
    deadline: float | None
    """When its time is up, by ``time.monotonic``: one clock for all processes, so that starting counts."""
    program: SharedProgram


def main() -> None:
    """Does the one job and ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal: the parent decides
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # solvers that print must not write between the replies
    lock = threading.Lock()

    def reply(message: Progress | Solution) -> None:
        with lock:
            pickle.dump(message, replies, protocol=5)
            replies.flush()

    job: Job = pickle.load(sys.stdin.buffer)
    watch = Watch(report=reply)
    threading.Thread(target=_listen, args=(watch,), daemon=True).start()
    reply(Progress(job.engine.name, 0.0, phase="begins"))
    reply(_solution(job, watch))
    os._exit(0)  # at once: no solver's clean-up is worth waiting for


def _listen(watch: Watch) -> None:
    """Passes on the wish to stop; ends the process, whatever it is at, once its parent is gone."""
    while sys.stdin.buffer.read(1):
        watch.stop.set()
    os._exit(1)


def _solution(job: Job, watch: Watch) -> Solution:
    try:
        program, options = job.program.opened(), job.options
        if job.deadline is not None:
            options = replace(options, time_limit=max(SHORTEST, job.deadline - time.monotonic()))
        return job.engine.solve(program, options, watch)
    except Exception as error:  # no memory, no solver: the race must hear of it
        return Solution(Status.ERROR, job.engine.name, "", 0.0, message=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
