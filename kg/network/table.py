"""A small table: what a measure says about each node, ready to print, write or hand on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cells import guard

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Table", "clean"]

Cell = str | int | float | bool | None

# The last digits of a float differ between processors and linear-algebra libraries; eleven
# significant digits are alike everywhere and more than any reader needs.
_DIGITS = 11


def clean(value: Cell) -> Cell:
    """Return a value as it is written: floats rounded to eleven significant digits."""
    if isinstance(value, float):
        short = float(f"{value:.{_DIGITS}g}")
        return 0.0 if short == 0 else short
    return value


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of equal length.

    Examples:
        >>> table = Table(("node", "degree"), (("a", 1), ("b", 3), ("c", 2)))
        >>> table.top("degree", 2).rows
        (('b', 3), ('c', 2))
        >>> table.column("degree")
        [1, 3, 2]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[Cell]]) -> Table:
        """Make a table from columns of equal length."""
        cells = [[clean(cell) for cell in column] for column in columns.values()]
        return cls(tuple(columns), tuple(zip(*cells, strict=True)))

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column; ``KeyError`` when there is none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> list[dict[str, Cell]]:
        """Return each row as a dictionary."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def where(self, keep: Callable[[dict[str, Cell]], bool]) -> Table:
        """Return the rows that a condition on their record keeps."""
        kept = [row for row, record in zip(self.rows, self.records(), strict=True) if keep(record)]
        return Table(self.columns, tuple(kept))

    def top(self, by: str, count: int | None = None, *, ascending: bool = False) -> Table:
        """Return the rows sorted by a column, the largest first, ties in their old order.

        Empty cells come last either way.
        """
        keyed = list(zip(self.column(by), self.rows, strict=True))
        full = [pair for pair in keyed if pair[0] is not None]
        empty = [row for cell, row in keyed if cell is None]
        full.sort(key=lambda pair: _sortable(pair[0]), reverse=not ascending)
        return Table(self.columns, tuple(([row for _, row in full] + empty)[:count]))

    def head(self, count: int = 0) -> Table:
        """Return the first rows; all of them where ``count`` is 0."""
        return Table(self.columns, self.rows[: count or None])

    def to_csv(self) -> str:
        """Return the table as CSV with a heading line; empty cells for ``None``."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(self.columns)
        writer.writerows(
            [guard(cell) if isinstance(cell, str) else cell for cell in row] for row in self.rows
        )
        return stream.getvalue()

    def to_tsv(self) -> str:
        r"""Return the table with tabs between cells; tabs and ends of line in them are escaped.

        Examples:
            >>> Table(("a", "b"), (("x\ty", None),)).to_tsv()
            'a\tb\nx\\ty\t\n'
        """
        rows = (self.columns, *self.rows)
        return "".join("\t".join(map(_one_line, row)) + "\n" for row in rows)

    def to_json(self) -> str:
        """Return the table as a JSON array of records."""
        return json.dumps(self.records(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a pandas ``DataFrame`` (pandas must be installed)."""
        import pandas as pd  # noqa: PLC0415 - optional: only who asks for a frame needs it

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))


def _one_line(cell: Cell) -> str:
    words = "" if cell is None else str(guard(cell) if isinstance(cell, str) else cell)
    return words.translate({ord(sign): f"\\{name}" for sign, name in _ESCAPES.items()})


_ESCAPES = {"\\": "\\", "\t": "t", "\n": "n", "\r": "r"}


def _sortable(cell: Cell) -> tuple[int, float, str]:
    if isinstance(cell, str):
        return (1, 0.0, cell)
    return (0, float(cell or 0), "")
