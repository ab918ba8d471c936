"""Worker processes for queries: so many at once, each for so long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kg import errors
from kg.errors import KgError, QueryError, QueryLimitError, StoreError
from kg.graph.limits import Limits, prepared
from kg.graph.worker import FRAME

__all__ = ["BusyError", "Pool"]

_START = 60  # seconds until a worker has opened the store
_IN_MEMORY = 16 * 1024 * 1024
_ANSWER = tempfile.SpooledTemporaryFile[bytes]


class BusyError(QueryLimitError):
    """All workers are busy and stay so."""


@dataclass(slots=True)
class Pool:
    """Answers queries, at most ``size`` at once, each in a process of its own.

    Attributes:
        path: The store.
        limits: Bounds of each query.
        size: Queries at once.
        patience: Seconds a query waits for its turn before it is turned away.
    """

    path: Path
    limits: Limits = field(default_factory=Limits)
    size: int = 4
    patience: float = 10.0
    _turns: asyncio.Semaphore | None = None
    _idle: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> None:
        """Start one worker, so that the first query need not wait for it.

        Raises:
            StoreError: If the store cannot be read.
        """
        self._idle.append(await self._worker())

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._turns is None:
            self._turns = asyncio.Semaphore(self.size)
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise BusyError(
                f"{self.size} queries are running already", remedy="Try again in a moment"
            ) from None
        try:
            yield
        finally:
            self._turns.release()

    async def answer(self, request: Mapping[str, Any]) -> IO[bytes]:
        """Answer a request (query, format, default_graphs, named_graphs) in full.

        Returns:
            A file at its start; the caller closes it.

        Raises:
            KgError: If the query is broken, not allowed, too long, too large; if all is busy.
        """
        line = json.dumps(self._asked(request)).encode() + b"\n"
        async with self._turn():
            worker = await self._worker()
            try:
                async with asyncio.timeout(self.limits.seconds + 1):
                    answered = await _ask(worker, line)
            except KgError:
                self._idle.append(worker)
                raise
            except TimeoutError:
                await _end(worker)
                raise self._too_long() from None
            except (asyncio.IncompleteReadError, ConnectionError):
                raise self._stopped(await worker.wait()) from None
            except BaseException:  # the client went away: nobody wants the answer any more
                await _end(worker)
                raise
            self._idle.append(worker)
            return answered

    def _asked(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a worker is told, which does not look a query over again."""
        ready, bounds = prepared(request["query"], self.limits.rows), self.limits
        return {
            **request,
            "capped": ready.capped,
            "union": ready.union,
            "seconds": bounds.seconds,
            "size": bounds.size,
        }

    def _too_long(self) -> QueryLimitError:
        return QueryLimitError(
            f"the query took longer than {self.limits.seconds:g} seconds",
            remedy="Make it more selective, or ask for less by LIMIT",
        )

    def _stopped(self, code: int) -> KgError:
        """Return why a worker ended by itself: its alarm rang, or its memory was used up."""
        if code == -getattr(signal, "SIGALRM", 0):
            return self._too_long()
        if code > 0:
            return self._unreadable()
        return QueryLimitError(
            "the query took too much memory or is too deeply nested",
            remedy="Make it simpler or more selective",
        )

    def _unreadable(self) -> StoreError:
        return StoreError("the graph cannot be read", place=str(self.path), remedy="Build it again")

    async def _worker(self) -> asyncio.subprocess.Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:
                return worker
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.graph.worker",
            str(self.path),
            str(self.limits.memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 20,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_import_path())},
        )
        try:
            assert worker.stdout is not None
            await asyncio.wait_for(_receive(worker.stdout, len), _START)
        except (TimeoutError, asyncio.IncompleteReadError):
            await _end(worker)
            raise self._unreadable() from None
        except BaseException:
            await _end(worker)
            raise
        return worker

    async def close(self) -> None:
        """End all workers."""
        while self._idle:
            await _end(self._idle.pop())


def _import_path() -> list[str]:
    """Return where this package lies, so that workers find the same one."""
    inherited = os.environ.get("PYTHONPATH", "")
    return [str(Path(errors.__file__).parents[1]), *filter(None, inherited.split(os.pathsep))]


async def _ask(worker: asyncio.subprocess.Process, line: bytes) -> IO[bytes]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(line)
    await worker.stdin.drain()
    answered = _ANSWER(max_size=_IN_MEMORY)
    try:
        await _receive(worker.stdout, answered.write)
    except BaseException:
        answered.close()
        raise
    answered.seek(0)
    return answered


async def _receive(stream: asyncio.StreamReader, write: Callable[[bytes], int]) -> None:
    while True:
        kind, size = FRAME.unpack(await stream.readexactly(FRAME.size))
        data = await stream.readexactly(size)
        if kind == b"e":
            return
        if kind == b"x":
            refused = json.loads(data)
            raise _error(refused["kind"], refused["args"])
        write(data)


def _error(kind: str, parts: list[str]) -> KgError:
    found = getattr(errors, kind, QueryError)
    problem, place, remedy = (*parts, "", "", "")[:3]
    error = found(problem, place=place, remedy=remedy)
    assert isinstance(error, KgError)
    return error


async def _end(worker: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if worker.returncode is None:
            worker.kill()
    await worker.wait()
