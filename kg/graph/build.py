"""All graphs of a build: what each document says, and what follows from all of them.

Documents go by one at a time (:func:`written`), in whatever process; so do places, each with its
ledger (:mod:`kg.graph.place`); what is left follows from the little that is kept of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.common import Statement, entries, examples, in_graph, numbers, ranks, things
from kg.graph.counted import Counted
from kg.graph.dataset import About, Holdings, describe, listed
from kg.graph.export import trig
from kg.graph.facts import DocumentFacts, facts
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.labels import InUse, Schemes
from kg.graph.ledger import COMMON, Above, Rows, note, post
from kg.graph.place import Held, most, place
from kg.graph.rdf import described
from kg.graph.repeated import Repeated, sketched
from kg.graph.store import Store
from kg.graph.terms import iri
from kg.graph.ties import shared_tasks
from kg.graph.trig import HEADER, Block, blocks, count, full
from kg.model import ResolvedDocument
from kg.vocabulary import ontology_file

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = ["Gathered", "Written", "above", "fill_store", "largest", "ontology_quads", "written"]


@dataclass(frozen=True, slots=True)
class Written:
    """Documents as TriG without its head, and what is kept of them.

    Attributes:
        text: Their graphs, and what is stated about each task in those that all share.
        documents: What is counted about them.
        used: What they name.
        counted: Things by class, statements by property.
    """

    text: str
    documents: tuple[DocumentFacts, ...]
    used: InUse
    counted: Counted


def written(documents: Iterable[ResolvedDocument], iris: Iris) -> Written:
    """Describe documents; depends on nothing else.

    Args:
        documents: All documents of one text.
        iris: Names for things.
    """
    texts, found, used, counted = list[str](), list[DocumentFacts](), InUse(), Counted()
    for resolved in documents:
        about = facts(resolved, iris)
        prefixes = iris.prefixes(resolved.document.source)
        for block in (described(resolved, iris), *_beside(about, iris, prefixes)):
            texts.append(block.text())
            counted.add(block.classes, block.properties)
        found.append(about)
        used.add(resolved)
    counted.properties["rdf:type"] = counted.properties.pop("a", 0)
    return Written("".join(texts), tuple(found), used, counted)


def _beside(about: DocumentFacts, iris: Iris, prefixes: dict[str, str]) -> tuple[Block, Block]:
    """Return what graphs of all documents state about one and each of its tasks."""
    numbers = Block(iris.graph("statistics"), {})
    ties = Block(iris.graph("collaborations"), {})
    numbers.say(full(about.iri), "kg:taskCount", count(len(about.tasks)))
    for task in about.tasks:
        node = f"task:{task.iri.removeprefix(prefixes['task'])}"
        leads = sum("l" in roles for _, roles in task.parts)
        numbers.say(node, "kg:leadCount", count(leads))
        numbers.say(node, "kg:bodyCount", count(len(task.parts)))
        for collaboration in shared_tasks(task, iris):
            ties.say(full(collaboration), "kg:sharedTask", node)
    return numbers, ties


def largest(document: DocumentFacts) -> tuple[int, str]:
    """Return the task with the most bodies: less than none, so that it sorts first; and its IRI."""
    tasks = ((-len(task.parts), task.iri) for task in document.tasks)
    return min(tasks, default=(0, ""))


def above(schemes: Schemes) -> Above:
    """Return what lies above topics and divisions."""
    return Above(schemes.themes.chain, schemes.regions.chain)


@dataclass(slots=True)
class Gathered:
    """What is kept of all documents and places of a build, for what follows from all of them.

    Attributes:
        iris: Names for things.
        schemes: What is published about systems, divisions and topics.
        holdings: What the graph holds.
        places: What the graphs of all places hold.
        largest: Numbers of tasks and IRIs of documents, to find the largest.
        example: Number of bodies and IRI of the task with the most, to show a question by.
        shown: Whether maps will be drawn.
        things: A store of what questions are shown by, and of the names of divisions, systems and
            topics where maps will be drawn; filled by ``graphs``.
    """

    iris: Iris
    schemes: Schemes = field(default_factory=Schemes.load)
    shown: bool = False
    holdings: Holdings = field(default_factory=Holdings)
    places: Held = field(default_factory=Held)
    largest: list[tuple[int, str]] = field(default_factory=list)
    example: tuple[int, str] = (0, "")
    things: Store = field(default_factory=Store.memory)
    _second: int = 0

    def add(self, documents: Iterable[DocumentFacts], counted: Counted) -> None:
        """Take in documents that have been written."""
        self.holdings.counted.add(counted.classes, counted.properties)
        for document in documents:
            self.document(document.iri, document.text, len(document.tasks), largest(document))

    def document(self, iri_of: str, text: str, tasks: int, biggest: tuple[int, str]) -> None:
        """Take in a document by its IRI, its text's, its number of tasks and its largest task."""
        self.holdings.documents.append(iri_of)
        self.holdings.texts[text] = None
        if tasks >= self._second:
            self.largest = most([*self.largest, (tasks, iri_of)])
            self._second = min(number for number, _ in self.largest)
        self.example = min(self.example, biggest)

    def graphs(self, rows: Rows, repeated: Iterable[Statement], about: About) -> Iterator[bytes]:
        """Yield the graphs that follow from all documents as TriG without its head, in parcels.

        Args:
            rows: The common ledger.
            repeated: What is stated about wordings.
            about: What the data cannot tell.
        """
        counted, iris = self.holdings.counted, self.iris
        counted.add(self.places.counted.classes, self.places.counted.properties)
        for graph, statements in things(rows, iris, self.schemes):
            said = counted.lines(entries(self._kept(statements)))
            yield from blocks(iris.graph(graph), said)
        yield from trig(self._labels(ontology_quads()))  # names roles and what they rest on
        yield from blocks(iris.graph("statistics"), counted.lines(numbers(rows, iris)))
        for ties, shown in (
            (self.places.ties, "kg:hundred"),
            (self.places.across, "kg:hundredAcross"),
        ):
            ranked = counted.lines(ranks(ties, shown, iris))
            yield from blocks(iris.graph("collaborations"), ranked)
        alike = counted.lines(entries(repeated))
        yield from blocks(iris.graph("wordings"), alike)
        shown_by = examples(rows, self.places.led, self.largest, self.example, iris)
        self.things.add(in_graph(shown_by, iris.graph("statistics")))
        described = list(describe(self.holdings, self.things, iris, about))
        yield from trig(counted.quads(in_graph(described, iris.graph("dataset"))))
        every = counted.lines(listed(self.holdings, iris))
        yield from blocks(iris.graph("dataset"), every)

    def _kept(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Keep what maps show things by."""
        if not self.shown:
            yield from statements
            return
        for statement in statements:
            self.things.inner.add(ox.Quad(*statement))
            yield statement

    def _labels(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Count and keep what roles are called."""
        for quad in self.holdings.counted.quads(quads):
            if self.shown:
                self.things.inner.add(quad)
            yield quad


def fill_store(
    store: Store,
    documents: Iterable[ResolvedDocument],
    iris: Iris,
    about: About | None = None,
    eras: Eras | None = None,
) -> None:
    """Fill a store with documents and all that follows from them.

    Args:
        store: Open for writing; what was there before is removed.
        documents: All documents of the build.
        iris: Names for things.
        about: Licence and version for the description.
        eras: What knows the reforms (``Resolver.load().eras``), for successors of bodies.

    Raises:
        StoreError: If the store cannot be written.
    """
    gathered, repeated = Gathered(iris), Repeated()
    ledgers: dict[str, Rows] = defaultdict(dict)

    def parcels() -> Iterator[bytes]:
        for document in documents:
            part = written([document], iris)
            gathered.add(part.documents, part.counted)
            for name, noted in note(
                part.documents, part.used, above(gathered.schemes), eras
            ).items():
                post(ledgers[name], noted)
            sketches, words = sketched(part.documents)
            repeated.add(sketches, partial(BytesIO, words))
            yield f"{HEADER}{part.text}".encode()

    for graph in store.graphs():
        store.remove(graph)
    store.load_parcels(parcels(), ox.RdfFormat.TRIG, lenient=True)
    common = ledgers.pop(COMMON, {})
    for _, rows in sorted(ledgers.items()):
        held = Held()
        for octets in place(rows, held, iris, eras):
            store.add(ox.parse(HEADER.encode() + octets, format=ox.RdfFormat.TRIG))
        gathered.places.add(held.line())
    for octets in gathered.graphs(common, repeated.statements(iris)[0], about or About()):
        # Not loaded in bulk, which would give blank nodes other names.
        store.add(ox.parse(HEADER.encode() + octets, format=ox.RdfFormat.TRIG))
    store.optimize()


def ontology_quads() -> Iterator[ox.Quad]:
    """Yield the ontology in a graph of its own; its blank nodes have names that stay the same."""
    triples = ox.parse(path=str(ontology_file("kg.ttl")), format=ox.RdfFormat.TURTLE)
    dataset = ox.Dataset(triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = iri(ONTOLOGY.rstrip("#"))
    for quad in sorted(dataset, key=str):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
