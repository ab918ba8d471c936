"""Whatever a document says: no crash, no span off its words, no more than linear time."""

import time
from collections.abc import Callable

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parse_invariants import document_of, parsed

from kg.parse import parse

# The words that the grammar is made of, and what stands around them.
WORDS = [
    *"（）()〔〕［］【】，、。；：:;,/|\t\n\r\u3000 “”《》—\"'1２①的等和与及由各市县区省厅局委",
    *("牵头", "负责", "配合", "会同", "按职责分工", "按职责分工负责", "参与", "协助", "落实"),
    *("牵头单位", "责任单位", "配合单位：", "第一责任单位:", "主要责任单位", "部门分工", "协办"),
    *("责任人：", "分管省领导：", "完成时限：", "2025年12月底前", "长期", "工作措施："),
    *("排在第一位的为牵头单位，下同", "列第一位者为牵头部门", "只明确一个部门的，其他有关部门配合"),
    *("省发展改革委", "自治区财政厅", "市民政局", "各县（市、区）人民政府", "等部门", "有关部门"),
    *("百色、河池、崇左市人民政府", "南宁海关", "广西银监局、证监局", "省委宣传部", "人民银行"),
    *("一、", "（一）", "1.", "第一章", "序号", "工作任务", "备注", "下同", "此项工作", "附件"),
    *("加快建设", "主要职责：", "<table>", "<tr>", "<td>", "</td>", "</table>", "<br>", "&nbsp;"),
    *(
        "牽頭",
        "負責",
        "廳",
        "⼀",
        "\ue010",
        "\u200b",
        "\ufeff",
        "\x00",
        "\ud800",
        "&#12345;",
        "| |",
    ),
]
soup = st.lists(st.sampled_from(WORDS), max_size=80).map("".join)
strange = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Cs", "Cc", "Cf", "Co")),
        st.sampled_from("（）()，、。；：牵头负责配合单位\t\n|"),
    ),
    max_size=200,
)
cell = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
heading = st.lists(
    st.sampled_from(
        ["序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限", "自治区", "柳州市", ""]
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table of any cells, with rows of any length, in any of the forms."""
    mark = draw(st.sampled_from(["\t", "|", "\n", "<td>"]))
    rows = [draw(heading), *draw(st.lists(st.lists(cell, max_size=7), max_size=7))]
    if mark == "<td>":
        span = draw(st.sampled_from(["", " rowspan=2", " colspan='3'", " rowspan=999"]))
        lines = ["<tr>" + "".join(f"<td{span}>{c}</td>" for c in row) for row in rows]
        return "<table>" + "\n".join(lines) + "</table>"
    return "\n".join(mark.join(row) for row in rows)


@settings(max_examples=examples(400))
@given(soup)
@example("（责任单位：、牵头，配合）")
@example("牵头单位：\n\n责任单位：\n")
def test_keyword_soup(text: str) -> None:
    parsed(text)


@settings(max_examples=examples(200))
@given(strange)
@example("\ud800（省财政厅\udfff负责）")
def test_any_characters(text: str) -> None:
    parsed(text)


@settings(max_examples=examples(200))
@given(tables())
def test_tables_of_any_cells(text: str) -> None:
    parsed(text)


@settings(max_examples=examples(100))
@given(soup, soup)
def test_twice_the_same(one: str, other: str) -> None:
    text = one + other
    assert parse(document_of(text)) == parse(document_of(text))


LARGE = 1_000_000
FAR = 20.0  # seconds of the processor; most take a tenth of it


@pytest.mark.parametrize("char", list("（）、市 1\x00\ud800"))
def test_a_megabyte_of_one_character(char: str) -> None:
    began = time.process_time()
    parsed(char * LARGE)
    assert time.process_time() - began < FAR


def clauses(n: int) -> str:
    return "".join(f"{i}.修建水库{i}座。（省水利厅牵头，财政厅、各市政府配合）\n" for i in range(n))


def labels(n: int) -> str:
    lines = "{}.修建水库。\n牵头单位：省水利厅\n责任单位：省财政厅、各市政府\n完成时限：长期\n"
    return "".join(lines.format(i) for i in range(n))


def prose(n: int) -> str:
    return "".join(f"（{i}）由省水利厅牵头，省财政厅等单位参与，负责修建水库。\n" for i in range(n))


def rows(n: int) -> str:
    head = "序号\t任务\t牵头单位\t责任单位\n"
    return head + "".join(f"{i}\t修建水库\t市水利局\t财政局、各县政府\n" for i in range(n))


def html(n: int) -> str:
    row = "<tr><td rowspan=2>修建水库</td><td>市水利局</td></tr><tr><td>市财政局</td></tr>"
    return "<table><tr><td>任务</td><td>责任单位</td></tr>" + row * n + "</table>"


def cells_on_lines(n: int) -> str:
    head = "序号\n工作任务\n牵头单位\n责任单位\n"
    return head + "".join(f"{i}\n修建水库。\n市水利局\n市财政局\n" for i in range(1, n + 1))


def run_together(n: int) -> str:
    rows = "".join(f"{i}修建水库{i}座。市水利局市财政局、市民政局\n" for i in range(1, n + 1))
    return "序号工作任务牵头单位责任单位\n" + rows


def one_row(n: int) -> str:
    """A row that may be parted behind each of its sentences, and fits its heading in no way."""
    again = "区农牧局区工商局、区供销社、区妇联1家。" * n
    return f"序号工作任务牵头单位配合单位完成时限\n1修渠。{again}区农牧局区工商局、区\n"


def one_cell(n: int) -> str:
    """A cell whose words are bodies in many ways, each as good as the others."""
    cell = f"各{'乡镇人民政' * n}府、街道办事处"
    rows = f"1\t修渠。\t区农业农村局\t{cell}\n2\t修路。\t区水利局\t区财政局\n"
    return "序号\t任务\t牵头单位\t配合单位\n" + rows


def plain(n: int) -> str:
    return "修建水库，改善灌溉条件。" * n


def no_stops(n: int) -> str:
    return "修建水库，省水利厅负责，" * n


def nested(n: int) -> str:
    return "（" * n + "省财政厅负责" + "）" * n


def twice_over(n: int) -> str:
    return clauses(n // 2) * 2


def again_and_again(unit: str) -> Callable[[int], str]:
    return lambda n: unit * (n // len(unit))


REPEATED = {
    **{f"one character {char!r}": char for char in "（(），。：|\t各由一<"},
    "opened brackets and words": "（省财政厅",
    "closed brackets": "）牵头",
    "names without end": "省财政厅、",
    "role words": "牵头配合负责",
    "labels without values": "责任单位：",
    "labels on lines": "牵头单位：\n",
    "rules": "排在第一位的为牵头单位，下同",
    "broken tables": "<table><tr><td>",
    "headings": "序号\t责任单位\n",
    "open quotes": '\t"省财政厅\n',
    "numbers": "（一）1.",
    "prose": "由省财政厅会同省农业农村厅",
}
GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "clauses": (clauses, 400),
    "labels": (labels, 300),
    "paragraphs": (prose, 400),
    "rows": (rows, 400),
    "html": (html, 400),
    "cells on lines": (cells_on_lines, 400),
    "run together": (run_together, 400),
    "one row": (one_row, 30),
    "one cell": (one_cell, 25),
    "plain": (plain, 5000),
    "no stops": (no_stops, 3000),
    "nested": (nested, 30_000),
    "twice over": (twice_over, 600),
    **{name: (again_and_again(unit), 15_000) for name, unit in REPEATED.items()},
}


def seconds(text: str) -> float:
    began = time.process_time()
    parse(document_of(text))
    return time.process_time() - began


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    """Time of the processor, and the best of several tries: a busy machine fails nothing."""
    make, n = GROWING[name]
    short, long = make(n), make(2 * n)
    tries = []
    for _ in range(4):
        tries.append((seconds(short), seconds(long)))
        if tries[-1][1] < 3 * tries[-1][0] + 0.05:
            return
    pytest.fail(f"seconds for n and for 2n: {tries}")
