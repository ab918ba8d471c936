"""``kg push``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Quiet
from kg.cli.stores import LOGIN, remote

__all__ = ["push"]


@app.command(epilog="Example: kg push --build output --store http://127.0.0.1:7878")
def push(
    server: Annotated[
        str, typer.Option("--store", metavar="URL", help=f"The SPARQL server. {LOGIN}.")
    ],
    build: Build = Path("output"),
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove graphs there that an earlier build had and this not."),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Load a build into a SPARQL server: each named graph in place of what it was there."""
    from kg.builds import open_store
    from kg.cli.show import write
    from kg.manifest import read_manifest

    with open_store(build) as store, remote(server) as away:
        from kg.graph.push import left_over
        from kg.graph.push import push as copy

        gone = left_over(store, away, read_manifest(build).base) if prune else []
        with _bar(len(store.graphs()), hidden=quiet) as progress:
            count = copy(store, away, progress=progress)
        for graph in gone:
            away.remove(graph)
        if not quiet:
            removed = f", {len(gone):,} removed" if prune else ""
            write(f"{count:,} graphs, {len(store):,} statements{removed}")


@contextmanager
def _bar(total: int, *, hidden: bool) -> Iterator[Callable[[str], None]]:
    """Show how many graphs are done, on a terminal; yield what counts them."""
    from rich.progress import Progress

    from kg.cli.show import errors

    off = hidden or not errors().is_terminal
    with Progress(console=errors(), transient=True, disable=off) as shown:
        bar = shown.add_task("loading", total=total)
        yield lambda graph: shown.advance(bar)
