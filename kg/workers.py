"""Work shared out to processes, files above all; one that hangs or dies costs only its file.

Each worker has a pipe of its own and one file at a time. It beats before every document; one
that has been silent for longer than a document may take is ended and replaced. Workers are
started anew (``spawn``), so that no thread or lock of this process is copied into them.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, TypeVar

from kg.graph.iri import Iris
from kg.pieces import Means, Outcome, made
from kg.reading import Failure
from kg.resolve import Resolver

__all__ = ["Beat", "Crew", "Job", "Lone", "Reading", "Task", "Work", "each"]

Job = tuple[str, Path]
Beat = Callable[[], None]
T = TypeVar("T")
Work = Callable[[Any, Beat], T]

_GRACE = 5.0  # seconds after the limit in which a worker may end a document itself
_START = 120.0  # seconds that a worker may take to start
_LAST = 2.0  # seconds in which one that has let go of its pipe ends
_MOST_UNREADY = 3  # workers killed while they start: beyond, there is no memory for any
_GARBAGE = 50_000, 20, 20  # new objects before a worker looks for what is not needed any more
_AHEAD = 4  # files per worker that may be done before their turn; bounds memory


class Crew:
    """Processes for all that a build has to share out; they start when there is work.

    Args:
        make: Is called in each and returns what does one job; must be picklable.
        workers: How many processes.
        seconds: Longest time for a document; 0 for no limit.
    """

    def __init__(self, make: Callable[[], Work[Any]], workers: int, seconds: float = 0.0) -> None:
        self._pool = _Pool([], make, seconds)
        self._seconds = seconds
        self.workers = workers

    @property
    def started(self) -> bool:
        """Return whether the processes run already."""
        return bool(self._pool.workers)

    def each(self, jobs: Sequence[Any], *, limited: bool = True) -> Iterator[Any]:
        """Yield what comes of each job, or a ``Failure``, in the order of the jobs.

        Args:
            jobs: Name and path of a file each, or a :class:`Task`.
            limited: Whether the time limit holds for them.
        """
        pool = self._pool
        pool.jobs, pool.next, pool.seconds = jobs, 0, self._seconds if limited else 0.0
        pool.done.clear()
        for _ in range(min(self.workers, len(jobs)) - len(pool.workers)):
            pool.start()
        for number in range(len(jobs)):
            while number not in pool.done:
                pool.turn(number + _AHEAD * self.workers)
            yield pool.done.pop(number)

    def close(self) -> None:
        """End the processes."""
        self._pool.close()


def each(
    jobs: Sequence[Job], make: Callable[[], Work[T]], *, workers: int, seconds: float = 0.0
) -> Iterator[T | Failure]:
    """Yield what comes of each file, in the order of the files, by processes of their own.

    Args:
        jobs: Name and path of each file.
        make: Is called in each worker and returns what reads one file; must be picklable.
        workers: How many processes.
        seconds: Longest time for a document; 0 for no limit.
    """
    crew = Crew(make, workers, seconds)
    try:
        yield from crew.each(jobs)
    finally:
        crew.close()


class Task(Protocol):
    """Work other than reading a file, to be sent to a process that has read the vocabularies."""

    def __call__(self, means: Means) -> Any:
        """Do it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files become pieces, to be sent to whatever process does it.

    Attributes:
        decisions: A file of human decisions about bodies.
        seconds: Longest time for a document; 0 for no limit.
        at: Bodies as written, as of today or of a date.
        iris: Names for things.
    """

    decisions: Path | None
    seconds: float
    at: str
    iris: Iris

    def __call__(self) -> Work[Any]:
        """Return what makes a piece of one file, or does a task, its vocabularies loaded."""
        means = Means.load(Resolver.load(self.decisions, self.at), self.iris)

        def work(job: Job | Task, beat: Beat) -> Any:
            if callable(job):
                return job(means)
            return made(*job, means, seconds=self.seconds, beat=beat)

        return work


class Lone:
    """One process that reads files one at a time for whoever asks, and is replaced when it dies."""

    def __init__(self, reading: Reading) -> None:
        self._pool = _Pool([], reading, reading.seconds)

    def read(self, job: Job) -> Outcome:
        """Return what comes of a file."""
        pool = self._pool
        pool.jobs = [job]
        pool.next = 0
        if not pool.workers:
            pool.start()
        while 0 not in pool.done:
            pool.turn(1)
        found: Outcome = pool.done.pop(0)
        return found

    def close(self) -> None:
        """End the process."""
        self._pool.close()


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, and what it is at."""

    process: BaseProcess
    pipe: Connection
    since: float
    job: int | None = None
    ready: bool = False

    def end(self) -> None:
        with suppress(OSError, ValueError):
            self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(slots=True)
