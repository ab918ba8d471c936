"""One file through read, parse and resolve, under a time limit; what goes wrong is a value.

The limit rests on the timer signal of POSIX (``SIGALRM``), which the loops of ``re`` and
``regex`` heed as well as Python's own. It can only be used by the main thread of a process; where
it cannot be used, files are read by worker processes, which a watchdog ends (``kg.workers``).
"""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from kg.errors import KgError, ParseTimeoutError
from kg.model import Document, Open, ResolvedDocument
from kg.parse import parse
from kg.read import documents, pictured, read_file
from kg.resolve import Resolver

__all__ = ["Failure", "Outcome", "attempt", "has_timer", "process", "timed"]

_QUOTE = 200  # characters of an open point's quote


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be used.

    Attributes:
        reason: In one line.
        kind: Kind of the open point that it becomes: ``unreadable`` or ``timeout``.
        trace: Where the error arose, for those who look for it.
    """

    reason: str
    kind: str = "unreadable"
    trace: str = ""


Outcome = tuple[ResolvedDocument, ...] | Failure


class _Late(BaseException):
    """The timer rang; no ``except Exception`` on the way swallows it."""


def has_timer() -> bool:
    """Return whether a time limit can be kept in this thread."""
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")


@contextmanager
def timed(seconds: float, place: str) -> Iterator[None]:
    """Hold a block to a time limit; 0 is none, and without a timer there is none.

    Raises:
        ParseTimeoutError: If the block takes longer.
    """
    if seconds <= 0 or not has_timer():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _Late

    earlier = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late:
        raise ParseTimeoutError(
            f"takes longer than {seconds:g} seconds",
            place=place,
            remedy="Divide it, or allow more with --time-limit",
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


def process(
    name: str,
    path: Path,
    resolver: Resolver,
    *,
    seconds: float = 0.0,
    beat: Callable[[], None] = lambda: None,
) -> tuple[ResolvedDocument, ...]:
    """Return the documents of one file, ready for the graph. Depends on nothing else.

    A document over the limit costs only itself: it has no tasks, and an open point says why.

    Args:
        name: Name of the source.
        path: The file.
        resolver: What knows bodies, places and themes.
        seconds: Longest time for reading the file, and for each document; 0 for no limit.
        beat: Called before each of these.

    Raises:
        KgError: If the file cannot be used.
    """
    beat()
    with timed(seconds, name):
        found = documents(read_file(name, path))
    return tuple(_resolved(document, resolver, seconds, beat) for document in found)


def _resolved(
    document: Document, resolver: Resolver, seconds: float, beat: Callable[[], None]
) -> ResolvedDocument:
    beat()
    try:
        with timed(seconds, document.source.name):
            found = resolver.resolve(parse(document))
    except ParseTimeoutError as error:
        quote = document.span.of(document.source.text)[:_QUOTE]
        opened = Open(document.span, "timeout", quote, str(error))
        return ResolvedDocument(document, "", (), opens=(opened,))
    return replace(found, opens=(*found.opens, *pictured(document)))


def attempt(
    name: str,
    path: Path,
    resolver: Resolver,
    *,
    seconds: float = 0.0,
    beat: Callable[[], None] = lambda: None,
) -> Outcome:
    """Do as ``process``, and return what is wrong as a value, whatever it is."""
    try:
        return process(name, path, resolver, seconds=seconds, beat=beat)
    except ParseTimeoutError as error:
        return Failure(str(error), "timeout")
    except KgError as error:
        return Failure(str(error), trace=traceback.format_exc())
    except MemoryError:
        return Failure("takes more memory than there is. Divide it", trace=traceback.format_exc())
    except Exception as error:  # it costs this file only
        return Failure(f"{type(error).__name__}: {error}", trace=traceback.format_exc())
