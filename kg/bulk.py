"""A build for programs that read in bulk: tables as Parquet, the graph as N-Quads in parts.

Memory holds a few thousand rows or statements, whatever the build holds. A folder gets its files
when all of them are whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kg.builds import graph_of_build, tables_of_build
from kg.errors import KgError
from kg.graph.export import write_parts
from kg.manifest import MEASURED, TABLES
from kg.output import adding

__all__ = ["write_graph_parts", "write_tables"]

_PARQUET = re.compile(
    "|".join(re.escape(str(Path(name).with_suffix(".parquet"))) for name in (*TABLES, MEASURED))
)
_PARTS = re.compile(r"graph-\d+-of-\d+\.nq")


def write_tables(build: Path, folder: Path) -> list[Path]:
    """Write the tables of a build as Parquet, and return the files.

    ``measures.parquet`` is among them where the build has networks.

    Args:
        build: Folder that holds a build.
        folder: Where to write; tables of an earlier export are replaced, other files stay.

    Raises:
        KgError: If the extra that writes Parquet is missing.
        NoBuildError: If there is no build, or a damaged one.
        OutputError: If the folder cannot be written.
    """
    write = _parquet()
    tables = tables_of_build(build)
    with adding(folder, _PARQUET) as staging:
        for table in tables:
            write(table, (staging / table.name).with_suffix(".parquet"))
        names = sorted(path.name for path in staging.iterdir())
    return [folder / name for name in names]


def _parquet() -> Callable[[Path, Path], None]:
    try:
        from kg.publish.parquet import write_parquet  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        raise KgError(
            "Parquet needs an extra that is not installed",
            remedy='Run: pip install "fengong[parquet]"',
        ) from error
    return write_parquet


def write_graph_parts(build: Path, folder: Path, parts: int) -> list[Path]:
    """Write the graph of a build as N-Quads in several files, and return them.

    Args:
        build: Folder that holds a build.
        folder: Where to write; parts of an earlier export are replaced, other files stay.
        parts: How many files.

    Raises:
        NoBuildError: If there is no build, or a damaged one.
        OutputError: If the folder cannot be written.
        StoreError: If the graph is broken.
    """
    graph = graph_of_build(build)
    width = len(str(parts))
    names = [f"graph-{number:0{width}}-of-{parts}.nq" for number in range(1, parts + 1)]
    with adding(folder, _PARTS) as staging, ExitStack() as stack:
        files = [stack.enter_context((staging / name).open("wb")) for name in names]
        write_parts(graph, files)
    return [folder / name for name in names]
