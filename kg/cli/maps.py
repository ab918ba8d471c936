"""``kg map``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import (
    Build,
    Documents,
    Places,
    Quiet,
    Regions,
    Since,
    Systems,
    Themes,
    Tiers,
    Until,
    WithoutGroups,
    chosen,
)

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.network.rows import Row
    from kg.publish.pictures import Kind

__all__ = ["draw_map"]

_AROUND = "neighbourhood"
_IDENTITY = re.compile(r"written|today|\d{4}(-\d\d(-\d\d)?)?")


@app.command("map", epilog="Example: kg map water.html --theme 7 --region 450000")
def draw_map(
    file: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    build: Build = Path("output"),
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
    identity: Annotated[
        str, typer.Option("--identity", help="Bodies as written, today, or as of a date: 2018-03.")
    ] = "written",
    region: Regions = None,
    place: Places = None,
    theme: Themes = None,
    tier: Tiers = None,
    system: Systems = None,
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    without_groups: WithoutGroups = False,
    quiet: Quiet = False,
) -> None:
    """Draw an interactive map of a part of the network."""
    from kg.builds import open_store
    from kg.cli.show import write
    from kg.drawing import draw
    from kg.network.offers import documents_named, selected

    _check(kind, body, identity)
    selection = chosen(
        regions=region,
        places=place,
        themes=theme,
        tiers=tier,
        systems=system,
        since=since,
        until=until,
        groups=not without_groups,
    )
    with open_store(build) as store:
        found = _rows(store, identity)
        wanted = frozenset(documents_named(found, document or []))
        kept = selected(found, replace(selection, documents=wanted))
        nodes = draw(store, kept, _kind(store, kept, kind, body), file)
    if not quiet:
        write(f"{file}: {nodes} {_counted(kind)}")


def _check(kind: str, body: str, identity: str) -> None:
    from kg.publish.pictures import KINDS

    kinds = (*KINDS, _AROUND)
    if kind not in kinds:
        raise typer.BadParameter(f"no kind of map {kind}; there are {', '.join(kinds)}")
    if (kind == _AROUND) != bool(body):
        raise typer.BadParameter(f"--kind {_AROUND} and --body go together")
    if not _IDENTITY.fullmatch(identity):
        raise typer.BadParameter(f"no identity {identity}; there are written, today and dates")


def _rows(store: Store, identity: str) -> list[Row]:
    from kg.network.rows import rows
    from kg.network.slices import as_of
    from kg.resolve import Resolver

    found = rows(store)
    return found if identity == "written" else as_of(found, Resolver.load().eras, identity)


def _kind(store: Store, rows: Sequence[Row], kind: str, body: str) -> Kind:
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
