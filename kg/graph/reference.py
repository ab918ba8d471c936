"""The reference page of the ontology, written from ``ontology/kg.ttl``.

``python -m kg.graph.reference docs/ontology.md`` writes it; a test fails where it is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS

from kg.graph.iri import ONTOLOGY
from kg.graph.terms import PREFIXES
from kg.vocabulary import ontology_file

__all__ = ["main", "reference"]

# What the diagram shows: the classes a reader meets first.
_DRAWN = (
    *("Document", "Task", "Clause", "Assignment", "Agency", "AgencyGroup", "Body", "Role"),
    *("Region", "Place", "Theme", "System", "Passage", "Text", "Collaboration"),
)
_SHORT = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def reference() -> str:
    """Return the page as Markdown.

    Raises:
        VocabularyError: If the ontology is missing.
    """
    graph = rdflib.Graph().parse(str(ontology_file("kg.ttl")), format="turtle")
    return "\n".join(_page(graph)) + "\n"


def _page(graph: rdflib.Graph) -> Iterator[str]:
    ontology = URIRef(ONTOLOGY.rstrip("#"))
    title, title_zh = _in(graph, ontology, DCTERMS.title)
    about, about_zh = _in(graph, ontology, DCTERMS.description)
    yield f"# {title} · {title_zh}\n"
    yield "<!-- Written by python -m kg.graph.reference: change ontology/kg.ttl, not this. -->\n"
    yield f"{about}\n\n{about_zh}\n"
    yield f"Namespace `kg:` = `{ONTOLOGY}`, version {graph.value(ontology, OWL.versionInfo)}."
    yield f"Licence: <{graph.value(ontology, DCTERMS.license)}>.\n"
    yield from _diagram(graph)
    for heading, kind in (
        ("Classes · 类", OWL.Class),
        ("Relations · 关系", OWL.ObjectProperty),
        ("Values · 属性", OWL.DatatypeProperty),
    ):
        yield f"## {heading}\n"
        for term in _terms(graph, kind):
            yield from _entry(graph, term)
    yield "## Roles and bases · 角色和依据\n"
    for kind_name in ("Role", "Basis"):
        for term in _terms(graph, URIRef(ONTOLOGY + kind_name)):
            label, label_zh = _in(graph, term, RDFS.label)
            comment, comment_zh = _in(graph, term, RDFS.comment)
            yield f"- `{_short(term)}` {label} · {label_zh}: {comment} {comment_zh}"


def _terms(graph: rdflib.Graph, kind: URIRef) -> list[URIRef]:
    found = [term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)]
    return sorted(term for term in found if term.startswith(ONTOLOGY))


def _in(graph: rdflib.Graph, term: URIRef, predicate: URIRef) -> tuple[str, str]:
    """Return the words in English and in Chinese."""
    words = {getattr(one, "language", ""): str(one) for one in graph.objects(term, predicate)}
    return words.get("en", ""), words.get("zh", "")


def _short(term: object) -> str:
    for prefix, namespace in _SHORT:
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


def _names(graph: rdflib.Graph, term: object) -> list[str]:
    """Return the names of a class, or of those that a union is of."""
    if isinstance(term, BNode):
        union = graph.value(term, OWL.unionOf)
        return [_short(one) for one in Collection(graph, union)] if union is not None else []
    return [_short(term)]


def _entry(graph: rdflib.Graph, term: URIRef) -> Iterator[str]:
    label, label_zh = _in(graph, term, RDFS.label)
    comment, comment_zh = _in(graph, term, RDFS.comment)
    yield f"### {_short(term)}\n"
    yield f"**{label} · {label_zh}.** {comment} {comment_zh}\n"
    for title, predicate in (
        ("Kind of", RDFS.subClassOf),
        ("Kind of", RDFS.subPropertyOf),
        ("Of", RDFS.domain),
        ("To", RDFS.range),
    ):
        values = sorted(
            name for one in graph.objects(term, predicate) for name in _names(graph, one)
        )
        if values:
            yield f"- {title}: {', '.join(f'`{value}`' for value in values)}"
    if (term, RDF.type, OWL.FunctionalProperty) in graph:
        yield "- At most one value."
    for example in sorted(map(str, graph.objects(term, SKOS.example))):
        yield f"- Example: `{example}`"
    yield ""


def _diagram(graph: rdflib.Graph) -> Iterator[str]:
    yield "```mermaid\nclassDiagram"
    shown = {f"kg:{name}" for name in _DRAWN}
    for kind in _terms(graph, OWL.Class):
        for above in sorted(graph.objects(kind, RDFS.subClassOf), key=str):
            if {_short(kind), _short(above)} <= shown:
                yield f"  {_local(above)} <|-- {_local(kind)}"
    for term in _terms(graph, OWL.ObjectProperty):
        for source in _names(graph, graph.value(term, RDFS.domain)):
            for target in _names(graph, graph.value(term, RDFS.range)):
                if {source, target} <= shown:
                    yield f"  {source[3:]} --> {target[3:]} : {_local(term)}"
    yield "```\n"


def _local(term: object) -> str:
    return _short(term).partition(":")[2]


def main() -> None:
    """Write the page to the file named on the command line."""
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
