"""Tables as Parquet say what the CSV says, with types, in little memory."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from kg.cells import guard
from kg.errors import NoBuildError
from kg.publish import parquet as room
from kg.publish.parquet import write_parquet
from kg.publish.tables import COLUMNS, read_table

HOSTILE = [
    "=1+1",
    "'=1",
    "'",
    "''@x",
    '"',
    '""',
    ",",
    "a\nb",
    "a\r\nb",
    "\r",
    "\t=",
    "＝1",
    "",
    "\0",
]
NUMBERS = {
    "assignments": {"task_start", "task_end", "mention_start", "mention_end"},
    "tasks": {"task_start", "task_end"},
    "places": {"start", "end"},
    "documents": {"start", "end"},
    "open": {"start", "end"},
}


def write_csv(path: Path, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guard(cell) for cell in row] for row in rows)


def made(folder: Path, columns: tuple[str, ...], rows: list[list[str]]) -> parquet.ParquetFile:
    write_csv(folder / "x.csv", columns, rows)
    write_parquet(folder / "x.csv", folder / "x.parquet")
    return parquet.ParquetFile(folder / "x.parquet")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_table_of_a_build_says_the_same(
    built_samples: Path, tmp_path: Path, table: str
) -> None:
    write_parquet(built_samples / f"{table}.csv", tmp_path / "t.parquet")
    found = parquet.read_table(tmp_path / "t.parquet")
    assert tuple(found.column_names) == COLUMNS[table]
    assert {f.name for f in found.schema if f.type == pa.int64()} == NUMBERS[table]
    assert {f.type for f in found.schema if f.name not in NUMBERS[table]} == {pa.string()}
    expected = list(read_table(built_samples / f"{table}.csv"))
    assert expected
    for row in expected:
        row.update({name: int(row[name]) for name in NUMBERS[table]})
    assert found.to_pylist() == expected


def test_measures_are_numbers_and_null_where_there_are_none(
    built_samples: Path, tmp_path: Path
) -> None:
    write_parquet(built_samples / "measures.csv", tmp_path / "t.parquet")
    found = parquet.read_table(tmp_path / "t.parquet")
    rows = list(read_table(built_samples / "measures.csv"))
    assert len(rows) == found.num_rows > 100
    empty = 0
    for name, kind in zip(found.schema.names, found.schema.types, strict=True):
        cells = [row[name] for row in rows]
        values = found.column(name).to_pylist()
        if kind == pa.string():
            assert values == cells
            # A column of numbers that is taken for text would pass above.
            assert any(not cell.replace(".", "").isdigit() for cell in cells) or "juris" in name
        else:
            number = {pa.int64(): int, pa.float64(): float}[kind]
            assert values == [number(cell) if cell else None for cell in cells]
            empty += values.count(None)
    assert empty


@given(rows=st.lists(st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=2), max_size=5))
def test_hostile_cells_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    found = made(tmp_path_factory.mktemp("x"), ("mention", "quote"), rows).read()
    assert found.num_rows == len(rows)
    assert [list(row.values()) for row in found.to_pylist()] == rows


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    found = made(tmp_path, COLUMNS["open"], [])
    assert (found.metadata.num_rows, tuple(found.schema_arrow.names)) == (0, COLUMNS["open"])


def test_positions_beyond_32_bits_fit(tmp_path: Path) -> None:
    found = made(tmp_path, ("start", "end"), [[str(1 << 40), ""]]).read()
    assert found.to_pylist() == [{"start": 1 << 40, "end": None}]


def test_a_group_of_rows_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_ROWS", 3)
    monkeypatch.setattr(room, "_CHARACTERS", 20)
    monkeypatch.setattr(room, "_GROUP", 100)
    words = ["一二三"] * 12 + ["长" * 100, "短", "短"]  # batches: 3, 3, 3, 3, 1, 2
    rows = [[word, str(number)] for number, word in enumerate(words)]
    found = made(tmp_path, ("mention", "start"), rows)
    sizes = [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)]
    assert sizes == [6, 6, 1, 2]
    assert [list(map(str, row.values())) for row in found.read().to_pylist()] == rows


def test_columns_are_dictionaries_and_compressed(tmp_path: Path) -> None:
    group = made(tmp_path, ("role",), [["lead"]] * 1000).metadata.row_group(0)
    assert group.column(0).compression == "ZSTD"
    assert "RLE_DICTIONARY" in group.column(0).encodings
    assert group.column(0).statistics.min == "lead"


def test_the_same_table_gives_the_same_bytes(tmp_path: Path, built_samples: Path) -> None:
    for name in "ab":
        write_parquet(built_samples / "assignments.csv", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_damaged_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("start,end\r\n1\r\n", encoding="utf-8")
    with pytest.raises(NoBuildError, match=r"x\.csv: table cannot be read"):
        write_parquet(tmp_path / "x.csv", tmp_path / "x.parquet")
