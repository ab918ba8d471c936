"""The ontology: whole, in both languages, aligned, consistent, and in step with the data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from graph_samples import harbin, liuzhou
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg.graph.build import fill_store
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.questions import questions
from kg.graph.reference import reference
from kg.graph.store import Store

ROOT = Path(__file__).parents[3]
GRAPH = rdflib.Graph().parse(str(ROOT / "ontology" / "kg.ttl"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
TERMS = sorted(
    {one for kind in KINDS for one in GRAPH.subjects(RDF.type, kind) if isinstance(one, URIRef)}
)
NAMES = [str(term).removeprefix(ONTOLOGY) for term in TERMS]
DECLARED = {str(one) for one in GRAPH.subjects(RDF.type) if isinstance(one, URIRef)}


def languages(term: URIRef, predicate: URIRef) -> list[str]:
    return sorted(one.language or "" for one in GRAPH.objects(term, predicate))


@pytest.mark.parametrize("term", TERMS, ids=NAMES)
def test_described_in_both_languages(term: URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "zh"]
    assert languages(term, RDFS.comment) == ["en", "zh"]
    assert list(GRAPH.objects(term, SKOS.example))


@pytest.mark.parametrize("term", TERMS, ids=NAMES)
def test_properties_have_domain_and_range(term: URIRef) -> None:
    if (term, RDF.type, OWL.Class) not in GRAPH:
        assert len(list(GRAPH.objects(term, RDFS.domain))) == 1
        assert len(list(GRAPH.objects(term, RDFS.range))) == 1


def test_version() -> None:
    ontology = URIRef(ONTOLOGY.rstrip("#"))
    version = str(GRAPH.value(ontology, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(GRAPH.value(ontology, OWL.versionIRI)).endswith(f"/{version}")


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://www.w3.org/ns/oa#",
        "http://data.europa.eu/eli/ontology#",
        "https://schema.org/",
        "http://www.w3.org/2006/time#",
        "http://www.opengis.net/ont/geosparql#",
        "http://xmlns.com/foaf/0.1/",
    ],
)
def test_aligned_by_subclass_or_subproperty(namespace: str) -> None:
    above = [*GRAPH.objects(None, RDFS.subClassOf), *GRAPH.objects(None, RDFS.subPropertyOf)]
    assert any(str(one).startswith(namespace) for one in above)


def _terms_of(text: str) -> set[str]:
    prefixed = re.findall(r"(?<![\w:/])kg:([A-Za-z][\w-]*)", text)
    full = re.findall(re.escape(ONTOLOGY) + r"([A-Za-z][\w-]*)", text)
    return {ONTOLOGY + one for one in (*prefixed, *full)}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "ontology").glob("*.ttl")), ids=lambda one: one.stem
)
def test_vocabularies_use_declared_terms_only(file: Path) -> None:
    used = {
        str(term)
        for triple in rdflib.Graph().parse(str(file))
        for term in (triple[1], triple[2])
        if isinstance(term, URIRef) and str(term).startswith(ONTOLOGY)
    }
    assert used - DECLARED - {ONTOLOGY + "content"} == set()


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_questions_use_declared_terms_only(one: object) -> None:
    assert _terms_of(one.sparql) - DECLARED == set()  # type: ignore[attr-defined]


def data() -> rdflib.Graph:
    store = Store.memory()
    fill_store(store, [liuzhou(), harbin()], Iris())
    graph = rdflib.Graph()
    for triple in store.rdflib().triples((None, None, None)):
        graph.add(triple)
    return graph


def test_data_uses_declared_terms_only() -> None:
    used = {str(term) for triple in data() for term in triple if str(term).startswith(ONTOLOGY)}
    assert used - DECLARED - {ONTOLOGY} == set()


def _clashes(graph: rdflib.Graph) -> list[str]:
    import owlrl

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, rdfs_closure=True).expand(graph)
    errors = graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    return sorted(str(one) for one in errors)


def test_consistent_with_the_data() -> None:
    pytest.importorskip("owlrl", reason="the reasoner owlrl is not installed")
    graph = data()
    assert _clashes(graph) == []
    # What generic tools see: W3C terms follow from ours.
    prov, org = "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#"
    assignment = next(graph.subjects(RDF.type, URIRef(ONTOLOGY + "Assignment")))
    assert (assignment, RDF.type, URIRef(prov + "Association")) in graph
    assert next(graph.objects(assignment, URIRef(prov + "agent")))
    agency = next(graph.subjects(RDF.type, URIRef(ONTOLOGY + "Agency")))
    assert (agency, RDF.type, URIRef(org + "FormalOrganization")) in graph


def test_a_contradiction_is_found() -> None:
    pytest.importorskip("owlrl", reason="the reasoner owlrl is not installed")
    graph = rdflib.Graph().parse(str(ROOT / "ontology" / "kg.ttl"))
    thing = URIRef("https://example.org/thing")
    graph.add((thing, RDF.type, URIRef(ONTOLOGY + "Task")))
    graph.add((thing, RDF.type, URIRef(ONTOLOGY + "Agency")))
    assert _clashes(graph)


def test_the_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert page == reference(), "run python -m kg.graph.reference docs/ontology.md"
    for name in NAMES:
        assert f"### kg:{name}\n" in page
