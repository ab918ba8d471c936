"""Each constraint of each shape refuses data made to break it, and passes the data as it was.

Every thing is copied once for each constraint of its shape; the copy is broken in one way. All
copies stand in one graph, so that one run of the validator answers for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
import rdflib
from graph_samples import Draft, agency, liuzhou
from rdflib import SH, Literal, URIRef
from rdflib.namespace import RDF, XSD

from kg.graph.build import fill_store
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.store import Store
from kg.graph.validate import Violation, shapes, validate
from kg.model import Role

KG = rdflib.Namespace(ONTOLOGY)
NOTHING = URIRef("https://example.org/nothing")
RULES = shapes()
Path = rdflib.term.Node


def _named(shape: Path) -> str:
    return str(shape).partition("#")[2]


def _values(data: rdflib.Graph, focus: Path, path: Path) -> list[Path]:
    return sorted(data.objects(focus, path))


@dataclass(frozen=True)
class Break:
    """One way to break one constraint: what a copy has in place of its values."""

    shape: Path
    constraint: str
    path: Path
    values: tuple[Path, ...]
    keep: bool  # whether the values that are there stay

    @property
    def id(self) -> str:
        return f"{_named(self.shape)}/{self.constraint}"


def _breaks(shape: Path) -> Iterator[Break]:
    path = RULES.value(shape, SH.path)
    if isinstance(path, rdflib.BNode):
        return

    def broken(constraint: str, *values: Path, keep: bool = False) -> Break:
        return Break(shape, constraint, path, values, keep)

    simple = {
        SH.datatype: Literal("x", datatype=URIRef("https://example.org/type")),
        SH["class"]: NOTHING,
        SH["or"]: NOTHING,
        SH["in"]: NOTHING,
        SH.hasValue: Literal("other"),
        SH.pattern: Literal("!"),
        SH.minInclusive: Literal(-1),
        SH.minExclusive: Literal("0.0", datatype=XSD.decimal),
        SH.maxInclusive: Literal("2.0", datatype=XSD.decimal),
        SH.lessThanOrEquals: Literal(10**9),
    }
    for constraint, value in simple.items():
        if RULES.value(shape, constraint) is not None:
            yield broken(_named(constraint), value)
    if RULES.value(shape, SH.minCount) is not None:
        yield broken("minCount")
    if RULES.value(shape, SH.maxCount) is not None:
        yield broken("maxCount", NOTHING, Literal("more"), Literal("most"), keep=True)
    if RULES.value(shape, SH.minLength) is not None:
        yield broken("minLength", Literal("", lang="zh"), Literal(""))
    if RULES.value(shape, SH.languageIn) is not None:
        yield broken("languageIn", Literal("mot", lang="fr"), keep=True)
    if RULES.value(shape, SH.uniqueLang) is not None:
        two = Literal("一", lang="zh"), Literal("二", lang="zh")
        yield broken("uniqueLang", *two, keep=True)
    if RULES.value(shape, SH.qualifiedMinCount) is not None:
        yield broken("qualifiedMinCount", Literal("word", lang="en"))


def _targets() -> dict[Path, Path]:
    return {
        shape: RULES.value(shape, SH.targetClass)
        for shape in sorted(RULES.subjects(RDF.type, SH.NodeShape))
    }


TARGETS = _targets()
BREAKS = {
    f"{_named(node)}:{one.id}": (node, one)
    for node in TARGETS
    for shape in sorted(RULES.objects(node, SH.property))
    for one in _breaks(shape)
}


def _good() -> rdflib.Graph:
    store = Store.memory()
    other = Draft("other.txt", number="测政发〔2022〕1号", jurisdiction="230100")
    body = agency("哈尔滨市交通运输局", "230100", "交通运输")
    words = "加快建设智慧物流平台，服务北部湾经济区。"
    other.task(words, (body, Role.LEAD), places=(("北部湾经济区", ""),), themes=("7/公路",))
    fill_store(store, [liuzhou(), other.done()], Iris())
    written = ox.serialize((quad.triple for quad in store.inner), format=ox.RdfFormat.N_TRIPLES)
    assert written
    return rdflib.Graph().parse(data=written, format="nt")


GOOD = _good()


def _instance(kind: Path, path: Path | None = None) -> Path:
    """Return a thing of a class, one with a value of the path where there is one."""
    found = sorted(GOOD.subjects(RDF.type, kind))
    assert found, f"the samples have no {kind}"
    return next((one for one in found if path is None or (one, path, None) in GOOD), found[0])


def _copy(data: rdflib.Graph, thing: Path, name: str) -> URIRef:
    made = URIRef(f"https://example.org/copy/{name.replace(':', '/')}")
    for predicate, value in GOOD.predicate_objects(thing):
        data.add((made, predicate, value))
    for subject, predicate in GOOD.subject_predicates(thing):
        if predicate == KG.wording:
            data.add((subject, predicate, made))
    return made


def _store(data: rdflib.Graph) -> Store:
    store = Store.memory()
    store.inner.load(data.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    return store


def _by_focus(found: tuple[Violation, ...]) -> dict[str, set[str]]:
    shapes_of: dict[str, set[str]] = {}
    for one in found:
        shapes_of.setdefault(one.focus, set()).add(one.shape.partition("#")[2])
    return shapes_of


@pytest.fixture(scope="module")
def broken() -> dict[str, set[str]]:
    data = rdflib.Graph()
    for triple in GOOD:
        data.add(triple)
    for name, (node, one) in BREAKS.items():
        made = _copy(data, _instance(TARGETS[node], one.path), name)
        if not one.keep:
            data.remove((made, one.path, None))
        for value in one.values:
            data.add((made, one.path, value))
    for node, kind in TARGETS.items():
        _copy(data, _instance(kind), f"whole/{_named(node)}")
    return _by_focus(validate(_store(data)))


@pytest.mark.parametrize("name", BREAKS)
def test_broken_data_is_refused(broken: dict[str, set[str]], name: str) -> None:
    shape = _named(BREAKS[name][1].shape)
    focus = f"https://example.org/copy/{name.replace(':', '/')}"
    assert shape in broken.get(focus, set())


@pytest.mark.parametrize("shape", TARGETS, ids=_named)
def test_whole_data_passes(broken: dict[str, set[str]], shape: Path) -> None:
    assert f"https://example.org/copy/whole/{_named(shape)}" not in broken


def test_every_shape_has_its_message_in_both_languages() -> None:
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    for shape in {one for kind in kinds for one in RULES.subjects(RDF.type, kind)}:
        languages = sorted(message.language for message in RULES.objects(shape, SH.message))
        assert languages == ["en", "zh"], shape


def test_every_class_has_a_shape() -> None:
    ontology = rdflib.Graph().parse("ontology/kg.ttl")
    abstract = {"Body", "Place", "Reading", "TextPart"}
    beside = {"Office", "Record", "Basis"}  # of the vocabularies, which their own tests check
    classes = {
        _named(one)
        for one in ontology.subjects(RDF.type, rdflib.OWL.Class)
        if isinstance(one, URIRef) and str(one).startswith(ONTOLOGY)
    }
    shaped = {str(kind).removeprefix(ONTOLOGY) for kind in TARGETS.values()}
    assert classes - abstract - beside - shaped == set()


def _changed(old: str, new: str) -> tuple[Violation, ...]:
    store = Store.memory()
    fill_store(store, [liuzhou()], Iris())
    store.inner.update(
        f"PREFIX kg: <{ONTOLOGY}> PREFIX oa: <http://www.w3.org/ns/oa#> "
        f"DELETE {{ GRAPH ?g {{ {old} }} }} INSERT {{ GRAPH ?g {{ {new} }} }} "
        f"WHERE {{ GRAPH ?g {{ {old} }} }}"
    )
    return validate(store)


class TestSparqlConstraints:
    @pytest.mark.parametrize(
        ("old", "new", "shape"),
        [
            ("?t kg:length ?n", "?t kg:length 5", "Passage-inside"),
            ("?q oa:exact ?w", "?q oa:exact '短'", "Passage-slice"),
            ("?t kg:implements ?o", "?t kg:implements ?t", "Task-itself"),
            (
                "?c kg:count ?n ; kg:weight ?w",
                "?c kg:count 99 ; kg:weight ?w",
                "Collaboration-tasks",
            ),
        ],
    )
    def test_refused(self, old: str, new: str, shape: str) -> None:
        assert shape in {one.shape.partition("#")[2] for one in _changed(old, new)}

    def test_quotes_are_compared_with_the_text(self) -> None:
        document = liuzhou()
        source = document.document.source
        store = Store.memory()
        fill_store(store, [document], Iris())
        assert validate(store, {source.sha256: source.text}) == ()
        moved = source.text.replace("商务局", "商贸局", 1)
        found = validate(store, {source.sha256: moved})
        assert {one.shape.partition("#")[2] for one in found} == {"Passage-slice"}
        first = str(found[0])
        assert "notice.txt, characters" in first
        assert "a quote is what the text says at its position" in first

    def test_the_standard_validator_agrees(self) -> None:
        import pyshacl

        data = rdflib.Graph()
        for triple in GOOD:
            data.add(triple)
        quote = min(
            data.subjects(RDF.type, rdflib.URIRef("http://www.w3.org/ns/oa#TextQuoteSelector"))
        )
        exact = URIRef("http://www.w3.org/ns/oa#exact")
        data.set((quote, exact, Literal("短了")))
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none")
        constraints = {_named(one) for one in report.objects(None, SH.sourceConstraint)}
        assert not conforms
        assert constraints == {"Passage-slice"}


def test_violations_name_place_and_quote() -> None:
    found = _changed("?a kg:role kg:joint", "?a kg:role kg:boss")
    assert found
    for one in found:
        assert one.message == "an assignment has one role: lead, support or joint"
        assert one.message_zh.startswith("角色")
        assert one.place.startswith("notice.txt, characters ")
        assert one.quote in {"柳州市商务局", "柳州市发展和改革委员会"}
        assert "[role] (found: https://w3id.org/fengong/ontology#boss)" in str(one)
