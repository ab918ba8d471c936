"""The store and its files: reading only, the same bytes, errors that name the way out."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from graph_samples import harbin, liuzhou

from kg.errors import NoBuildError, OutputError, QueryError, StoreError
from kg.graph.build import fill_store
from kg.graph.export import FORMATS, write_graph, write_nquads, write_turtle
from kg.graph.iri import Iris
from kg.graph.limits import capped
from kg.graph.rdf import quads
from kg.graph.store import Store

A, P, G = (ox.NamedNode(f"https://example.org/{one}") for one in "apg")


class TestStore:
    def test_reading_only(self, folder: Path) -> None:
        with Store.open(folder / "store") as store:
            assert len(store) > 1000
            for change in (
                lambda: store.load([]),
                lambda: store.add([]),
                lambda: store.remove(G.value),
                lambda: store.replace(G.value, []),
                store.optimize,
            ):
                with pytest.raises(StoreError, match="reading only"):
                    change()

    def test_several_readers(self, folder: Path) -> None:
        one, other = Store.open(folder / "store"), Store.open(folder / "store")
        assert len(one) == len(other)

    def test_nothing_there(self, tmp_path: Path) -> None:
        with pytest.raises(NoBuildError, match="kg build"):
            Store.open(tmp_path)

    def test_damaged(self, tmp_path: Path) -> None:
        (tmp_path / "CURRENT").write_text("nonsense", encoding="utf-8")
        with pytest.raises(StoreError, match="cannot be read"):
            Store.open(tmp_path)

    def test_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(StoreError, match="cannot be opened"):
            Store.create(tmp_path / "file")

    def test_one_writer(self, tmp_path: Path) -> None:
        with Store.create(tmp_path / "s"), pytest.raises(StoreError, match="no other build"):
            Store.create(tmp_path / "s")

    def test_replace_leaves_the_rest(self) -> None:
        store = Store.memory()
        for document in (liuzhou(), harbin()):
            store.load(quads(document, Iris()))
        before = set(store.inner)
        graph = Iris().document(harbin().document)
        store.replace(graph, [ox.Quad(A, P, A, ox.NamedNode(graph))])
        kept = {quad for quad in before if quad.graph_name.value != graph}
        assert {quad for quad in store.inner if quad.graph_name.value != graph} == kept
        assert len(store) == len(kept) + 1

    def test_rdflib_sees_the_same(self, store: Store) -> None:
        pytest.importorskip("oxrdflib", reason="oxrdflib is not installed")
        found = store.rdflib().query(
            "PREFIX kg: <https://w3id.org/fengong/ontology#> SELECT ?t { ?t a kg:Task }"
        )
        assert len(list(found)) == 7

    def test_many_parcels(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.graph.store._PARCEL", 7)
        store = Store.memory()
        store.load(quads(liuzhou(), Iris()))
        assert set(store.inner) == set(quads(liuzhou(), Iris()))

    def test_an_error_in_the_source_is_not_lost(self) -> None:
        def failing() -> object:
            yield ox.Quad(A, P, A, G)
            raise ValueError("here")

        with pytest.raises(ValueError, match="here"):
            Store.memory().load(failing())  # type: ignore[arg-type]


class TestQuery:
    def test_union_of_the_graphs(self, store: Store) -> None:
        assert len(list(store.rows("SELECT ?t { ?t a kg:Task }"))) == 7

    def test_from_confines(self, store: Store) -> None:
        graph = Iris().document(harbin().document)
        query = f"SELECT ?t FROM <{graph}> {{ ?t a kg:Task }}"
        assert len(list(store.rows(query))) == 2

    def test_from_in_words_does_not(self, store: Store) -> None:
        query = 'SELECT ?t { ?t a kg:Task . FILTER(STR(?t) != "FROM") } # FROM'
        assert len(list(store.rows(query))) == 7

    @pytest.mark.parametrize(
        ("sparql", "words"),
        [
            ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE asks other servers"),
            ("INSERT DATA { <a:a> <a:a> <a:a> }", "INSERT would change the data"),
            ("# note\nDELETE WHERE { ?s ?p ?o }", "line 2, column 1: DELETE"),
            ("PREFIX a: <a:> CLEAR ALL", "CLEAR would change"),
            ("LOAD <http://a/>", "LOAD would change"),
            ("WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH would change"),
        ],
    )
    def test_refusals(self, store: Store, sparql: str, words: str) -> None:
        with pytest.raises(QueryError, match=words):
            store.query(sparql)

    @pytest.mark.parametrize("word", ["insert", "load", "service", "from"])
    def test_words_as_names(self, store: Store, word: str) -> None:
        sparql = (
            f"PREFIX {word}: <https://example.org/> SELECT ?{word} {{ ?{word} {word}:{word} 1 }}"
        )
        assert list(store.rows(sparql)) == []

    def test_rows_need_select(self, store: Store) -> None:
        with pytest.raises(QueryError, match="SELECT only"):
            list(store.rows("ASK {}"))


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * {?s ?p ?o}", "SELECT * {?s ?p ?o}\nLIMIT 9\n"),
        ("SELECT * {?s ?p ?o} LIMIT 5", "SELECT * {?s ?p ?o} LIMIT 5"),
        ("SELECT * {?s ?p ?o} limit 50 OFFSET 3", "SELECT * {?s ?p ?o} limit 9 OFFSET 3"),
        ("SELECT * {?s ?p ?o} OFFSET 30", "SELECT * {?s ?p ?o} OFFSET 30\nLIMIT 9\n"),
        ("SELECT * {{SELECT * {} LIMIT 50}}", "SELECT * {{SELECT * {} LIMIT 50}}\nLIMIT 9\n"),
        ("SELECT * {} # LIMIT 5", "SELECT * {} # LIMIT 5\nLIMIT 9\n"),
        ('SELECT ("LIMIT 5" AS ?x) {}', 'SELECT ("LIMIT 5" AS ?x) {}\nLIMIT 9\n'),
        ("SELECT * {} VALUES ?x {1}", "SELECT * {} \nLIMIT 9\nVALUES ?x {1}"),
        ("SELECT (EXISTS {?s ?p ?o} AS ?x) {}", "SELECT (EXISTS {?s ?p ?o} AS ?x) {}\nLIMIT 9\n"),
        ("SELECT * {} ORDER BY ?limit", "SELECT * {} ORDER BY ?limit\nLIMIT 9\n"),
        ("ASK {}", "ASK {}"),
        ("DESCRIBE <a:a>", "DESCRIBE <a:a>\nLIMIT 9\n"),
        ("CONSTRUCT {?s ?p 5} {?s ?p ?o}", "CONSTRUCT {?s ?p 5} {?s ?p ?o}\nLIMIT 9\n"),
        ("nonsense", "nonsense"),
    ],
)
def test_capped(sparql: str, expected: str) -> None:
    assert capped(sparql, 9) == expected
    if sparql != "nonsense":
        ox.Store().query(expected)


class TestExport:
    def test_the_same_bytes_in_any_order(self, tmp_path: Path) -> None:
        forward, backward = Store.memory(), Store.create(tmp_path / "s")
        fill_store(forward, [liuzhou(), harbin()], Iris())
        fill_store(backward, [harbin(), liuzhou()], Iris())
        for write, name in ((write_graph, "a.trig"), (write_nquads, "a.nq")):
            write(forward, tmp_path / name)
            first = (tmp_path / name).read_bytes()
            write(backward, tmp_path / name)
            assert (tmp_path / name).read_bytes() == first

    def test_blank_nodes_have_the_same_names_each_time(self, tmp_path: Path) -> None:
        lines = "_:a <x:p> _:b <x:g> .\n_:a <x:q> <x:o> <x:g> .\n_:a <x:q> <x:r> <x:h> .\n"
        for name in "ab":
            store = Store.memory()
            store.inner.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
            write_nquads(store, tmp_path / name)
        written = (tmp_path / "a").read_text(encoding="utf-8")
        assert (tmp_path / "b").read_text(encoding="utf-8") == written
        data = ox.Dataset(ox.parse(written, format=ox.RdfFormat.N_QUADS))
        expected = ox.Dataset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        for one in (data, expected):
            one.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert data == expected

    def test_reads_back_whole(self, store: Store, tmp_path: Path) -> None:
        write_graph(store, tmp_path / "a.trig")
        again = ox.Store()
        again.load(path=tmp_path / "a.trig", format=ox.RdfFormat.TRIG)
        data = ox.Dataset(store.inner), ox.Dataset(again)
        for one in data:
            one.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert set(data[0]) == set(data[1])

    def test_one_graph(self, store: Store, tmp_path: Path) -> None:
        write_turtle(store, tmp_path / "a.ttl", Iris().graph("themes"))
        assert "kg:Theme" in (tmp_path / "a.ttl").read_text(encoding="utf-8")
        with pytest.raises(StoreError, match="no such graph"):
            write_turtle(store, tmp_path / "b.ttl", "https://example.org/none")

    def test_nowhere_to_write(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="cannot be written"):
            write_graph(store, tmp_path / "none" / "a.trig")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_holds_the_whole_graph(store: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"graph{ending}"
    write_graph(store, path)
    named = FORMATS[ending].supports_datasets
    kept = (quad if named else ox.Quad(*quad.triple) for quad in store.inner)
    expected, found = ox.Dataset(kept), ox.Dataset(ox.parse(path=str(path)))
    for dataset in (expected, found):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert found == expected


def test_json_ld_is_what_another_library_reads(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonld"
    write_graph(store, path)
    read = rdflib.Dataset()
    read.parse(path, format="json-ld")
    assert len({(s, p, o, g) for s, p, o, g in read.quads() if g}) == len(store)
