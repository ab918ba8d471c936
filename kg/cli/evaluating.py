"""``kg eval``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Code, app
from kg.cli.options import Json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluate import Evaluation, Scores

__all__ = ["evaluate"]

_HEADS = {"span": "span", "name": "+name", "role": "+role"}


@app.command("eval", epilog="Example: kg eval gold.jsonl --source document.txt --differences")
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Annotations (JSON Lines).")],
    source: Annotated[
        list[Path] | None,
        typer.Option("--source", help="The annotated file; beside its annotation when left out."),
    ] = None,
    floor: Annotated[
        float, typer.Option("--floor", help="Exit code 1 when strict F1 is under it.")
    ] = 0.0,
    differences: Annotated[
        bool, typer.Option("--differences", "-d", help="List the mentions that differ.")
    ] = False,
    json: Json = False,
) -> None:
    """Compare what is read with annotations: precision, recall and F1."""
    from kg.evaluate import evaluate_file

    files = source or [path.with_suffix(".txt") for path in gold]
    if len(files) != len(gold):
        raise typer.BadParameter("give one --source for each annotation, in the same order")
    results = [evaluate_file(*pair) for pair in zip(gold, files, strict=True)]
    _show(results, differences=differences, json=json)
    under = [result for result in results if result.total.f1("role") < floor]
    if under:
        _complain(under, floor)
        raise typer.Exit(Code.FAILED)


def _complain(under: Sequence[Evaluation], floor: float) -> None:
    from kg.cli.show import note

    for result in under:
        note(f"{result.name}: strict F1 {result.total.f1('role'):.4f} is under {floor}", "red")


def _show(results: Sequence[Evaluation], *, differences: bool, json: bool) -> None:
    from kg.cli.show import as_json, table
    from kg.evaluate import pooled

    everything = [*results, pooled(results)] if len(results) > 1 else list(results)
    if json:
        as_json([_record(result, differences=differences) for result in everything])
        return
    columns = ["document", "kind", "gold", "found"]
    columns += [f"{head} {m}" for head in _HEADS.values() for m in ("P", "R", "F1")]
    table([*columns, "task spans"], [row for result in everything for row in _rows(result)])
    if differences:
        for result in results:
            _differences(result)


def _rows(result: Evaluation) -> list[list[object]]:
    rows = [_row(result.name, group, scores) for group, scores in result.groups.items()]
    return [*rows, _row(result.name, "all but corrupt", result.total)]


def _row(name: str, group: str, scores: Scores) -> list[object]:
    measured = [
        f"{measure(level):.3f}"
        for level in _HEADS
        for measure in (scores.precision, scores.recall, scores.f1)
    ]
    spans = f"{scores.tasks_right}/{scores.tasks}"
    return [name, group, scores.gold, scores.found, *measured, spans]


def _differences(result: Evaluation) -> None:
    from kg.cli.show import table

    columns = ["kind", "line", "span", "words", "annotation", "found"]
    rows = [
        [d.kind, d.line or "", f"{d.span.start}-{d.span.end}", d.words, d.expected, d.found]
        for d in result.differences
    ]
    table(columns, rows, title=f"{result.name}: {len(rows)} mentions differ")


def _record(result: Evaluation, *, differences: bool) -> dict[str, object]:
    groups = {**result.groups, "total": result.total}
    record: dict[str, object] = {
        "name": result.name,
        "groups": {group: _numbers(scores) for group, scores in groups.items()},
    }
    if differences:
        record["differences"] = [
            {
                "kind": d.kind,
                "span": [d.span.start, d.span.end],
                "words": d.words,
                "expected": d.expected,
                "found": d.found,
                "line": d.line,
            }
            for d in result.differences
        ]
    return record


def _numbers(scores: Scores) -> dict[str, object]:
    measured = {
        level: {
            "precision": scores.precision(level),
            "recall": scores.recall(level),
            "f1": scores.f1(level),
        }
        for level in _HEADS
    }
    counts = {"gold": scores.gold, "found": scores.found}
    spans = {"tasks": scores.tasks, "tasks_right": scores.tasks_right}
    return {**counts, **spans, **measured}
