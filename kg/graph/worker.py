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
from kg.graph.store import Store

__all__ = ["FRAME", "Frames", "answer", "main"]

FRAME = struct.Struct(">cI")


class Frames:
    """A file that writes what it gets as data frames and refuses to grow beyond a size."""

    def __init__(self, out: IO[bytes], size: int) -> None:
        self.out = out
        self.left = size

    def write(self, data: bytes) -> int:
        """Write one frame."""
        self.left -= len(data)
        if self.left < 0:
            raise QueryLimitError("the answer is too large", remedy="Ask for less, by LIMIT")
        self.frame(b"d", bytes(data))
        return len(data)

    def flush(self) -> None:
        """Write out what is buffered."""
        self.out.flush()

    def frame(self, kind: bytes, data: bytes = b"") -> None:
        """Write a frame of any kind."""
        self.out.write(FRAME.pack(kind, len(data)))
        self.out.write(data)


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if request.get("default_graphs") or request.get("named_graphs"):
        options["default_graph"] = [ox.NamedNode(g) for g in request["default_graphs"]]
        options["named_graphs"] = [ox.NamedNode(g) for g in request["named_graphs"]]
    return options


def answer(store: Store, request: dict[str, Any], out: Frames) -> None:
    """Answer one request; the serialisation is Oxigraph's own.

    Raises:
        KgError: If the query is broken, not allowed or asks for too much.
    """
    result = store.query(request["query"], rows=request["rows"], **_dataset(request))
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


def _reply(store: Store, request: dict[str, Any], raw: IO[bytes]) -> None:
    out = Frames(raw, request["size"])
    _alarm(request["seconds"])
    try:
        answer(store, request, out)
        out.frame(b"e")
    except KgError as error:
        refused = {"kind": type(error).__name__, "args": error.args}
        out.frame(b"x", json.dumps(refused).encode())
    except (OSError, ValueError, RuntimeError) as error:
        refused = {"kind": "QueryError", "args": [f"the query failed: {error}", "", ""]}
        out.frame(b"x", json.dumps(refused).encode())
    finally:
        _alarm(0)
    out.flush()


def main() -> None:
    """Serve requests until standard input ends."""
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path, memory = Path(sys.argv[1]), int(sys.argv[2])
    store = Store.open(path)
    _bound_memory(memory)
    ready = Frames(sys.stdout.buffer, 0)
    ready.frame(b"e")
    ready.flush()
    for line in sys.stdin.buffer:
        _reply(store, json.loads(line), sys.stdout.buffer)


if __name__ == "__main__":
    main()
