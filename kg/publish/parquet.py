"""Tables of a build as Parquet, for DuckDB, Polars, Spark and R: columns with types, compressed.

Cells hold the same words as in the CSV: what is empty there is empty text here, lists stay text,
dates are text because many are only a year. Positions, counts and measures are numbers, and null
where a table leaves them empty. Nothing is guarded, since no program runs a cell of Parquet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from kg.publish.tables import read_cells

__all__ = ["write_parquet"]

# Columns that are not text; their names mean the same in every table.
_WHOLE = frozenset(
    (
        *("start", "end", "task_start", "task_end", "mention_start", "mention_end"),
        *("tasks_led", "tasks_supported", "tasks_joint", "degree", "core_number"),
    )
)
_REAL = frozenset(
    (
        *("strength", "lead_ratio", "betweenness", "closeness", "pagerank", "eigenvector"),
        *("effective_size", "efficiency", "constraint"),
    )
)

# Words become columns in batches, which take a tenth of the room of rows; batches become a group
# of rows when they are as large as readers like it.
_ROWS = 1_000
_CHARACTERS = 1 << 20
_GROUP = 1 << 25  # bytes

_Rows = list[list[str]]


def write_parquet(table: Path, target: Path) -> None:
    """Write a table again as Parquet, a group of rows at a time.

    Args:
        table: A CSV file that a build wrote.
        target: File to write; the same table gives the same bytes.

    Raises:
        NoBuildError: If the table is missing or damaged.
        OSError: If the file cannot be written.
    """
    cells = read_cells(table)
    columns = next(cells, [])
    schema = pa.schema([pa.field(name, _kind(name)) for name in columns])
    with (
        target.open("wb") as file,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        for group in _groups(_batch(schema, rows) for rows in _parcels(cells)):
            # One call makes one group, so that its size does not depend on the library's default.
            writer.write_table(group, row_group_size=group.num_rows)


def _kind(name: str) -> pa.DataType:
    if name in _WHOLE:
        return pa.int64()
    return pa.float64() if name in _REAL else pa.string()


def _parcels(cells: Iterator[list[str]]) -> Iterator[_Rows]:
    rows: _Rows = []
    size = 0
    for row in cells:
        rows.append(row)
        size += sum(map(len, row))
        if size >= _CHARACTERS or len(rows) >= _ROWS:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _batch(schema: pa.Schema, rows: _Rows) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [_array(field, column) for field, column in zip(schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= _GROUP:
            yield pa.Table.from_batches(held)
            held, size = [], 0
    if held:
        yield pa.Table.from_batches(held)


def _array(field: pa.Field[Any], cells: Sequence[str]) -> pa.Array[Any]:
    if pa.types.is_string(field.type):
        values: Sequence[str | float | None] = cells
    else:
        number: Callable[[str], float] = int if pa.types.is_integer(field.type) else float
        values = [number(cell) if cell else None for cell in cells]
    array: pa.Array[Any] = pa.array(values, field.type)
    return array
