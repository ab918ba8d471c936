from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cells import guard, unguard
from kg.errors import NoBuildError
from kg.graph.iri import Iris
from kg.model import (
    Agency,
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Open,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Source,
    Span,
    Task,
    Theme,
)
from kg.pieces import Means, piece
from kg.publish.names import safe_name, text_path
from kg.publish.tables import (
    COLUMNS,
    open_lines,
    read_table,
    table_head,
    table_lines,
)
from kg.resolve import Resolver

TEXT = "=加快建设“柳州”园区，\r\n力争完成。（自治区工信委、发展改革委负责）\n后半句。"
IRIS = Iris()
MEANS = Means.load(Resolver.load(), IRIS)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def document(name: str = "样本.txt", *, extracted: bool = False) -> ResolvedDocument:
    source = Source(name, TEXT, "ab" * 32, extracted=extracted)
    mentions = (
        Mention(span("自治区工信委"), "自治区工信委", "自治区工信委"),
        Mention(span("发展改革委"), "发展改革委", "自治区发展改革委"),
    )
    clause = Clause(
        span("（自治区工信委、发展改革委负责）"),
        ClauseKind.PAREN,
        (
            Assignment(mentions[0], Role.LEAD, Basis.FIRST_LISTED),
            Assignment(mentions[1], Role.SUPPORT, Basis.FIRST_LISTED),
        ),
    )
    first = Task((Span(0, span("（自").start), span("后半句。")), clause, section="一 / 二")
    reprint = Task((span("力争完成。"),), clause, reprint_of=0, implements=0, deadline="年底")
    nodes = (
        Resolution(Agency("450000/工信委", "自治区工信委", "450000", "province", "工信"), "name"),
        Resolution(Agency("450000/发展改革委", "自治区发展改革委", "450000"), "prefix"),
    )
    place = Place(span("柳州"), "柳州", "柳州市", "division", "450200")
    themes = (Theme("3", 0.2, ""), Theme("7/信息产业（含电信）", 0.9, ""))
    return ResolvedDocument(
        Document(source, Span(0, len(TEXT)), "方案", "桂政办发〔2011〕1号", date="2011-11-03"),
        "450000",
        (ResolvedTask(first, nodes, (place,), themes), ResolvedTask(reprint, nodes, (place,))),
        opens=(Open(span("后半句。"), "uncovered", "后半句。", "没有分工", ("甲", "乙")),),
    )


def write_tables(documents: list[ResolvedDocument], folder: Path) -> dict[str, int]:
    lines = table_lines(documents, IRIS)
    for name, (text, _) in lines.items():
        (folder / f"{name}.csv").write_bytes(f"{table_head(name)}{text}".encode())
    return {name: number for name, (_, number) in lines.items()}


def rows(path: Path, name: str) -> list[dict[str, str]]:
    return list(read_table(path / f"{name}.csv"))


def test_columns_stand_in_the_agreed_order(tmp_path: Path) -> None:
    write_tables([], tmp_path)
    for name, columns in COLUMNS.items():
        data = (tmp_path / f"{name}.csv").read_bytes()
        assert data == b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n"


def test_a_line_per_assignment_with_words_as_written(tmp_path: Path) -> None:
    assert write_tables([document()], tmp_path)["assignments"] == 4
    first, second, *reprints = rows(tmp_path, "assignments")
    start, end = int(first["task_start"]), int(first["task_end"])
    assert first["task_text"] == f"{TEXT[start:end]}\n后半句。"
    assert first["task_parts"] == f"{start}-{end};{TEXT.index('后')}-{len(TEXT)}"
    assert second["name"] == "自治区发展改革委"
    assert (second["role"], second["basis"]) == ("support", "first-listed")
    assert second["agency"].endswith("agency/450000/发展改革委")
    assert (first["jurisdiction"], first["system"]) == ("450000", "工信")
    for row in (first, second, *reprints):
        assert TEXT[int(row["mention_start"]) : int(row["mention_end"])] == row["mention"]
    assert [row["reprint_of"] for row in reprints] == [first["task"]] * 2
    assert reprints[0]["task"] != first["task"]
    assert reprints[0]["task_parts"] == ""


def test_other_tables_count_a_repeated_task_once(tmp_path: Path) -> None:
    counts = write_tables([document()], tmp_path)
    assert counts == {"assignments": 4, "tasks": 1, "places": 1, "documents": 1, "open": 1}
    (task,) = rows(tmp_path, "tasks")
    assert task["themes"] == "7/信息产业（含电信）;3"
    assert task["regions"] == "450200"
    (place,) = rows(tmp_path, "places")
    assert (place["task"], place["name"], place["kind"]) == (task["task"], "柳州市", "division")
    (opened,) = rows(tmp_path, "open")
    assert opened["candidates"] == "甲;乙"


def test_spreadsheets_run_nothing(tmp_path: Path) -> None:
    write_tables([document()], tmp_path)
    with (tmp_path / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        (raw,) = csv.DictReader(file)
    assert raw["task_text"].startswith("'=加快")
    assert rows(tmp_path, "tasks")[0]["task_text"].startswith("=加快")


@given(st.text(alphabet="'=+-@＝－a中\t\r\n", max_size=6))
def test_guarding_is_undone_exactly(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@", "＝", "－", "\t", "\r", "\n"))


def test_extracted_text_is_kept_unaltered() -> None:
    made = piece([document("表/样本.docx", extracted=True)] * 2, MEANS)
    assert made.texts == {"text/表/样本.docx.txt": TEXT.encode()}
    assert piece([document()], MEANS).texts == {}


def test_unread_files_stay_visible(tmp_path: Path) -> None:
    item = Open(Span(0, 0), "unreadable", "", "no text")
    text, number = open_lines([("坏.pdf", item)])
    (tmp_path / "open.csv").write_bytes(f"{table_head('open')}{text}".encode())
    assert number == 1
    assert rows(tmp_path, "open")[0]["source"] == "坏.pdf"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a\0b", "..", "CON", "a:b", "长" * 300, ""])
def test_hostile_names_stay_below_the_folder(name: str) -> None:
    path = text_path(Source(name, "", "00"))
    assert path.parts[0] == "text"
    assert ".." not in path.parts and not path.is_absolute()
    assert all(len(part.encode()) <= 255 for part in path.parts)


def test_names_that_were_changed_stay_apart() -> None:
    assert safe_name("a:b") != safe_name("a?b")
    assert safe_name("方案.txt") == "方案.txt"


def test_the_same_documents_give_the_same_lines() -> None:
    assert table_lines([document()], IRIS) == table_lines([document()], IRIS)


def test_errors_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(NoBuildError, match="missing"):
        list(read_table(tmp_path / "missing.csv"))


def test_cells_may_be_as_long_as_a_document(tmp_path: Path) -> None:
    words = "长" * 200_000
    text, _ = open_lines([("文.txt", Open(Span(0, 200_000), "uncovered", words, "没有分工"))])
    (tmp_path / "open.csv").write_bytes(f"{table_head('open')}{text}".encode())
    assert rows(tmp_path, "open")[0]["quote"] == words


@pytest.mark.parametrize("line", ["a,b,c\r\n", "a\r\n", '"a\r\n'])
def test_a_line_that_was_cut_is_no_table(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.csv").write_text(f"one,two\r\n1,2\r\n{line}", encoding="utf-8", newline="")
    with pytest.raises(NoBuildError, match="Build the folder again"):
        list(read_table(tmp_path / "x.csv"))
