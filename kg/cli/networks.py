"""``kg metrics``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import (
    Build,
    Documents,
    Json,
    Network,
    Places,
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
    from kg.drawing import Drawing
    from kg.network.table import Table

__all__ = ["metrics", "named_drawing"]

_SHOWN = ("label", "tasks_led", "tasks_supported", "tasks_joint")  # beside the measures


@app.command(epilog="Example: kg metrics --build output --by betweenness --top 10")
def metrics(
    build: Build = Path("output"),
    network: Network = "collaboration",
    by: Annotated[str, typer.Option("--by", help="Measure to sort by.")] = "strength",
    measure: Annotated[
        list[str] | None, typer.Option("--measure", "-m", help="Measures to show; several at will.")
    ] = None,
    top: Annotated[int, typer.Option("--top", help="Rows to show; 0 for all.", min=0)] = 20,
    region: Regions = None,
    place: Places = None,
    theme: Themes = None,
    tier: Tiers = None,
    system: Systems = None,
    document: Documents = None,
    since: Since = "",
    until: Until = "",
    without_groups: WithoutGroups = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Json = False,
) -> None:
    """Measure the network: who is central, who leads, who bridges."""
    from kg.builds import open_store
    from kg.network.measures import measures
    from kg.network.rows import rows

    drawing = named_drawing(network)
    wanted = _measures(measure or [], by)
    selection = chosen(
        documents=document,
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
        graph = drawing.network(rows(store, selection))
    _print(measures(graph, wanted).top(by, top or None), csv=csv, json=json)


def _measures(asked: list[str], by: str) -> list[str]:
    from kg.network.measures import ATTRIBUTES, MEASURES

    for name in (*asked, by):
        if name not in MEASURES and not (name == by and name in ATTRIBUTES):
            raise typer.BadParameter(f"no measure {name}; there are {', '.join(MEASURES)}")
    if asked and by in MEASURES and by not in asked:
        return [*asked, by]
    return asked


def named_drawing(network: str) -> Drawing:
    """Return the kind of network that an option names."""
    from kg.drawing import DRAWINGS

    if network not in DRAWINGS:
        raise typer.BadParameter(f"no network {network}; there are {', '.join(DRAWINGS)}")
    return DRAWINGS[network]


def _print(found: Table, *, csv: bool, json: bool) -> None:
    from kg.cli.show import as_json, table
    from kg.network.measures import ATTRIBUTES

    if json:
        as_json(found.records())
    elif csv:
        sys.stdout.write(found.to_csv())
    else:
        measured = [name for name in found.columns if name not in (*ATTRIBUTES, "node")]
        columns = [*_SHOWN, *measured]
        table(columns, [[record[name] for name in columns] for record in found.records()])
