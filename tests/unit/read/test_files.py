"""Finding files, and what is said of those that cannot be read."""

import os
from pathlib import Path

import pytest
from file_makers import NOTICE, archive

from kg.errors import NotFoundError, UnreadableError
from kg.model import Page, Source
from kg.read import documents, find_files, place_of, read_file
from kg.read import files as room


def write(folder: Path, name: str, data: bytes | str = NOTICE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(folder: Path) -> list[str]:
    return [name for name, _ in find_files([folder])]


def test_files_are_named_below_the_folder_and_sorted(tmp_path: Path) -> None:
    for name in ("b.TXT", "a/c.html", "a/b.docx", "z.pdf", "m.xlsx", "n.csv", "k.md"):
        write(tmp_path, name)
    assert names(tmp_path) == ["a/b.docx", "a/c.html", "b.TXT", "k.md", "m.xlsx", "n.csv", "z.pdf"]


def test_hidden_files_locks_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    for name in (".secret.txt", ".git/a.txt", "~$b.docx", "c.png", "d.jsonl", "README.md", "e.txt"):
        write(tmp_path, name)
    assert names(tmp_path) == ["e.txt"]


def test_links_out_of_the_folder_are_passed_over(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.txt")
    inside = write(tmp_path, "in/a.txt")
    (tmp_path / "in" / "link.txt").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    (tmp_path / "in" / "same.txt").symlink_to(inside)
    (tmp_path / "in" / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "in" / "round.txt").symlink_to(tmp_path / "in" / "round.txt")
    assert names(tmp_path / "in") == ["a.txt", "same.txt"]


def test_a_name_is_data(tmp_path: Path) -> None:
    odd = "a\nb\t<script>\u202e.txt"
    write(tmp_path, odd)
    ((name, path),) = find_files([tmp_path])
    assert name == odd
    assert read_file(name, path).name == odd


def test_a_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    """Archives made elsewhere unpack into names in GBK, which no table can hold as they are."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb7\xbd\xb0\xb8.txt"))
    try:
        path.write_text(NOTICE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system knows only names in UTF-8")
    for given in (tmp_path, path):
        ((name, found),) = find_files([given])
        assert name == "\\xb7\\xbd\\xb0\\xb8.txt"
        assert read_file(name, found).text == NOTICE
    with pytest.raises(NotFoundError) as caught:
        find_files([path.with_suffix(".gone")])
    str(caught.value).encode()


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "x/a.txt")
    ((name, _),) = find_files([tmp_path / "x" / ".." / "x"])
    assert name == "a.txt"


def test_a_single_file_needs_no_known_ending(tmp_path: Path) -> None:
    path = write(tmp_path, "notice")
    ((name, found),) = find_files([path])
    assert (name, found) == ("notice", path)
    assert read_file(name, path).text == NOTICE


@pytest.mark.parametrize("make", ["missing", "empty folder", "device"])
def test_nothing_there(tmp_path: Path, make: str) -> None:
    path = {"missing": tmp_path / "no", "empty folder": tmp_path, "device": Path(os.devnull)}[make]
    with pytest.raises(NotFoundError):
        find_files([path])


UNREADABLE = {
    "empty": ("a.txt", b"", "this file is empty"),
    "blanks only": ("a.txt", "\ufeff \n\t\r\n　".encode(), "this file is empty"),
    "a PDF named txt": ("a.txt", b"%PDF-1.7 ...", r"no plain text\. Let its name end in \.pdf"),
    "an archive named txt": ("a.txt", archive({"a": "b"}), r"Let its name end in \.docx"),
    "older Word": ("a.doc", b"\xd0\xcf\x11\xe0", r"Word's older format\. Save it as DOCX"),
    "OFD": ("a.ofd", b"PK\x03\x04", "Export it as PDF"),
    "empty page": ("a.html", b"", "holds no text"),
    "empty table": ("a.csv", b"\n", "this file is empty"),
    "empty Word file": ("a.docx", b"", "no whole DOCX file"),
    "empty workbook": ("a.xlsx", b"", "no whole XLSX file"),
    "empty PDF": ("a.pdf", b"", "no whole PDF file"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable(tmp_path: Path, case: str) -> None:
    name, data, message = UNREADABLE[case]
    path = write(tmp_path, name, data)
    with pytest.raises(UnreadableError, match=message) as caught:
        read_file(name, path)
    assert caught.value.place == name
    assert caught.value.remedy


def test_older_formats_are_found_so_that_they_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.doc")
    write(tmp_path, "b.xls")
    assert names(tmp_path) == ["a.doc", "b.xls"]


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything
    with pytest.raises(UnreadableError, match=r"^a\.txt: Permission denied. Check its permissions"):
        read_file("a.txt", path)


def test_a_file_that_is_gone_in_between(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        read_file("a.txt", tmp_path / "a.txt")


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableError, match="directory"):
        read_file("a.txt", tmp_path / "a.txt")


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 10)
    with pytest.raises(UnreadableError, match="more than 10"):
        read_file("a.txt", write(tmp_path, "a.txt"))


def test_a_line_of_many_megabytes_is_harmless(tmp_path: Path) -> None:
    text = NOTICE + "（市农业局负责）" * 1_000_000
    source = read_file("a.txt", write(tmp_path, "a.txt", text))
    (document,) = documents(source)
    assert document.number == "韶府办〔2020〕12号"
    assert document.span.end == len(text)


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    text = "\ufeff标题\r\n\x00\u202e正文\u2029\x85"
    source = read_file("a.txt", write(tmp_path, "a.txt", text))
    assert source.text == text
    assert not source.extracted
    assert source.pages == ()


def test_gb18030_counts_as_extracted(tmp_path: Path) -> None:
    source = read_file("a.txt", write(tmp_path, "a.txt", NOTICE.encode("gb18030")))
    assert (source.text, source.extracted) == (NOTICE, True)


@pytest.mark.parametrize(
    ("position", "place"),
    [(0, "page 1"), (4, "page 1"), (5, "page 2"), (99, "page 2")],
)
def test_place_on_a_page(position: int, place: str) -> None:
    source = Source("a.pdf", "一二三四\n五\n", "0", pages=(Page(0, "1"), Page(5, "2")))
    assert place_of(source, position) == place


@pytest.mark.parametrize(
    ("words", "place"), [("甲", "表!A1"), ("丁", "表!C2"), ("末", "表!AB4"), ("又", "二!B1")]
)
def test_place_in_a_sheet(words: str, place: str) -> None:
    text = "甲\t乙\n\t丙\t丁\n\n" + "\t" * 27 + "末\n\n"
    pages = (Page(0, "表", cells=True), Page(len(text), "二", cells=True))
    source = Source("a.xlsx", text + "\t又\n", "0", pages=pages)
    assert place_of(source, source.text.index(words)) == place


def test_plain_text_has_no_places() -> None:
    assert place_of(Source("a.txt", "甲", "0"), 0) == ""
