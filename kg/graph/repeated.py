"""Tasks of different documents whose wordings are the same or alike, gathered task by task.

Memory holds a few octets of each task; the rest lies in files without a name.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from pyoxigraph import NamedNode

from kg.graph.facts import DocumentFacts
from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, decimal, iri, name
from kg.graph.wordings import alike

__all__ = ["Repeated"]

Statement = tuple[NamedNode, NamedNode, Term]


_TASK = np.dtype([("wording", "S12"), ("sketch", "S64"), ("place", "<i8"), ("document", "<i8")])


class Repeated:
    """The wordings of all tasks, in files, with where each stands and in which document."""

    def __init__(self) -> None:
        self._tasks = TemporaryFile()  # noqa: SIM115  # lives as long as this does
        self._words = TemporaryFile()  # noqa: SIM115  # lives as long as this does
        self._place = 0
        self._documents = 0

    def add(self, document: DocumentFacts) -> None:
        """Take in the tasks of a document."""
        said = [task for task in document.tasks if task.sketch]
        tasks = np.zeros(len(said), dtype=_TASK)
        for number, task in enumerate(said):
            words = task.words.encode("utf-8", "replace")
            line = b"%s\n%s\n" % (task.iri.encode(), words)
            digest = blake2b(words, digest_size=12).digest()
            tasks[number] = (digest, b64decode(task.sketch), self._place, self._documents)
            self._words.write(line)
            self._place += len(line)
        self._tasks.write(tasks.tobytes())
        self._documents += 1

    def statements(self, iris: Iris) -> Iterator[Statement]:
        """Yield the wordings that several documents share, their tasks, and which are alike.

        Args:
            iris: Names for things.
        """
        tasks = self._all()
        order, starts = _grouped(tasks["wording"])
        ends = np.append(starts[1:], len(order))
        lone = tasks["document"][order]
        firsts = order[starts]

        def several(*wordings: int) -> bool:
            return len({int(d) for at in wordings for d in lone[starts[at] : ends[at]]}) > 1

        def words(wording: int) -> str:
            return self._line(tasks, firsts[wording])[1]

        pairs = [
            (one, other, share)
            for one, other, share in alike(_bands(tasks, firsts), words)
            if several(one, other)
        ]
        linked = {at for one, other, _ in pairs for at in (one, other)}
        repeated = set(np.flatnonzero(ends - starts > 1).tolist())
        for wording in sorted(linked | repeated):
            if wording in linked or several(wording):
                node = iri(_name(iris, tasks, firsts[wording]))
                yield node, TYPE, name("kg:Wording")
                for task in order[starts[wording] : ends[wording]]:
                    yield iri(self._line(tasks, task)[0]), name("kg:wording"), node
        for one, other, share in pairs:
            names = (_name(iris, tasks, firsts[at]) for at in (one, other))
            yield from _likeness(*sorted(names), share=share, iris=iris)

    def _all(self) -> Any:
        """Return the tasks as an array that lies in their file."""
        self._tasks.flush()
        self._words.flush()
        if not self._tasks.tell():
            return np.zeros(0, dtype=_TASK)
        return np.memmap(self._tasks, dtype=_TASK, mode="r")

    def _line(self, tasks: Any, task: int) -> tuple[str, str]:
        """Return the IRI and the wording of a task."""
        self._words.seek(int(tasks["place"][task]))
        iri_of, words = (self._words.readline().decode().rstrip("\n") for _ in range(2))
        return iri_of, words


def _name(iris: Iris, tasks: Any, task: int) -> str:
    # NumPy leaves out octets that are 0 at the end.
    return f"{iris.base}wording/{tasks['wording'][task].ljust(12, bytes(1)).hex()}"


def _grouped(wordings: Any) -> tuple[Any, Any]:
    """Return the order that brings equal wordings together, and where in it each begins."""
    order = np.argsort(wordings, kind="stable")
    held = wordings[order]
    new = np.ones(len(held), dtype=bool)
    new[1:] = held[1:] != held[:-1]
    return order, np.flatnonzero(new)


def _bands(tasks: Any, firsts: Any) -> Any:
    """Return the sketches of wordings as rows of numbers."""
    held = np.ascontiguousarray(tasks["sketch"][firsts])
    return held.view("<u4").reshape(len(held), _TASK["sketch"].itemsize // 4)


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
