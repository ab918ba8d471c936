"""Files read on other machines: the same pieces, made by the workers of a Dask cluster.

Each worker keeps a process of its own that reads, so that a file that hangs or ends it costs only
itself. Workers may be lost and may join at any time: the scheduler has the files of a lost one
read by another. Large clusters write pieces to a place that all reach, and only what is gathered
from them passes through the scheduler.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import current_process
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir
from typing import Any

from kg.errors import ClusterError
from kg.manifest import made_with
from kg.pieces import Outcome, Piece
from kg.read import located
from kg.reading import Failure
from kg.workers import Job, Lone, Reading

__all__ = ["Cluster"]

_PATIENCE = 20  # seconds to wait for a scheduler
_AHEAD = 4  # files per thread of the cluster that may be under way; bounds memory
_MINE = threading.local()
_KINDS = ("parts", "notes", "texts")  # of what a piece consists


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where files are read.

    Attributes:
        scheduler: Address of the Dask scheduler, such as ``tcp://10.0.0.5:8786``.
        shards: Folder or address that all workers reach, for pieces on their way; where empty,
            they pass through the scheduler.
    """

    scheduler: str
    shards: str = ""

    def each(self, jobs: Sequence[Job], reading: Reading) -> Iterator[Outcome]:
        """Yield what comes of each file, in the order of the files.

        Args:
            jobs: Name and path of each file, as the workers reach it.
            reading: How files become pieces.

        Raises:
            ClusterError: If there is no such cluster, or its workers are of another version.
        """
        task = _Task.of(reading, self.shards)
        client = self._client()
        try:
            yield from _in_order(client, task, jobs)
        finally:
            client.close()
            if task.shards:
                with suppress(OSError):  # there only where a piece was written
                    located(task.shards).rmdir()

    def _client(self) -> Any:  # a distributed.Client, which is not typed
        try:
            from distributed import Client  # noqa: PLC0415  # an extra
        except ImportError as error:
            raise ClusterError(
                "the dask engine needs an extra that is not installed",
                remedy='Run: pip install "fengong[dask]"',
            ) from error
        try:
            # It has no types.
            client: Any = Client(self.scheduler, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError) as error:  # a TimeoutError is an OSError
            raise ClusterError(
                f"there is no scheduler with workers ({error or 'no answer'})",
                place=self.scheduler,
                remedy="Start them: dask scheduler; dask worker ADDRESS",
            ) from error
        return client


@dataclass(frozen=True, slots=True)
class _Task:
    """What every worker has to know.

    Attributes:
        reading: How files become pieces.
        decisions: The content of the file of decisions: workers have no such file.
        made_with: Hashes of the program and the vocabularies.
        shards: Where pieces are written: a folder of this build's own.
    """

    reading: Reading
    decisions: bytes
    made_with: str
    shards: str

    @classmethod
    def of(cls, reading: Reading, shards: str) -> _Task:
        decisions = reading.decisions.read_bytes() if reading.decisions else b""
        own = f"{shards.rstrip('/')}/kg-{token_hex(8)}" if shards else ""
        return cls(replace(reading, decisions=None), decisions, _made_with(), own)

    def __call__(self, number: int, job: Job) -> Outcome | _Shard:
        """Return what comes of a file. Runs on a worker."""
        if self.made_with != _made_with():
            raise ClusterError(
                "a worker has another version of kg or of the vocabularies",
                remedy="Install the same on all machines",
            )
        found = self._read(job)
        if not self.shards or isinstance(found, Failure):
            return found
        return _Shard.written(found, f"{self.shards}/{number:08}")

    def _read(self, job: Job) -> Outcome:
        if current_process().daemon:
            raise ClusterError(
                "the workers may not start processes, which a time limit needs",
                remedy="Start them with --no-nanny, or with DASK_DISTRIBUTED__WORKER__DAEMON=False",
            )
        held: dict[_Task, Lone] = _MINE.__dict__.setdefault("held", {})
        if self not in held:
            for lone in held.values():
                lone.close()
            held.clear()
            held[self] = Lone(replace(self.reading, decisions=self._file()))
        return held[self].read(job)

    def _file(self) -> Path | None:
        if not self.decisions:
            return None
        path = Path(gettempdir(), f"kg-{sha256(self.decisions).hexdigest()[:16]}.csv")
        path.write_bytes(self.decisions)
        return path


def _made_with() -> str:
    made = made_with("", None)
    return f"{made.program} {made.code} {made.vocabularies}"


@dataclass(frozen=True, slots=True)
class _Shard:
    """A piece that waits where all can reach it.

    Attributes:
        line: What has to be known of it.
        place: Where it waits.
        sizes: Kind, name and octets of all that it consists of, in order.
    """

    line: str
    place: str
    sizes: tuple[tuple[str, str, int], ...]

    @classmethod
    def written(cls, piece: Piece, place: str) -> _Shard:
        """Put a piece where all can reach it."""
        path = located(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        held = [
            (kind, name, octets)
            for kind in _KINDS
            for name, octets in sorted(getattr(piece, kind).items())
        ]
        path.write_bytes(b"".join(octets for *_, octets in held))
        sizes = tuple((kind, name, len(octets)) for kind, name, octets in held)
        return cls(piece.line, place, sizes)

    def take(self) -> Piece:
        """Return the piece, and remove it where it waited."""
        path = located(self.place)
        octets, at = path.read_bytes(), 0
        parts: dict[str, dict[str, bytes]] = {kind: {} for kind in _KINDS}
        for kind, name, size in self.sizes:
            parts[kind][name] = octets[at : at + size]
            at += size
        path.unlink()
        return Piece(self.line, **parts)


def _in_order(client: Any, task: _Task, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Keep the cluster busy, and yield what comes back in the order of the files."""
    waiting: deque[Any] = deque()
    for number, job in enumerate(jobs):
        waiting.append(client.submit(task, number, job, pure=False))
        while len(waiting) > _AHEAD * max(1, sum(client.nthreads().values())):
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(future: Any) -> Outcome:
    from distributed import KilledWorker  # noqa: PLC0415  # an extra

    try:
        found = future.result()
    except KilledWorker:
        return Failure("the workers that read it ended. Divide the file")
    finally:
        future.release()
    return found.take() if isinstance(found, _Shard) else found
