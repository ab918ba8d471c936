"""What is taken from files of each format."""

import sys
from pathlib import Path

import pytest
from file_makers import NOTICE, W, cell, docx, paragraph, pdf, table, xlsx

from kg.errors import UnreadableError
from kg.model import Source
from kg.read import documents, pictured, place_of, read_file


def read(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    source = read_file(name, path)
    assert source.extracted
    return source


def head(source: Source) -> tuple[str, str, str, str]:
    document = documents(source)[0]
    return document.title, document.number, document.issuer, document.date


NOTICE_HEAD = (
    "韶关市人民政府办公室关于印发韶关市重点任务分工的通知",
    "韶府办〔2020〕12号",
    "韶关市人民政府办公室",
    "2020-03-05",
)

# --- web pages

SURROUNDINGS = (
    "<html><head><meta charset=utf-8><title>韶关市人民政府网</title><style>p{color:red}</style>"
    "<script>var lead='牵头单位：脚本局';</script></head><body>"
    "<ul class=menu><li><a href=1>首页</a></li><li><a href=2>政务公开（市菜单局负责）</a></li></ul>"
    "<div id=main><h1>韶关市人民政府办公室关于印发韶关市\n重点任务分工的通知</h1>ARTICLE</div>"
    "<div id=foot>主办：韶关市人民政府办公室 承办：韶关市政务数据局 粤ICP备1号</div></body></html>"
)
ARTICLE = (
    "<div><p>韶府办〔2020〕12号</p><p>各县（市、区）人民政府：</p>"
    "<p>&emsp;&emsp;现将任务印发给你们，请认真贯彻执行，并于年底前将落实情况报送市政府办公室。</p>"
    "<p align=right>韶关市人民政府办公室<br/>2020年3月5日</p></div>"
)


def page_of(article: str) -> str:
    return SURROUNDINGS.replace("ARTICLE", article)


def test_a_page_without_what_surrounds_the_document(tmp_path: Path) -> None:
    source = read(tmp_path, "a.html", page_of(ARTICLE).encode())
    assert head(source) == NOTICE_HEAD
    for word in ("脚本", "菜单", "color", "主办", "<", "政府网"):
        assert word not in source.text
    assert source.media_type == "text/html"


@pytest.mark.parametrize("inside", ["", "<h1>关于修路的通 知</h1>"])
def test_a_title_that_only_the_labels_of_a_page_give(tmp_path: Path, inside: str) -> None:
    label = "<head><meta name=ArticleTitle content='关于修路的通知'></head>"
    page = f"{label}{inside}<p>各县：</p><p>略。</p>"
    source = read(tmp_path, "a.html", page.encode())
    assert documents(source)[0].title == "关于修路的通知"
    assert source.text.count("修路") == 1


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),  # it says one thing and is another
        ("utf-8", "gb2312"),
        ("gb18030", "x-unknown"),
        ("utf-16", "utf-8"),
        ("utf-8-sig", "gbk"),
    ],
)
def test_encoding_of_a_page(tmp_path: Path, encoding: str, said: str) -> None:
    page = page_of(ARTICLE).replace("charset=utf-8", f"charset={said}")
    assert head(read(tmp_path, "a.htm", page.encode(encoding))) == NOTICE_HEAD


def test_a_table_of_a_page(tmp_path: Path) -> None:
    page = (
        "<table><thead><tr><th rowspan=2>序号<th rowspan=2>任务<th colspan=2>单位</tr>"
        "<tr><th>牵头<th>配合</tr></thead>"
        "<tr><td>1</td><td rowspan='2'>修路<td>市交通局<td><p>市财政局</p><p>市发改局</p></td></tr>"
        "<tr><td>2<td>市 住\n建局<td>&nbsp;</tr></table><p>注：略&lt;完&gt;</p>"
    )
    assert read(tmp_path, "a.html", page.encode()).text.splitlines() == [
        "序号\t任务\t单位\t",
        "\t\t牵头\t配合",
        "1\t修路\t市交通局\t市财政局 市发改局",
        "2\t\t市 住建局\t",
        "",
        "注：略<完>",
    ]


