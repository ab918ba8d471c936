"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Network, Quiet

if TYPE_CHECKING:
    from kg.graph.store import Store

__all__ = ["export", "export_file"]


@app.command(epilog="Examples: kg export graph.nq · kg export ties.gexf --network lead-support")
def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="File to write: .trig, .nq, .ttl or .jsonld; .graphml, .gexf or .csv for networks."
        ),
    ],
    build: Build = Path("output"),
    network: Network = "collaboration",
    quiet: Quiet = False,
) -> None:
    """Write the graph or a network in the format that the file's ending names."""
    from kg.builds import open_store
    from kg.cli.show import write

    with open_store(build) as store:
        export_file(store, file, network)
    if not quiet:
        write(str(file))


def export_file(store: Store, file: Path, network: str) -> None:
    """Write the graph or a network in the format that the file's ending names.

    Raises:
        OutputError: If the ending names none, or the file cannot be written.
    """
    from kg.cli.networks import named_drawing
    from kg.errors import OutputError
    from kg.graph import export as graphs
    from kg.network.export import FORMATS
    from kg.network.export import write as write_network
    from kg.network.rows import rows

    ending = file.suffix.lower()
    if ending in graphs.FORMATS:
        graphs.write_graph(store, file)
    elif ending in FORMATS:
        write_network(named_drawing(network).network(rows(store)), file)
    else:
        known = ", ".join([*graphs.FORMATS, *FORMATS])
        raise OutputError("unknown format", place=str(file), remedy=f"Use one of {known}")
