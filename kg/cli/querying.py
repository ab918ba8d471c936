"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json

if TYPE_CHECKING:
    from kg.graph.store import Answer, Store

__all__ = ["query"]


@app.command(
    epilog="Examples: kg query who-leads theme=7 · kg query --list · "
    "kg query 'SELECT ?t { ?t a kg:Task } LIMIT 5'"
)
def query(
    question: Annotated[
        str, typer.Argument(help="A question's name, SPARQL, a .rq file, or - for standard input.")
    ] = "",
    values: Annotated[
        list[str] | None, typer.Argument(help="The question's parameters: name=value.")
    ] = None,
    build: Build = Path("output"),
    list_questions: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Rows at most; for named questions.", min=0)
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Json = False,
) -> None:
    """Ask the graph: a named question, or SPARQL."""
    if list_questions or not question:
        _list(json=json)
        return
    from kg.builds import open_store

    with open_store(build) as store:
        _show(_answer(store, question, values or [], limit), csv=csv, json=json)


def _list(*, json: bool) -> None:
    from kg.cli.show import as_json, table
    from kg.graph.questions import questions

    found = [
        (one.name, one.title_en, one.title, " ".join(p.name for p in one.parameters))
        for one in questions()
    ]
    columns = ("question", "what it answers", "回答什么", "parameters")
    if json:
        as_json([dict(zip(("name", "en", "zh", "parameters"), row, strict=True)) for row in found])
    else:
        table(columns, found)


def _answer(store: Store, question: str, values: list[str], limit: int | None) -> Answer:
    from kg.graph.questions import ask

    if question == "-":
        return store.query(sys.stdin.read())
    if question.endswith(".rq"):
        return store.query(_read(Path(question)))
    if question.replace("-", "").isalnum():
        return ask(store, question, _pairs(values), limit=limit)
    return store.query(question)


def _read(path: Path) -> str:
    from kg.errors import QueryError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Give the name of a question, SPARQL, or a file of SPARQL in UTF-8"
        raise QueryError("the query cannot be read", place=str(path), remedy=remedy) from error


def _pairs(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("write parameters as name=value")
    return {name: value for name, _, value in pairs}


def _show(answer: Answer, *, csv: bool, json: bool) -> None:
    from kg.cli.show import as_json, table, write
    from kg.graph.answers import columns_and_rows, turtle
    from kg.network.table import Table

    found = columns_and_rows(answer)
    if found is None and hasattr(answer, "__bool__"):
        as_json(bool(answer)) if json else write("yes" if answer else "no")
    elif found is None:
        write(turtle(answer))
    elif json:
        as_json(Table(*found).records())
    elif csv:
        sys.stdout.write(Table(*found).to_csv())
    else:
        table(*found)