def test_a_table_that_places_the_page_is_no_table(tmp_path: Path) -> None:
    page = (
        "<table><tr><td><p>第一段。</p><table><tr><td>甲</td><td>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"
    )
    assert read(tmp_path, "a.html", page.encode()).text == "第一段。\n\n甲\t乙\n丙\t丁\n"


def test_what_a_page_hides_is_left_out(tmp_path: Path) -> None:
    page = (
        "<p>一<span style='display: none'>二</span>三<b hidden>四</b>五<select><option>六</select>"
    )
    assert read(tmp_path, "a.html", page.encode()).text == "一三五\n"


def test_what_follows_the_main_part_is_kept_if_it_is_text(tmp_path: Path) -> None:
    after = (
        "<p>附件：任务清单（市水利局负责）</p><div><a href=1>上一篇</a> <a href=2>下一篇</a></div>"
    )
    source = read(tmp_path, "a.html", page_of(ARTICLE + after).encode())
    assert "任务清单（市水利局负责）" in source.text
    assert "上一篇" not in source.text


# --- DOCX


def lines(source: Source) -> list[str]:
    return source.text.rstrip("\n").split("\n")


def test_docx_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    body = (
        "".join(paragraph(line) for line in NOTICE.splitlines())
        + table(["序号", "任务"], ["1", "修路"])
        + paragraph("完")
    )
    source = read(tmp_path, "a.docx", docx(body))
    assert head(source) == NOTICE_HEAD
    assert lines(source)[-3:] == ["序号\t任务", "1\t修路", "完"]


def merged(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_docx_merged_cells_show_their_text_once(tmp_path: Path) -> None:
    rows = table(
        ["序号", merged("单位", '<w:gridSpan w:val="2"/>')],
        [merged("一", '<w:vMerge w:val="restart"/>'), "市交通局", "市财政局"],
        [merged("一", "<w:vMerge/>"), "市水利局", ""],
        ["二", f"<w:tc>{paragraph('市教')}{paragraph('育局')}</w:tc>", "甲&#9;乙"],
    )
    assert lines(read(tmp_path, "a.docx", docx(rows))) == [
        "序号\t单位\t",
        "一\t市交通局\t市财政局",
        "\t市水利局\t",
        "二\t市教 育局\t甲 乙",
    ]


def test_docx_keeps_what_stands_inside_of_marks(tmp_path: Path) -> None:
    body = (
        "<w:p><w:smartTag><w:r><w:t>2020年</w:t></w:r></w:smartTag>"
        "<w:ins><w:r><w:t>3月</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>4月</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>5日</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>印</w:t><w:br/><w:t>发</w:t></w:r>"
        "</w:p><w:sdt><w:sdtContent>" + paragraph("控件内") + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:pict><w:txbxContent>" + paragraph("框内") + "</w:txbxContent></w:pict></w:r>"
        "<w:r><w:t>框外</w:t></w:r></w:p>"
    )
    assert lines(read(tmp_path, "a.docx", docx(body))) == [
        "2020年3月5日\t印",
        "发",
        "控件内",
        "框外",
        "框内",
    ]


def level(number: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_docx_numbers_that_word_counts_are_written_out(tmp_path: Path) -> None:
    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "bullet", "•")
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="H">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="I"><w:basedOn w:val="H"/><w:pPr/></w:style></w:styles>'
    )

    def numbered(text: str, depth: int) -> str:
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return paragraph(text, place)

    body = (
        paragraph("总则", '<w:pPr><w:pStyle w:val="H"/></w:pPr>')
        + numbered("原则", 1)
        + numbered("修路", 2)
        + numbered("架桥", 2)
        + numbered("目标", 1)
        + numbered("通车", 2)
        + numbered("点", 3)
        + paragraph("任务", '<w:pPr><w:pStyle w:val="I"/></w:pPr>')
        + numbered("范围", 1)
    )
    found = lines(read(tmp_path, "a.docx", docx(body, numbering=numbering, styles=styles)))
    assert found == [
        "一、总则",
        "（一）原则",
        "1.修路",
        "2.架桥",
        "（二）目标",
        "1.通车",
        "点",
        "二、任务",
        "（一）范围",
    ]


