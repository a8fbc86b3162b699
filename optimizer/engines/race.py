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
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import SHORTEST
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
    program: Program, options: Options, engines: Sequence[Engine], watch: Watch, known: Progress | None = None,
    head_start: float = 0.0,
) -> Solution | None:  # fmt: skip
    """A race of processes: the winner's solution, its ``message`` saying who won and why; ``None`` where no process
    could be started.

    ``known`` is what is in hand before it begins, for those who watch. Each engine starts ``head_start`` seconds after
    the one before it, or as soon as that has ended without a proof.

    No process and no shared memory is left when it ends, nor for long if this process is killed.
    """
    options = replace(options, threads=options.threads or 1)
    running = _Race(time.monotonic(), options, watch, known, head_start)
    with ExitStack() as stack:
        place = cache(lambda: stack.enter_context(shared(program)))

        def entered(engine: Engine) -> Contender:
            if engine.ability().apart:  # another process around it would only be in its way
                return Beside(engine, program, running.left(options), running.replies)
            return Apart(Job(engine, options, running.ends, place()), running.replies)

        try:
            running.run([partial(entered, engine) for engine in engines], stack)
        except OSError:
            return None
    if not any(contender.is_heard for contender in running.contenders):
        return None
    return running.result(program, options)


def race_beside(
    program: Program, options: Options, engines: Sequence[Engine], watch: Watch, known: Progress | None = None,
    head_start: float = 0.0,
) -> Solution:  # fmt: skip
    """The same in threads of this process, for engines that heed the wish to stop: it is waited for."""
    running = _Race(time.monotonic(), options, watch, known, head_start)

    def entered(engine: Engine) -> Contender:
        return Beside(engine, program, running.left(options), running.replies)

    with ExitStack() as stack:
        running.run([partial(entered, engine) for engine in engines], stack)
    return running.result(program, options)


Start = Callable[[], Contender]
"""Sets a contender to work; raises ``OSError`` where the system refuses it a process."""


class _Race:
    """A race under way."""

    def __init__(self, began: float, options: Options, watch: Watch, known: Progress | None, head_start: float) -> None:
        self.began, self.head_start = began, head_start
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

    def left(self, options: Options) -> Options:
        """The options of one that begins now."""
        if self.ends is None:
            return options
        return replace(options, time_limit=max(SHORTEST, self.ends - time.monotonic()))

    def result(self, program: Program, options: Options) -> Solution:
        """What has come out, in the end."""
        solution = judged(self.contenders, program, options)
        stopped = self.watch.stop.is_set() and solution.status in (Status.FEASIBLE, Status.NO_PLAN)
        return replace(solution, seconds=time.monotonic() - self.began, interrupted=stopped)

    def run(self, starts: Sequence[Start], stack: ExitStack) -> None:
        """Starts them one by one, to be ended with the ``stack``, and listens until there is a proof, or nobody is at
        work, or patience is at its end. Raises ``OSError`` where none could be started.
        """
        waiting = deque(starts)
        while not self._is_proved and (waiting or self._are_at_work):
            now = time.monotonic()
            is_due = now >= self.began + self.head_start * len(self.contenders) or not self._are_at_work
            if waiting and is_due and self._asked_at is None:
                self._start(waiting.popleft(), stack)
                continue
            is_over = self._is_enough or self.watch.stop.is_set() or (self.ends is not None and now >= self.ends)
            if self._asked_at is None and is_over:
                self._asked_at = now
                waiting.clear()
                for contender in self.contenders:
                    contender.ask_to_stop()
            if now > max(self._asked_at or math.inf, self._in_hand_at or math.inf) + PATIENCE:
                return
            try:
                self._heard(*self.replies.get(timeout=POLL))
            except queue.Empty:
                continue

    @property
    def _are_at_work(self) -> bool:
        return any(contender.solution is None for contender in self.contenders)

    def _start(self, start: Start, stack: ExitStack) -> None:
        """One more takes part, till the ``stack`` is unwound; others can do without it."""
        try:
            contender = start()
        except OSError:
            if self._are_at_work:
                return
            raise
        stack.callback(contender.end)
        self.contenders.append(contender)

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
