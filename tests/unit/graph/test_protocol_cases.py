"""SPARQL 1.1 Protocol, section 2.1 and its dataset rules, as a table of requests.

The cases follow what the W3C protocol tests ask of an endpoint that only answers queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

pytest.importorskip("starlette", reason="the extra serve is not installed")
pytest.importorskip("httpx", reason="the test client needs httpx")

from starlette.testclient import TestClient

from kg.graph.protocol import GRAPHS, RESULTS
from kg.graph.store import Store
from kg.serve import create_app

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ONE, TWO, THREE, NONE = (f"http://example.org/{name}" for name in ("1", "2", "3", "none"))
SUBJECTS = "SELECT ?s { ?s <http://example.org/p> ?o } ORDER BY ?s"
NAMED = "SELECT ?s { GRAPH ?g { ?s <http://example.org/p> ?o } } ORDER BY ?s"
ASK = "ASK {}"
Pairs = list[tuple[str, str]]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Three graphs; each says one thing of itself."""
    folder: Path = tmp_path_factory.mktemp("protocol")
    predicate = ox.NamedNode("http://example.org/p")
    with Store.create(folder / "store") as store:
        for name in (ONE, TWO, THREE):
            node = ox.NamedNode(name)
            store.add([ox.Quad(node, predicate, ox.Literal(name), node)])
    with TestClient(create_app(folder), base_url="http://127.0.0.1") as made:
        yield made


def send(client: TestClient, how: str, query: str, dataset: Pairs, accept: str = "*/*") -> Any:
    """Send a query by one of the three ways of the protocol."""
    headers = {"accept": accept}
    if how == "get":
        return client.get("/sparql", params=[("query", query), *dataset], headers=headers)
    if how == "form":
        body = urlencode([("query", query), *dataset])
        headers["content-type"] = FORM
        return client.post("/sparql", content=body, headers=headers)
    headers["content-type"] = DIRECT
    return client.post("/sparql", params=dataset, content=query, headers=headers)


