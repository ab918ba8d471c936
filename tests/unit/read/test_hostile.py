"""Files made to harm: a clear error or a harmless result, soon and in little memory."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from file_makers import NOTICE, W, archive, assembled, cell, docx, paragraph, pdf, stream, xlsx

from kg.errors import UnreadableError
from kg.model import Source
from kg.read import documents, read_file
from kg.read.formats import grid
from kg.read.formats import pdf as pdf_format

SECONDS = 20  # generous for a busy machine; what these files aim at takes hours


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    begin = time.perf_counter()
    yield
    assert time.perf_counter() - begin < SECONDS


def read(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return read_file(name, path)


def refused(folder: Path, name: str, data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError, match=problem) as caught:
        read(folder, name, data)
    assert caught.value.place == name
    assert caught.value.remedy


# --- archives

ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "市农业局">'
    + "".join(f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def word(document: str | bytes, **parts: str) -> bytes:
    return archive({"word/document.xml": document, **parts})


def lying(data: bytes) -> bytes:
    """Let the archive's list say that its first member is one byte long."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 1) + data[at + 28 :]


def elsewhere(name: str, sheet: str) -> bytes:
    """Return a workbook whose sheet is a part with another name, as its own lists say."""
    with zipfile.ZipFile(io.BytesIO(xlsx(""))) as file:
        parts = {
            part: file.read(part).replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.dat")
            for part in file.namelist()
            if "sheet1" not in part
        }
    return archive({**parts, name: sheet})


def flipped(data: bytes) -> bytes:
    """Turn a byte of the first member over."""
    return data[:90] + bytes([data[90] ^ 255]) + data[91:]


ARCHIVES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb": ("a.docx", lambda: word(b"\0" * 40_000_000), "packed beyond belief"),
    "a bomb in many parts": (
        "a.docx",
        lambda: archive({f"{k}.xml": b"<a>" + b"x" * 3_000_000 for k in range(90)}),
        "unpacks into",
    ),
    "many members": (
        "a.docx",
        lambda: archive({f"{k}": b"" for k in range(10_001)}),
        "10,001 members",
    ),
    "a bomb in a sheet of another name": (
        "a.xlsx",
        lambda: elsewhere("xl/worksheets/sheet1.dat", f"<x>{'x' * 40_000_000}</x>"),
        "packed beyond belief",
    ),
    "entities in a sheet of another name": (
        "a.xlsx",
        lambda: elsewhere("xl/worksheets/sheet1.dat", f"{ENTITIES}<x>&j;</x>"),
        "declares entities",
    ),
    "a format of archives to come": (
        "a.docx",
        lambda: word("<a/>").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"),
        "no whole DOCX",
    ),
    "a size that lies": ("a.docx", lambda: lying(word(f"<w:document {W}/>")), "no whole DOCX"),
    "entities that multiply": (
        "a.docx",
        lambda: word(f"{ENTITIES}<w:document {W}>&j;</w:document>"),
        "declares entities",
    ),
    "an entity from outside": (
        "a.docx",
        lambda: word(f"{OUTSIDE}<w:document {W}><w:body>&x;</w:body></w:document>"),
        "declares entities",
    ),
    "entities in UTF-16": (
        "a.docx",
        lambda: word(f"{OUTSIDE}<w:document {W}>&x;</w:document>".encode("utf-16")),
        "declares entities",
    ),
    "entities in another part": (
        "a.docx",
        lambda: docx(paragraph("甲"), styles=f"{OUTSIDE}<w:styles {W}>&x;</w:styles>"),
        "declares entities",
    ),
    "entities in a workbook": (
        "a.xlsx",
        lambda: xlsx("", extra={"xl/sharedStrings.xml": f"{ENTITIES}<sst>&j;</sst>"}),
        "declares entities",
    ),
    "no XML": ("a.docx", lambda: word("<w:document"), "no whole DOCX"),
    "nested without end": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 9_000),
        "no whole DOCX|nested more",
    ),
    "tables in tables": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 70 + "</w:tc></w:tr></w:tbl>" * 70),
        "nested more",
    ),
    "another archive": ("a.docx", lambda: archive({"a.txt": "甲"}), "no word/document.xml"),
    "cut off": ("a.docx", lambda: docx(paragraph("甲" * 999))[:-30], "no whole DOCX"),
    "a workbook named docx": ("a.docx", lambda: xlsx(""), "no word/document.xml"),
    "a document named xlsx": ("a.xlsx", lambda: docx(""), "no whole XLSX"),
    "broken inside": (
        "a.docx",
        lambda: flipped(word(f"<w:document {W}><w:body>{paragraph('甲乙丙丁')}</w:body>")),
        "no whole DOCX",
    ),
    "locked": ("a.docx", lambda: locked(docx(paragraph("甲"))), "locked by a password"),
    "locked as a whole": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0" * 99, "locked by a password"),
    "cells without end": (
        "a.xlsx",
        lambda: xlsx("".join(f'<row r="{k}">{cell(f"XFD{k}", "甲")}</row>' for k in range(1, 999))),
        "more than 2,000,000 cells",
    ),
    "rows without end": (
        "a.xlsx",
        lambda: xlsx(f'<row r="2000000000">{cell("A2000000000", "甲")}</row>'),
        "more than 2,000,000 cells",
    ),
    "an address that is none": (
        "a.xlsx",
        lambda: xlsx(f'<row r="1">{cell("ZZZZZZ1", "甲")}</row>'),
        "no whole XLSX",
    ),
}


