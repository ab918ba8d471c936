"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.networks import Network
from kg.cli.options import Build, Part, Quiet, Unit, selecting

if TYPE_CHECKING:
    from kg.graph.store import Store

__all__ = ["export"]


@app.command(epilog="Examples: kg export graph.nq · kg export ties.gexf --network lead-support")
@selecting
def export(
    part: Part,
    file: Annotated[
        Path,
        typer.Argument(
            help="File to write: .trig or .nq; .graphml, .gexf, .net (Pajek) or .csv for networks."
        ),
    ],
    build: Build = Path("output"),
    network: Network = "collaboration",
    unit: Unit = "body",
    quiet: Quiet = False,
) -> None:
    """Write the graph, or a network of a part of it, in the format that the ending names."""
    from kg.builds import open_store
    from kg.cli.show import write

    with open_store(build) as store:
        files = _write(store, part, file, (network, unit))
    if not quiet:
        for one in files:
            write(str(one))


def _write(store: Store, part: Part, file: Path, what: tuple[str, str]) -> tuple[Path, ...]:
    from kg.errors import OutputError
    from kg.graph.export import write_nquads, write_trig
    from kg.network.export import FORMATS
    from kg.network.export import write as write_network
    from kg.opened import named_network

    graphs = {".trig": write_trig, ".nq": write_nquads}
    ending = file.suffix.lower()
    if ending in graphs:
        if part != Part():
            raise typer.BadParameter(f"{ending} holds the whole graph: leave the selection out")
        graphs[ending](store, file)
        return (file,)
    if ending in FORMATS:
        kind, unit = what
        return write_network(named_network(store, kind, part.rows(store), unit), file)
    known = ", ".join([*graphs, *FORMATS])
    raise OutputError("unknown format", place=str(file), remedy=f"Use one of {known}")
