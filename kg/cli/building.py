"""``kg build``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Code, app
from kg.cli.options import At, Json, Quiet, known

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.cluster import Cluster
    from kg.pipeline import Event, Summary

__all__ = ["build"]


class Engine(StrEnum):
    """What reads files."""

    PROCESSES = "processes"
    DASK = "dask"


_LEAST, _WITH_NETWORKS = 300, 340  # MB that a build of little takes beside what processors do
_SHOWN = 10  # sources that failed, before the reader is sent to open.csv

_STAGES = {
    "read": "reading",
    "graph": "writing the graph",
    "network": "measuring the network",
    "publish": "drawing maps",
}


@app.command(epilog="Example: kg build documents/ --output output")
def build(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders of files, or addresses (s3://…).")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path(
        "output"
    ),
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="File of your decisions about bodies.")
    ] = None,
    at: At = "written",
    base: Annotated[
        str, typer.Option("--base-iri", "--base", help="IRI below which things are named.")
    ] = "https://w3id.org/fengong/id/",
    workers: Annotated[
        int, typer.Option("--workers", "-w", help="Processes that read.", min=1)
    ] = 1,
    engine: Annotated[
        Engine, typer.Option("--engine", help="What reads: processes of this machine, or dask.")
    ] = Engine.PROCESSES,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Address of the dask scheduler: tcp://….")
    ] = "",
    shards: Annotated[
        str,
        typer.Option("--shards", help="Where dask workers leave what they made."),
    ] = "",
    network: Annotated[
        bool, typer.Option("--network/--no-network", help="Write networks, measures and maps, too.")
    ] = True,
    licence: Annotated[
        str, typer.Option("--licence", help="IRI of the licence of the data, for its description.")
    ] = "",
    time_limit: Annotated[
        float, typer.Option("--time-limit", help="Seconds for a document; 0 for none.", min=0)
    ] = 60.0,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read unchanged files again, too.")
    ] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Read documents and write tables, the graph, network measures and maps."""
    _room(network)
    from kg import pipeline

    with _bar(hidden=quiet or json) as progress:
        summary = pipeline.build(
            sources,
            output,
            base=base,
            decisions=decisions,
            at=known(at),
            workers=workers,
            cluster=_cluster(engine, scheduler, shards),
            network=network,
            licence=licence,
            time_limit=time_limit,
            fresh=fresh,
            progress=progress,
        )
    _report(summary, quiet=quiet, json=json)
    if summary.failed:
        raise typer.Exit(Code.PARTLY)


def _room(network: bool) -> None:
    """Refuse to begin where the libraries of a build find no memory.

    Raises:
        KgError: If there is not enough.
    """
    if "kg.pipeline" in sys.modules:
        return
    from kg.memory import MB, needed, of_each_processor

    if network:
        needed(
            _WITH_NETWORKS * MB + 2 * of_each_processor(),
            "a build",
            "build without networks (--no-network)",
        )
    else:
        needed(_LEAST * MB + of_each_processor(), "a build")


def _cluster(engine: Engine, scheduler: str, shards: str) -> Cluster | None:
    from kg.cluster import Cluster

    if engine is Engine.DASK and not scheduler:
        raise typer.BadParameter("--engine dask needs --scheduler, such as tcp://10.0.0.5:8786")
    if engine is Engine.PROCESSES and (scheduler or shards):
        raise typer.BadParameter("--scheduler and --shards belong to --engine dask")
    return Cluster(scheduler, shards) if scheduler else None


@contextmanager
def _bar(*, hidden: bool) -> Iterator[Callable[[Event], None]]:
    """Show what happens, on a terminal; yield what takes the events."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg import pipeline
    from kg.cli.show import errors, harmless, note

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} files, {task.fields[tasks]} tasks", markup=False),
        TimeElapsedColumn(),
    )
    console = errors()
    off = hidden or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=off) as shown:
        bar = shown.add_task(_STAGES["read"], total=None, tasks=0)
        tasks = 0

        def progress(event: Event) -> None:
            nonlocal tasks
            if off and isinstance(event, pipeline.SourceDone | pipeline.StageBegan):
                return  # thousands of events that nobody sees
            if isinstance(event, pipeline.SourceDone):
                tasks += event.tasks
                shown.update(bar, advance=1, tasks=tasks)
                shown.update(bar, description=f"{_STAGES['read']} {harmless(event.name)}")
            elif isinstance(event, pipeline.StageBegan):
                shown.update(bar, description=_STAGES[event.stage])
                if event.total:
                    shown.update(bar, total=event.total)
            elif isinstance(event, pipeline.SourceFailed):
                shown.update(bar, advance=1)
                if event.trace and os.environ.get("KG_DEBUG"):
                    note(event.trace)
            elif not hidden:
                note("An earlier build was killed; what it left behind has been removed.")

        yield progress


def _report(summary: Summary, *, quiet: bool, json: bool) -> None:
    from kg.cli.show import as_json, note

    if json:
        as_json(_record(summary))
        return
    where = summary.output / "open.csv"
    for name, reason in summary.failed[:_SHOWN]:
        note(f"not used: {name}: {reason.removeprefix(f'{name}: ')}", style="yellow")
    if len(summary.failed) > _SHOWN:
        note(f"and {len(summary.failed) - _SHOWN} more sources; all stand in {where}")
    if summary.unfit:
        names = "、".join(name or source for source, name in summary.unfit[:_SHOWN])
        note(
            f"{len(summary.unfit)} decisions no longer fit anything ({names}); see {where}",
            style="yellow",
        )
    if not quiet:
        _summary(summary)


def _summary(summary: Summary) -> None:
    from kg.cli.show import write

    counts, output = summary.counts, summary.output
    unchanged = f", {summary.unchanged:,} unchanged" if summary.unchanged else ""
    lines = (
        ("documents", f"{counts['documents']:,} from {counts['sources']:,} files{unchanged}"),
        ("tasks", f"{counts['tasks']:,}"),
        ("assignments", f"{counts['assignments']:,}"),
        ("bodies", f"{counts['bodies']:,}"),
        ("open points", f"{counts['open']:,}, see {output / 'open.csv'}"),
        ("seconds", f"{summary.seconds:.1f}"),
        ("start here", f"{output / 'index.html'}"),
        *([("map", f"{output / 'map.html'}")] if (output / "map.html").is_file() else []),
    )
    for name, value in lines:
        write(f"{name:<12} {value}")


def _record(summary: Summary) -> dict[str, object]:
    return {
        **summary.counts,
        "unchanged": summary.unchanged,
        "seconds": round(summary.seconds, 3),
        "output": str(summary.output),
        "unfit": [{"source": source, "name": name} for source, name in summary.unfit],
        "failed": [{"source": name, "reason": reason} for name, reason in summary.failed],
    }