def locked(data: bytes) -> bytes:
    """Set the flag of encryption on every member of an archive's list."""
    out = bytearray(data)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        out[at + 8] |= 1
    return bytes(out)


@pytest.mark.parametrize("case", ARCHIVES)
def test_archive(tmp_path: Path, case: str) -> None:
    name, make, problem = ARCHIVES[case]
    refused(tmp_path, name, make(), problem)


def test_members_with_names_that_lead_out_are_never_written(tmp_path: Path) -> None:
    data = io.BytesIO(docx("".join(map(paragraph, NOTICE.splitlines()))))
    with zipfile.ZipFile(data, "a") as out:
        out.writestr("../../evil.xml", "<a/>")
        out.writestr("/etc/evil.xml", "<a/>")
    folder = tmp_path / "in"
    folder.mkdir()
    assert "韶府办" in read(folder, "a.docx", data.getvalue()).text
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.docx"]


def test_a_merged_range_of_a_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    whole = xlsx(f'<row r="1">{cell("A1", "甲")}</row>').replace(b"", b"")
    parts = {}
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    ).replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert read(tmp_path, "a.xlsx", archive(parts)).text == "甲\n\n"


def test_formulas_are_shown_as_text_and_never_run(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "=HYPERLINK(&quot;x&quot;)")}{cell("B1", "@SUM(1)")}</row>'
    assert read(tmp_path, "a.xlsx", xlsx(rows)).text == '=HYPERLINK("x")\t@SUM(1)\n\n'


def test_a_column_span_without_end(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999999"/></w:tcPr><w:p/></w:tc>'
    body = f"<w:tbl><w:tr>{wide}<w:tc>{paragraph('甲')}</w:tc></w:tr></w:tbl>"
    assert "甲" in read(tmp_path, "a.docx", docx(body + paragraph("乙"))).text


# --- web pages


@pytest.mark.parametrize("tag", ["div", "span", "font size={}", "table><tr><td", "ul><li"])
def test_html_nested_without_end(tmp_path: Path, tag: str) -> None:
    page = "<body>前" + "".join(f"<{tag.format(k)}>" for k in range(100_000)) + "后"
    refused(tmp_path, "a.html", page.encode(), "nested 2048 deep")


SOUP = [
    *("<!--", "<", "<a ", '<a b="', "&", "</", "<![CDATA[", "<script>", "<p a=1 a=1 ", "<br><"),
    *("<p>甲", "<a href=x>甲</a>", "<td>甲", "<table><tr><td>甲", "<li>", "<b><p>", "&#0;"),
    "&#xD800;",
]


@pytest.mark.parametrize("piece", SOUP)
def test_html_soup(tmp_path: Path, piece: str) -> None:
    page = "<p>" + NOTICE.replace("\n", "<p>") + piece * (300_000 // len(piece))
    try:
        read(tmp_path, "a.html", page.encode()).text.encode()
    except UnreadableError as error:
        assert "nested" in str(error)


def test_html_spans_without_end(tmp_path: Path) -> None:
    row = "<tr><td rowspan=65000 colspan=65000>甲</td><td colspan=99999999999>乙</td></tr>"
    page = f"<table>{row * 3}</table>"
    assert "甲" in read(tmp_path, "a.html", page.encode()).text
    refused(tmp_path, "a.html", f"<table>{row * 20_000}</table>".encode(), "more than 2,000,000")


def test_html_scripts_and_entities_are_text_or_nothing(tmp_path: Path) -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p onclick=alert(1)>&x;一'
        "<script>alert(1)</script>&lt;script&gt;二<img src=http://127.0.0.1:1/x.png>"
        "<iframe src='file:///etc/passwd'></iframe><svg><script>三</script></svg></p>"
    )
    text = read(tmp_path, "a.html", page.encode()).text
    assert "root:" not in text
    assert "alert" not in text
    assert "一" in text
    assert "<script>二" in text


def test_html_control_characters(tmp_path: Path) -> None:
    page = "<p>市\0农\u202e业\u200b局&#8238;\x08负责</p>"
    text = read(tmp_path, "a.html", page.encode()).text
    assert "\0" not in text
    assert "市农\u202e业\u200b局" in text


@pytest.mark.parametrize(
    "char", ["\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff", "&#8;"]
)
def test_html_control_characters_behind_what_is_left_out(tmp_path: Path, char: str) -> None:
    page = f"<body><script>x</script>{char}市<b>农</b><nav>y</nav>业{char}局</body>"
    assert "".join(read(tmp_path, "a.html", page.encode()).text.split()) == "市农业局"


def test_html_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.formats.html.MOST_PAGE", 100)
    refused(tmp_path, "a.html", b"<p>" * 100, "more than 100 bytes")


# --- CSV


def test_a_cell_without_end(tmp_path: Path) -> None:
    refused(tmp_path, "a.csv", ('序号,任务\n1,"' + "甲" * 200_000).encode(), "this is no table")


def test_a_table_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_CELLS", 1000)
    refused(tmp_path, "a.csv", ("序号" + "," * 2000).encode(), "tables hold more than")


# --- PDF


def page_of(content: bytes | str) -> bytes:
    data = content if isinstance(content, bytes) else stream(content.encode())
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /XObject << /X 5 0 R >> >> >>",
            data,
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R"
            b" >> >> /Length 9 >>\nstream\n/X Do /X\nendstream",
        ]
    )


