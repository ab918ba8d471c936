"""Where a table goes: CSV or JSON, to the terminal or into a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.network.table import Table

__all__ = ["Csv", "Output", "give"]

Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write into this file: .csv or .json.")
]


def give(
    found: Table, whole: object, *, csv: bool = False, json: bool = False, output: Path | None
) -> bool:
    """Write what was found as the options ask; return whether they asked for anything.

    Args:
        found: What becomes CSV.
        whole: What becomes JSON.
        csv: Whether to print CSV.
        json: Whether to print JSON.
        output: The file to write, or none.

    Raises:
        OutputError: If the file cannot be written.
    """
    from kg.cli.show import as_json

    if output is not None:
        _write(found, whole, output)
    elif json:
        as_json(whole)
    elif csv:
        sys.stdout.write(found.to_csv())
    return csv or json or output is not None


def _write(found: Table, whole: object, path: Path) -> None:
    import json

    from kg.errors import OutputError

    ending = path.suffix.lower()
    if ending not in {".csv", ".json"}:
        raise OutputError("unknown format", place=str(path), remedy="Use .csv or .json")
    # With a byte order mark, spreadsheets take the table for UTF-8.
    csv = "\ufeff" + found.to_csv()
    text = csv if ending == ".csv" else json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(
            "the table cannot be written", place=str(path), remedy=str(error.strerror or error)
        ) from error
