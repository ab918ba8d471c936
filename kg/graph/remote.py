"""The graph in any SPARQL 1.1 server, behind the same methods as the embedded store.

Queries go by the SPARQL protocol, statements by the Graph Store Protocol. A server with a loader
of its own can take the file of ``kg export`` instead.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.guard import check, form
from kg.graph.store import Store
from kg.graph.terms import PREFIXES

__all__ = ["RemoteStore", "Row", "push"]

Row = dict[str, ox.Literal | ox.NamedNode]

# Where servers answer queries below their address, and where they then take graphs.
_QUERY_PATHS = ("", "/query", "/sparql")
_GRAPH_PATHS = {
    "/query": ("/store", "/data"),
    "/sparql": ("/sparql-graph-crud-auth", "/rdf-graph-store", "/data", "/sparql"),
}
_RESULTS = "application/sparql-results+xml, application/sparql-results+json;q=0.9"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_PARCEL = 20_000  # statements in one request
_AGAIN = frozenset((429, 502, 503, 504))
_MISSING = frozenset((404, 405, 501))
_PAUSE = 0.5  # seconds before the first retry; doubled each time
_SHOWN = 300  # characters of a server's message


class _Credentials(httpx.Auth):
    """Answers whichever challenge the server poses, Basic or Digest."""

    def __init__(self, user: str, password: str) -> None:
        self.basic = httpx.BasicAuth(user, password)
        self.digest = httpx.DigestAuth(user, password)

    def auth_flow(self, request: httpx.Request) -> Any:
        response = yield request
        if response.status_code == 401:
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            yield from (self.digest if digest else self.basic).auth_flow(request)


@dataclass(slots=True)
class RemoteStore:
    """A SPARQL server.

    Attributes:
        address: Its address: the endpoint for queries, or the server above it.
        graphs_address: Where it takes graphs; found by itself for the usual servers.
        user: Name for servers that ask for one.
        password: The password; never shown.
        retries: Tries after the first.
        timeout: Seconds to wait for an answer.

    Example:
        ``RemoteStore("http://127.0.0.1:7878").query("ASK { ?s ?p ?o }")``
    """

    address: str
    graphs_address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    retries: int = 3
    timeout: float = 120.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    _query_address: str = ""
    _client: httpx.Client | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            url = httpx.URL(self.address)
        except httpx.InvalidURL as error:
            raise StoreError("this is no address of a server", place=self.address) from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise StoreError(
                "this is no address of a server",
                place=self.address,
                remedy="Write it as http://host:port",
            )
        self.user, self.password = self.user or url.username, self.password or url.password
        self.address = str(url.copy_with(username=None, password=None)).rstrip("/")

    @property
    def client(self) -> httpx.Client:
        """Return the connection, opened when first needed."""
        if self._client is None:
            auth = _Credentials(self.user, self.password) if self.user else None
            self._client = httpx.Client(auth=auth, timeout=self.timeout, trust_env=False)
        return self._client

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query over the union of the graphs.

        Raises:
            QueryError: If the query is broken or not allowed.
            StoreError: If the server is away, refuses, or cuts the answer short.
        """
        check(sparql)
        graph = form(sparql) in {"CONSTRUCT", "DESCRIBE"}
        response = self._ask(self._endpoint(), sparql, _TRIPLES if graph else _RESULTS)
        return _graph(response, self.address) if graph else _results(response, self.address)

    def rows(self, sparql: str) -> Iterator[Row]:
        """Yield the rows of a SELECT as dictionaries.

        Raises:
            QueryError: If the query is broken, not allowed or no SELECT.
            StoreError: If the server is away, refuses, or cuts the answer short.
        """
        answer = self.query(sparql)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("rows come from SELECT only", remedy="Write it as a SELECT")
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            yield {name: value for name in names if (value := solution[name]) is not None}

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to their graphs; those of one graph should follow each other.

        Raises:
            StoreError: If the server is away or refuses.
        """
        for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
            source = (quad.triple for quad in members)
            while parcel := list(islice(source, _PARCEL)):
                self._write("POST", graph, parcel)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Replace one graph by new statements and touch nothing else.

        Raises:
            StoreError: If the server is away or refuses.
        """
        source = (quad.triple for quad in quads)
        method = "PUT"
        while parcel := list(islice(source, _PARCEL)):
            self._write(method, ox.NamedNode(graph), parcel)
            method = "POST"
        if method == "PUT":
            self.remove(graph)

    def remove(self, graph: str) -> None:
        """Remove one graph; one that is not there is no error."""
        self._write("DELETE", ox.NamedNode(graph), [])

    def graphs(self) -> list[str]:
        """Return the names of all graphs, sorted."""
        rows = self.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows)

    def _endpoint(self) -> str:
        """Find where queries are answered."""
        if not self._query_address:
            problems = []
            for path in _QUERY_PATHS:
                try:
                    answer = _results(self._ask(self.address + path, "ASK {}", _RESULTS), path)
                except (QueryError, StoreError) as error:
                    if isinstance(error.__cause__, httpx.TransportError) or "401" in error.problem:
                        raise
                    problems.append(error)
                else:
                    if isinstance(answer, ox.QueryBoolean):
                        self._query_address = self.address + path
                        break
            else:
                raise StoreError(
                    "nothing here answers SPARQL",
                    place=self.address,
                    remedy="Give the address of the SPARQL endpoint itself",
                ) from (problems[-1] if problems else None)
        return self._query_address

    def _ask(self, address: str, sparql: str, accept: str) -> httpx.Response:
        prologue = " ".join(f"PREFIX {short}: <{name}>" for short, name in PREFIXES.items())
        # Some servers leave the default graph empty unless told otherwise; others ignore this.
        data = {"query": f"{prologue} {sparql}", "union-default-graph": "true"}
        response = self._send("POST", address, data=data, headers={"accept": accept})
        if response.status_code == 400:
            raise QueryError(
                f"the server calls the query broken: {_message(response)}",
                place=address,
                remedy="Mend it, or see whether the server knows SPARQL 1.1",
            )
        return _good(response, address)

    def _write(self, method: str, graph: object, triples: list[ox.Triple]) -> None:
        """Send statements to a graph; find where, the first time."""
        content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        headers = {"content-type": "text/turtle"} if triples else {}
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        tried = [self.graphs_address] if self.graphs_address else self._graph_addresses()
        for address in tried:
            params = {"graph": name} if name else {"default": ""}
            response = self._send(method, address, params=params, content=content, headers=headers)
            missing = method == "DELETE" and response.status_code == 404 and self.graphs_address
            if response.status_code not in _MISSING or missing:
                if not missing:
                    _good(response, address)
                self.graphs_address = self.graphs_address or address
                return
        if method != "DELETE":
            raise StoreError(
                "nothing here takes graphs by the Graph Store Protocol",
                place=self.address,
                remedy="Give its address, or load the file of kg export by the server's own loader",
            )

    def _graph_addresses(self) -> list[str]:
        endpoint = self._endpoint()
        for ending, paths in _GRAPH_PATHS.items():
            if endpoint.endswith(ending):
                return [endpoint.removesuffix(ending) + path for path in paths]
        return [endpoint]

    def _send(self, method: str, address: str, **parts: Any) -> httpx.Response:
        """Send a request, again where the server is busy or away for a moment."""
        pause = _PAUSE
        for left in range(self.retries, -1, -1):
            try:
                response = self.client.request(method, address, **parts)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if not left or isinstance(error, httpx.UnsupportedProtocol):
                    raise StoreError(
                        f"the server does not answer: {error or type(error).__name__}",
                        place=address,
                        remedy="See whether it runs and the address is right",
                    ) from error
            else:
                if response.status_code not in _AGAIN or not left:
                    return response
            self.sleep(pause)
            pause *= 2
        raise AssertionError("the last try returns or raises")


