"""What is stated about the bodies of one place, made from its ledger and nothing else."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import nsmallest
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.graph.counted import Counted
from kg.graph.iri import Iris
from kg.graph.ledger import ROLES, Rows, agency, division, fields
from kg.graph.reforms import change
from kg.graph.ties import tie_name, weighed
from kg.graph.trig import Entry, blocks, decimals, full, words
from kg.model import Agency

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = ["MOST_RANKED", "Held", "Strong", "most", "place"]

MOST_RANKED = 500
"""Collaborations that are ranked, the strongest first."""

_MANY = 4  # times as many ties as are ranked, before the weaker are left out

_SHOWN = {"l": "kg:tasksLed", "s": "kg:tasksSupported", "j": "kg:tasksJoint"}
_TOGETHER = ("a kg:Collaboration", "kg:between", "kg:between", "kg:count", "kg:weight")
_OF_A_TALLY = {
    kind: ("a kg:Tally", f"kg:tally{kind}", "kg:tallyRole", "kg:tallyTheme", "kg:count")
    for kind in ("Body", "Region")
}

Strong = tuple[int, float, str, str]
"""A collaboration: fewer than no tasks and weight, so that the strongest sort first; two keys."""


@dataclass(slots=True)
class Held:
    """What is known of the graphs of a place once they are written.

    Attributes:
        counted: Things by class, statements by property.
        bodies: Number of bodies that documents name.
        led: Bodies that lead the most tasks, for examples: number and key.
        ties: The strongest collaborations; ``across`` those of two divisions.
    """

    counted: Counted = field(default_factory=Counted)
    bodies: int = 0
    led: list[tuple[int, str]] = field(default_factory=list)
    ties: list[Strong] = field(default_factory=list)
    across: list[Strong] = field(default_factory=list)

    def line(self) -> str:
        """Return it as JSON."""
        counted = {
            "classes": dict(sorted(self.counted.classes.items())),
            "properties": dict(sorted(self.counted.properties.items())),
        }
        said = {"counted": counted, "bodies": self.bodies, "led": self.led}
        said |= {"ties": self.ties, "across": self.across}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def add(self, line: str) -> None:
        """Take in what was held elsewhere.

        Raises:
            ValueError: If it is no such line; also ``KeyError`` and ``TypeError``.
        """
        said = json.loads(line)
        self.counted.add(**said["counted"])
        self.bodies += said["bodies"]
        self.led.extend(map(tuple, said["led"]))
        self.ties = _strongest(self.ties, said["ties"])
        self.across = _strongest(self.across, said["across"])


def _strongest(mine: list[Strong], others: Iterable[list[Any]]) -> list[Strong]:
    """Return both, or no more than are ranked where they grow many."""
    mine.extend(map(tuple, others))
    return nsmallest(MOST_RANKED, mine) if len(mine) > _MANY * MOST_RANKED else mine


def place(rows: Rows, held: Held, iris: Iris, eras: Eras | None) -> Iterator[bytes]:
    """Yield the graphs of a place as TriG without its head, in parcels.

    Args:
        rows: Its ledger.
        held: Is told what is written.
        iris: Names for things.
        eras: What knows the reforms, for successors of bodies.
    """
    about = _Place(rows, held, iris)
    parts = {
        "agencies": about.bodies(),
        "changes": about.changes(eras) if eras else iter(()),
        "statistics": about.numbers(),
        "tallies": about.tallies(),
        "collaborations": about.ties(),
    }
    for graph, entries in parts.items():
        yield from blocks(iris.graph(graph), held.counted.lines(entries))


class _Place:
    """The rows of a place in order, and the bodies that they describe."""

    def __init__(self, rows: Rows, held: Held, iris: Iris) -> None:
        self._rows, self._order = rows, sorted(rows)
        self._held, self._iris = held, iris
        self._named = _Names(iris)
        used, later = (self._agencies(kind) for kind in ("body", "later"))
        self._all = later | used
        held.bodies = len(used)

    def _of(self, kind: str) -> Iterator[tuple[list[str], int]]:
        """Yield the rows of a kind in order, and their numbers."""
        start, end = (bisect_left(self._order, f"{kind}{after}") for after in "\t\n")
        for at in range(start, end):
            row = self._order[at]
            yield fields(row)[1:], self._rows[row]

    def _agencies(self, kind: str) -> dict[str, Agency]:
        """Return bodies by key; of several descriptions the first in order counts."""
        found: dict[str, Agency] = {}
        for (key, said), _ in self._of(kind):
            if key not in found:
                found[key] = agency(said)
        return found

    def bodies(self) -> Iterator[Entry]:
        """Yield what bodies are called and what they are."""
        written: dict[str, list[str]] = defaultdict(list)
        for (key, name), _ in self._of("name"):
            written[key].append(name)
        named = {key: _only_named(key) for (key,), _ in self._of("named")}
        for key, body in sorted((named | self._all).items()):
            names = [name for name in written.get(key, ()) if name not in (body.label, "")]
            yield _described(body, self._named[key], names, self._iris)

    def changes(self, eras: Eras) -> Iterator[Entry]:
        """Yield what reforms made of bodies."""
        for key in sorted(self._all):
            yield from change(self._all[key], eras, self._iris)

    def numbers(self) -> Iterator[Entry]:
        """Yield the numbers of tasks of each body, by role and in all."""
        roles = {(key, role): number for (key, role), number in self._of("role")}
        for (key,), number in self._of("tasks"):
            said = " ; ".join(f"{shown} {roles.get((key, r), 0)}" for r, shown in _SHOWN.items())
            yield f"\t<{self._named[key]}> {said} ; kg:taskCount {number} .\n", _OF_A_BODY
        led = (
            (number, key)
            for (key, role), number in roles.items()
            if role == "l" and not (key in self._all and self._all[key].is_group)
        )
        self._held.led = most(led)

    def tallies(self) -> Iterator[Entry]:
        """Yield numbers of tasks by body, role and theme, and by region, role and theme."""
        for (kind, key, letter, theme), number in self._of("tally"):
            thing = self._named[key] if kind == "Body" else self._iris.region(key)
            role, topic = ROLES[letter], self._iris.theme(theme)
            digest = sha256("\n".join((kind, thing, role, topic)).encode()).hexdigest()[:24]
            yield (
                f"\t<{self._iris.base}tally/{digest}> a kg:Tally ; kg:tally{kind} <{thing}> ; "
                f"kg:tallyRole kg:{role} ; kg:tallyTheme <{topic}> ; kg:count {number} .\n",
                _OF_A_TALLY[kind],
            )

    def ties(self) -> Iterator[Entry]:
        """Yield one ``kg:Collaboration`` for each pair of bodies with a common task."""
        found, across = list[Strong](), list[Strong]()
        for (one, other), several in groupby(self._of("tie"), key=lambda row: row[0][:2]):
            sizes = {int(said[2]): number for said, number in several}
            number, weight = sum(sizes.values()), weighed(sizes)
            bodies = sorted((self._named[one], self._named[other]))
            yield (
                f"\t<{tie_name(*bodies, self._iris)}> a kg:Collaboration ; "
                f"kg:between <{bodies[0]}> , <{bodies[1]}> ; kg:count {number} ; "
                f"kg:weight {decimals(weight)} .\n",
                _TOGETHER,
            )
            found.append((-number, -weight, one, other))
            if division(one) and division(other) and division(one) != division(other):
                across.append(found[-1])
        self._held.ties = nsmallest(MOST_RANKED, found)
        self._held.across = nsmallest(MOST_RANKED, across)


_OF_A_BODY = (*_SHOWN.values(), "kg:taskCount")


class _Names(dict[str, str]):
    """IRIs of bodies by their keys."""

    def __init__(self, iris: Iris) -> None:
        super().__init__()
        self._iris = iris

    def __missing__(self, key: str) -> str:
        self[key] = self._iris.agency(key)
        return self[key]


def most(counts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the two with the highest numbers, the first by name of equals."""
    return nsmallest(2, counts, key=lambda pair: (-pair[0], pair[1]))


def _only_named(key: str) -> Agency:
    """Return a candidate or a member of a group, of which the key is all one knows."""
    _, _, label = key.partition("/")
    return Agency(key, label or key, division(key))


def _described(body: Agency, node: str, written: list[str], iris: Iris) -> Entry:
    kind = "kg:AgencyGroup" if body.is_group else "kg:Agency"
    said = [("a " + kind, "")]
    said.append(("skos:prefLabel", words(body.label, "zh")))
    if body.label_en:
        said.append(("skos:prefLabel", words(body.label_en, "en")))
    said += [("skos:altLabel", words(name, "zh")) for name in written]
    said.append(("kg:kind", words(body.kind)))
    if body.tier:
        said.append(("kg:tier", words(body.tier)))
    if body.jurisdiction:
        said.append(("kg:jurisdiction", full(iris.region(body.jurisdiction))))
    if body.system:
        said.append(("kg:system", full(iris.system(body.system))))
    members = sorted(set(body.members))
    said += [("kg:inferredMember", full(iris.agency(member))) for member in members]
    text = " ; ".join(f"{term} {value}".rstrip() for term, value in said)
    return f"\t<{node}> {text} .\n", tuple(term for term, _ in said)
