"""``kg validate`` and ``kg diff``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Code, app
from kg.cli.options import Build, Json, Quiet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.differences import Change, Difference

__all__ = ["diff", "validate"]

_LONGEST = 60  # characters of a text in a table
_MOST_BODIES = 10  # whose measures are shown; as JSON all are told
_SHOWN = ("tasks_led", "tasks_supported", "tasks_joint", "degree", "strength", "betweenness")


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
    """Tell what another build has: documents, tasks, assignments, bodies, and other measures."""
    from kg.builds import read_documents, read_measures
    from kg.cli.show import as_json
    from kg.differences import changes, differences

    found = differences(read_documents(old), read_documents(new))
    measured = changes(read_measures(old), read_measures(new))
    if json:
        gained = [asdict(one) for one in found]
        changed = [asdict(one) for one in measured]
        as_json({"counts": _counts(found), "differences": gained, "measures": changed})
    else:
        _show(found)
        _show_measures(measured)


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


def _show_measures(found: Sequence[Change]) -> None:
    """Show the bodies that changed most: those whose ties did."""
    from kg.cli.show import table, write

    bodies: dict[str, dict[str, Change]] = {}
    for one in found:
        bodies.setdefault(one.agency, {})[one.measure] = one
    most = sorted(bodies.values(), key=_change, reverse=True)[:_MOST_BODIES]
    rows = [
        (next(iter(changed.values())).label, *(_from_to(changed.get(name)) for name in _SHOWN))
        for changed in most
    ]
    if rows:
        table(("body in both", *_SHOWN), rows)
    write(f"{'measures':<11} of {len(bodies):,} bodies changed")


def _change(changed: Mapping[str, Change]) -> float:
    """Return by how much the strength of a body changed, ties in the order of names."""
    one = changed.get("strength")
    return abs(float(one.new or 0) - float(one.old or 0)) if one else 0.0


def _from_to(one: Change | None) -> str:
    return f"{one.old or '–'} → {one.new or '–'}" if one else ""


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
