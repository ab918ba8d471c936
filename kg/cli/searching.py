"""``kg search``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json
from kg.cli.written import Csv, Output, give

__all__ = ["search"]


@app.command(epilog="Example: kg search 物流 园区 --limit 5")
def search(
    words: Annotated[
        list[str],
        typer.Argument(help="Any piece of text; tasks that hold all of several are found."),
    ],
    build: Build = Path("output"),
    limit: Annotated[int, typer.Option("--limit", help="Tasks at most.", min=1)] = 20,
    offset: Annotated[int, typer.Option("--offset", help="Tasks to leave out first.", min=0)] = 0,
    csv: Csv = False,
    json: Json = False,
    output: Output = None,
) -> None:
    """Find tasks by their words, best first; blanks, punctuation and case do not count."""
    from dataclasses import asdict

    from kg.builds import search as found_in
    from kg.cli.show import paged, table
    from kg.network.table import Table

    hits = found_in(build, " ".join(words), limit=limit, offset=offset)
    found = Table.of({"text": [hit.text for hit in hits], "task": [hit.task for hit in hits]})
    whole = [asdict(hit) for hit in hits]
    if not give(found, whole, csv=csv, json=json, output=output):
        with paged(on=True):
            table(found.columns, found.rows)