@dataclass(frozen=True, slots=True)
class Case:
    """What a query sees of the graphs, by the dataset that comes with it."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def dataset(self) -> Pairs:
        default = [("default-graph-uri", one) for one in self.default]
        return [*default, *(("named-graph-uri", one) for one in self.named)]


DATASETS = {
    "none: the union of all": Case(SUBJECTS, seen=(ONE, TWO, THREE)),
    "none: all are named": Case(NAMED, seen=(ONE, TWO, THREE)),
    "a default graph": Case(SUBJECTS, (TWO,), seen=(TWO,)),
    "default graphs are merged": Case(SUBJECTS, (ONE, THREE), seen=(ONE, THREE)),
    "a default graph alone names none": Case(NAMED, (ONE,)),
    "a named graph": Case(NAMED, (), (TWO,), seen=(TWO,)),
    "named graphs": Case(NAMED, (), (ONE, TWO), seen=(ONE, TWO)),
    "named graphs alone leave the default empty": Case(SUBJECTS, (), (ONE, TWO)),
    "both, default asked": Case(SUBJECTS, (ONE,), (TWO, THREE), seen=(ONE,)),
    "both, named asked": Case(NAMED, (ONE,), (TWO, THREE), seen=(TWO, THREE)),
    "a graph that is not there": Case(SUBJECTS, (NONE,)),
    "the request goes before FROM": Case(
        SUBJECTS.replace("{", f"FROM <{THREE}> {{", 1), (ONE,), seen=(ONE,)
    ),
    "the request goes before FROM NAMED": Case(
        NAMED.replace("{", f"FROM NAMED <{THREE}> {{", 1), (), (ONE,), seen=(ONE,)
    ),
    "FROM where the request says nothing": Case(
        SUBJECTS.replace("{", f"FROM <{ONE}> FROM <{TWO}> {{", 1), seen=(ONE, TWO)
    ),
    "FROM NAMED where the request says nothing": Case(
        NAMED.replace("{", f"FROM NAMED <{TWO}> {{", 1), seen=(TWO,)
    ),
}


@pytest.mark.parametrize("how", ["get", "form", "direct"])
@pytest.mark.parametrize("case", DATASETS.values(), ids=DATASETS)
def test_dataset(client: TestClient, case: Case, how: str) -> None:
    answer = send(client, how, case.query, case.dataset)
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    assert tuple(row["s"]["value"] for row in rows) == case.seen


FORMS = {
    "SELECT": (SUBJECTS, RESULTS),
    "ASK": (ASK, RESULTS),
    "CONSTRUCT": ("CONSTRUCT WHERE { ?s ?p ?o }", GRAPHS),
    "DESCRIBE": (f"DESCRIBE <{ONE}>", GRAPHS),
}


@pytest.mark.parametrize("how", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("form", "media"), [(form, m) for form, (_, all_) in FORMS.items() for m in all_.values()]
)
def test_content_type(client: TestClient, form: str, media: str, how: str) -> None:
    answer = send(client, how, FORMS[form][0], [], media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.headers["vary"].lower().find("accept") >= 0


# What is sent: method, address part, content type, body; and how it is refused.
REFUSED = {
    "no query": ("GET", "other=1", "", "", 400),
    "an empty query": ("GET", "query=", "", "", 400),
    "two queries": ("GET", "query=ASK%7B%7D&query=ASK%7B%7D", "", "", 400),
    "two queries in a form": ("POST", "", FORM, "query=ASK%7B%7D&query=ASK%7B%7D", 400),
    "one in the address, one sent": ("POST", "query=ASK%7B%7D", DIRECT, ASK, 400),
    "a form without query": ("POST", "", FORM, "other=1", 400),
    "no SPARQL, GET": ("GET", "query=ASK%20%7B%20%3Fx", "", "", 400),
    "no SPARQL, form": ("POST", "", FORM, "query=nonsense", 400),
    "no SPARQL, direct": ("POST", "", DIRECT, "SELECT * WHERE", 400),
    "a graph that is no IRI": ("GET", "query=ASK%7B%7D&default-graph-uri=x", "", "", 400),
    "a named graph that is no IRI": ("POST", "named-graph-uri=a%20b", DIRECT, ASK, 400),
    "not UTF-8": ("POST", "", DIRECT, b"ASK { ?s ?p '\xfe' }", 400),
    "another character set": ("POST", "", f"{DIRECT}; charset=utf-16", ASK.encode("utf-16"), 400),
    "plain text": ("POST", "", "text/plain", ASK, 415),
    "JSON": ("POST", "", "application/json", '{"query": "ASK {}"}', 415),
    "no media type": ("POST", "", "", ASK, 415),
    "a form in parts": ("POST", "", "multipart/form-data; boundary=x", "--x--", 415),
    "an update by GET": ("GET", "update=CLEAR%20ALL", "", "", 403),
    "an update in a form": ("POST", "", FORM, "update=CLEAR%20ALL", 403),
    "an update sent": ("POST", "", "application/sparql-update", "CLEAR ALL", 403),
    "an update as a query": ("POST", "", DIRECT, "INSERT DATA { <a:a> <a:a> 1 }", 400),
    "an update as a query, GET": ("GET", "query=DROP%20ALL", "", "", 400),
    "an update beside a query": ("POST", "", FORM, "query=ASK%7B%7D&update=CLEAR%20ALL", 403),
    "PUT": ("PUT", "query=ASK%7B%7D", DIRECT, ASK, 405),
    "DELETE": ("DELETE", "query=ASK%7B%7D", "", "", 405),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refused(client: TestClient, case: tuple[str, str, str, str | bytes, int]) -> None:
    method, address, media, body, status = case
    headers = {"content-type": media} if media else {}
    answer = client.request(method, f"/sparql?{address}", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.text.strip()
    count = send(client, "get", SUBJECTS, [])
    assert len(count.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/sparql-results+x"])
def test_what_nobody_can_give(client: TestClient, accept: str) -> None:
    assert send(client, "get", ASK, [], accept).status_code == 406


def test_the_description_tells_what_the_service_is(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"accept": "application/n-triples"})
    about = set(ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES))
    space = "http://www.w3.org/ns/sparql-service-description#"
    told = {quad.predicate.value.removeprefix(space) for quad in about}
    assert {"endpoint", "supportedLanguage", "resultFormat", "feature"} <= told
