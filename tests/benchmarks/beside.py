"""Processes to measure against: ``beside.py directly STORE``, ``serve FOLDER``, ``nothing``.

``directly`` reads queries as lines of JSON and answers each by the seconds that pyoxigraph took
for it, its JSON written out included. ``serve`` is the endpoint; ``nothing`` is the same server
that only receives and sends: it answers as many bytes as ``/?size=`` says. Both tell their port.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve import create_app


def directly(path: str) -> None:
    store = ox.Store.read_only(path)
    for line in sys.stdin:
        begun = time.perf_counter()
        answer = store.query(json.loads(line), use_default_graph_as_union=True)
        answer.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
        print(time.perf_counter() - begun, flush=True)


async def _blank(asked: Request) -> Response:
    await asked.body()
    return Response(b" " * int(asked.query_params["size"]))


class _Telling(uvicorn.Server):
    """A server that tells its port when it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


def listen(app: Starlette) -> None:
    # It opens its port as kg serve does; a socket handed over would send small answers late.
    _Telling(uvicorn.Config(app, port=0, log_level="error")).run()


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "directly":
        directly(*rest)
    elif what == "serve":
        listen(create_app(Path(*rest)))
    else:
        listen(Starlette(routes=[Route("/", _blank, methods=["POST"])]))
