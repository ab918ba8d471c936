"""``kg map``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Part, Quiet, selecting
from kg.cli.stores import Server, opened

if TYPE_CHECKING:
    from kg.graph.names import Queryable
    from kg.network.rows import Row
    from kg.publish.pictures import Kind

__all__ = ["draw_map"]

_AROUND = "neighbourhood"


@app.command("map", epilog="Example: kg map industry.html --theme 7 --region 450000")
@selecting
def draw_map(
    part: Part,
    file: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    build: Build = Path("output"),
    server: Server = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            "-k",
            help="collaboration, lead-support, themes, regions, systems or neighbourhood.",
            metavar="KIND",
        ),
    ] = "collaboration",
    body: Annotated[
        str, typer.Option("--body", help="Whose neighbourhood: a name or an IRI.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Draw an interactive map of a part of the network."""
    from kg.cli.show import write
    from kg.drawing import draw
    from kg.publish.lookups import known

    _check(kind, body)
    with opened(build, server) as store:
        kept = part.rows(store)
        nodes = draw(known(store), kept, _kind(store, kept, kind, body), file)
    if not quiet:
        write(f"{file}: {nodes} {_counted(kind)}")


def _check(kind: str, body: str) -> None:
    from kg.publish.pictures import KINDS

    kinds = (*KINDS, _AROUND)
    if kind not in kinds:
        raise typer.BadParameter(f"no kind of map {kind}; there are {', '.join(kinds)}")
    if (kind == _AROUND) != bool(body):
        raise typer.BadParameter(f"--kind {_AROUND} and --body go together")


def _kind(store: Queryable, rows: Sequence[Row], kind: str, body: str) -> Kind:
    from kg.network.offers import body_named
    from kg.publish.lookups import known
    from kg.publish.pictures import KINDS, around

    if kind != _AROUND:
        return KINDS[kind]
    names = known(store).names
    return around(body_named(rows, body, lambda row: names.get(row.assignment, ("", ""))[1]))


def _counted(kind: str) -> str:
    return {"regions": "places", "themes": "bodies and themes", "systems": "systems"}.get(
        kind, "bodies"
    )
