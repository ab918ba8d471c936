"""A process that answers queries and can be killed.

Oxigraph cannot be interrupted inside a process, so each query runs in one of these: the system's
alarm ends the process when the time is over, whatever it is doing. ``python -m kg.graph.worker
STORE`` reads requests as lines of JSON and writes frames: a letter, a length, the bytes.
Frames are ``d`` (data), ``e`` (end) and ``x`` (refused; JSON with problem, place and remedy); the
first, an ``e``, says that the store is open.
"""

from __future__ import annotations

import contextlib
import json
import signal
import struct
import sys
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import KgError, QueryLimitError
from kg.graph.asking import run
from kg.graph.limits import Prepared
from kg.graph.store import Store

__all__ = ["FRAME", "Frames", "answer", "main"]

FRAME = struct.Struct(">cI")
_FRAME = 1 << 18  # bytes
_PIPE = 1 << 20  # bytes that wait for the reader at most, where the system lets one say so


class Frames:
    """A file that writes what it gets as data frames and refuses to grow beyond a size.

    Oxigraph writes in small pieces; they are gathered into frames that are worth their way.
    """

    def __init__(self, out: IO[bytes], size: int) -> None:
        self.out = out
        self.left = size
        self.gathered = bytearray()

    def write(self, data: bytes) -> int:
        """Take one piece."""
        self.left -= len(data)
        if self.left < 0:
            raise QueryLimitError("the answer is too large", remedy="Ask for less, by LIMIT")
        self.gathered += data
        if len(self.gathered) >= _FRAME:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the end of an answer is sent with its last piece, not behind it."""

    def frame(self, kind: bytes, data: bytes = b"") -> None:
        """Write a frame of any kind, behind what was gathered, and send it off."""
        self._send()
        self.out.write(FRAME.pack(kind, len(data)) + data)
        self.out.flush()

    def _send(self) -> None:
        if self.gathered:
            self.out.write(FRAME.pack(b"d", len(self.gathered)))
            self.out.write(self.gathered)
            self.gathered = bytearray()


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if request.get("default_graphs") or request.get("named_graphs"):
        options["default_graph"] = [ox.NamedNode(g) for g in request["default_graphs"]]
        options["named_graphs"] = [ox.NamedNode(g) for g in request["named_graphs"]]
    return options


def answer(store: Store, request: dict[str, Any], out: Frames) -> None:
    """Answer one request; the serialisation is Oxigraph's own.

    The query was looked over by who sends it, once and for all.

    Raises:
        KgError: If the query is broken or asks for too much.
    """
    asked = Prepared(request["query"], request["capped"], request["union"])
    result = run(store.inner, asked, **_dataset(request))
    file = cast(IO[bytes], out)  # it writes and flushes, which is all that is asked of it
    if isinstance(result, ox.QueryTriples):
        triples = ox.RdfFormat.from_media_type(request["format"])
        assert triples is not None
        result.serialize(file, format=triples)
        return
    form = ox.QueryResultsFormat.from_media_type(request["format"])
    assert form is not None
    result.serialize(file, format=form)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(size: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _widen(pipe: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415  # not on every system

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _reply(store: Store, request: dict[str, Any], raw: IO[bytes]) -> None:
    out = Frames(raw, request["size"])
    kind, refused = b"x", b""
    _alarm(request["seconds"])
    try:
        answer(store, request, out)
        kind = b"e"
    except KgError as error:
        refused = _told(type(error).__name__, *error.args)
    except (OSError, ValueError, RuntimeError) as error:
        refused = _told("QueryError", f"the query failed: {error}")
    _alarm(0)  # before the end is sent: behind it, the time of the next query begins
    out.frame(kind, refused)


def _told(kind: str, *parts: str) -> bytes:
    return json.dumps({"kind": kind, "args": parts}).encode()


def main() -> None:
    """Serve requests until standard input ends."""
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    store = Store.open(path)
    _bound_memory(memory)
    _widen(sys.stdout.fileno())
    Frames(sys.stdout.buffer, 0).frame(b"e")
    for line in sys.stdin.buffer:
        _reply(store, json.loads(line), sys.stdout.buffer)


if __name__ == "__main__":
    main()
