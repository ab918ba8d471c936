"""``kg validate`` and ``kg diff``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Code, app
from kg.cli.options import Build, Json, Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.differences import Difference, Moved

__all__ = ["diff", "validate"]

_LONGEST = 60  # characters of a text in a table


@app.command(epilog="Example: kg validate --build output")
def validate(
    build: Build = Path("output"),
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Hold a build's graph to the shapes of the ontology; exit code 1 when something is wrong."""
    from kg.builds import open_store, read_documents
    from kg.cli.show import as_json, write
    from kg.graph.validate import validate as violations

    sources = (resolved.document.source for resolved in read_documents(build))
    texts = {source.sha256: source.text for source in sources}
    with open_store(build) as store:
        found = violations(store, texts)
    if json:
        as_json([asdict(one) for one in found])
    else:
        for one in found:
            write(str(one))
        if not quiet:
            write(f"{len(found):,} violations" if found else "no violations")
    if found:
        raise typer.Exit(Code.FAILED)


@app.command(epilog="Example: kg diff old-output output")
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the older build.")],
    new: Annotated[Path, typer.Argument(help="Folder of the newer build.")],
    json: Json = False,
) -> None:
    """Tell what differs between two builds: documents, tasks, assignments, bodies, measures."""
    from kg.builds import read_documents
    from kg.cli.show import as_json
    from kg.differences import differences, moved

    found = differences(read_documents(old), read_documents(new))
    measures = moved(old, new)
    if json:
        record = {
            "counts": _counts(found),
            "differences": [asdict(one) for one in found],
            "measures": [asdict(one) for one in measures],
        }
        as_json(record)
    else:
        _show(found)
        _show_moved(measures)


def _counts(found: Sequence[Difference]) -> dict[str, dict[str, int]]:
    from kg.differences import KINDS

    kinds = [(one.kind, one.gained) for one in found]
    return {
        kind: {"gained": kinds.count((kind, True)), "lost": kinds.count((kind, False))}
        for kind in KINDS
    }


def _show(found: Sequence[Difference]) -> None:
    from kg.cli.show import table, write

    if found:
        cells = [
            (one.kind, one.document, _brief(one.what), one.role, _brief(one.task)) for one in found
        ]
        signs = ["+" if one.gained else "-" for one in found]
        rows = [(sign, *row) for sign, row in zip(signs, cells, strict=True)]
        table(("", "kind", "document", "what", "role", "task"), rows)
    for kind, count in _counts(found).items():
        write(f"{kind:<11} {count['gained']:,} gained, {count['lost']:,} lost")


def _show_moved(found: Sequence[Moved]) -> None:
    """Show how many bodies each measure moved for, and for which most."""
    from kg.cli.show import table

    by_measure: dict[str, list[Moved]] = {}
    for one in found:
        by_measure.setdefault(one.measure, []).append(one)
    rows = []
    for measure, several in by_measure.items():
        most = max(several, key=lambda one: (abs(one.by), one.agency))
        values = [f"{value or 0:.6g}" for value in (most.before, most.after)]
        rows.append((measure, f"{len(several):,}", most.label, *values))
    if rows:
        table(("measure", "bodies it moved for", "most for", "before", "after"), rows)


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
