"""Whatever is read: no crash but a named error, spans that are exact, the same twice."""

import tempfile
from pathlib import Path

import pytest
from examples import examples
from file_makers import NOTICE, docx, paragraph, pdf, table, xlsx
from file_makers import cell as xlsx_cell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.characters import fold, plain, tidy
from kg.errors import UnreadableError
from kg.model import Source
from kg.read import documents, read_file
from kg.read.dates import DATE, first_date, iso_date
from kg.read.numbers import normal_number
from kg.read.text import decode

WORDS = st.sampled_from(
    [
        *(
            "关于",
            "印发",
            "的通知",
            "转发",
            "贯彻落实",
            "以下简称",
            "方案",
            "任务分工表",
            "附件",
            "签发人",
        ),
        *(
            "《",
            "》",
            "〈",
            "（",
            "）",
            "：",
            "。",
            "，",
            "\t",
            "　",
            "\n",
            "\r\n",
            "\n\n",
            "\u200b",
            "\ue000",
        ),
        *(
            "〔2020〕",
            "3号",
            "国发",
            "柳政办",
            "2020年3月5日",
            "二○一一年三月",
            "成文日期",
            "发文机关",
            "标题",
        ),
        *("柳州市人民政府", "办公室", "国务院", "各市、县人民政府：", "⼈⺠", "關於", "文件"),
        *("一、", "（一）", "1.", "第一章", "目录", "·····"),
    ]
)
SOUP = st.lists(WORDS, max_size=60).map("".join)


@given(SOUP)
@settings(max_examples=examples(300), deadline=None)
def test_documents_of_any_text(text: str) -> None:
    source = Source("a.txt", text, "0" * 64)
    found = documents(source)
    assert found == documents(source)
    at = 0
    for document in found:
        assert at <= document.span.start <= document.span.end <= len(text)
        at = document.span.end
        for part in (*document.sections, *document.citations):
            assert document.span.start <= part.span.start < part.span.end <= document.span.end
        for section in document.sections:
            assert tidy(section.span.of(text)) == section.title
        assert "\n" not in document.title + document.number + document.issuer
        assert document.date == "" or first_date(document.date) == document.date


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(plain(text)) == len(text)
    assert tidy(tidy(text)) == tidy(text)
    assert len(tidy(fold(text))) == len(tidy(text))


@given(
    st.integers(1980, 2030),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["阿拉伯", "汉字"]),
)
def test_dates_in_both_kinds_of_digits(year: int, month: int, day: int, kind: str) -> None:
    written = f"{year}年{month}月{day}日"
    if kind == "汉字":
        digits = str.maketrans("0123456789", "○一二三四五六七八九")
        written = f"{str(year).translate(digits)}年{han(month)}月{han(day)}日"
    assert DATE.fullmatch(written)
    assert iso_date(written) == f"{year}-{month:02}-{day:02}"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (
        digits[ones] if ones else ""
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("柳政办〔2023〕10号", "柳政办〔2023〕10号"),
        ("柳政办[2023] 010 号", "柳政办〔2023〕10号"),
        ("桂政办发（２０１１）第２０１号", "桂政办发〔2011〕201号"),
        ("秦政办发〔2013〕104 号", "秦政办发〔2013〕104号"),
        ("2022年1月29日柳政办〔2022〕9号", "柳政办〔2022〕9号"),
        ("文    号 蔡政办〔2023〕1号", "蔡政办〔2023〕1号"),
        ("日政字〔2022〕51号", "日政字〔2022〕51号"),
        ("粵府辦〔2009〕23號", "粤府办〔2009〕23号"),
        ("交办法函【2022】412号", "交办法函〔2022〕412号"),
        ("〔2022〕9号", ""),
        ("柳政办〔2022〕", ""),
        ("柳政办〔22〕9号", ""),
    ],
)
def test_normal_form_of_numbers(written: str, number: str) -> None:
    assert normal_number(written) == number
    assert normal_number(number) == number


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except UnreadableError:
        return
    text.encode()


FILES = {
    "a.docx": docx(paragraph(NOTICE) + table(["甲", "乙"], ["丙", "丁"])),
    "a.xlsx": xlsx(f'<row r="1">{xlsx_cell("A1", "甲")}</row>'),
    "a.html": f"<meta charset=utf-8><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>{NOTICE}"
    "<p>末".encode(),
    "a.csv": '序号,任务\n1,"修路"\n'.encode(),
}


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_damaged_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    damaged = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(damaged)
        try:
            documents(read_file(name, path))
        except UnreadableError as error:
            assert error.place == name
            assert error.remedy


@pytest.mark.parametrize("cut", [0, 30, 300, 700, 1500])
def test_damaged_pdf_files_are_read_or_refused(tmp_path: Path, cut: int) -> None:
    whole = pdf([[(50, 700, NOTICE[:24])]])
    path = tmp_path / "a.pdf"
    path.write_bytes(whole[:cut] + b"<</X 3 0 R" + whole[cut + 10 :])
    try:
        documents(read_file("a.pdf", path))
    except UnreadableError as error:
        assert error.remedy
