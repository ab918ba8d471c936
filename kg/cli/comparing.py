"""``kg compare``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json, Part, selecting
from kg.cli.stores import Server, opened
from kg.cli.written import Csv, Output, give

if TYPE_CHECKING:
    from kg.graph.names import Queryable
    from kg.network.compare import Comparison
    from kg.network.rows import Row
    from kg.network.sides import Side

__all__ = ["compare"]

_HELP = "A document (number, file, title), a government (450000) or a period (2021, 2015..2018)."


@app.command(epilog="Examples: kg compare 350000 330000 · kg compare ..2015 2016.. --top 10")
@selecting
def compare(
    part: Part,
    a: Annotated[str, typer.Argument(help=_HELP, metavar="A")],
    b: Annotated[str, typer.Argument(help="What to set beside it.", metavar="B")],
    build: Build = Path("output"),
    server: Server = "",
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            help="What is compared: body, system, jurisdiction or jurisdiction-system; "
            "bodies when left out, or systems where the two have no body in common.",
            metavar="UNIT",
        ),
    ] = "",
    permutations: Annotated[
        int, typer.Option("--permutations", help="Dealings of the tests.", min=1)
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Start of the random numbers.", min=0)] = 1,
    top: Annotated[int, typer.Option("--top", help="Bodies to show; 0 for all.", min=0)] = 10,
    each: Annotated[
        bool, typer.Option("--each", help="As CSV, the bodies instead of the measures.")
    ] = False,
    csv: Csv = False,
    json: Json = False,
    output: Output = None,
) -> None:
    """Set two documents, governments or periods side by side: is a difference more than chance?"""
    from kg.network.compare import compare as compared
    from kg.network.graphs import Unit
    from kg.network.sides import side

    if unit not in ("", *Unit):
        raise typer.BadParameter(f"no unit {unit}; there are {', '.join(Unit)}")
    with opened(build, server) as store:
        sides = side(store, a), side(store, b)
        rows = [_rows(store, part, one) for one in sides]
    counted = Unit(unit or _unit(*rows))
    found = compared(*rows, unit=counted, permutations=permutations, seed=seed)
    whole = _whole(sides, counted, found)
    table = found.units_table().head(top) if each else found.table()
    if not give(table, whole, csv=csv, json=json, output=output):
        _show(sides, counted, found, top)


def _rows(store: Queryable, part: Part, side: Side) -> list[Row]:
    from kg.errors import KgError
    from kg.network.rows import select

    found = select(part.rows(store), side.both(part.selection))
    if not found:
        raise KgError("nothing is assigned there", place=side.name, remedy="Choose another")
    return found


def _unit(a: list[Row], b: list[Row]) -> str:
    return "body" if {row.agency for row in a} & {row.agency for row in b} else "system"


def _whole(sides: tuple[Side, Side], unit: str, found: Comparison) -> dict[str, Any]:
    a, b = ({"name": side.name, "kind": side.kind} for side in sides)
    return {"a": a, "b": b, "unit": str(unit), **asdict(found)}


def _show(sides: tuple[Side, Side], unit: str, found: Comparison, top: int) -> None:
    from kg.cli.show import table, write

    for letter, side, tasks in zip("AB", sides, (found.a_tasks, found.b_tasks), strict=True):
        write(f"{letter}: {side.name}, {tasks} tasks")
    measures, units = found.table(), found.units_table().head(top)
    table(measures.columns, measures.rows)
    shown = [name for name in units.columns if name != "node"]
    table(shown, [[record[name] for name in shown] for record in units.records()])
    for line in _in_common(unit, found):
        write(line)


def _in_common(unit: str, found: Comparison) -> list[str]:
    qap = found.qap
    lines = [
        f"in both: {found.shared_tasks} tasks, {_percent(found.shared_nodes)} of nodes ({unit}), "
        f"{_percent(found.shared_ties)} of ties"
    ]
    if qap.correlation is not None:
        lines.append(
            f"ties among the {qap.nodes} nodes of both: r = {qap.correlation:.3f}, "
            f"p = {qap.p_value:.3f} (QAP, {qap.permutations} permutations)"
        )
    return [*lines, f"p-values: {qap.permutations} dealings of the tasks, seed {qap.seed}"]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