def bomb() -> bytes:
    """A page whose content unpacks twice, a thousandfold each time."""
    packed = zlib.compress(zlib.compress(b"q " * 4_000_000, 9), 9)
    head = f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n"
    return page_of(head.encode() + packed + b"\nendstream")


PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: pdf([[(50, 700, NOTICE[:20])]])[:200], "no whole PDF"),
    "no pages": (
        lambda: assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 >>"]),
        "no whole PDF",
    ),
    "pages in a ring": (
        lambda: assembled(
            ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R] >>"]
        ),
        "no whole PDF|no text layer",
    ),
    "pages without number": (
        lambda: assembled(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>",
                "<< /Type /Page /Parent 2 0 R >>",
            ]
        ),
        "more than 5,000 pages|no whole PDF|no text layer",
    ),
    "a form that shows itself": (lambda: page_of("/X Do"), "no text layer"),
    "brackets without end": (lambda: page_of("q " * 500_000 + "[" * 500_000), "no text layer"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "no whole PDF"),
}


@pytest.mark.parametrize("case", PDFS)
def test_pdf(tmp_path: Path, case: str) -> None:
    make, problem = PDFS[case]
    refused(tmp_path, "a.pdf", make(), problem)


def test_a_pdf_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    data = pdf([[(50, 700, NOTICE[:20])]] * 40)
    begin = time.perf_counter()
    with pytest.raises(UnreadableError, match=r"a\.pdf: this PDF takes longer than 0\.02 seconds"):
        pdf_format.read(data, "a.pdf", seconds=0.02)
    assert time.perf_counter() - begin < SECONDS


def test_a_pdf_that_unpacks_without_end(tmp_path: Path) -> None:
    refused(tmp_path, "a.pdf", bomb(), "no whole PDF|no text layer|too much memory")


def test_a_pdf_whose_reader_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    refused(tmp_path, "a.pdf", pdf([[(50, 700, "甲")]]), "ended with status 1")


# --- plain text: documents() is linear whatever it is given

PIECES = [
    *"一《》（）〔1：\n\t 　\0\u202e\r",
    *(
        "关于",
        "关于\n",
        "关于的通知",
        "的通知各",
        "各市：\n",
        "标题：",
        "发文机关 ",
        "国务院\n",
        "国务院 ",
    ),
    *("《一", "《〈", "贯彻《甲》、", "（一）", "一、", "。一、", "1.\n", "第一章 \n", "目录\n"),
    *("目录\n甲……1\n", "〔2020〕1号", "〔2020〕1号\n", "国发〔2020〕1号", "国发〔2020〕1号\n"),
    *("2020年1月1日", "2020年1月1日\n", "国务院\n2020年1月1日\n", "国务院2020年1月1日 "),
    "关于印发\n国发〔2020〕1号\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_much_of_one_thing(piece: str) -> None:
    text = piece * (400_000 // len(piece.encode()))
    begin = time.process_time()
    for document in documents(Source("a.txt", text, "0" * 64)):
        assert 0 <= document.span.start <= document.span.end <= len(text)
    assert time.process_time() - begin < 5
