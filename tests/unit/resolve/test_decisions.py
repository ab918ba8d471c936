"""Review files, the decisions a person fills in, and what became of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from resolve_cases import parsed

from kg.errors import InputError, NotFoundError, OutputError
from kg.model import ResolvedDocument
from kg.resolve import Resolver
from kg.resolve.decisions import COLUMNS, Decision, Unused, read_decisions
from kg.resolve.review import items, write_review


def unused(path: Path, *documents: ResolvedDocument) -> tuple[Decision, ...]:
    found = Unused(read_decisions(path))
    for document in documents:
        found.see(document)
    return found.left


TASKS = (
    ("加快公路建设。", "自治区交通运输厅、神秘小组、市财政局"),
    ("进一步完善有关措施。", "自治区财政厅"),
    ("支持资源、龙胜、阳朔发展旅游。", "自治区旅游局"),
)


def decide(path: Path, *lines: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    return path


def test_review_lists_what_is_undecided_with_quote_and_place(
    resolver: Resolver, tmp_path: Path
) -> None:
    document = resolver.resolve(parsed(*TASKS))
    found = list(items(document))
    assert [(item.kind, item.name) for item in found] == [
        ("body", "神秘小组"),
        ("body", "市财政局"),
        ("theme", ""),
    ]
    text = document.document.source.text
    assert all(item.quote in text for item in found)
    assert all(item.span.of(text) == item.quote for item in found)
    target = tmp_path / "review.csv"
    assert write_review([document], target) == 3
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["name"] for line in lines] == ["神秘小组", "市财政局", ""]
    assert all(line["decision"] == "" for line in lines)


def test_a_filled_in_review_file_is_a_decisions_file(resolver: Resolver, tmp_path: Path) -> None:
    document = resolver.resolve(parsed(*TASKS))
    target = tmp_path / "review.csv"
    write_review([document], target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    lines[0] |= {
        "decision": "450000/广西壮族自治区科学技术厅",
        "why": "见附件",
        "who": "A",
        "date": "2024-05-01",
    }
    lines[2]["decision"] = "4/财政;3"
    path = decide(tmp_path / "decisions.csv", *lines)
    decided = Resolver.load(path).resolve(parsed(*TASKS))
    resolution = decided.tasks[0].resolutions[1]
    assert resolution.basis == "decision"
    assert resolution.note == "见附件 (A, 2024-05-01)"
    assert (resolution.agency.key, resolution.agency.system) == (
        "450000/广西壮族自治区科学技术厅",
        "科技",
    )
    assert [theme.notation for theme in decided.tasks[1].themes] == ["4/财政", "3"]
    assert unused(path, decided) == ()


def test_decisions_apply_here_in_the_file_or_everywhere(tmp_path: Path) -> None:
    everywhere = {"kind": "body", "name": "神秘小组", "decision": "-/甲组"}
    in_file = everywhere | {"source": "b.txt", "decision": "-/乙组"}
    path = decide(tmp_path / "d.csv", everywhere, in_file)
    decided = Resolver.load(path)
    one = decided.resolve(parsed(*TASKS)).tasks[0].resolutions[1].agency.key
    other = decided.resolve(parsed(*TASKS, name="b.txt")).tasks[0].resolutions[1].agency.key
    assert (one, other) == ("-/甲组", "-/乙组")


def test_places_can_be_overruled(tmp_path: Path, resolver: Resolver) -> None:
    place = resolver.resolve(parsed(*TASKS)).tasks[2].places[0]
    line = {
        "kind": "place",
        "source": "a.txt",
        "start": str(place.span.start),
        "name": "资源",
        "decision": "-",
    }
    path = decide(tmp_path / "d.csv", line)
    decided = Resolver.load(path).resolve(parsed(*TASKS))
    assert [p.name for p in decided.tasks[2].places] == ["龙胜", "阳朔"]
    assert unused(path, decided) == (), "a place taken away is a decision that was carried out"
    elsewhere = Resolver.load(path).resolve(parsed(TASKS[0]))
    assert len(unused(path, elsewhere)) == 1


def test_decisions_that_no_longer_fit_are_reported(tmp_path: Path) -> None:
    stale = {
        "kind": "body",
        "source": "gone.txt",
        "start": "5",
        "name": "神秘小组",
        "decision": "-/甲组",
    }
    path = decide(tmp_path / "d.csv", stale)
    resolver = Resolver.load(path)
    document = resolver.resolve(parsed(*TASKS))
    assert unused(path, document) == read_decisions(path)
    assert document.tasks[0].resolutions[1].basis != "decision"


def test_lines_without_a_decision_are_left_out(tmp_path: Path) -> None:
    assert read_decisions(decide(tmp_path / "d.csv", {"kind": "body", "name": "x"})) == ()


@pytest.mark.parametrize(
    "content",
    ["kind,name\nbody,x\n", "kind,decision\nperson,x\n", "kind,decision,start\nbody,x,five\n"],
)
def test_files_that_are_no_decisions(tmp_path: Path, content: str) -> None:
    path = tmp_path / "d.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_decisions(path)
    assert str(path) in str(caught.value)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Resolver.load(tmp_path / "none.csv")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_review([], tmp_path / "none" / "review.csv")


def test_text_of_documents_is_no_formula(resolver: Resolver, tmp_path: Path) -> None:
    document = resolver.resolve(parsed(("=1+1完善措施。", "自治区财政厅")))
    target = tmp_path / "r.csv"
    write_review([document], target)
    assert ",=1+1" not in target.read_text(encoding="utf-8-sig")


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1")


@pytest.mark.parametrize("start", FORMULAS)
def test_names_of_files_and_bodies_are_no_formulas(tmp_path: Path, start: str) -> None:
    """They stand behind an apostrophe, and are taken for what they are when read back."""
    document = parsed(("进一步完善有关措施。", f"{start}局"), name=f"{start}.txt")
    target = tmp_path / "r.csv"
    assert write_review([Resolver.load().resolve(document)], target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        first, *_ = lines = list(csv.DictReader(file))
    assert not [
        cell
        for line in lines
        for cell in line.values()
        if cell.startswith(("=", "+", "-", "@", "＝"))
    ]
    decide(target, first | {"decision": "-/甲组"})
    (decision,) = read_decisions(target)
    assert (decision.source, decision.name) == (f"{start}.txt", f"{start}局")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    """Excel in Chinese saves CSV in GBK unless it is asked not to."""
    path = tmp_path / "d.csv"
    text = "kind,source,start,name,decision\r\nbody,通知.txt,5,神秘小组,-/国务院工作小组\r\n"
    path.write_bytes(text.encode(encoding))
    assert read_decisions(path)[0].name == "神秘小组"


@pytest.mark.parametrize("data", [b"\x00\xff" * 99, b'kind,decision\n"' + b"x" * 200_000])
def test_a_file_that_is_no_table_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "d.csv").write_bytes(data)
    with pytest.raises(InputError, match=r"d\.csv"):
        read_decisions(tmp_path / "d.csv")


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("body", "淮南市城市管理局", "340400/淮南市城市管理局"),
        ("body", "999999/淮南市城市管理局", "340400/淮南市城市管理局"),
        ("body", "340400/", "340400/淮南市城市管理局"),
        ("place", "淮南", "code of a division"),
        ("theme", "民航", "notations"),
        ("theme", "3;99/乱写", "notations"),
    ],
)
def test_a_decision_for_what_there_is_not_is_refused(
    kind: str, value: str, says: str, tmp_path: Path
) -> None:
    name = "" if kind == "theme" else "某局"
    line = {"kind": kind, "source": "a.txt", "start": "7", "name": name, "decision": value}
    path = decide(tmp_path / "d.csv", line)
    with pytest.raises(InputError, match=says) as caught:
        Resolver.load(path)
    assert "a.txt:7" in caught.value.place
    assert value in caught.value.problem


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("body", "340400/淮南市城市管理局"),
        ("body", "-/城管局"),
        ("body", "-e1a1bf9a.0/市水利局"),
        ("place", "340400"),
        ("place", "area"),
        ("place", "-"),
        ("theme", "3"),
        ("theme", "7/民航; 3"),
        ("theme", "-"),
    ],
)
def test_what_a_decision_may_be(kind: str, value: str, tmp_path: Path) -> None:
    line = {"kind": kind, "source": "a.txt", "start": "7", "name": "某局", "decision": value}
    assert Resolver.load(decide(tmp_path / "d.csv", line)).decisions.all
