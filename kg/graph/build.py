"""Fill a store: documents, what they name, the ontology, what is counted, the description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.dataset import About, describe
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.labels import InUse, used_quads
from kg.graph.rdf import quads
from kg.graph.store import Store
from kg.graph.tallies import facts, in_graph, statistics, tallies
from kg.graph.terms import iri
from kg.graph.ties import collaborations
from kg.graph.wordings import wordings
from kg.model import ResolvedDocument
from kg.vocabulary import ontology_file

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = ["fill_store", "ontology_quads", "write_derived"]


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
    used = InUse()

    def all_quads() -> Iterator[ox.Quad]:
        for document in documents:
            used.add(document)
            yield from quads(document, iris)

    for graph in store.graphs():
        store.remove(graph)
    store.load(all_quads())
    store.load(used_quads(used, iris, eras))
    store.add(ontology_quads())
    write_derived(store, iris, about or About())
    store.optimize()


def write_derived(store: Store, iris: Iris, about: About) -> None:
    """Write what is computed from the graphs of the documents, and the description."""
    found = facts(store)
    documents = [row["d"].value for row in store.rows("SELECT ?d { ?d a kg:Document }")]
    words = {
        row["task"].value: row["text"].value
        for row in store.rows("SELECT ?task ?text { ?task a kg:Task ; kg:text ?text }")
    }
    for graph, statements in (
        ("statistics", statistics(found, documents)),
        ("tallies", tallies(found, iris)),
        ("collaborations", collaborations(found, iris)),
        ("wordings", wordings(words, found.documents, iris)),
    ):
        store.load(in_graph(statements, iris.graph(graph)))
    described = list(describe(store, iris, about))
    store.load(in_graph(described, iris.graph("dataset")))


def ontology_quads() -> Iterator[ox.Quad]:
    """Yield the ontology in a graph of its own; its blank nodes have names that stay the same."""
    triples = ox.parse(path=str(ontology_file("kg.ttl")), format=ox.RdfFormat.TURTLE)
    dataset = ox.Dataset(triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = iri(ONTOLOGY.rstrip("#"))
    for quad in dataset:
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
