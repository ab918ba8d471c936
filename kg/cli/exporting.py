"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.networks import Network
from kg.cli.options import Build, Part, Quiet, Unit, selecting
from kg.cli.stores import Server, opened

if TYPE_CHECKING:
    from kg.graph.names import Queryable

__all__ = ["export", "export_file"]


@app.command(epilog="Examples: kg export graph.nq · kg export ties.gexf --network lead-support")
@selecting
def export(
    part: Part,
    file: Annotated[
        Path,
        typer.Argument(
            help="File to write: .trig, .nq, .ttl or .jsonld; for networks .graphml, .gexf, "
            ".net (Pajek) or .csv."
        ),
    ],
    build: Build = Path("output"),
    server: Server = "",
    network: Network = "collaboration",
    unit: Unit = "body",
    quiet: Quiet = False,
) -> None:
    """Write the graph, or a network of a part of it, in the format that the ending names."""
    from kg.cli.show import write

    with opened(build, server) as store:
        files = export_file(store, file, network, unit=unit, part=part)
    if not quiet:
        for one in files:
            write(str(one))


def export_file(
    store: Queryable, file: Path, network: str, *, unit: str = "body", part: Part | None = None
) -> tuple[Path, ...]:
    """Write the graph, or a network, in the format that the file's ending names.

    Returns:
        The files written; a network in CSV has one of nodes and one of edges.

    Raises:
        OutputError: If the ending names none, or the file cannot be written.
    """
    from kg.errors import OutputError
    from kg.graph import export as graphs
    from kg.graph.store import Store
    from kg.network.export import FORMATS
    from kg.network.export import write as write_network
    from kg.opened import named_network

    part = part or Part()
    ending = file.suffix.lower()
    if ending in graphs.FORMATS:
        if part != Part():
            raise typer.BadParameter(f"{ending} holds the whole graph: leave the selection out")
        if not isinstance(store, Store):
            raise typer.BadParameter(f"{ending} comes from a build; a server gives networks")
        graphs.write_graph(store, file)
        return (file,)
    if ending in FORMATS:
        return write_network(named_network(store, network, part.rows(store), unit), file)
    known = ", ".join([*graphs.FORMATS, *FORMATS])
    raise OutputError("unknown format", place=str(file), remedy=f"Use one of {known}")
