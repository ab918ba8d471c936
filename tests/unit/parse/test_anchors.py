"""What is looked for from its anchors is found as it would be by looking everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.parse import grammar, headings
from kg.parse.labels import _labels
from kg.parse.places import is_place, place_start
from kg.parse.view import PAGE_LINE, _page_lines, clean

WORDS = (
    "责任单位", "牵头", "(", ")", "：", "部门", "为", "是", "市", "省", "，", "。", "\n", "主要",
    "配合", "第一责任单位", "分工", "乡镇", "街道", "及分工", "联系人", "方", "处室", "任务承担",
    "排名", "在", "前", "首位", "的", "，下同", "只明确一个部门的，其他有关部门配合",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=16).map("".join)
LINES = ("— 3 —", "-12-", "第3页", "第 3 页 共12页", "2011-2015年", "第三", "\n", "\r\n", "\r", " ")
pages = st.lists(st.sampled_from(LINES), max_size=12).map("".join)


@given(texts)
def test_labels(text: str) -> None:
    found = [match.span() for match in _labels(text)]
    assert found == [match.span() for match in grammar.LABEL.finditer(text)]
    assert not found or any(end in text for end in grammar.LABEL_ENDS)


@given(texts)
def test_every_rule_has_a_sign(text: str) -> None:
    for rule in grammar.RULE.finditer(text):
        assert any(sign in rule.group() for sign in grammar.RULE_SIGNS)


@given(pages, st.integers(0, 8), st.integers(0, 40))
def test_page_numbers(text: str, start: int, size: int) -> None:
    start, end = min(start, len(text)), min(start + size, len(text))
    found = [match.span() for match in _page_lines(text, Span(start, end))]
    assert found == [match.span() for match in PAGE_LINE.finditer(text, start, end)]


@pytest.mark.parametrize("mark", ["第一章", "第2节", "一、", "(二)", "3.", "4、", "(5)", "⑥", "——"])
def test_every_mark_of_a_heading_begins_as_it_may(mark: str) -> None:
    assert headings._MARK.match(mark)
    assert mark[0] in headings._BEGINS


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("柳州市公安局", "柳州市"),
        ("南宁海关", "南宁"),
        ("景县税务局", "景县"),
        ("柳州", ""),  # nothing behind it bears the name
        ("柳州市局", "柳州"),  # one character alone is no body
        ("和县政府", ""),
        ("省农委", ""),
        ("", ""),
    ],
)
def test_places_at_the_head_of_a_name(word: str, place: str) -> None:
    assert place_start(word) == place
    assert not place or is_place(place) or len(place) == 2


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("市财政局", "市财政局"),
        ("市 财\n政局", "市财政局"),
        ("市财政局（cáizhèng）", "市财政局（cáizhèng）"),
        ("市财(cai)政局", "市财政局"),
        ("市<b>财</b>政&nbsp;局", "市财政局"),
        ("市财\n— 3 —\n政局", "市财政局"),
        ("市<\u200bb>财政局", "市财政局"),
    ],
)
def test_names_without_what_does_not_belong_to_them(written: str, name: str) -> None:
    assert clean(written) == name
