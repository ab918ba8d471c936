"""What belongs to no place: divisions, systems, topics and days in use, and the strongest ties.

Each thing is described once, in graphs of their own, whatever number of documents name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pyoxigraph import NamedNode, Quad

from kg.graph.iri import Iris
from kg.graph.labels import Schemes
from kg.graph.ledger import Rows, fields
from kg.graph.place import MOST_RANKED, Strong, most
from kg.graph.scheme import Scheme
from kg.graph.terms import TYPE, Term, date, integer, iri, name, text
from kg.graph.ties import tie_name
from kg.graph.trig import Entry

__all__ = ["Statement", "entries", "examples", "in_graph", "numbers", "ranks", "things"]

Statement = tuple[NamedNode, NamedNode, Term]

_HUNDRED = 100


def in_graph(statements: Iterable[Statement], graph: str) -> Iterator[Quad]:
    """Put statements into a graph."""
    node = iri(graph)
    for subject, predicate, value in statements:
        yield Quad(subject, predicate, value, node)


@dataclass(frozen=True, slots=True)
class _Named:
    """IRIs of the things that a ledger counts, by kind."""

    iris: Iris

    def __call__(self, kind: str, thing: str) -> str:
        if kind == "role":
            return name(f"kg:{thing}").value
        made: dict[str, Callable[[str], str]] = {
            "area": self.iris.area,
            "region": self.iris.region,
            "system": self.iris.system,
            "theme": self.iris.theme,
        }
        return made[kind](thing)


def entries(statements: Iterable[Statement]) -> Iterator[Entry]:
    """Yield statements as lines, those about a thing that follow each other on one."""
    for subject, several in groupby(statements, key=itemgetter(0)):
        said = [(predicate, value) for _, predicate, value in several]
        text = " ; ".join(f"{predicate} {value}" for predicate, value in said)
        yield f"\t{subject} {text} .\n", tuple(_shape(*pair) for pair in said)


def _shape(predicate: NamedNode, value: Term) -> str:
    return f"a {value.value}" if predicate == TYPE else predicate.value


def things(rows: Rows, iris: Iris, schemes: Schemes) -> Iterator[tuple[str, Iterator[Statement]]]:
    """Yield the descriptions of divisions, systems, topics and days in use, by graph.

    Args:
        rows: The common ledger.
        iris: Names for things.
        schemes: What is published about them.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        kind, *said = fields(row)
        used[kind].add(said[0])
    yield "systems", _systems(used["system"], iris, schemes.systems)
    yield "regions", _regions(used["region"], used["area"], iris, schemes.regions)
    yield "themes", _themes(used["theme"], iris, schemes.themes)
    yield "days", _days(used["day"], iris)


def _systems(used: set[str], iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    for system in sorted(used):
        node = iri(iris.system(system))
        yield node, TYPE, name("kg:System")
        yield from _concept(node, (system,), iris.system, scheme)
        if scheme.published(system) is None:
            yield node, name("skos:prefLabel"), text(system, "zh")


def _with_broader(notations: set[str], scheme: Scheme) -> list[tuple[str, ...]]:
    """Return the chains of notations and of all that are broader, sorted."""
    return sorted({scheme.chain(one) for notation in notations for one in scheme.chain(notation)})


def _concept(
    node: NamedNode, chain: tuple[str, ...], named: Callable[[str], str], scheme: Scheme
) -> Iterator[Statement]:
    notation = chain[0]
    yield node, name("skos:notation"), text(notation)
    for predicate, value in scheme.about(notation):
        yield node, predicate, value
    published = scheme.published(notation)
    if published is not None and published != node:
        yield node, name("skos:exactMatch"), published
    if len(chain) > 1:
        yield node, name("skos:broader"), iri(named(chain[1]))


def _regions(used: set[str], areas: set[str], iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    for chain in _with_broader(used, scheme):
        node = iri(iris.region(chain[0]))
        yield node, TYPE, name("kg:Region")
        yield from _concept(node, chain, iris.region, scheme)
        for within in chain:
            yield node, name("geo:sfWithin"), iri(iris.region(within))
    for area in sorted(areas):
        node = iri(iris.area(area))
        yield node, TYPE, name("kg:Area")
        yield node, name("skos:prefLabel"), text(area, "zh")


def _themes(used: set[str], iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    for chain in _with_broader(used, scheme):
        notation = chain[0]
        node = iri(iris.theme(notation))
        yield node, TYPE, name("kg:Theme")
        yield from _concept(node, chain, iris.theme, scheme)
        if scheme.published(notation) is None:
            yield node, name("skos:prefLabel"), text(notation.rpartition("/")[2], "zh")


def _days(used: set[str], iris: Iris) -> Iterator[Statement]:
    for day in sorted(used):
        node = iri(iris.instant(day))
        yield node, TYPE, name("time:Instant")
        yield node, name("time:inXSDDate"), date(day)


def numbers(rows: Rows, iris: Iris) -> Iterator[Entry]:
    """Yield the numbers of tasks of divisions, systems, topics and roles."""
    named = _Named(iris)
    for kind, shown in (("tasks", "kg:taskCount"), ("names", "kg:namedIn")):
        for row in sorted(rows):
            said = fields(row)
            if said[0] == kind:
                yield f"\t<{named(*said[1:])}> {shown} {rows[row]} .\n", (shown,)


def ranks(ties: Iterable[Strong], shown: str, iris: Iris) -> Iterator[Entry]:
    """Yield to which hundred the strongest collaborations belong.

    Args:
        ties: The strongest of each place.
        shown: The property, such as ``kg:hundred``.
        iris: Names for things.
    """
    for rank, (_, _, *keys) in enumerate(sorted(ties)[:MOST_RANKED]):
        tie = tie_name(*sorted(map(iris.agency, keys)), iris)
        yield f"\t<{tie}> {shown} {rank // _HUNDRED + 1} .\n", (shown,)


def examples(
    rows: Rows,
    led: Iterable[tuple[int, str]],
    documents: Iterable[tuple[int, str]],
    task: tuple[int, str],
    iris: Iris,
) -> Iterator[Statement]:
    """Yield what finds the things that questions are shown by: those with the most tasks.

    Args:
        rows: The common ledger.
        led: Numbers of tasks and keys of the bodies of each place that lead the most.
        documents: Numbers of tasks and IRIs of documents.
        task: Number of bodies and IRI of the task with the most.
        iris: Names for things.
    """
    for number, body in most((number, iris.agency(key)) for number, key in led):
        yield iri(body), TYPE, name("kg:Agency")
        yield iri(body), name("kg:tasksLed"), integer(number)
    days = sorted(said[1] for said in map(fields, rows) if said[0] == "day")
    yield from _days({*days[:1], *days[-1:]}, iris)
    named = _Named(iris)
    counted: Mapping[str, list[tuple[int, str]]] = defaultdict(list)
    for row, number in rows.items():
        kind, *said = fields(row)
        if kind == "tasks":
            counted[said[0].title()].append((number, named(*said)))
    for kind, counts in sorted({**counted, "Document": list(documents)}.items()):
        for number, thing in most(counts):
            yield iri(thing), TYPE, name(f"kg:{kind}")
            yield iri(thing), name("kg:taskCount"), integer(number)
    if task[1]:
        yield iri(task[1]), name("kg:bodyCount"), integer(task[0])