class _Pool:
    """Workers, the files that wait, and what has come of others."""

    jobs: Sequence[Any]
    make: Callable[[], Work[Any]]
    seconds: float
    next: int = 0
    done: dict[int, Any] = field(default_factory=dict)
    workers: list[_Worker] = field(default_factory=list)
    unready: int = 0  # workers that were killed before they were ready

    def start(self) -> None:
        context = get_context("spawn")
        mine, other = context.Pipe()
        process = context.Process(target=_serve, args=(other, self.make), daemon=True)
        process.start()
        other.close()  # so that the end of the worker is the end of the pipe
        self.workers.append(_Worker(process, mine, monotonic()))

    def turn(self, until: int) -> None:
        """Hand out files below a number, wait for news, and end what is silent for too long."""
        for worker in self.workers:
            if worker.ready and worker.job is None and self.next < min(until, len(self.jobs)):
                self.give(worker)
        busy = {one.pipe: one for one in self.workers if one.job is not None or not one.ready}
        news = wait(list(busy), timeout=self.patience(list(busy.values())))
        for worker in [busy[pipe] for pipe in news if isinstance(pipe, Connection)]:
            self.hear(worker)
        for worker in list(self.workers):
            if worker in busy.values() and self.left(worker) <= 0:
                self.lose(worker, self.hung())

    def give(self, worker: _Worker) -> None:
        worker.job, worker.since = self.next, monotonic()
        self.next += 1
        with suppress(OSError):  # it has died: the next turn hears of it
            worker.pipe.send(self.jobs[worker.job])

    def hear(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except Exception:  # the pipe ended, or what came through it is broken
            self.lose(worker, None)
            return
        worker.since = monotonic()
        if message is None:  # a beat, the first one when it is ready
            worker.ready = True
        elif worker.job is not None:
            self.done[worker.job], worker.job = message, None

    def left(self, worker: _Worker) -> float:
        """Return the seconds that a worker may still be silent."""
        if not worker.ready:
            return worker.since + _START - monotonic()
        if not self.seconds:
            return float("inf")
        return worker.since + self.seconds + _GRACE - monotonic()

    def patience(self, busy: Sequence[_Worker]) -> float | None:
        least = min(map(self.left, busy), default=float("inf"))
        return None if least == float("inf") else max(0.0, least)

    def hung(self) -> Failure:
        return Failure(
            f"takes longer than {self.seconds:g} seconds. "
            "Divide it, or allow more with --time-limit",
            "timeout",
        )

    def lose(self, worker: _Worker, failure: Failure | None) -> None:
        """End a worker; its file is lost, and another worker takes its place."""
        if not worker.ready and failure is None:
            worker.process.join(_LAST)  # it ends by itself: its status says why
        worker.end()
        self.workers.remove(worker)
        status = worker.process.exitcode or 0
        if not worker.ready:
            self.unready += 1
            if failure or status >= 0 or self.unready > _MOST_UNREADY:
                raise RuntimeError(f"a worker cannot start (status {status})")
        if worker.job is not None:
            why = f"the process that read it ended with status {status}"
            self.done[worker.job] = failure or Failure(f"{why}. Divide the file")
        self.start()

    def close(self) -> None:
        for worker in self.workers:
            worker.end()


def _serve(pipe: Connection, make: Callable[[], Work[Any]]) -> None:
    """Read files until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it ends it
    work = make()
    # Vocabularies and patterns stay: looking through them again and again costs a tenth.
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    beat = partial(pipe.send, None)
    with suppress(EOFError, OSError):
        beat()
        while True:
            pipe.send(work(pipe.recv(), beat))
