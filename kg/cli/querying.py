"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.completing import complete_question, complete_value
from kg.cli.options import Build, Json
from kg.cli.stores import Server, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.asking import Answer
    from kg.graph.names import Queryable

__all__ = ["query"]

_TABLES = ("table", "csv", "tsv", "json")


@app.command(
    epilog="Examples: kg query who-leads theme=7 · kg query --list · "
    "kg query 'SELECT ?t { ?t a kg:Task } LIMIT 5' --format tsv"
)
def query(
    question: Annotated[
        str,
        typer.Argument(
            help="A question's name, SPARQL, a .rq file, or - for standard input.",
            autocompletion=complete_question,
        ),
    ] = "",
    values: Annotated[
        list[str] | None,
        typer.Argument(
            help="The question's parameters: name=value.", autocompletion=complete_value
        ),
    ] = None,
    build: Build = Path("output"),
    server: Server = "",
    list_questions: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", help="Rows at most.", min=0)] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, csv, tsv or json; SPARQL results as srj (JSON) or srx (XML); "
            "for CONSTRUCT and DESCRIBE also ttl, nt, rdf or jsonld.",
        ),
    ] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Json = False,
    pager: Annotated[
        bool, typer.Option("--pager/--no-pager", help="Page what is longer than the terminal.")
    ] = True,
) -> None:
    """Ask the graph: a named question, or SPARQL."""
    from kg.cli.show import paged

    form = _form(form, csv=csv, json=json)
    given = _given(question, values or [])
    with paged(on=pager):
        if list_questions or not question:
            _list(json=form == "json")
            return
        with opened(build, server) as store:
            _show(_answer(store, question, given, limit), form)


def _form(form: str, *, csv: bool, json: bool) -> str:
    from kg.graph.answers import GRAPH_FORMATS, RESULT_FORMATS

    known = (*_TABLES, *RESULT_FORMATS, *GRAPH_FORMATS)
    if form and form not in known:
        raise typer.BadParameter(f"no format {form}; there are {', '.join(known)}")
    asked = {form or None, "csv" if csv else None, "json" if json else None} - {None}
    if len(asked) > 1:
        raise typer.BadParameter("choose one format")
    return next(iter(asked), None) or ""


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


def _is_name(question: str) -> bool:
    return question.replace("-", "").isalnum()


def _given(question: str, values: list[str]) -> dict[str, str]:
    """Return the values of the parameters of a named question."""
    if values and not _is_name(question):
        raise typer.BadParameter("parameters go with named questions only")
    pairs = [value.partition("=") for value in values]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("write parameters as name=value")
    return {name: value for name, _, value in pairs}


def _answer(store: Queryable, question: str, given: dict[str, str], limit: int | None) -> Answer:
    from kg.graph.limits import capped
    from kg.graph.questions import ask

    if _is_name(question):
        return ask(store, question, given, limit=limit)
    sparql = _sparql(question)
    answer = store.query(sparql if limit is None else capped(sparql, limit))
    _warn(store, sparql)
    return answer


def _warn(store: Queryable, sparql: str) -> None:
    """Tell what a server is known to answer wrongly without a word."""
    from kg.cli.show import note
    from kg.graph.guard import words

    if "Virtuoso" in getattr(store, "software", "") and "REGEX" in {w for w, _ in words(sparql)}:
        note("On Virtuoso, REGEX may find nothing in Chinese text: use CONTAINS", style="yellow")


def _sparql(question: str) -> str:
    if question == "-":
        return sys.stdin.read()
    return _read(Path(question)) if question.endswith(".rq") else question


def _read(path: Path) -> str:
    from kg.errors import QueryError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Give the name of a question, SPARQL, or a file of SPARQL in UTF-8"
        raise QueryError("the query cannot be read", place=str(path), remedy=remedy) from error


def _show(answer: Answer, form: str) -> None:
    from kg.cli.show import as_json, text, write
    from kg.graph.answers import GRAPH_FORMATS, RESULT_FORMATS, graph_text, kind, results_text

    held = kind(answer)
    _fits(held, form, RESULT_FORMATS, GRAPH_FORMATS)
    if form in RESULT_FORMATS:
        text(results_text(answer, form))
    elif held == "truth":
        as_json(bool(answer)) if form == "json" else write("yes" if answer else "no")
    elif held == "statements" and form not in {"table", "csv", "tsv"}:
        text(graph_text(answer, {"": "ttl", "json": "jsonld"}.get(form, form)))
    else:
        _table(answer, form)


def _fits(held: str, form: str, results: Iterable[str], graphs: Iterable[str]) -> None:
    """Refuse a format that cannot hold an answer."""
    forms, others = (graphs, results) if held == "statements" else (results, graphs)
    if form in others:
        known = ", ".join([*_TABLES, *forms])
        raise typer.BadParameter(f"{held} cannot be written as {form}; there are {known}")


def _table(answer: Answer, form: str) -> None:
    from kg.cli.show import as_json, table, text
    from kg.graph.answers import columns_and_rows
    from kg.network.table import Table

    found = Table(*columns_and_rows(answer))
    if form == "json":
        as_json(found.records())
    elif form in {"csv", "tsv"}:
        text(found.to_csv() if form == "csv" else found.to_tsv())
    else:
        table(found.columns, found.rows)
