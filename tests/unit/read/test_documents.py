"""Gazettes and other files with several documents; outlines and citations."""

import pytest

from kg.model import Document, Source
from kg.read import documents

DUTY = "一、增殖放流鱼苗一千万尾。（市农业农村局负责）\n二、清退围网养殖。（市水利局牵头）\n"


def source(text: str) -> Source:
    return Source("sample.txt", text, "0" * 64)


def read(text: str) -> tuple[Document, ...]:
    return documents(source(text))


def one(text: str) -> Document:
    (document,) = read(text)
    return document


def notice(title: str, number: str, *, below: str = "2018年5月4日", body: str = DUTY) -> str:
    return f"{title}\n\n{number}　{below}\n\n各县（市、区）人民政府：\n{body}\n"


FIRST = notice("岳阳市人民政府关于印发洞庭湖禁捕任务分工的通知", "岳政发〔2018〕3号")
SECOND = notice(
    "岳阳市人民政府办公室\n\n关于印发《岳阳市渔民\n转产安置方案》的通知", "岳政办发〔2018〕9号"
)
CONTENTS = (
    "岳阳市人民政府公报\n2018年第2期\n目　录\n"
    "岳阳市人民政府关于印发洞庭湖禁捕任务分\n工的通知……………岳政发〔2018〕3号（1）\n"
    "岳阳市人民政府办公室关于印发《岳阳市渔民转产安置方案》的通知·····\t岳政办发〔2018〕9号（7）\n\n"
)


def test_a_gazette_is_cut_where_the_titles_begin() -> None:
    text = CONTENTS + FIRST + SECOND
    found = read(text)
    assert [d.title for d in found] == [
        "岳阳市人民政府关于印发洞庭湖禁捕任务分工的通知",
        "岳阳市人民政府办公室关于印发《岳阳市渔民转产安置方案》的通知",
    ]
    assert [d.issuer for d in found] == ["岳阳市人民政府", "岳阳市人民政府办公室"]
    assert [d.span.start for d in found] == [len(CONTENTS), len(CONTENTS + FIRST)]
    assert found[0].span.end == found[1].span.start
    assert found[1].span.end == len(text)


def test_the_contents_page_belongs_to_no_document() -> None:
    assert "目　录" not in read(CONTENTS + FIRST + SECOND)[0].span.of(CONTENTS + FIRST + SECOND)


def test_a_document_without_number_is_found_by_the_contents_page() -> None:
    title = "岳阳市人民政府关于洞庭湖湿地保护情况的报告"
    contents = CONTENTS + f"{title}…………（12）\n\n"
    text = contents + FIRST + SECOND + f"{title}\n\n市人大常委会：\n湿地面积稳定。\n" + DUTY
    found = read(text)
    assert [d.title for d in found][2:] == [title]
    assert found[2].number == ""


def test_numbers_above_the_titles() -> None:
    letter = (
        "岳阳市人民政府文件\n岳政发〔{}〕3号\n\n岳阳市人民政府关于做好{}工作的通知\n\n"
        "各县（市、区）人民政府：\n" + DUTY
    )
    text = letter.format(2016, "防汛") + letter.format(2017, "抗旱")
    found = read(text)
    assert [d.number for d in found] == ["岳政发〔2016〕3号", "岳政发〔2017〕3号"]
    assert [d.title[-9:] for d in found] == ["做好防汛工作的通知", "做好抗旱工作的通知"]
    assert found[1].span.of(text).startswith("岳阳市人民政府文件")


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        CONTENTS.partition("目　录")[0] + FIRST,
        FIRST + "附件\n1.名单\n2.《岳阳市人民政府关于渔业的通知》（岳政发〔2001〕3号）\n",
        "岳阳市2018年重点工作\n" + DUTY,
        FIRST + "参见岳政发〔2001〕3号、岳政办〔2002〕5号等文件。\n",
    ],
    ids=["alone", "front page", "cited in brackets", "no number", "cited in a line"],
)
def test_one_document_is_the_whole_file(text: str) -> None:
    document = one(text)
    assert (document.span.start, document.span.end) == (0, len(text))


def titles(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in one(text).sections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一章 总 则\n第一节　目标\n一、要求\n（一）原则。坚持。\n1.分工\n（2）其他\n",
            [
                (1, "第一章总则"),
                (2, "第一节目标"),
                (3, "一、要求"),
                (4, "（一）原则"),
                (5, "1.分工"),
                (6, "（2）其他"),
            ],
        ),
        ("1.5亿元用于修路。\n3.2万人就业。\n2012年增长。\n", []),
        ("甲\n" + "二、" + "很" * 70 + "\n", []),
        ("⼀、建设产业园\n１．修路\n", [(3, "一、建设产业园"), (5, "１．修路")]),
        ("1\t修路\t市交通局\n2.\t架桥\t市交通局\n", []),
        (
            "目录\n一、总则\n二、任务\n\n一、总则\n坚持。\n二、任务\n落实。\n",
            [(3, "一、总则"), (3, "二、任务")],
        ),
        (
            "现提出以下意见。一、持续提升便利度（一）优化审批流程。"
            + "从办成一件事出发，" * 14
            + "（市政务办牵头）（二）提升审批效率。全面推进。二、简化条件（三）降低门槛。放宽。",
            [
                (3, "一、持续提升便利度"),
                (4, "（一）优化审批流程"),
                (4, "（二）提升审批效率"),
                (3, "二、简化条件"),
                (4, "（三）降低门槛"),
            ],
        ),
    ],
    ids=["ranks", "figures", "too long", "radicals", "rows", "contents", "run together"],
)
def test_sections(text: str, expected: list[tuple[int, str]]) -> None:
    assert titles(text) == expected


OWN = "岳阳市人民政府关于印发《岳阳市禁捕方案》的通知\n岳政发〔2018〕3号\n\n各县人民政府：\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "为贯彻落实《湖南省人民政府关于湿地的意见》（湘政发〔2017〕8号）和《湿地条例》，",
            [("湖南省人民政府关于湿地的意见", "湘政发〔2017〕8号", True), ("湿地条例", "", True)],
        ),
        ("根据《渔业法》，制定本方案。", [("渔业法", "", False)]),
        (
            "根据《国家〈十四五〉\n规划纲要》（以下简称《纲要》），分解《纲要》任务。",
            [("国家〈十四五〉规划纲要", "", False)],
        ),
        ("《岳阳市禁捕方案》已经市政府同意，现印发给你们。", []),
        (
            "按照湘政办发〔2016〕77号文件要求，",
            [("", "湘政办发〔2016〕77号", False)],
        ),
        (
            "《甲办法》（甲政[2001]05號）停止执行，《甲办法》不再适用。",
            [("甲办法", "甲政〔2001〕5号", False)],
        ),
        ("见《办法》。认真贯彻《办法》。", [("办法", "", True)]),
        ("《没有结尾的标题，", []),
    ],
    ids=["in a row", "law", "nested", "own", "number alone", "old form", "again", "open"],
)
def test_citations(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = one(OWN + text + "\n").citations
    assert [(c.title, c.number, c.implements) for c in found] == expected


def test_a_citation_in_the_title_counts() -> None:
    document = one(
        "岳阳市贯彻落实《湖南省湿地方案》任务分工表\n岳政办函〔2019〕1号\n各县人民政府：\n略。\n"
    )
    assert [(c.title, c.implements) for c in document.citations] == [("湖南省湿地方案", True)]
