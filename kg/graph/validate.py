"""Hold a graph to the shapes (``ontology/shapes.ttl``) and say in words what is wrong, and where.

pySHACL checks the core constraints. The constraints written in SPARQL are run by Oxigraph over
all their nodes at once, which takes a moment where one query per node would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import VocabularyError
from kg.graph.iri import ONTOLOGY
from kg.graph.store import Store
from kg.graph.terms import name, text
from kg.vocabulary import ontology_file

__all__ = ["Violation", "shapes", "validate"]

_CONTENT = name("kg:content")
_THIS = re.compile(r"\$this\b")
_QUOTE = 60  # characters of a quote that are shown


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is not as it must be.

    Attributes:
        place: File and characters, where the graph knows them; else the thing's IRI.
        focus: IRI of the thing.
        shape: IRI of the shape.
        path: Property it is about, or empty.
        value: Value that is wrong, or empty where one is missing.
        message: What must hold, in English.
        message_zh: The same in Chinese.
        quote: The words at the place, or empty.
    """

    place: str
    focus: str
    shape: str
    path: str
    value: str
    message: str
    message_zh: str
    quote: str = ""

    def __str__(self) -> str:
        quote = f" “{self.quote}”" if self.quote else ""
        path = self.path.removeprefix(ONTOLOGY)
        value = f" (found: {self.value})" if self.value else ""
        about = f" [{path}]" if path else ""
        return f"{self.place}{quote}: {self.message}{about}{value}"


def shapes() -> rdflib.Graph:
    """Return the shapes.

    Raises:
        VocabularyError: If the file is missing or damaged.
    """
    path = ontology_file("shapes.ttl")
    try:
        return rdflib.Graph().parse(str(path), format="turtle")
    except Exception as error:  # rdflib's parser raises many kinds
        raise VocabularyError(
            f"the shapes are damaged: {error}", place=str(path), remedy="Install the package again"
        ) from error


def validate(store: Store, texts: Mapping[str, str] | None = None) -> tuple[Violation, ...]:
    """Return everything in a store that is not as the shapes demand, in order of place.

    Args:
        store: The graph.
        texts: Texts by the SHA-256 of their files; quotes are compared with them. Without the
            text of a file, the length of its quotes is compared with their positions.

    Raises:
        VocabularyError: If the shapes are missing or damaged.
    """
    rules = shapes()
    found = {*_core(store, rules), *_sparql(store, rules, texts or {})}
    return tuple(sorted(_placed(store, violation) for violation in found))


def _core(store: Store, rules: rdflib.Graph) -> Iterator[Violation]:
    core = rdflib.Graph()
    for triple in rules:
        if triple[1] != SH.sparql:
            core.add(triple)
    written = ox.serialize((quad.triple for quad in store.inner), format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    data = rdflib.Graph().parse(data=written, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=core, inference="none")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        yield _violation(
            rules,
            shape,
            str(report.value(result, SH.focusNode)),
            report.value(result, SH.resultPath),
            report.value(result, SH.value),
        )


def _violation(
    rules: rdflib.Graph, shape: object, focus: str, path: object, value: object
) -> Violation:
    messages: dict[str, str] = {}
    if isinstance(shape, rdflib.term.Node):
        for message in rules.objects(shape, SH.message):
            messages[getattr(message, "language", None) or "en"] = str(message)
    shown_path = str(path) if isinstance(path, rdflib.URIRef) else ""
    shown_value = "" if value is None else str(value)
    return Violation(
        "",
        focus,
        str(shape),
        shown_path,
        shown_value,
        messages.get("en", ""),
        messages.get("zh", ""),
    )


def _sparql(store: Store, rules: rdflib.Graph, texts: Mapping[str, str]) -> Iterator[Violation]:
    inner = _with_contents(store, texts)
    for shape, constraint in rules.subject_objects(SH.sparql):
        target = rules.value(shape, SH.targetClass)
        select = str(rules.value(constraint, SH.select))
        # $this is free here, and bound to the whole class at once.
        query = _THIS.sub("?this", select).replace("{", f"{{ ?this a <{target}> .", 1)
        if "SELECT $this (" in select:
            query = _THIS.sub("?this", select)
        for row in inner.rows(query):
            value = row.get("value")
            yield _violation(
                rules, constraint, row["this"].value, None, None if value is None else value.value
            )


def _with_contents(store: Store, texts: Mapping[str, str]) -> Store:
    """Return a store in memory with what the constraints look at, and the texts."""
    if not texts:
        return store
    copy = Store.memory()
    copy.load(store.inner)
    rows = list(store.rows("SELECT ?text ?hash { ?text kg:sha256 ?hash }"))
    contents = [
        ox.Quad(ox.NamedNode(row["text"].value), _CONTENT, text(texts[row["hash"].value]))
        for row in rows
        if row["hash"].value in texts
    ]
    graph = ox.NamedNode(ONTOLOGY + "contents")
    copy.add([ox.Quad(q.subject, q.predicate, q.object, graph) for q in contents])
    return copy


_PLACE = """
SELECT ?file ?start ?end ?quote {{
  VALUES ?focus {{ {focus} }}
  {{ ?focus oa:hasTarget|kg:passage ?passage }} UNION {{ ?passage oa:hasSelector ?focus }}
  UNION {{ VALUES ?passage {{ {focus} }} ?passage a kg:Passage }}
  UNION {{ ?other kg:task ?focus ; oa:hasTarget ?passage }}
  ?passage oa:hasSource ?text ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?text kg:fileName ?file }}
  OPTIONAL {{ ?passage oa:hasSelector/oa:exact ?quote }}
}} ORDER BY ?file ?start LIMIT 1
"""


def _placed(store: Store, violation: Violation) -> Violation:
    """Add where the thing stands in its file."""
    place, quote = violation.focus, ""
    try:
        focus = ox.NamedNode(violation.focus)
    except ValueError:  # a blank node stands nowhere
        return replace(violation, place=place, quote=quote)
    row = next(iter(store.rows(_PLACE.format(focus=focus))), None)
    if row:
        file = row["file"].value if "file" in row else "?"
        place = f"{file}, characters {row['start'].value}–{row['end'].value}"
        words = row["quote"].value if "quote" in row else ""
        quote = words if len(words) <= _QUOTE else f"{words[:_QUOTE]}…"
    return replace(violation, place=place, quote=quote)
