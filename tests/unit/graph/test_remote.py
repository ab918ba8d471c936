"""Other SPARQL servers behind the same methods: real ones on loopback, and feigned trouble."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

pytest.importorskip("httpx", reason="the extra remote is not installed")

import servers
from graph_samples import liuzhou

from kg.errors import QueryError, StoreError
from kg.graph.dataset import usual
from kg.graph.export import write_nquads
from kg.graph.iri import Iris
from kg.graph.names import find
from kg.graph.push import push
from kg.graph.questions import Question, ask, fill, questions
from kg.graph.rdf import quads
from kg.graph.remote import RemoteStore
from kg.graph.store import Store
from kg.network.rows import rows as network_rows

GRAPH = "https://example.org/g"
NAMES = [one.name for one in questions()]


@pytest.fixture(scope="module")
def oxigraph(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    if not servers.oxigraph_program():
        pytest.skip("the server of the wheel oxigraph is not installed")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        remote = RemoteStore(address)
        push(store, remote)
        yield remote


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Virtuoso]:
    if not servers.virtuoso_program():
        pytest.skip("Debian's virtuoso-opensource-7 and virtuoso-opensource-7-bin are missing")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(scope="module")
def virtuoso(store: Store, virtuoso_server: servers.Virtuoso) -> RemoteStore:
    remote = RemoteStore(virtuoso_server.address, user="dba", password=servers.PASSWORD)
    push(store, remote)
    return remote


@pytest.fixture(params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest) -> RemoteStore:
    found: RemoteStore = request.getfixturevalue(request.param)
    return found


def asked(store: Store, one: Question) -> str:
    values = {p.name: usual(store, p) for p in one.parameters if p.required}
    return fill(one, {name: value for name, value in values.items() if value is not None})


def rows(store: Store | RemoteStore, sparql: str) -> list[list[tuple[str, str]]]:
    return sorted(sorted((k, str(v)) for k, v in row.items()) for row in store.rows(sparql))


class TestServers:
    @pytest.mark.parametrize("one", questions(), ids=NAMES)
    def test_same_answers(self, store: Store, remote: RemoteStore, one: Question) -> None:
        sparql = asked(store, one)
        assert rows(remote, sparql) == rows(store, sparql)

    def test_questions_by_name(self, store: Store, remote: RemoteStore) -> None:
        node = find(remote, "body", "柳州市商务局")
        assert node == find(store, "body", "柳州市商务局")
        answer = ask(remote, "works-with", {"body": "柳州市商务局"})
        assert len(list(answer)) == 2

    def test_all_kinds_of_query(self, remote: RemoteStore) -> None:
        assert bool(remote.query("ASK { ?t a kg:Task }")) is True
        assert bool(remote.query("ASK { ?t a kg:Nothing }")) is False
        triples = list(remote.query("CONSTRUCT { ?t a kg:Task } WHERE { ?t a kg:Task }"))
        assert len(triples) == 7

    def test_networks_are_the_same(self, store: Store, remote: RemoteStore) -> None:
        found = network_rows(remote)
        assert found == network_rows(store)
        assert len(found) > 10

    def test_graphs_come_and_go(self, remote: RemoteStore) -> None:
        words = ox.Literal("五\"\\\n'", language="zh")
        node = ox.NamedNode("https://example.org/中文")
        made = [ox.Quad(node, node, words, ox.NamedNode(GRAPH))]
        remote.replace(GRAPH, made)
        remote.load(made)
        assert GRAPH in remote.graphs()
        found = list(remote.rows(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"))
        assert found == [{"o": words}]
        remote.replace(GRAPH, [])
        remote.remove(GRAPH)
        assert GRAPH not in remote.graphs()

    def test_broken_query(self, remote: RemoteStore) -> None:
        with pytest.raises(QueryError, match="broken"):
            remote.query("SELECT ?x { ?x ?p }")

    def test_rows_need_select(self, remote: RemoteStore) -> None:
        with pytest.raises(QueryError, match="SELECT"):
            list(remote.rows("ASK {}"))


class TestVirtuoso:
    def test_wrong_password(self, virtuoso_server: servers.Virtuoso) -> None:
        remote = RemoteStore(virtuoso_server.address, user="dba", password="wrong")
        with pytest.raises(StoreError, match="401") as caught:
            remote.replace(GRAPH, quads(liuzhou(), Iris()))
        assert "wrong" not in str(caught.value)

    def test_its_own_loader_takes_the_export(
        self, store: Store, virtuoso_server: servers.Virtuoso
    ) -> None:
        base = Iris("https://example.org/loaded/")
        loaded = Store.memory()
        loaded.load(quads(liuzhou(), base))
        folder = virtuoso_server.folder
        write_nquads(loaded, folder / "graph.nq")
        commands = f"ld_dir('{folder}', '*.nq', 'urn:rest'); rdf_loader_run(); checkpoint;"
        output = virtuoso_server.isql(commands)
        assert "Error" not in output
        graph = f"GRAPH <{base.document(liuzhou().document)}>"
        query = f"SELECT (COUNT(*) AS ?n) {{ {graph} {{ ?s ?p ?o }} }}"
        remote = RemoteStore(virtuoso_server.address)
        assert next(iter(remote.rows(query)))["n"].value == str(len(loaded))


class _Feigned(BaseHTTPRequestHandler):
    replies: list[tuple[int, dict[str, str], bytes]]
    seen: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.seen.append(self.headers.get("authorization", ""))
        code, headers, body = self.replies.pop(0) if self.replies else (500, {}, b"")
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        self.do_POST()

    def log_message(self, *parts: object) -> None:
        pass


YES = (
    200,
    {"content-type": "application/sparql-results+json"},
    json.dumps({"head": {}, "boolean": True}).encode(),
)
Feign = Callable[..., tuple[RemoteStore, list[str]]]


@pytest.fixture
def feign() -> Iterator[Feign]:
    made: list[HTTPServer] = []

    def start(*replies: tuple[int, dict[str, str], bytes], **more: str) -> object:
        handler = type("Handler", (_Feigned,), {"replies": list(replies), "seen": []})
        server = HTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.append(server)
        address = f"http://127.0.0.1:{server.server_port}"
        return RemoteStore(address, sleep=lambda _: None, **more), handler.seen  # type: ignore[arg-type]

    yield start  # type: ignore[misc]
    for server in made:
        server.shutdown()
        server.server_close()


class TestTrouble:
    def test_away(self) -> None:
        waits: list[float] = []
        port = servers.free_port()
        remote = RemoteStore(f"http://u:secret@127.0.0.1:{port}", sleep=waits.append)
        with pytest.raises(StoreError, match="does not answer") as caught:
            remote.query("ASK {}")
        assert waits == [0.5, 1.0, 2.0]
        assert "secret" not in str(caught.value) + repr(remote)

    @pytest.mark.parametrize("address", ["", "server", "file:///etc/passwd", "http://", "ftp://a"])
    def test_no_address(self, address: str) -> None:
        with pytest.raises(StoreError, match="no address"):
            RemoteStore(address)

    def test_busy_is_tried_again(self, feign: Feign) -> None:
        remote, seen = feign((503, {}, b""), (502, {}, b""), YES, YES)
        assert bool(remote.query("ASK {}")) is True
        assert len(seen) == 4

    def test_basic_challenge(self, feign: Feign) -> None:
        challenge = (401, {"www-authenticate": 'Basic realm="x"'}, b"")
        remote, seen = feign(challenge, YES, challenge, YES, user="me", password="pw")
        assert bool(remote.query("ASK {}")) is True
        assert [one.partition(" ")[0] for one in seen] == ["", "Basic", "", "Basic"]

    def test_token(self, feign: Feign) -> None:
        remote, seen = feign(YES, YES, token="hush")
        assert bool(remote.query("ASK {}")) is True
        assert set(seen) == {"Bearer hush"}
        assert "hush" not in repr(remote)

    def test_a_server_that_takes_too_long_is_not_asked_again(self) -> None:
        waits: list[float] = []
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"http://127.0.0.1:{silent.getsockname()[1]}"
            remote = RemoteStore(address, timeout=0.2, sleep=waits.append)
            with remote, pytest.raises(StoreError, match=r"not answered within 0\.2 seconds"):
                remote.query("ASK {}")
        assert waits == []

    def test_what_servers_call_broken_is_told_in_our_words(self, feign: Feign) -> None:
        remote, _ = feign(YES, (400, {}, b"syntax error"), (400, {}, b"syntax error"))
        with pytest.raises(QueryError, match=r"line 1, column 11: .*\{ is not closed"):
            remote.query("SELECT ?x {")
        with pytest.raises(QueryError, match="calls the query broken: syntax error"):
            remote.query("SELECT ?x { ?x ?p ?o }")

    def test_not_let_in(self, feign: Feign) -> None:
        remote, _ = feign((401, {}, b"who are you"))
        with pytest.raises(StoreError, match="user and password"):
            remote.query("ASK {}")

    def test_no_sparql_here(self, feign: Feign) -> None:
        page = (200, {"content-type": "text/html"}, b"<p>hello")
        remote, _ = feign(page, page, page)
        with pytest.raises(StoreError, match="nothing here answers SPARQL"):
            remote.query("ASK {}")

    def test_answer_cut_short(self, feign: Feign) -> None:
        cut = (200, {**YES[1], "x-sparql-maxrows": "10000"}, YES[2])
        remote, _ = feign(YES, cut)
        with pytest.raises(StoreError, match="10000 rows"):
            remote.query("ASK {}")

    def test_no_graph_store(self, feign: Feign) -> None:
        gone = (404, {}, b"")
        remote, _ = feign(YES, gone, gone)
        with pytest.raises(StoreError, match="Graph Store Protocol"):
            remote.replace(GRAPH, quads(liuzhou(), Iris()))

    def test_service_is_refused_before_it_is_sent(self) -> None:
        with pytest.raises(QueryError, match="SERVICE"):
            RemoteStore("http://127.0.0.1:9").query("ASK { SERVICE <http://a/> {} }")
