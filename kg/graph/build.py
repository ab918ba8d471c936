"""All graphs of a build: what each document says, and what follows from all of them.

Documents go by one at a time (:func:`written`), in whatever process; what follows is gathered
from the little that is kept of each (:class:`Gathered`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.dataset import About, Holdings, describe
from kg.graph.facts import DocumentFacts, facts
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.labels import InUse, Schemes, used_quads
from kg.graph.rdf import described
from kg.graph.repeated import Repeated
from kg.graph.store import Store
from kg.graph.tallies import Above, Counts, Statement, in_graph
from kg.graph.terms import integer, iri, name
from kg.graph.ties import Pairs, Ties, collaborations, shared_tasks
from kg.graph.trig import HEADER, Block, count, full
from kg.model import ResolvedDocument
from kg.vocabulary import ontology_file

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = ["Gathered", "Written", "fill_store", "ontology_quads", "written"]


_PARCEL = 10_000


@dataclass(frozen=True, slots=True)
class Written:
    """Documents as TriG without its head, and what is gathered from them.

    Attributes:
        text: Their graphs, and what is stated about each task in those that all share.
        documents: What is counted about them.
        used: What they name.
        classes: Things by class, ``properties`` statements by property.
    """

    text: str
    documents: tuple[DocumentFacts, ...]
    used: InUse
    classes: Counter[str]
    properties: Counter[str]


def written(documents: Iterable[ResolvedDocument], iris: Iris) -> Written:
    """Describe documents; depends on nothing else.

    Args:
        documents: All documents of one text.
        iris: Names for things.
    """
    texts, found, used = list[str](), list[DocumentFacts](), InUse()
    classes, properties = Counter[str](), Counter[str]()
    for resolved in documents:
        about = facts(resolved, iris)
        prefixes = iris.prefixes(resolved.document.source)
        for block in (described(resolved, iris), *_beside(about, iris, prefixes)):
            texts.append(block.text())
            classes.update(block.classes)
            properties.update(block.properties)
        found.append(about)
        used.add(resolved)
    properties["rdf:type"] = properties.pop("a", 0)
    return Written("".join(texts), tuple(found), used, classes, properties)


def _beside(about: DocumentFacts, iris: Iris, prefixes: dict[str, str]) -> tuple[Block, Block]:
    """Return what graphs of all documents state about each task of one."""
    numbers = Block(iris.graph("statistics"), {})
    ties = Block(iris.graph("collaborations"), {})
    for task in about.tasks:
        node = f"task:{task.iri.removeprefix(prefixes['task'])}"
        leads = sum("l" in roles for _, roles in task.parts)
        numbers.say(node, "kg:leadCount", count(leads))
        numbers.say(node, "kg:bodyCount", count(len(task.parts)))
        for collaboration in shared_tasks(task, iris):
            ties.say(full(collaboration), "kg:sharedTask", node)
    return numbers, ties


@dataclass(slots=True)
class Gathered:
    """What is kept of the documents of a build, one after the other.

    Attributes:
        iris: Names for things.
        schemes: What is published about systems, divisions and topics.
        used: What documents name.
        ties: Who shares tasks with whom and who leads whom, for networks; ``None`` where none
            is wanted.
        pairs: Who shares tasks with whom, for the graph.
        holdings: What the graph holds.
        things: A store of what documents name and of what is counted; filled by ``graphs``.
    """

    iris: Iris
    schemes: Schemes = field(default_factory=Schemes.load)
    used: InUse = field(default_factory=InUse)
    ties: Ties | None = field(default_factory=Ties)
    pairs: Pairs = field(default_factory=Pairs)
    holdings: Holdings = field(default_factory=Holdings)
    things: Store = field(default_factory=Store.memory)
    counts: Counts = field(init=False)
    repeated: Repeated = field(default_factory=Repeated)

    def __post_init__(self) -> None:
        """Begin with nothing counted."""
        above = Above(self.schemes.themes.chain, self.schemes.regions.chain)
        self.counts = Counts(self.iris, above)

    def add(self, part: Written) -> None:
        """Take in the documents of one text."""
        self.used.update(part.used)
        self.counts.systems.update(
            (key, agency.system) for key, agency in part.used.agencies.items() if agency.system
        )
        self.holdings.classes.update(part.classes)
        self.holdings.properties.update(part.properties)
        for document in part.documents:
            self.holdings.documents.append(document.iri)
            self.holdings.texts[document.text] = None
            self.pairs.add(document)
            if self.ties:
                self.ties.add(document)
            self.counts.add(document)
            self.repeated.add(document)

    def graphs(self, about: About, eras: Eras | None = None) -> Iterator[Iterable[ox.Quad]]:
        """Yield the graphs that follow from all documents, to be used up one after the other.

        Args:
            about: What the data cannot tell.
            eras: What knows the reforms (``Resolver.load().eras``), for successors of bodies.
        """
        yield self._kept(used_quads(self.used, self.iris, eras, self.schemes))
        yield self._kept(ontology_quads())  # names roles and what they rest on
        yield self._kept(self._in("statistics", self.counts.statistics()))
        self.things.add(self._example())
        yield self.holdings.add(self._in("tallies", self.counts.tallied()))
        homes = {key: body.jurisdiction for key, body in self.used.agencies.items()}
        pairs = collaborations(self.pairs, homes, self.iris)
        yield self.holdings.add(self._in("collaborations", pairs))
        yield self.holdings.add(self._in("wordings", self.repeated.statements(self.iris)))
        described = list(describe(self.holdings, self.things, self.iris, about))
        yield self.holdings.add(self._in("dataset", described))

    def _kept(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Count statements on their way, and put them into the store of things."""
        source = iter(quads)
        while parcel := list(islice(source, _PARCEL)):
            self.things.add(parcel)  # keeps the names of blank nodes
            yield from self.holdings.add(parcel)

    def _in(self, graph: str, statements: Iterable[Statement]) -> Iterator[ox.Quad]:
        return in_graph(statements, self.iris.graph(graph))

    def _example(self) -> Iterator[ox.Quad]:
        """Yield what finds the task that questions are shown by."""
        less, task = self.counts.example
        if task:
            statement = (iri(task), name("kg:bodyCount"), integer(-less))
            yield from self._in("statistics", [statement])


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
    gathered = Gathered(iris)

    def parcels() -> Iterator[bytes]:
        for document in documents:
            part = written([document], iris)
            gathered.add(part)
            yield f"{HEADER}{part.text}".encode()

    for graph in store.graphs():
        store.remove(graph)
    store.load_parcels(parcels(), ox.RdfFormat.TRIG, lenient=True)
    for quads in gathered.graphs(about or About(), eras):
        store.add(quads)  # keeps the names of blank nodes
    store.optimize()


def ontology_quads() -> Iterator[ox.Quad]:
    """Yield the ontology in a graph of its own; its blank nodes have names that stay the same."""
    triples = ox.parse(path=str(ontology_file("kg.ttl")), format=ox.RdfFormat.TURTLE)
    dataset = ox.Dataset(triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = iri(ONTOLOGY.rstrip("#"))
    for quad in sorted(dataset, key=str):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
