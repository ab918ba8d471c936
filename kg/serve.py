"""The site and a SPARQL 1.1 endpoint over HTTP, for reading only.

Queries run in processes that can be ended (:mod:`kg.graph.pool`), over a store that is opened for
reading; nothing here can change it, reach other servers or leave the served folder.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError, QueryError, QueryLimitError, StoreError
from kg.graph import search as texts
from kg.graph.iri import Iris
from kg.graph.limits import Limits
from kg.graph.names import CLASSES, complete
from kg.graph.pool import BusyError, Pool
from kg.graph.protocol import GRAPHS, RESULTS, accepted, description, formats, request
from kg.graph.protocol import Request as Query
from kg.graph.questions import fill, question, questions, terms
from kg.graph.store import Store
from kg.manifest import read_manifest
from kg.publish.endpoint import ASSETS, asset_bytes, endpoint_page, has_editor

__all__ = ["STORE", "Service", "create_app", "serve"]

STORE = "store"  # folder of the graph inside a build
_LONGEST_BODY = 256_000  # bytes of a request
_LONG = 20_000  # characters of a query
_AT_ONCE = 1 << 23  # bytes of an answer that is sent in one piece
_PIECE = 1 << 20
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (BusyError, 503),
    (QueryLimitError, 504),
    (QueryError, 400),
    (KgError, 500),
)


@dataclass(slots=True)
class Service:
    """What answers requests about one build.

    Attributes:
        folder: The build.
        pool: Where queries run.
        store: The same store, for names and questions.
    """

    folder: Path
    pool: Pool
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store.open(self.folder / STORE)
        index = self.folder / STORE / texts.FILE
        if not index.exists():
            # Where the folder cannot be written, everything but the search works.
            with contextlib.suppress(StoreError):
                texts.index_store(self.store, index)

    async def sparql(self, asked: Request) -> Response:
        """Answer ``/sparql``: a query, the form, or the service's description."""
        parameters = await _parameters(asked)
        names = {name for name, _ in parameters}
        if "update" in names:
            raise HTTPException(403, "This endpoint is for reading only: updates are refused.")
        if not names and asked.method != "POST":
            return await self.introduction(asked)
        wanted = await _looked_over(parameters)
        offered = formats(wanted.kind)
        media = _media(asked, dict(parameters), offered)
        body = {
            "query": wanted.query,
            "format": media,
            "default_graphs": wanted.default_graphs,
            "named_graphs": wanted.named_graphs,
        }
        return _sent(await self.pool.answer(body), media, self.pool.limits.rows)

    async def introduction(self, asked: Request) -> Response:
        """Describe the service to machines, show the form to people."""
        header = asked.headers.get("accept", "")
        media = accepted(header, ["text/html", *GRAPHS.values()])
        if media == "text/html":
            page = await run_in_threadpool(self._editor) if has_editor() else _page()
            return HTMLResponse(page, headers={"content-security-policy": _POLICY})
        endpoint = str(asked.url.replace(query="", fragment=""))
        written = await run_in_threadpool(self._describe, endpoint, media or GRAPHS["ttl"])
        return Response(written, media_type=_typed(media or GRAPHS["ttl"]))

    def _editor(self) -> str:
        base = Iris().base
        with contextlib.suppress(KgError):  # a store may lie there alone
            base = read_manifest(self.folder).base
        used = [row["term"].value for row in self.store.rows(_TERMS)]
        return endpoint_page(base, used, lambda kind, most: complete(self.store, kind, "", most))

    def _describe(self, endpoint: str, media: str) -> bytes:
        answered = self.store.query(_ABOUT)
        assert isinstance(answered, ox.QueryTriples)
        try:
            return description(endpoint, media, answered)
        except ValueError:
            raise HTTPException(400, "The address of the service is no IRI.") from None

    async def questions(self, asked: Request) -> Response:
        """List the named questions."""
        listed = [{**asdict(one), "sparql": one.sparql} for one in questions()]
        return JSONResponse(listed)

    async def question(self, asked: Request) -> Response:
        """Answer a named question; parameters stand in the address."""
        one = question(asked.path_params["name"])
        given = {k: v for k, v in asked.query_params.items() if k not in {"format", "limit"}}
        bound = await run_in_threadpool(terms, self.store, one, given)
        limit = _number(asked.query_params, "limit", 100, self.pool.limits.rows)
        media = _media(asked, asked.query_params, RESULTS)
        body = {"query": fill(one, bound, limit=limit), "format": media}
        answered = await self.pool.answer({**body, "default_graphs": [], "named_graphs": []})
        return _sent(answered, media, self.pool.limits.rows)

    async def search(self, asked: Request) -> Response:
        """Find tasks by their words."""
        words = asked.query_params.get("q", "")
        limit = _number(asked.query_params, "limit", 20, 1000)
        offset = _number(asked.query_params, "offset", 0, 1_000_000)
        index = self.folder / STORE / texts.FILE
        hits = await run_in_threadpool(texts.search, index, words, limit=limit, offset=offset)
        return JSONResponse([asdict(hit) for hit in hits])

    async def complete(self, asked: Request) -> Response:
        """Complete the name of a body, region, theme, system or document."""
        kind, part = asked.query_params.get("kind", "body"), asked.query_params.get("q", "")
        if kind not in CLASSES:
            raise HTTPException(400, f"kind is one of {', '.join(CLASSES)}.")
        limit = _number(asked.query_params, "limit", 20, 100)
        found = await run_in_threadpool(complete, self.store, kind, part[:100], limit)
        return JSONResponse([{"iri": node, "label": label} for node, label in found])


