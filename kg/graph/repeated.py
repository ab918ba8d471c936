"""Tasks of different documents whose wordings are the same or alike, gathered task by task.

Wordings wait in a file, so that memory holds a few hundred octets of each task.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from tempfile import TemporaryFile

import numpy as np
from pyoxigraph import NamedNode

from kg.graph.facts import DocumentFacts
from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, decimal, iri, name
from kg.graph.wordings import alike

__all__ = ["Repeated"]

Statement = tuple[NamedNode, NamedNode, Term]


class Repeated:
    """The wordings of all tasks, each once, and the tasks that have them."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._sketches: list[str] = []
        self._file = TemporaryFile()  # noqa: SIM115  # lives as long as this does
        self._ends = array("q", [0])
        self._tasks: list[str] = []
        self._wording = array("q")
        self._document = array("q")
        self._documents = 0

    def add(self, document: DocumentFacts) -> None:
        """Take in the tasks of a document."""
        for task in document.tasks:
            if task.sketch:
                self._tasks.append(task.iri)
                self._document.append(self._documents)
                self._wording.append(self._number(task.words, task.sketch))
        self._documents += 1

    def _number(self, words: str, sketch: str) -> int:
        octets = words.encode("utf-8", "replace")
        digest = blake2b(octets, digest_size=12).digest()
        number = self._numbers.setdefault(digest, len(self._numbers))
        if number == len(self._sketches):
            self._sketches.append(sketch)
            self._file.write(octets)
            self._ends.append(self._ends[-1] + len(octets))
        return number

    def _words(self, number: int) -> str:
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number]).decode()

    def statements(self, iris: Iris) -> Iterator[Statement]:
        """Yield the wordings that several documents share, their tasks, and which are alike.

        Args:
            iris: Names for things.
        """
        members = self._members()
        names = [f"{iris.base}wording/{digest.hex()}" for digest in self._numbers]
        pairs = [
            (one, other, share)
            for one, other, share in alike(self._sketches, self._words)
            if self._several(members[one] + members[other])
        ]
        linked = {at for one, other, _ in pairs for at in (one, other)}
        for number, tasks in enumerate(members):
            if number in linked or self._several(tasks):
                node = iri(names[number])
                yield node, TYPE, name("kg:Wording")
                for task in tasks:
                    yield iri(self._tasks[task]), name("kg:wording"), node
        for one, other, share in pairs:
            first, second = sorted((names[one], names[other]))
            yield from _likeness(first, second, share, iris)

    def _members(self) -> list[list[int]]:
        """Return the positions of the tasks of each wording."""
        wording = np.frombuffer(self._wording, dtype=np.int64)
        order = np.argsort(wording, kind="stable")
        ends = np.cumsum(np.bincount(wording, minlength=len(self._numbers)))
        return [part.tolist() for part in np.split(order, ends[:-1])] if len(wording) else []

    def _several(self, tasks: list[int]) -> bool:
        return len({self._document[task] for task in tasks}) > 1


def _likeness(one: str, other: str, share: float, iris: Iris) -> Iterator[Statement]:
    nodes = iri(one), iri(other)
    ends = "-".join(node.value.rpartition("/")[2] for node in nodes)
    node = iri(f"{iris.base}likeness/{ends}")
    yield node, TYPE, name("kg:Likeness")
    for wording in nodes:
        yield node, name("kg:likens"), wording
    yield node, name("kg:share"), decimal(share)
    yield nodes[0], name("kg:similarTo"), nodes[1]
    yield nodes[1], name("kg:similarTo"), nodes[0]