def push(store: Store, remote: RemoteStore, graphs: Iterable[str] | None = None) -> int:
    """Copy graphs of the embedded store to a server, each in place of what it was there.

    Args:
        store: Where from.
        remote: Where to.
        graphs: Names of the graphs; all where ``None``.

    Returns:
        Number of graphs.

    Raises:
        StoreError: If the server is away or refuses.
    """
    names = store.graphs() if graphs is None else sorted(graphs)
    for graph in names:
        remote.replace(graph, store.inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return len(names)


def _message(response: httpx.Response) -> str:
    lines = " ".join(response.text.split())
    return lines[:_SHOWN] or response.reason_phrase


def _good(response: httpx.Response, address: str) -> httpx.Response:
    if response.is_success:
        return response
    remedies = {
        401: "Give a user and password that the server knows",
        403: "Give a user that may do this",
    }
    raise StoreError(
        f"the server refuses with {response.status_code}: {_message(response)}",
        place=address,
        remedy=remedies.get(response.status_code, "See the server's log"),
    )


def _whole(response: httpx.Response, address: str) -> None:
    cut = response.headers.get("x-sparql-maxrows")
    if cut:
        raise StoreError(
            f"the server cut the answer after {cut} rows",
            place=address,
            remedy="Ask for less by LIMIT, or raise the server's limit (ResultSetMaxRows)",
        )


def _results(response: httpx.Response, address: str) -> ox.QuerySolutions | ox.QueryBoolean:
    _whole(response, address)
    media = response.headers.get("content-type", "").partition(";")[0].strip()
    found = ox.QueryResultsFormat.from_media_type(media)
    try:
        if found is None:
            raise ValueError(media or "no media type")
        return _boolean(ox.parse_query_results(response.content, format=found))
    except (SyntaxError, ValueError) as error:
        raise StoreError(
            f"the answer is no SPARQL result: {error}",
            place=address,
            remedy="Give the address of the SPARQL endpoint itself",
        ) from error


def _boolean(
    answer: ox.QuerySolutions | ox.QueryBoolean,
) -> ox.QuerySolutions | ox.QueryBoolean:
    """Mend the answers to ASK of Virtuoso 7, which come as a row with a number."""
    if isinstance(answer, ox.QuerySolutions):
        names = [variable.value for variable in answer.variables]
        if names == ["__ASK_RETVAL"]:
            values = [row[0] for row in answer]
            truth = any(isinstance(one, ox.Literal) and one.value == "1" for one in values)
            words = json.dumps({"head": {}, "boolean": truth})
            return ox.parse_query_results(words, format=ox.QueryResultsFormat.JSON)
    return answer


def _graph(response: httpx.Response, address: str) -> Any:
    media = response.headers.get("content-type", "").partition(";")[0].strip()
    found = ox.RdfFormat.from_media_type(media)
    try:
        if found is None:
            raise ValueError(media or "no media type")
        quads = ox.parse(response.content, format=found)
        return iter([quad.triple for quad in quads])
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the answer is no RDF: {error}", place=address) from error