def test_docx_a_table_of_one_column_is_its_paragraphs(tmp_path: Path) -> None:
    box = (
        f"<w:tc>{paragraph('第一段')}{table(['甲', '乙'], ['丙', '丁'])}{paragraph('末段')}</w:tc>"
    )
    assert lines(read(tmp_path, "a.docx", docx(table([box])))) == [
        "第一段",
        "甲\t乙",
        "丙\t丁",
        "末段",
    ]


# --- XLSX and CSV


def test_xlsx_rows_and_cells_keep_their_places(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{cell("A1", "丽水市2021年重点任务清单")}</row>'
        f'<row r="3">{cell("A3", "序号")}{cell("C3", "牵头单位")}</row>'
        f'<row r="5"><c r="A5"><v>1</v></c><c r="B5"><v>0.30000000000000004</v></c>'
        f"{cell('C5', '市交通局&#10;市财政局')}</row>"
    )
    source = read(tmp_path, "a.xlsx", xlsx(rows, sheet="任务表"))
    assert lines(source) == [
        "丽水市2021年重点任务清单",
        "",
        "序号\t\t牵头单位",
        "",
        "1\t0.3\t市交通局 市财政局",
    ]
    assert place_of(source, source.text.index("市财政局")) == "任务表!C5"
    assert documents(source)[0].title == "丽水市2021年重点任务清单"


def test_xlsx_dates_and_shares_as_the_sheet_shows_them(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    shown = [
        (datetime.date(2021, 6, 30), "yyyy-mm-dd", "2021-06-30"),
        (datetime.date(2021, 6, 30), 'yyyy"年"m"月"d"日"', "2021年6月30日"),
        (datetime.date(2021, 6, 1), 'yyyy"年"m"月"', "2021年6月"),
        (datetime.datetime(2021, 6, 1, 9, 30), "yyyy-mm-dd hh:mm", "2021-06-01 09:30:00"),
        (0.155, "0.0%", "15.5%"),
        (12345678901, "0", "12345678901"),
        (True, "General", "TRUE"),
        ("=1+1", "General", ""),  # a formula that no program has worked out
    ]
    for value, form, _ in shown:
        sheet.append([value])
        sheet.cell(sheet.max_row, 1).number_format = form
    hidden = book.create_sheet("暗")
    hidden["A1"] = "看不见"
    hidden.sheet_state = "hidden"
    sheet.merge_cells("B1:C2")
    sheet["B1"] = "并"
    book.save(tmp_path / "a.xlsx")
    source = read_file("a.xlsx", tmp_path / "a.xlsx")
    assert [line.split("\t")[0] for line in lines(source)] == [x for _, _, x in shown][:-1]
    assert lines(source)[0] == "2021-06-30\t并"
    assert "看不见" not in source.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ('序号,任务\r\n1,"修路,\n架桥"\r\n\r\n2,"说""好"""\r\n', "gb18030"),
        ('序号,任务\n1,"修路,\n架桥"\n\n2,"说""好"""\n', "utf-8-sig"),
        ('序号\t任务\n1\t"修路,\n架桥"\n\n2\t"说""好"""\n', "utf-16"),
        ('序号;任务\n1;"修路,\n架桥"\n\n2;"说""好"""\n', "utf-8"),
    ],
    ids=["comma", "mark", "tab", "semicolon"],
)
def test_csv(tmp_path: Path, text: str, encoding: str) -> None:
    source = read(tmp_path, "a.csv", text.encode(encoding))
    assert source.text == '序号\t任务\n1\t修路, 架桥\n\n2\t说"好"\n'
    assert place_of(source, source.text.index("架桥")) == "1!B2"


# --- PDF


def page(*texts: str, top: float = 780) -> list[tuple[float, float, str]]:
    return [(50, top - 20 * k, text) for k, text in enumerate(texts)]