async def _parameters(asked: Request) -> list[tuple[str, str]]:
    """Return what a request asks, by the three ways of the protocol."""
    pairs = asked.query_params.multi_items()
    if asked.method != "POST":
        return pairs
    media, _, options = asked.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == _UPDATE:
        raise HTTPException(403, "This endpoint is for reading only: updates are refused.")
    if media not in {_FORM, _DIRECT}:
        raise HTTPException(415, f"Send the query as {_FORM} or {_DIRECT}.")
    charset = options.lower().replace(" ", "").partition("charset=")[2].strip('"')
    if charset not in {"", "utf-8", "utf8"}:
        raise HTTPException(400, "Send the query in UTF-8.")
    words = _decoded(await _body(asked))
    if media == _DIRECT:
        return [*pairs, ("query", words)]
    return [*pairs, *parse_qsl(words, keep_blank_values=True)]


async def _looked_over(parameters: list[tuple[str, str]]) -> Query:
    """Look a query over; a long one in a thread, so that others need not wait."""
    if sum(len(value) for _, value in parameters) < _LONG:
        return request(parameters)
    return await run_in_threadpool(request, parameters)


async def _body(asked: Request) -> bytes:
    body = b""
    async for piece in asked.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            raise HTTPException(413, "The query is too long.")
    return body


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "Send the query in UTF-8.") from None


def _number(given: QueryParams, name: str, default: int, most: int) -> int:
    value = given.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise HTTPException(400, f"{name} is a number.")
    return min(int(value), most)


def _media(asked: Request, given: QueryParams | dict[str, str], offered: dict[str, str]) -> str:
    short = given.get("format")
    if short in offered:
        return offered[short]
    media = accepted(asked.headers.get("accept", ""), list(offered.values()))
    if not media and "text/html" in asked.headers.get("accept", ""):
        media = next(iter(offered.values()))
    if not media:
        raise HTTPException(406, f"There is: {', '.join(offered.values())}.")
    return media


def _typed(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _sent(answered: IO[bytes], media: str, rows: int) -> Response:
    size = answered.seek(0, 2)
    answered.seek(0)
    headers = {
        "content-length": str(size),
        "x-result-limit": str(rows),
        "vary": "accept",
        "x-content-type-options": "nosniff",
    }
    if size <= _AT_ONCE:
        with answered:
            return Response(answered.read(), media_type=_typed(media), headers=headers)

    def pieces() -> Iterator[bytes]:
        with answered:
            while piece := answered.read(_PIECE):
                yield piece

    return StreamingResponse(pieces(), media_type=_typed(media), headers=headers)


async def _asset(asked: Request) -> Response:
    """Send a script or style of the query page."""
    name = asked.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404, "There is no such file.")
    media = {"css": "text/css", "woff": "font/woff"}.get(name.rpartition(".")[2], "text/javascript")
    return Response(asset_bytes(name), media_type=media, headers={"cache-control": "max-age=3600"})


