"""The endpoint: SPARQL 1.1 Protocol for reading, limits, and nothing beyond the folder."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

pytest.importorskip("starlette", reason="the extra serve is not installed")
pytest.importorskip("httpx", reason="the test client needs httpx")

from starlette.testclient import TestClient

from kg.errors import NoBuildError
from kg.graph.limits import Limits
from kg.graph.protocol import GRAPHS, RESULTS
from kg.publish.endpoint import ASSETS, has_editor
from kg.serve import create_app

SELECT = "SELECT ?t WHERE { ?t a kg:Task } ORDER BY ?t LIMIT 2"
QUERIES = {
    "select": SELECT,
    "ask": "ASK { ?t a kg:Task }",
    "construct": "CONSTRUCT { ?t a kg:Task } WHERE { ?t a kg:Task }",
    "describe": "DESCRIBE kg:lead",
}
# Pairs over pairs over pairs: no machine finishes this.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder), base_url="http://127.0.0.1") as made:
        yield made


class TestProtocol:
    """What the W3C suite asks of a query endpoint."""

    @pytest.mark.parametrize("kind", QUERIES)
    def test_query_get(self, client: TestClient, kind: str) -> None:
        answer = client.get("/sparql", params={"query": QUERIES[kind]})
        assert answer.status_code == 200
        expected = RESULTS["json"] if kind in {"select", "ask"} else GRAPHS["ttl"]
        assert answer.headers["content-type"].startswith(expected)

    def test_query_post_form(self, client: TestClient) -> None:
        answer = client.post("/sparql", data={"query": SELECT})
        assert len(answer.json()["results"]["bindings"]) == 2

    def test_query_post_direct(self, client: TestClient) -> None:
        headers = {"content-type": "application/sparql-query; charset=utf-8"}
        answer = client.post("/sparql", content=QUERIES["ask"], headers=headers)
        assert answer.json()["boolean"] is True

    @pytest.mark.parametrize(("short", "media"), RESULTS.items())
    def test_result_formats(self, client: TestClient, short: str, media: str) -> None:
        for asked in ({"headers": {"accept": media}}, {"params": {"format": short}}):
            params = {"query": SELECT, **asked.get("params", {})}
            answer = client.get("/sparql", params=params, headers=asked.get("headers"))
            assert answer.headers["content-type"].startswith(media)
            form = ox.QueryResultsFormat.from_media_type(media)
            if short != "csv":  # which nobody can read back: its terms have no kind
                parsed = ox.parse_query_results(answer.content, format=form)
                assert len(list(parsed)) == 2

    @pytest.mark.parametrize("media", GRAPHS.values())
    def test_graph_formats(self, client: TestClient, media: str) -> None:
        headers = {"accept": f"{media}, */*;q=0.1"}
        answer = client.get("/sparql", params={"query": QUERIES["construct"]}, headers=headers)
        assert answer.headers["content-type"].startswith(media)
        form = ox.RdfFormat.from_media_type(media)
        assert len(list(ox.parse(answer.content, format=form))) == 7

    def test_dataset_of_the_protocol(self, client: TestClient) -> None:
        graphs = client.get(
            "/sparql", params={"query": "SELECT ?g { GRAPH ?g { ?d a kg:Document } }"}
        ).json()["results"]["bindings"]
        name = graphs[0]["g"]["value"]
        count = "SELECT (COUNT(?t) AS ?n) { ?t a kg:Task }"
        part = client.get("/sparql", params={"query": count, "default-graph-uri": name})
        whole = client.post("/sparql", data={"query": count})
        named = client.get(
            "/sparql",
            params={
                "query": "SELECT (COUNT(?t) AS ?n) { GRAPH ?g { ?t a kg:Task } }",
                "named-graph-uri": name,
            },
        )
        numbers = [
            int(one.json()["results"]["bindings"][0]["n"]["value"]) for one in (part, whole, named)
        ]
        assert numbers[0] == numbers[2]
        assert numbers[0] < numbers[1] == 7

    def test_from_in_the_query_counts(self, client: TestClient) -> None:
        query = "ASK FROM <https://example.org/none> { ?t a kg:Task }"
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is False

    @pytest.mark.parametrize(
        ("send", "status"),
        [
            ({"params": [("query", SELECT), ("query", SELECT)]}, 400),
            ({"params": {"query": "SELECT nonsense"}}, 400),
            ({"params": {"query": ""}}, 400),
            ({"params": {"other": "x"}}, 400),
            ({"params": {"query": SELECT, "default-graph-uri": "no iri"}}, 400),
            ({"params": {"query": SELECT}, "headers": {"accept": "image/png"}}, 406),
            ({"params": {"update": "CLEAR ALL"}}, 403),
        ],
    )
    def test_bad_get(self, client: TestClient, send: dict[str, object], status: int) -> None:
        assert client.get("/sparql", **send).status_code == status  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("media", "content", "status"),
        [
            ("text/plain", SELECT, 415),
            ("", SELECT, 415),
            ("application/sparql-query", b"SELECT * { ?s ?p '\xff' }", 400),
            ("application/sparql-query; charset=UTF-16", SELECT.encode("utf-16"), 400),
            ("application/x-www-form-urlencoded", "other=1", 400),
            ("application/sparql-update", "CLEAR ALL", 403),
            ("application/x-www-form-urlencoded", "update=CLEAR+ALL", 403),
            ("application/sparql-query", "CLEAR ALL", 400),
            ("application/sparql-query", "LOAD <file:///etc/passwd>", 400),
            ("application/sparql-query", "x" * 1_000_001, 413),
        ],
    )
    def test_bad_post(
        self, client: TestClient, media: str, content: str | bytes, status: int
    ) -> None:
        answer = client.post("/sparql", content=content, headers={"content-type": media})
        assert answer.status_code == status

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_methods_are_refused(self, client: TestClient, method: str) -> None:
        answer = client.request(method, "/sparql", params={"query": SELECT})
        assert answer.status_code == 405

    def test_cors(self, client: TestClient) -> None:
        origin = {"origin": "https://example.org"}
        answer = client.get("/sparql", params={"query": SELECT}, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "*"
        ahead = {**origin, "access-control-request-method": "POST"}
        assert client.options("/sparql", headers=ahead).status_code == 200

    def test_broken_query_says_where(self, client: TestClient) -> None:
        answer = client.get("/sparql", params={"query": "SELECT ?x WHERE {\n ?x ?p }"})
        assert answer.status_code == 400
        assert "line 2, column 2" in answer.text

    def test_service_description(self, client: TestClient) -> None:
        answer = client.get("/sparql", headers={"accept": "text/turtle"})
        triples = list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))
        values = {str(quad.object) for quad in triples}
        sd = "http://www.w3.org/ns/sparql-service-description#"
        assert {f"<{sd}Service>", f"<{sd}SPARQL11Query>", "<http://127.0.0.1/sparql>"} <= values
        assert any("sparql-service" not in str(quad.predicate) for quad in triples)

    def test_the_editor_needs_no_other_server(self, client: TestClient) -> None:
        if not has_editor():
            pytest.skip("this checkout came without the editor")
        page = client.get("/sparql", headers={"accept": "text/html"})
        used = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
        assert [one for one in used if "://" in one] == []
        files = [one for one in used if one.startswith("query/")]
        assert len(files) == len(ASSETS) - 1  # the styles ask for the font
        assert {client.get(f"/{one}").status_code for one in files} == {200}
        assert client.get("/query/assets/map.js").status_code == 404
        assert client.get("/query/assets/..%2Fpages.py").status_code == 404

    def test_form_is_plain_html(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.serve.has_editor", lambda: False)
        answer = client.get("/sparql", headers={"accept": "text/html"})
        assert "<textarea" in answer.text
        assert "http://" not in answer.text.replace("http://127.0.0.1", "")
        assert "<script" not in answer.text


class TestRefusals:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o . serViCe ?s { ?a ?b ?c } }",
            "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * { # '\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #'\n }",
            "SELECT * { BIND('''a'b''' AS ?x) SERVICE<http://127.0.0.1:1/>{?s ?p ?o} }",
            "SELECT * { BIND(1<2 AS ?x)SERVICE?x{?s ?p ?o} FILTER(3>2) }",
            "PREFIX a: <http://a/> SELECT * { a:\\# ?p a:\\'. SERVICE <http://b/> { ?s ?p ?o } }",
        ],
    )
    def test_no_other_server_is_asked(self, client: TestClient, query: str) -> None:
        answer = client.get("/sparql", params={"query": query})
        assert answer.status_code == 400
        assert "SERVICE" in answer.text or "broken" in answer.text

    def test_a_word_is_no_order(self, client: TestClient) -> None:
        query = 'SELECT ("SERVICE <http://a/> {}" AS ?service) { } # SERVICE'
        assert client.get("/sparql", params={"query": query}).status_code == 200

    def test_from_reads_no_file(self, client: TestClient) -> None:
        query = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
        assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"] == []

    @pytest.mark.parametrize(
        "path",
        [
            "/../pyproject.toml",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "//etc/passwd",
            "/store/CURRENT",
            "/./store/CURRENT",
            "/store/../store/CURRENT",
            "/%73tore/CURRENT",
            "/STORE/CURRENT",
            "/.hidden",
            "/outside",
        ],
    )
    def test_no_path_leaves_the_folder(self, client: TestClient, folder: Path, path: str) -> None:
        link = folder / "outside"
        if not link.exists():
            link.symlink_to("/etc/hostname")
        assert client.get(path).status_code in {400, 404}

    def test_the_site_is_served(self, client: TestClient) -> None:
        assert client.get("/").text == "<h1>site</h1>"

    def test_no_build(self, tmp_path: Path) -> None:
        with pytest.raises(NoBuildError):
            create_app(tmp_path)


class TestLimits:
    def test_time(self, folder: Path) -> None:
        with TestClient(create_app(folder, Limits(seconds=1))) as client:
            begun = time.monotonic()
            answer = client.get("/sparql", params={"query": ENDLESS})
            assert answer.status_code == 504
            assert "longer than 1 seconds" in answer.text
            assert time.monotonic() - begun < 10
            assert client.get("/sparql", params={"query": SELECT}).status_code == 200

    def test_size(self, folder: Path) -> None:
        with TestClient(create_app(folder, Limits(size=1000))) as client:
            answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
            assert answer.status_code == 504
            assert "too large" in answer.text
            assert client.get("/sparql", params={"query": QUERIES["ask"]}).status_code == 200

    @pytest.mark.parametrize("tail", ["", "LIMIT 50", "VALUES ?s { kg:lead kg:support }", "# x"])
    def test_rows(self, folder: Path, tail: str) -> None:
        with TestClient(create_app(folder, Limits(rows=3))) as client:
            params = {"query": f"SELECT * {{ ?s ?p ?o }} {tail}"}
            answer = client.get("/sparql", params=params)
            assert answer.headers["x-result-limit"] == "3"
            assert len(answer.json()["results"]["bindings"]) == 3

    def test_parallel(self, folder: Path) -> None:
        import threading

        app = create_app(folder, Limits(seconds=3), parallel=1)
        with TestClient(app) as client:
            app.state.service.pool.patience = 0.2
            codes: list[int] = []

            def ask(query: str) -> None:
                codes.append(client.get("/sparql", params={"query": query}).status_code)

            threads = [threading.Thread(target=ask, args=(ENDLESS,)) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(codes) == [503, 504]
            ask(SELECT)
            assert codes[-1] == 200

    def test_memory(self, folder: Path) -> None:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d ?c"
        with TestClient(create_app(folder, Limits(seconds=60, memory=1 << 30))) as client:
            answer = client.get("/sparql", params={"query": query})
            assert answer.status_code == 504
            assert "memory" in answer.text
            assert client.get("/sparql", params={"query": SELECT}).status_code == 200

    def test_what_breaks_the_parser_breaks_its_worker_alone(self, folder: Path) -> None:
        with TestClient(create_app(folder)) as client:
            answer = client.post("/sparql", data={"query": f"ASK {{ FILTER({'!' * 80_000}1) }}"})
            assert answer.status_code in {400, 504}
            assert client.get("/sparql", params={"query": SELECT}).status_code == 200


class TestBeside:
    def test_the_index_is_made_when_it_is_missing(self, folder: Path, tmp_path: Path) -> None:
        import shutil

        shutil.copytree(folder / "store", tmp_path / "store")
        (tmp_path / "store" / "search.sqlite").unlink()
        with TestClient(create_app(tmp_path)) as client:
            assert len(client.get("/search", params={"q": "物流"}).json()) >= 3
        assert [one.name for one in tmp_path.glob("store/search*")] == ["search.sqlite"]

    def test_questions_are_listed(self, client: TestClient) -> None:
        listed = client.get("/questions").json()
        assert len(listed) >= 20
        assert {"name", "title", "title_en", "parameters", "sparql"} <= listed[0].keys()

    def test_a_question_is_answered(self, client: TestClient) -> None:
        answer = client.get("/questions/works-with", params={"body": "柳州市交通运输局"})
        partners = {row["partnerLabel"]["value"] for row in answer.json()["results"]["bindings"]}
        assert "柳州市商务局" in partners

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/questions/none", 400),
            ("/questions/works-with", 400),
            ("/questions/works-with?body=nobody", 400),
            ("/questions/works-with?nobody=x", 400),
            ("/questions/themes?limit=x", 400),
            ("/search", 400),
            ("/search?q=%22", 400),
            ("/search?q=a&limit=-1", 400),
            ("/complete?kind=file&q=a", 400),
        ],
    )
    def test_bad_questions(self, client: TestClient, path: str, status: int) -> None:
        assert client.get(path).status_code == status

    def test_search(self, client: TestClient) -> None:
        hits = client.get("/search", params={"q": "智慧物流 北部湾"}).json()
        assert len(hits) == 2
        start, end = hits[0]["marks"][0]
        assert hits[0]["text"][start:end] == "智慧物流"

    def test_complete(self, client: TestClient) -> None:
        found = client.get("/complete", params={"q": "商务", "kind": "body"}).json()
        assert [one["label"] for one in found[:2]] == ["柳州市商务局", "哈尔滨市商务局"]

    def test_real_client(self, folder: Path) -> None:
        wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
        import shutil
        import socket
        import subprocess
        import threading

        import uvicorn

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = uvicorn.Config(create_app(folder), port=port, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            for method in (wrapper.GET, wrapper.POST):
                client = wrapper.SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
                client.setMethod(method)
                client.setReturnFormat(wrapper.JSON)
                client.setQuery(SELECT)
                rows = client.queryAndConvert()["results"]["bindings"]
                assert len(rows) == 2
            if curl := shutil.which("curl"):
                address = f"http://127.0.0.1:{port}/sparql"
                asked = [curl, "-sf", "-H", "Accept: text/csv", address]
                done = subprocess.run(
                    [*asked, "--data-urlencode", f"query={SELECT}"], capture_output=True, check=True
                )
                assert done.stdout.decode().splitlines()[0] == "t"
        finally:
            server.should_exit = True
            thread.join(10)
