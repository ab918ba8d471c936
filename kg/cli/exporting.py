"""``kg export``: the graph, networks and tables for other programs."""

from __future__ import annotations

from collections.abc import Sequence
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


@app.command(
    epilog="Examples: kg export graph.nq · kg export ties.gexf --network lead-support · "
    "kg export tables/ --format parquet · kg export quads/ --format nq --files 16"
)
@selecting
def export(
    part: Part,
    file: Annotated[
        Path,
        typer.Argument(
            help="File to write: .trig, .nq, .ttl or .jsonld; for networks .graphml, .gexf, "
            ".net (Pajek) or .csv. With --format, a folder."
        ),
    ],
    build: Build = Path("output"),
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Fill a folder instead: parquet for the tables, nq for the graph in several "
            "files.",
        ),
    ] = "",
    files: Annotated[
        int, typer.Option("--files", min=1, max=999, help="Files of --format nq.")
    ] = 8,
    server: Server = "",
    network: Network = "collaboration",
    unit: Unit = "body",
    quiet: Quiet = False,
) -> None:
    """Write the graph, or a network of a part of it, in the format that the ending names."""
    from kg.cli.show import write

    if form:
        if server or part != Part():
            raise typer.BadParameter("--format takes a whole build: leave the other options out")
        written = _fill(file, form, build, files)
    else:
        with opened(build, server) as store:
            written = export_file(store, file, network, unit=unit, part=part)
    if not quiet:
        for one in written:
            write(str(one))


def _fill(folder: Path, form: str, build: Path, files: int) -> Sequence[Path]:
    """Write all of a build into a folder, and return the files.

    Raises:
        KgError: If there is no build, the folder cannot be written or an extra is missing.
    """
    from kg.bulk import write_graph_parts, write_tables

    if form == "parquet":
        return write_tables(build, folder)
    if form == "nq":
        return write_graph_parts(build, folder, files)
    raise typer.BadParameter(f"no format {form}; there are parquet and nq")


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
    remedy = f"Use one of {known}; for tables, a folder with --format parquet"
    raise OutputError("unknown format", place=str(file), remedy=remedy)
