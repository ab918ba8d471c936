"""``kg metrics``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json, Part, Unit, selecting
from kg.cli.stores import Server, opened
from kg.cli.written import Csv, Output, give

if TYPE_CHECKING:
    from kg.network.table import Table

__all__ = ["Network", "metrics"]

_SHOWN = ("label", "tasks_led", "tasks_supported", "tasks_joint")  # beside the measures

Network = Annotated[
    str,
    typer.Option(
        "--network",
        "-n",
        help="collaboration, lead-support, agency-task, agency-theme or agency-region.",
        metavar="KIND",
    ),
]


@app.command(epilog="Example: kg metrics --build output --by betweenness --top 10")
@selecting
def metrics(
    part: Part,
    build: Build = Path("output"),
    server: Server = "",
    network: Network = "collaboration",
    unit: Unit = "body",
    by: Annotated[str, typer.Option("--by", help="Measure to sort by.")] = "strength",
    ascending: Annotated[bool, typer.Option("--ascending", help="The smallest first.")] = False,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", "-m", help="Measures to show; several at will.")
    ] = None,
    groups: Annotated[
        str,
        typer.Option(
            "--between", help="Groups of brokerage and E-I index: system, jurisdiction, tier, kind."
        ),
    ] = "system",
    top: Annotated[int, typer.Option("--top", help="Rows to show; 0 for all.", min=0)] = 20,
    csv: Csv = False,
    json: Json = False,
    output: Output = None,
) -> None:
    """Measure the network: who is central, who leads, who bridges."""
    from kg.network.measures import measures
    from kg.opened import named_network

    wanted = _measures(measure or [], by, groups)
    _known(network, unit)
    with opened(build, server) as store:
        graph = named_network(store, network, part.rows(store), unit)
    found = measures(graph, wanted, between=groups)
    _print(_sorted(found, by, top, ascending=ascending), csv=csv, json=json, output=output)


def _measures(asked: list[str], by: str, groups: str) -> list[str]:
    from kg.network.measures import ATTRIBUTES, MEASURES

    for name in (*asked, by):
        if name not in MEASURES and not (name == by and name in ATTRIBUTES):
            raise typer.BadParameter(f"no measure {name}; there are {', '.join(MEASURES)}")
    if groups not in ATTRIBUTES:
        raise typer.BadParameter(f"no groups {groups}; there are {', '.join(ATTRIBUTES)}")
    if asked and by in MEASURES and by not in asked:
        return [*asked, by]
    return asked


def _known(network: str, unit: str) -> None:
    from kg.network.graphs import Unit as Units
    from kg.network.kinds import NETWORKS

    for what, value, known in (("network", network, [*NETWORKS]), ("unit", unit, [*Units])):
        if value not in known:
            raise typer.BadParameter(f"no {what} {value}; there are {', '.join(known)}")


def _sorted(found: Table, by: str, top: int, *, ascending: bool) -> Table:
    """Sort by a measure; where the usual ones lack it, leave the order as it is."""
    if by not in found.columns:
        return found.top("node", top or None, ascending=True)
    return found.top(by, top or None, ascending=ascending)


def _print(found: Table, *, csv: bool, json: bool, output: Path | None) -> None:
    from kg.cli.show import table
    from kg.network.measures import ATTRIBUTES

    if give(found, found.records(), csv=csv, json=json, output=output):
        return
    measured = [name for name in found.columns if name not in (*ATTRIBUTES, "node")]
    columns = [*_SHOWN, *measured]
    table(columns, [[record[name] for name in columns] for record in found.records()])
