"""A race: several engines on the same program, each in a process or thread of its own; the first proof ends it.

No engine is always fastest, and which one is shows only in the end; the machine has cores to spare.

- ``OPTIMAL`` is a proof: the plan is in hand and has been checked. It ends the race at once.
- ``INFEASIBLE`` and ``UNBOUNDED`` are claims, with nothing to check, and presolves have been wrong about them: the
  others get as long again to refute them with a plan. A plan in hand beats any claim.
- Where the best plan of one is within the gap of the lowest bound of another, all are asked to stop.
- At the limit, or when asked to stop, the best plan in hand wins, under the lowest bound of all contenders.
"""

import math
import queue
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.base import Engine, Options, Progress, Watch
from optimizer.engines.contender import Apart, Beside, Contender, Reply
from optimizer.engines.judge import CLAIMS, judged
from optimizer.engines.shared import shared
from optimizer.engines.worker import Job

POLL = 0.1
"""Seconds between two looks at the watch and the clock."""

SECOND_OPINION = 1.0
"""Seconds that the others get at least, once one claims that there is no plan; else as long as it took."""

PATIENCE = 10.0
"""Seconds that a contender asked to stop gets to hand over its plan, when another's answer is in hand already."""


def race(
    program: Program, options: Options, engines: Sequence[Engine], watch: Watch, known: Progress | None = None
) -> Solution | None:
    """A race of processes: the winner's solution, its ``message`` saying who won and why; ``None`` where no process
    could be started.

    ``known`` is what is in hand before it begins, for those who watch.

    No process and no shared memory is left when it ends, nor for long if this process is killed.
    """
    running = _Race(time.monotonic(), options, watch, known)
    options = replace(options, threads=options.threads or 1)
    try:
        with ExitStack() as stack:
            with shared(program) as place:
                for engine in engines:
                    running.enter(Apart(Job(engine, options, running.ends, place), running.replies), stack)
            running.run()
    except OSError:
        return None
    if not any(contender.is_heard for contender in running.contenders):
        return None
    return running.result(program, options)


def race_beside(
    program: Program, options: Options, engines: Sequence[Engine], watch: Watch, known: Progress | None = None
) -> Solution:
    """The same in threads of this process, for engines that heed the wish to stop: it is waited for."""
    running = _Race(time.monotonic(), options, watch, known)
    with ExitStack() as stack:
        for engine in engines:
            running.enter(Beside(engine, program, options, running.replies), stack)
        running.run()
    return running.result(program, options)


class _Race:
    """A race under way."""

    def __init__(self, began: float, options: Options, watch: Watch, known: Progress | None) -> None:
        self.began = began
        self.ends = None if options.time_limit is None else began + options.time_limit
        self.watch = watch
        self.contenders: list[Contender] = []
        self.replies: queue.Queue[Reply] = queue.Queue()
        self._is_proved = False
        self._is_enough = False
        self._gap = options.gap
        self._best = None if known is None else known.objective
        self._bound = None if known is None else known.bound
        self._asked_at: float | None = None
        self._in_hand_at: float | None = None

    def enter(self, contender: Contender, stack: ExitStack) -> None:
        """One more takes part, till the ``stack`` is unwound."""
        stack.callback(contender.end)
        self.contenders.append(contender)

    def result(self, program: Program, options: Options) -> Solution:
        """What has come out, in the end."""
        solution = judged(self.contenders, program, options)
        stopped = self.watch.stop.is_set() and solution.status in (Status.FEASIBLE, Status.NO_PLAN)
        return replace(solution, seconds=time.monotonic() - self.began, interrupted=stopped)

    def run(self) -> None:
        """Listens until there is a proof, or nobody is at work, or patience is at its end."""
        while not self._is_proved and any(contender.solution is None for contender in self.contenders):
            now = time.monotonic()
            is_over = self._is_enough or self.watch.stop.is_set() or (self.ends is not None and now >= self.ends)
            if self._asked_at is None and is_over:
                self._asked_at = now
                for contender in self.contenders:
                    contender.ask_to_stop()
            if now > max(self._asked_at or math.inf, self._in_hand_at or math.inf) + PATIENCE:
                return
            try:
                self._heard(*self.replies.get(timeout=POLL))
            except queue.Empty:
                continue

    def _heard(self, contender: Contender, message: Progress | Solution | None) -> None:
        now = time.monotonic()
        contender.hear(message)
        if isinstance(message, Progress):
            standing = self._standing(message)
            if self.watch.report is not None:
                self.watch.report(replace(standing, seconds=now - self.began))  # one clock for all
            return
        if not isinstance(message, Solution):
            return
        self._is_proved = message.status is Status.OPTIMAL
        if message.status in CLAIMS:
            until = now + max(SECOND_OPINION, now - self.began)
            self.ends = until if self.ends is None else min(self.ends, until)
        if self._in_hand_at is None and (message.values is not None or message.status in CLAIMS):
            self._in_hand_at = now

    def _standing(self, progress: Progress) -> Progress:
        """The best plan and the lowest bound of all so far; ends the race where they meet, whosever they are."""
        if progress.objective is not None and progress.objective > (-math.inf if self._best is None else self._best):
            self._best = progress.objective
        if progress.bound is not None and progress.bound < (math.inf if self._bound is None else self._bound):
            self._bound = progress.bound
        if self._best is not None and self._bound is not None and self._bound >= self._best:
            self._is_enough = self._bound - self._best <= self._gap * abs(self._best)
        return replace(progress, objective=self._best, bound=self._bound)