class _Site(StaticFiles):
    """The files of a build, but for the store and hidden files."""

    def lookup_path(self, path: str) -> tuple[str, object]:  # type: ignore[override]  # a stat result
        parts = Path(path).parts
        if [part.casefold() for part in parts[:1]] == [STORE] or any(
            part.startswith(".") for part in parts if part != "."
        ):
            return "", None
        return super().lookup_path(path)


async def _refused(asked: Request, error: Exception) -> Response:
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    headers = {"retry-after": "5"} if status == 503 else {}
    return Response(f"{error}\n", status, headers, media_type="text/plain; charset=utf-8")


async def _failed(asked: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return Response(
        f"{error.detail}\n",
        error.status_code,
        error.headers,
        media_type="text/plain; charset=utf-8",
    )


_ABOUT = """
CONSTRUCT { ?s ?p ?o } WHERE {
  ?dataset a void:Dataset .
  GRAPH ?graph { ?dataset a void:Dataset . ?s ?p ?o }
}
"""
_FIRST = """PREFIX kg: <https://w3id.org/fengong/ontology#>
SELECT * WHERE {
  ?assignment kg:task ?task ; kg:agency ?body ; kg:role ?role .
} LIMIT 10
"""
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'self'"
)
_TERMS = """
SELECT DISTINCT ?term {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind FILTER(isIRI(?term))
} ORDER BY ?term
"""


def _page() -> str:
    """Return the query form: it works without JavaScript and without other servers."""
    options = "".join(
        f'<li><a href="questions/{html.escape(one.name)}?format=csv">{html.escape(one.title)}</a> '
        f"<small>{html.escape(one.title_en)}</small></li>"
        for one in questions()
        if not any(parameter.required for parameter in one.parameters)
    )
    formats_shown = "".join(
        f'<option value="{short}">{media}</option>' for short, media in (RESULTS | GRAPHS).items()
    )
    return f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>SPARQL</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}
textarea{{width:100%;min-height:14rem;font:14px/1.4 monospace}}</style></head>
<body><h1>SPARQL</h1>
<form action="sparql" method="get"><label for="query">查询 / Query</label>
<textarea id="query" name="query" spellcheck="false">{html.escape(_FIRST)}</textarea>
<label for="format">格式 / Format</label>
<select id="format" name="format">{formats_shown}</select>
<button type="submit">运行 / Run</button></form>
<h2>问题 / Questions</h2><ul>{options}</ul></body></html>"""


def create_app(folder: Path, limits: Limits | None = None, parallel: int = 4) -> Starlette:
    """Return the application for one build.

    Args:
        folder: The build: its site, tables and store.
        limits: Bounds of each query.
        parallel: Queries at once.

    Raises:
        NoBuildError: If the folder holds no graph.
    """
    pool = Pool(folder / STORE, limits or Limits(), parallel)
    service = Service(folder, pool)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.close()

    routes = [
        Route("/sparql", service.sparql, methods=["GET", "POST"]),
        Route("/questions", service.questions),
        Route("/questions/{name}", service.question),
        Route("/search", service.search),
        Route("/query/assets/{name}", _asset),
        Route("/complete", service.complete),
        Mount("/", _Site(directory=folder, html=True, check_dir=True)),
    ]
    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST", "HEAD"],
        allow_headers=["*"],
        expose_headers=["X-Result-Limit"],
    )
    handlers = {KgError: _refused, HTTPException: _failed}
    app = Starlette(
        routes=routes, middleware=[cors], exception_handlers=handlers, lifespan=lifespan
    )
    app.state.service = service
    return app


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    parallel: int = 4,
) -> None:
    """Serve a build until interrupted.

    Args:
        folder: The build.
        host: Address to listen at; the default is this machine alone.
        port: Port to listen at.
        limits: Bounds of each query.
        parallel: Queries at once.

    Raises:
        NoBuildError: If the folder holds no graph.
        StoreError: If the port is taken.
    """
    app = create_app(folder, limits, parallel)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
