"""Small files and texts that fuzzing starts from, and the words it puts into them."""

from __future__ import annotations

from pathlib import Path

from file_makers import NOTICE, cell, docx, paragraph, pdf, table, xlsx

SAMPLES = Path(__file__).parents[1] / "samples"
_LONGEST = 1500  # characters of a sample

GENRE = (
    *"（）()〔〕［］【】，、。；：:;,/|\t\n\r\u3000 “”《》〈〉—·…\"'1２①",
    *"的等和与及由各市县区省厅局委",
    *("牵头", "负责", "配合", "会同", "按职责分工", "按职责分工负责", "参与", "协助", "落实"),
    *("牵头单位", "责任单位", "配合单位：", "第一责任单位:", "主要责任单位", "部门分工", "协办"),
    *("责任人：", "分管省领导：", "完成时限：", "2025年12月底前", "长期", "工作措施："),
    *("排在第一位的为牵头单位，下同", "列第一位者为牵头部门", "只明确一个部门的，其他有关部门配合"),
    *("省发展改革委", "自治区财政厅", "市民政局", "各县（市、区）人民政府", "等部门", "有关部门"),
    *("百色、河池、崇左市人民政府", "南宁海关", "广西银监局、证监局", "省委宣传部", "人民银行"),
    *("一、", "（一）", "1.", "第一章", "序号", "工作任务", "备注", "下同", "此项工作", "附件"),
    *("关于印发", "的通知", "转发", "贯彻落实《", "〔2020〕3号", "国发", "柳政办", "2020年3月5日"),
    *(
        "柳州市人民政府办公室",
        "国务院",
        "各市、县人民政府：",
        "目录",
        "·····12",
        "签发人：",
        "⼈⺠",
    ),
)
ODD = (
    *("\x00", "\x0b", "\x0c", "\x1b[31m", "\x85", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff"),
    *("\ufffd", "\ue010", "\U0001f600", "\U00020bb7", "牽頭", "⼀", "ﬁ", "e\u0301", "\x7f", "\xad"),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "'=",
        '"',
        '""',
        "\\",
        "\\n",
        "\\u003c",
        "%00",
        "{{7*7}}",
    ),
    *("</script>", "<!--", "]]>", "<script>", "&#60;", "&amp;", "javascript:", "'><img src=x>"),
    *("../", "/etc/x", "<http://x>", '"^^<x>', "@zh", "} . ?s ?p ?o", "_:b0", "${x}", "#", "?"),
)
MARKUP = (
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<br>", "&nbsp;", "<p>", "<div>"),
    *(
        " rowspan=2",
        " colspan='3'",
        " rowspan=999",
        "<th>",
        "<thead>",
        "<li>",
        "<a href=x>",
        "</a>",
    ),
    *(
        "<script>x</script>",
        "<style>",
        "<!DOCTYPE html>",
        "<![CDATA[",
        "<?xml ",
        "&#0;",
        "&#xD800;",
    ),
    *("<meta charset=gbk>", "<form>", "<nav>", "<pre>", "<svg>", "<math>", "<template>", "<body "),
    *(' style="display:none"', " hidden", "<h1>", "</div>", "<meta name=ArticleTitle content="),
)
OFFICE = (
    *("<w:p>", "</w:p>", "<w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>"),
    *('<w:gridSpan w:val="3"/>', "<w:vMerge/>", "<w:br/>", "<w:tab/>", "<w:del>", "<w:sdt>"),
    *('<w:numId w:val="1"/>', '<w:ilvl w:val="99"/>', "<w:txbxContent>", "<!ENTITY x 'y'>"),
    *('<row r="9">', '<c r="B2" t="s"><v>0</v></c>', '<c r="A1" t="d">', 's="1"', "<f>1+1</f>"),
    *('t="inlineStr"', "<is><t>", "<v>1e999</v>", "<v>-1</v>", "<mergeCell ", '"XFD1048576"'),
    *("<v>45000.5</v>", 't="e"', 't="b"', "<v>#REF!</v>", 'r="A0"', 'r=""', "<sheetData/>"),
)
PRINT = (
    *("obj", "endobj", "stream", "endstream", "<<", ">>", "[", "]", "1 0 R", "99 0 R", "/Kids"),
    *(
        "/Count -1",
        "/Length 0",
        "/Filter /FlateDecode",
        "/ASCIIHexDecode",
        "BT ",
        " ET",
        "q ",
        "Q ",
    ),
    *(" Tj", " TJ", " Td", " re f", " 0 0 m", " l S", "/F 10 Tf", "xref", "trailer", "startxref"),
    *("/MediaBox [0 0 1e9 1e9]", "/Rotate 90", "/Parent 3 0 R", "beginbfchar", "<FFFF>", " cm "),
)


def texts() -> list[bytes]:
    """Return texts of the genre, in every form that the samples have."""
    whole = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return [NOTICE.encode(), *(text[:_LONGEST].encode() for text in whole)]


def web_pages() -> list[bytes]:
    rows = (
        "<tr><td>序号<td>任务<td>责任单位"
        "<tr><td rowspan=2>1<td>修路<td>市交通局<tr><td>架桥<td>市水利局"
    )
    page = (
        f"<!DOCTYPE html><html><head><title>题</title></head><body>{{}}<table>{rows}</table></body>"
    )
    words = "".join(f"<p>{line}</p>" for line in NOTICE.splitlines())
    labels = "<div><dl><dt>索引号</dt><dd>1</dd></dl><a href=x>首页</a></div>"
    return [
        page.format(f"<meta charset=utf-8>{words}").encode(),
        page.format(f"<meta charset=gbk>{labels}{words}").encode("gbk"),
        page.format(f"<form><div class=a>{words}</div><ul><li>一<li>二</ul></form>").encode(
            "utf-16"
        ),
    ]


def word_files() -> list[bytes]:
    lines = "".join(map(paragraph, NOTICE.splitlines()))
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = (
        f'<w:numbering {w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>'
        "</w:lvl></w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return [
        docx(lines + table(["任务", "责任单位"], ["修路", "市交通局"])),
        docx(lines + paragraph("修路（市交通局负责）", numbered), numbering=numbering),
    ]


def workbooks() -> list[bytes]:
    head = f'<row r="1">{cell("A1", "任务")}{cell("B1", "责任单位")}</row>'
    rows = f'<row r="2">{cell("A2", "修路")}<c r="C2"><v>45000.5</v></c></row>'
    shared = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>甲</t></si></sst>'
    return [xlsx(head + rows), xlsx(head, extra={"xl/sharedStrings.xml": shared})]


def tables() -> list[bytes]:
    text = '序号,工作任务,责任单位\n1,"修路，架桥",市交通局\n2,"种""树""\n两行",市林业局\n'
    return [
        text.encode(),
        text.replace(",", "\t").encode("gb18030"),
        b"\xef\xbb\xbf" + text.encode(),
    ]


def prints() -> list[bytes]:
    page = [(50.0, 800.0 - 14 * k, line) for k, line in enumerate(NOTICE.splitlines()) if line]
    ruled = "50 50 m 250 50 l S 50 90 m 250 90 l S 50 50 m 50 90 l S 150 50 m 150 90 l S\n"
    return [
        pdf([page]),
        pdf([[(60.0, 60.0, "修路"), (160.0, 60.0, "市交通运输局、市水利局")]], rules=ruled),
    ]