def test_pdf_pages(tmp_path: Path) -> None:
    first, second = NOTICE.replace("人民", "⼈民").splitlines()[:4], ["现将任务印发给你们。"]
    source = read(tmp_path, "a.pdf", pdf([page(*filter(None, first)), page(*second)]))
    assert [p.name for p in source.pages] == ["1", "2"]
    assert source.text[source.pages[1].start :].startswith("现将任务")
    assert place_of(source, source.text.index("现将任务")) == "page 2"
    assert "⼈" in source.text
    assert head(source)[:3] == NOTICE_HEAD[:3]


GRID = (
    "50 715 m 300 715 l S 50 695 m 300 695 l S 100 670 m 300 670 l S 50 650 m 300 650 l S\n"
    "50 650 m 50 715 l S 100 650 m 100 715 l S 200 650 m 200 715 l S 300 650 m 300 715 l S\n"
)
BARS = (  # the same grid as filled bars, the way word processors draw it
    "50 715 250 .5 re f 50 695 250 .5 re f 100 670 200 .5 re f 50 650 250 .5 re f\n"
    "50 650 .5 65 re f 100 650 .5 65 re f 200 650 .5 65 re f 300 650 .5 65 re f\n"
)


@pytest.mark.parametrize("rules", [GRID, BARS], ids=["lines", "bars"])
def test_pdf_ruled_tables_are_lines_of_cells(tmp_path: Path, rules: str) -> None:
    texts = [
        (50, 760, "表前。"),
        (60, 700, "序号"),
        (110, 700, "任务"),
        (210, 700, "单位"),
        (60, 680, "1"),
        (110, 680, "修路"),
        (210, 685, "市交通局"),
        (210, 673, "市财政局"),
        (110, 655, "架桥"),
        (210, 655, "市水利局"),
        (50, 600, "表后。"),
    ]
    source = read(tmp_path, "a.pdf", pdf([texts], rules=rules))
    assert lines(source) == [
        "表前。",
        "序号\t任务\t单位",
        "1\t修路\t市交通局 市财政局",
        "\t架桥\t市水利局",
        "表后。",
    ]


def test_pdf_lines_that_fill_their_cell_go_on_without_a_blank(tmp_path: Path) -> None:
    rules = "50 715 m 300 715 l S 50 650 m 300 650 l S 50 682 m 300 682 l S\n" + "".join(
        f"{x} 650 m {x} 715 l S\n" for x in (50, 110, 300)
    )
    texts = [
        (54, 704, "市发展和改"),
        (54, 692, "革局"),
        (114, 704, "修路"),
        (54, 670, "市教育局"),
        (54, 658, "市财政局"),
        (114, 670, "建校"),
    ]
    source = read(tmp_path, "a.pdf", pdf([texts], rules=rules))
    assert lines(source) == ["市发展和改革局\t修路", "市教育局 市财政局\t建校"]


def test_a_scanned_pdf(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"no text layer: its 2 pages.* ocrmypdf"):
        read(tmp_path, "a.pdf", pdf([[], []]))


def test_a_page_without_words_is_an_open_point(tmp_path: Path) -> None:
    words = page("（一）修建水库。（省水利厅、财政厅负责）")
    source = read(tmp_path, "a.pdf", pdf([words, page("— 2 —"), words, []]))
    (document,) = documents(source)
    found = pictured(document)
    assert [(o.kind, o.reason.partition(":")[0]) for o in found] == [
        ("unreadable", "page 2 holds no words"),
        ("unreadable", "page 4 holds no words"),
    ]
    assert all(o.span.of(source.text) == o.quote for o in found)
    assert [place_of(source, o.span.start) for o in found] == ["page 2", "page 4"]


# --- libraries that are not installed


@pytest.mark.parametrize(
    ("name", "library"),
    [("a.html", "lxml"), ("a.docx", "lxml"), ("a.xlsx", "openpyxl"), ("a.pdf", "pypdfium2")],
)
def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    data = {"a.docx": docx(""), "a.xlsx": xlsx("")}.get(name, b"<p>x</p>")
    with pytest.raises(UnreadableError, match=f"need the library {library}") as caught:
        read(tmp_path, name, data)
    assert caught.value.remedy == f"Run: pip install {library}"
