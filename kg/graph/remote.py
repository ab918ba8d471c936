"""The graph in any SPARQL 1.1 server, behind the same methods as the embedded store.

Queries go by the SPARQL protocol, statements by the Graph Store Protocol. A server with a loader
of its own can take the file of ``kg export`` instead.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from types import TracebackType
from typing import Any

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.diagnose import broken, fault
from kg.graph.guard import check, form
from kg.graph.responses import good, message, results, statements
from kg.graph.terms import PREFIXES

__all__ = ["RemoteStore", "Row"]

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
_CONNECT = 10.0  # seconds until a server that is there has let one in
_LOGIN = re.compile(r"(?<=//)[^/]*@")


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
        token: A bearer token, for servers that ask for one; never shown.
        retries: Tries after the first.
        timeout: Seconds to wait for an answer.
        software: What the server calls itself, once it has answered.

    Example:
        ``RemoteStore("http://127.0.0.1:7878").query("ASK { ?s ?p ?o }")``
    """

    address: str
    graphs_address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    retries: int = 3
    timeout: float = 120.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    software: str = ""
    _query_address: str = ""
    _client: httpx.Client | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            url = httpx.URL(self.address)
        except httpx.InvalidURL as error:
            raise self._no_address() from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise self._no_address()
        if url.username:
            self.user, self.password = url.username, url.password
        self.address = str(url.copy_with(username=None, password=None)).rstrip("/")

    def _no_address(self) -> StoreError:
        return StoreError(
            "this is no address of a server",
            place=_LOGIN.sub("", self.address),
            remedy="Write it as http://host:port",
        )

    @property
    def client(self) -> httpx.Client:
        """Return the connection, opened when first needed."""
        if self._client is None:
            auth = _Credentials(self.user, self.password) if self.user else None
            self._client = httpx.Client(
                auth=auth,
                headers={"authorization": f"Bearer {self.token}"} if self.token else {},
                timeout=httpx.Timeout(self.timeout, connect=min(_CONNECT, self.timeout)),
                trust_env=False,
            )
        return self._client

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query over the union of the graphs.

        Raises:
            QueryError: If the query is broken or not allowed.
            StoreError: If the server is away, refuses, or cuts the answer short.
        """
        check(sparql)
        graph = form(sparql) in {"CONSTRUCT", "DESCRIBE"}
        response = self._ask(self._endpoint(), sparql, _TRIPLES if graph else _RESULTS)
        return statements(response, self.address) if graph else results(response, self.address)

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
                    answer = results(self._ask(self.address + path, "ASK {}", _RESULTS), path)
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
            if fault(sparql) is not None:
                raise broken(sparql, "")
            raise QueryError(
                f"the server calls the query broken: {message(response)}",
                place=address,
                remedy="Mend it, or see whether the server knows SPARQL 1.1",
            )
        return good(response, address)

    def _write(self, method: str, graph: object, triples: list[ox.Triple]) -> None:
        """Send statements to a graph; find where, the first time."""
        content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        headers = {"content-type": "text/turtle"} if triples else {}
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        tried = [self.graphs_address] if self.graphs_address else self._graph_addresses()
        for address in tried:
            params = {"graph": name} if name else {"default": ""}
            if "Oxigraph" in self.software:
                params["no_transaction"] = (
                    ""  # which is faster, and whose graphs are replaced either way
                )
            response = self._send(method, address, params=params, content=content, headers=headers)
            missing = method == "DELETE" and response.status_code == 404 and self.graphs_address
            if response.status_code not in _MISSING or missing:
                if not missing:
                    good(response, address)
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
            except httpx.ReadTimeout as error:
                raise StoreError(
                    f"the server has not answered within {self.timeout:g} seconds",
                    place=address,
                    remedy="Ask for less, or see what keeps it busy",
                ) from error
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if not left or isinstance(error, httpx.UnsupportedProtocol):
                    raise StoreError(
                        f"the server does not answer: {error or type(error).__name__}",
                        place=address,
                        remedy="See whether it runs and the address is right",
                    ) from error
            else:
                self.software = response.headers.get("server", self.software)
                if response.status_code not in _AGAIN or not left:
                    return response
            self.sleep(pause)
            pause *= 2
        raise AssertionError("the last try returns or raises")
