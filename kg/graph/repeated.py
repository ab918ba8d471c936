"""Tasks of different documents whose wordings are the same or alike.

Each document leaves a few octets for each of its tasks, and the wordings; both stay in files, and
memory maps what it needs.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from pyoxigraph import NamedNode

from kg.graph.facts import DocumentFacts
from kg.graph.iri import Iris
from kg.graph.likeness import Shares, alike
from kg.graph.terms import TYPE, Term, decimal, iri, name

__all__ = ["Repeated", "sketched"]

Statement = tuple[NamedNode, NamedNode, Term]

# What a document leaves: numbers hang on nothing before it, so that files can be joined.
_TASK = [("wording", "S12"), ("document", "S8")]
_SKETCH = np.dtype("S64")
_LEFT = np.dtype([("wording", "S12"), ("sketch", _SKETCH), ("document", "S8"), ("length", "<u4")])
_HELD = np.dtype([*_TASK, ("place", "<i8"), ("file", "<i4")])
_OPEN = 64  # files of wordings that are held open


def sketched(documents: Sequence[DocumentFacts]) -> tuple[bytes, bytes]:
    """Return what documents leave for each task whose wording means something, and the wordings."""
    said = [(document, task) for document in documents for task in document.tasks if task.sketch]
    left = np.zeros(len(said), dtype=_LEFT)
    lines = []
    for number, (document, task) in enumerate(said):
        words = task.words.encode("utf-8", "replace")
        lines.append(b"%s\n%s\n" % (task.iri.encode(), words))
        digest = blake2b(words, digest_size=12).digest()
        one = blake2b(document.iri.encode(), digest_size=8).digest()
        left[number] = (digest, b64decode(task.sketch), one, len(lines[-1]))
    return left.tobytes(), b"".join(lines)


class Repeated:
    """The wordings of all tasks, with where each stands and in which document."""

    def __init__(self) -> None:
        # They live as long as this does; sketches are needed once.
        self._tasks = TemporaryFile()  # noqa: SIM115
        self._sketches = TemporaryFile()  # noqa: SIM115
        self._files: list[Callable[[], IO[bytes]]] = []

    def add(self, sketches: bytes, words: Callable[[], IO[bytes]]) -> None:
        """Take in what documents left (:func:`sketched`).

        Args:
            sketches: Their tasks.
            words: Opens their wordings.
        """
        left = np.frombuffer(sketches, dtype=_LEFT)
        held = np.zeros(len(left), dtype=_HELD)
        for field, _ in _TASK:
            held[field] = left[field]
        held["place"] = np.cumsum(left["length"], dtype="<i8") - left["length"]
        held["file"] = len(self._files)
        self._tasks.write(held.tobytes())
        self._sketches.write(np.ascontiguousarray(left["sketch"]).tobytes())
        self._files.append(words)

    def statements(self, iris: Iris, known: bytes = b"") -> tuple[Iterator[Statement], bytes]:
        """Return the wordings that several documents share, their tasks, and which are alike.

        Args:
            iris: Names for things.
            known: What was returned beside the statements of an earlier build.
        """
        tasks = self._all()
        order, starts = _grouped(tasks["wording"])
        firsts = order[starts]
        lines = _Lines(tasks, self._files)
        shares = Shares(tasks["wording"][firsts], known)
        pairs = alike(self._bands(firsts), lambda at: lines(firsts[at])[1], shares)
        found = _Found(tasks, order, np.append(starts, len(order)), lines, iris)
        return found.statements(pairs), shares.kept()

    def _all(self) -> Any:
        """Return the tasks as an array that lies in their file."""
        return _mapped(self._tasks, _HELD)

    def _bands(self, firsts: Any) -> Any:
        """Return the sketches of wordings as rows of numbers."""
        held = np.ascontiguousarray(_mapped(self._sketches, _SKETCH)[firsts])
        return held.view("<u4").reshape(len(held), 16)


class _Lines:
    """Names and wordings of tasks, read where they stand."""

    def __init__(self, tasks: Any, files: Sequence[Callable[[], IO[bytes]]]) -> None:
        self._tasks = tasks
        self._opened = lru_cache(maxsize=_OPEN)(lambda file: files[file]())

    def __call__(self, task: int) -> tuple[str, str]:
        file = self._opened(int(self._tasks["file"][task]))
        file.seek(int(self._tasks["place"][task]))
        iri_of, words = (file.readline().decode().rstrip("\n") for _ in range(2))
        return iri_of, words


class _Found:
    """Tasks by wording, and what is stated about those that several documents have."""

    def __init__(self, tasks: Any, order: Any, ends: Any, lines: _Lines, iris: Iris) -> None:
        self._tasks, self._order, self._ends = tasks, order, ends
        self._lines, self._iris = lines, iris

    def statements(self, pairs: Any) -> Iterator[Statement]:
        """Yield wordings with their tasks, then pairs of wordings that are alike.

        Args:
            pairs: What :func:`kg.graph.likeness.alike` returned.
        """
        several, document = self._spread()
        ones, others = pairs["one"], pairs["other"]
        pairs = pairs[several[ones] | several[others] | (document[ones] != document[others])]
        told = several.copy()  # those that one document says again are told for their kin only
        told[pairs["one"]] = told[pairs["other"]] = True
        for wording in map(int, np.flatnonzero(told)):
            node = iri(self._name(wording))
            yield node, TYPE, name("kg:Wording")
            for task in self._having(wording):
                yield iri(self._lines(task)[0]), name("kg:wording"), node
        for one, other, share in pairs:
            names = sorted(map(self._name, (int(one), int(other))))
            yield from _likeness(*names, share=float(share), iris=self._iris)

    def _having(self, wording: int) -> Any:
        return self._order[self._ends[wording] : self._ends[wording + 1]]

    def _spread(self) -> tuple[Any, Any]:
        """Return which wordings stand in several documents, and the first document of each."""
        starts, counts = self._ends[:-1], np.diff(self._ends)
        documents = np.ascontiguousarray(self._tasks["document"][self._order]).view("<u8")
        first = documents[starts]
        other = documents != np.repeat(first, counts)
        return (np.add.reduceat(other, starts) > 0 if len(starts) else other), first

    def _name(self, wording: int) -> str:
        digest = self._tasks["wording"][self._order[self._ends[wording]]]
        # NumPy leaves out octets that are 0 at the end.
        return f"{self._iris.base}wording/{digest.ljust(12, bytes(1)).hex()}"


def _grouped(wordings: Any) -> tuple[Any, Any]:
    """Return the order that brings equal wordings together, and where in it each begins."""
    order = np.argsort(wordings, kind="stable")
    held = wordings[order]
    new = np.ones(len(held), dtype=bool)
    new[1:] = held[1:] != held[:-1]
    return order, np.flatnonzero(new)


def _mapped(file: IO[bytes], held: Any) -> Any:
    file.flush()
    if not file.tell():
        return np.zeros(0, dtype=held)
    return np.memmap(file, dtype=held, mode="r")


def _likeness(one: str, other: str, *, share: float, iris: Iris) -> Iterator[Statement]:
    nodes = iri(one), iri(other)
    ends = "-".join(node.value.rpartition("/")[2] for node in nodes)
    node = iri(f"{iris.base}likeness/{ends}")
    yield node, TYPE, name("kg:Likeness")
    for wording in nodes:
        yield node, name("kg:likens"), wording
    yield node, name("kg:share"), decimal(share)
    yield nodes[0], name("kg:similarTo"), nodes[1]
    yield nodes[1], name("kg:similarTo"), nodes[0]
