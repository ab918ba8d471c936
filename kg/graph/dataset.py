"""The data set's description of itself: VoID, DCAT, prefixes and example queries.

Editors that know ``sh:declare`` and ``sh:SPARQLExecutable`` offer both without configuration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph.counted import Counted
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.questions import Parameter, Question, fill, questions
from kg.graph.store import Store
from kg.graph.terms import PREFIXES, TYPE, Term, integer, iri, name, text
from kg.graph.trig import Entry, full

__all__ = ["About", "Holdings", "describe", "listed", "usual"]

Statement = tuple[NamedNode, NamedNode, Term]

VOID = "http://rdfs.org/ns/void#"


@dataclass(frozen=True, slots=True)
class About:
    """What the data itself cannot tell.

    Attributes:
        title: Title in Chinese; ``title_en`` in English.
        licence: IRI of the licence of the data, or empty.
        version: Version of the software.
    """

    title: str = "任务分工知识图谱"
    title_en: str = "Knowledge graph of divided tasks"
    licence: str = ""
    version: str = ""


@dataclass(slots=True)
class Holdings:
    """What the graph holds.

    Attributes:
        counted: Things by class, statements by property.
        documents: IRIs of the documents, ``texts`` of the texts they stand in.
    """

    counted: Counted = field(default_factory=Counted)
    documents: list[str] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)


def describe(holdings: Holdings, things: Store, iris: Iris, about: About) -> Iterator[Statement]:
    """Yield the description of a graph.

    Args:
        holdings: What it holds.
        things: What its documents name and what is counted, to find examples in.
        iris: Names for things.
        about: What the data cannot tell.
    """
    node = iri(iris.dataset())
    yield from _head(node, about, iris)
    yield node, name("void:triples"), integer(holdings.counted.statements)
    yield from _partitions(holdings.counted.classes, node, iris, "class")
    yield from _partitions(holdings.counted.properties, node, iris, "property")
    yield from _prefixes(node, iris)
    for question in questions():
        yield from _example(things, question, node, iris)


def listed(holdings: Holdings, iris: Iris) -> Iterator[Entry]:
    """Yield the texts and documents of a graph, which are many."""
    node = full(iris.dataset())
    for text_iri in holdings.texts:
        yield f"\t{node} dcterms:source {full(text_iri)} .\n", ("dcterms:source",)
    for document in holdings.documents:
        yield f"\t{node} void:subset {full(document)} .\n", ("void:subset",)


def _head(node: NamedNode, about: About, iris: Iris) -> Iterator[Statement]:
    yield node, TYPE, name("void:Dataset")
    yield node, TYPE, name("dcat:Dataset")
    yield node, name("dcterms:title"), text(about.title, "zh")
    yield node, name("dcterms:title"), text(about.title_en, "en")
    if about.licence:
        yield node, name("dcterms:license"), iri(about.licence)
    yield node, name("void:vocabulary"), iri(ONTOLOGY)
    yield node, name("void:uriSpace"), text(iris.base)
    software = iri(f"{iris.base}software")
    yield node, name("prov:wasAttributedTo"), software
    yield software, TYPE, name("prov:SoftwareAgent")
    yield software, name("schema:name"), text("fengong")
    if about.version:
        yield software, name("schema:softwareVersion"), text(about.version)


def _partitions(
    counts: Counter[str], node: NamedNode, iris: Iris, kind: str
) -> Iterator[Statement]:
    """Yield the parts of the graph by class or property, whichever way those were written."""
    whole: Counter[str] = Counter()
    for term, number in counts.items():
        whole[term if "://" in term else name(term).value] += number
    counted = "void:entities" if kind == "class" else "void:triples"
    for term, number in sorted(whole.items()):
        part = iri(f"{iris.dataset()}/{kind}/{_local(term)}")
        yield node, name(f"void:{kind}Partition"), part
        yield part, name(f"void:{kind}"), iri(term)
        yield part, name(counted), integer(number)


def _local(value: str) -> str:
    for prefix, start in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if value.startswith(start):
            return f"{prefix}/{value.removeprefix(start)}"
    return ox.NamedNode(value).value.replace(":", "/").replace("#", "/")


def _prefixes(node: NamedNode, iris: Iris) -> Iterator[Statement]:
    for prefix, namespace in sorted(PREFIXES.items()):
        declared = iri(f"{iris.dataset()}/prefix/{prefix}")
        yield node, name("sh:declare"), declared
        yield declared, TYPE, name("sh:PrefixDeclaration")
        yield declared, name("sh:prefix"), text(prefix)
        yield declared, name("sh:namespace"), Literal(namespace, datatype=name("xsd:anyURI"))


def _example(
    store: Store, question: Question, dataset: NamedNode, iris: Iris
) -> Iterator[Statement]:
    values: dict[str, Term] = {}
    for parameter in question.parameters:
        if parameter.required:
            value = usual(store, parameter)
            if value is None:
                return
            values[parameter.name] = value
    node = iri(f"{iris.base}question/{question.name}")
    yield node, TYPE, name("sh:SPARQLExecutable")
    yield node, TYPE, name("sh:SPARQLSelectExecutable")
    yield node, name("rdfs:label"), text(question.title, "zh")
    yield node, name("rdfs:label"), text(question.title_en, "en")
    yield node, name("rdfs:comment"), text(question.title_en, "en")
    yield node, name("sh:prefixes"), dataset
    yield node, name("sh:select"), text(fill(question, values))


_USUAL = {
    "body": "?x kg:tasksLed ?n . FILTER EXISTS { ?x a kg:Agency }",
    "document": "?x a kg:Document ; kg:taskCount ?n",
    "region": "?x a kg:Region ; kg:taskCount ?n",
    "role": "?x a kg:Role ; kg:taskCount ?n",
    "system": "?x a kg:System ; kg:taskCount ?n",
    "task": "?x kg:bodyCount ?n",
    "theme": "?x a kg:Theme ; kg:taskCount ?n",
}
_DAYS = {"from": "MIN", "until": "MAX"}


def usual(store: Store, parameter: Parameter) -> Term | None:
    """Return a value that a question has answers for: the one with the most tasks."""
    if parameter.kind == "date":
        choice = _DAYS.get(parameter.name, "MAX")
        query = f"SELECT ({choice}(?due) AS ?x) {{ ?instant time:inXSDDate ?due }}"
    elif parameter.kind in _USUAL:
        pattern = _USUAL[parameter.kind]
        offset = "OFFSET 1" if parameter.name == "partner" else ""
        query = f"SELECT ?x {{ {pattern} }} ORDER BY DESC(?n) ?x LIMIT 1 {offset}"
    else:
        return None
    row = next(iter(store.rows(query)), {})
    value = row.get("x")
    return value if not isinstance(value, BlankNode) else None
