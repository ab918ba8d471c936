"""``kg review`` and ``kg explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json, Quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.iri import Iris
    from kg.model import ResolvedDocument, ResolvedTask

__all__ = ["explain", "review"]


@app.command(
    epilog="Examples: kg review decisions.csv · kg build documents/ --decisions decisions.csv"
)
def review(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    build: Build = Path("output"),
    quiet: Quiet = False,
) -> None:
    """List what is undecided or weak, in a table where you write your decisions."""
    from kg.builds import read_documents
    from kg.cli.show import write
    from kg.resolve.review import write_review

    count = write_review(read_documents(build), file)
    if not quiet:
        write(f"{file}: {count} points; fill in the column decision, then build with --decisions")


@app.command(epilog="Example: kg explain document.txt:642 --build output")
def explain(
    what: Annotated[str, typer.Argument(help="A task's IRI, or a place: FILE:POSITION.")],
    build: Build = Path("output"),
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="The decisions that the build was made with.")
    ] = None,
    json: Json = False,
) -> None:
    """Show every step from the words of a task to its bodies, places and themes."""
    from kg.cli.show import as_json, table
    from kg.manifest import read_manifest
    from kg.model import ParsedDocument
    from kg.resolve import Resolver
    from kg.resolve.explain import explain_task

    document, index = _find(build, what)
    at = read_manifest(build).at
    tasks = tuple(resolved.task for resolved in document.tasks)
    parsed = ParsedDocument(document.document, tasks, document.rules, document.opens)
    steps = explain_task(Resolver.load(decisions, at), parsed, document, index)
    rows = [(step.what, step.words, step.result) for step in steps]
    if json:
        names = ("step", "words", "result")
        as_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        table(("step", "on these words", "result"), rows)


def _find(build: Path, what: str) -> tuple[ResolvedDocument, int]:
    from kg.builds import read_documents
    from kg.errors import NotFoundError
    from kg.graph.iri import Iris
    from kg.manifest import read_manifest

    iris = Iris(read_manifest(build).base)
    for document in read_documents(build):
        for index, resolved in enumerate(document.tasks):
            if what in _names(document, resolved, iris):
                return document, index
    raise NotFoundError(
        "no task is there",
        place=what,
        remedy="Give a task's IRI or FILE:POSITION with source and mention_start of a table",
    )


def _names(document: ResolvedDocument, resolved: ResolvedTask, iris: Iris) -> Iterator[str]:
    """Yield everything one may call a task by."""
    source, task = document.document.source, resolved.task
    yield iris.task(source, task)
    for span in (task.clause.span, *task.parts):
        yield from (f"{source.name}:{place}" for place in range(span.start, span.end))
