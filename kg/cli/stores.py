"""Where a graph is asked: a build, or a SPARQL server that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.graph.names import Queryable
    from kg.graph.remote import RemoteStore

__all__ = ["LOGIN", "Server", "opened", "remote"]

# Never on the command line, where other users of the machine and the history of the shell see it.
LOGIN = "KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, in the environment log in"

Server = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        help=f"SPARQL server to ask instead of a build. {LOGIN}.",
    ),
]


@contextmanager
def opened(build: Path, server: str) -> Iterator[Queryable]:
    """Yield the graph of a build, or of a server where one is named.

    Raises:
        KgError: If there is none, or it cannot be reached.
    """
    if server:
        with remote(server) as away:
            yield away
        return
    from kg.builds import open_store

    with open_store(build) as store:
        yield store


def remote(server: str) -> RemoteStore:
    """Return a server, with the login that the environment holds.

    Raises:
        KgError: If this is no address, or the extra that speaks to servers is missing.
    """
    from kg.errors import KgError

    try:
        from kg.graph.remote import RemoteStore
    except ModuleNotFoundError as error:
        raise KgError(
            "other SPARQL servers need an extra that is not installed",
            remedy='Run: pip install "fengong[serve]"',
        ) from error
    user, password, token = (os.environ.get(f"KG_STORE_{name}", "") for name in _LOGIN)
    return RemoteStore(server, user=user, password=password, token=token)


_LOGIN = ("USER", "PASSWORD", "TOKEN")
