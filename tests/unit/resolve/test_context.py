"""Whose document it is: issuer, title, number, and last the words of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from resolve_cases import parsed

from kg.model import ParsedDocument
from kg.resolve import Resolver


def headed(head: str, body: str) -> ParsedDocument:
    """Return a document without issuer whose first task begins behind its head."""
    document = parsed((head + "修路。", body), issuer="")
    (task,) = document.tasks
    moved = replace(task, parts=(replace(task.parts[0], start=len(head)),))
    return replace(document, tasks=(moved,))


TASK = ("加快公路建设。", "省交通运输厅")


@pytest.mark.parametrize(
    ("head", "home", "basis"),
    [
        ({"issuer": "国务院办公厅"}, "100000", "issuer"),
        ({"issuer": "中共中央办公厅"}, "100000", "issuer"),
        ({"issuer": "吉林省人民政府"}, "220000", "issuer"),
        ({"issuer": "吉林市人民政府"}, "220200", "issuer"),
        ({"issuer": "柳州市人民政府办公室"}, "450200", "issuer"),
        ({"issuer": "融水苗族自治县人民政府"}, "450225", "issuer"),
        ({"issuer": "柳州市城中区人民政府"}, "450202", "issuer"),
        ({"issuer": "北京市朝阳区人民政府"}, "110105", "issuer"),
        ({"issuer": "中共吉林省委办公厅"}, "220000", "issuer"),
        ({"issuer": "教育部"}, "100000", "issuer"),
        ({"issuer": "教育部办公厅"}, "100000", "issuer"),
        ({"issuer": "", "title": "新安晚报记者报道省里的分工"}, "", "open"),
        ({"issuer": "", "title": "广西推进新型城镇化分工方案"}, "450000", "title"),
        ({"issuer": "", "title": "国务院关于促进就业的意见"}, "100000", "title"),
        ({"issuer": "", "number": "黑政办发〔2012〕3号"}, "230000", "number"),
        ({"issuer": "", "number": "国办发〔2018〕3号"}, "100000", "number"),
    ],
)
def test_jurisdiction(resolver: Resolver, head: dict[str, str], home: str, basis: str) -> None:
    context = resolver.context(parsed(TASK, **head))
    assert (context.home, context.basis) == (home, basis)


@pytest.mark.parametrize(
    ("number", "body", "home"),
    [
        ("徐政发〔2010〕29号", "市财政局", "320300"),
        ("厦府办〔2019〕10号", "市财政局", "350200"),
        # 平顶山 and 平凉, 宁波 and 宁德, 泰州 and 泰安: open.
        ("平政办〔2013〕11号", "市财政局", ""),
        ("宁政发〔2013〕11号", "市财政局", ""),
        ("泰政发〔2013〕11号", "市财政局", ""),
        # 宁夏's bodies are an autonomous region's, 青岛's are a city's.
        ("宁政发〔2013〕11号", "自治区财政厅", "640000"),
        ("青政发〔2013〕11号", "省财政厅", "630000"),
        ("青政发〔2013〕11号", "市财政局", ""),  # 青岛, 青州
        ("京政发〔2013〕11号", "市财政局", "110000"),
        ("竹府办〔2016〕20号", "县财政局", ""),
    ],
)
def test_a_number_agrees_with_the_unit_of_the_bodies(
    resolver: Resolver, number: str, body: str, home: str
) -> None:
    document = parsed(("加快公路建设。", body), issuer="", number=number)
    assert resolver.context(document).home == home


@pytest.mark.parametrize(
    ("head", "body", "home"),
    [
        ("陕西《政府工作报告》部门分工确定\n", "省财政厅", "610000"),
        ("2004年上海市政府重点工作 2004-04-22\n", "市财政局", "310000"),
        ("县政府办公室关于嘉鱼县重点工作责任分解的通知\n", "县财政局", "421221"),
        ("关于印发《嘉鱼县工作要点》的通知\n", "县财政局", "421221"),
        # the places of others
        ("转发柳州市关于就业的通知\n", "市财政局", ""),
        ("对口支援西藏的任务分工\n", "省财政厅", ""),
        ("关于贯彻广西壮族自治区规划的意见\n", "市财政局", ""),
        ("柳州市重点工作\n南宁市重点工作\n", "市财政局", ""),
    ],
)
def test_a_heading_names_its_own_place_first(
    resolver: Resolver, head: str, body: str, home: str
) -> None:
    assert resolver.context(headed(head, body)).home == home


@pytest.mark.parametrize(
    ("head", "body", "home"),
    [
        ("国务院知识产权战略实施工作部际联席会议办公室\n", "知识产权局", "100000"),
        ("贯彻落实国务院关于旅游业意见的分工方案\n國務院辦公廳\n2010年7月\n", "旅游局", "100000"),
        ("国务院办公厅\n", "省旅游局", ""),
        ("国务院办公厅要求各地落实。\n", "旅游局", ""),
    ],
)
def test_the_centre_signs(resolver: Resolver, head: str, body: str, home: str) -> None:
    assert resolver.context(headed(head, body)).home == home


@pytest.mark.parametrize(
    ("body", "label", "home"),
    [
        ("财政局", "柳州市柳东新区财政局", "450200"),
        ("区发改局", "柳州市柳东新区发展和改革局", "450200"),
        ("柳东新区财政局", "柳州市柳东新区财政局", "450200"),
        ("市财政局", "柳州市财政局", "450200"),
        ("自治区财政厅", "广西壮族自治区财政厅", "450000"),
    ],
)
def test_a_zone_has_bodies_of_its_own(resolver: Resolver, body: str, label: str, home: str) -> None:
    document = parsed(("修路。", body), issuer="柳州市柳东新区管理委员会")
    agency = resolver.resolve(document).tasks[0].resolutions[0].agency
    assert (agency.label, agency.jurisdiction) == (label, home)


def test_a_new_area_that_is_a_division_has_none(resolver: Resolver) -> None:
    document = parsed(("修路。", "区财政局"), issuer="上海市浦东新区人民政府")
    agency = resolver.resolve(document).tasks[0].resolutions[0].agency
    assert agency.jurisdiction == "310115"


def test_bodies_of_a_place_vouch_for_it(resolver: Resolver) -> None:
    """江西银监局 and 人民银行南昌中心支行 beside 省金融办."""
    text = "由江西银监局、人民银行南昌中心支行、省金融办负责。"
    assert resolver.context(parsed((text, "省金融办"), issuer="")).home == "360000"


def test_names_that_begin_like_a_unit_are_none(resolver: Resolver) -> None:
    bodies = ["教育部", "市场监管总局", "科技部"]
    tasks = [("推进改革。", body) for body in bodies]
    assert resolver.context(parsed(*tasks, issuer="")).home == "100000"


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("嘉鱼经济开发区、嘉鱼港建设。", "421221"),
        ("嘉鱼开发区、嘉鱼港建设，嘉善学习。", "421221"),
        ("嘉善县、嘉鱼县合作。", ""),
        ("修路。", ""),
    ],
)
def test_the_text_says_which_place_a_number_abbreviates(
    resolver: Resolver, text: str, home: str
) -> None:
    document = parsed((text, "县财政局"), issuer="", number="嘉政办发〔2021〕5号")
    assert resolver.context(document).home == home


@pytest.mark.parametrize(
    ("head", "home"),
    [
        ("发布机构：下陆区政府办公室\n修路。", "420204"),
        ("近日，渝中区人民政府办公室发布了今年的任务。\n修路。", "500103"),
        ("金乡县人民政府\n修路。", ""),  # a county's, where the bodies are a district's
        ("下陆区人民政府\n铁山区人民政府\n修路。", ""),
        ("向下陆区政府学习。\n修路。", ""),
    ],
)
def test_a_government_that_stands_by_itself_signs(resolver: Resolver, head: str, home: str) -> None:
    document = parsed((head, "区财政局"), issuer="")
    start = head.index("修路")
    (task,) = document.tasks
    moved = replace(task, parts=(replace(task.parts[0], start=start),))
    assert resolver.context(replace(document, tasks=(moved,))).home == home


def test_a_signature_above_the_document_is_not_its_own(resolver: Resolver) -> None:
    above = "下陆区人民政府\n"
    document = parsed((above + "修路。", "区财政局"), issuer="")
    (task,) = document.tasks
    start = len(above)
    moved = replace(task, parts=(replace(task.parts[0], start=start),))
    own = replace(document.document, span=replace(document.document.span, start=start))
    assert resolver.context(replace(document, document=own, tasks=(moved,))).home == ""


def test_the_text_says_it_where_the_head_is_missing(resolver: Resolver) -> None:
    tasks = [("落实《黑龙江省十二五规划》，发挥黑龙江省优势。", "省发改委"), TASK]
    context = resolver.context(parsed(*tasks, issuer=""))
    assert (context.home, context.basis) == ("230000", "text")


@pytest.mark.parametrize(
    ("tasks", "home"),
    [
        ([("包头市昆都仑区、青山区打通断头路。", "市住建局")], "150200"),
        ([("在涪陵區建設港口，在萬州區建設港口。", "市交通局")], "500000"),
        ([("如皋市建设市民中心，改造如皋市老城。", "市住建局")], "320682"),
        ([("海安市、如皋市、启东市分别建设园区。", "市商务局")], "320600"),
        ([("巴彦淖尔盟与伊克昭盟合作，伊克昭盟修路。", "县财政局")], ""),
        ([("学习杭州市的经验。", "市财政局")], ""),
        ([("推进改革。", "财政部"), ("推进就业。", "教育部")], "100000"),
    ],
)
def test_places_named_speak_for_the_tier_of_the_bodies(
    resolver: Resolver, tasks: list[tuple[str, str]], home: str
) -> None:
    assert resolver.context(parsed(*tasks, issuer="")).home == home


def test_nothing_says_it(resolver: Resolver) -> None:
    document = parsed(TASK, issuer="")
    assert resolver.context(document).basis == "open"
    resolved = resolver.resolve(document)
    assert resolved.jurisdiction == ""
    assert [still.kind for still in resolved.opens] == ["unresolved"]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ({"date": "2011-11-03"}, 2011),
        ({"date": "", "number": "桂政办发〔2009〕8号"}, 2009),
        ({"date": ""}, 0),
    ],
)
def test_year(resolver: Resolver, head: dict[str, str], year: int) -> None:
    assert resolver.context(parsed(TASK, **head)).year == year


def test_bodies_of_no_known_place_stay_the_bodies_of_their_document(resolver: Resolver) -> None:
    one, other = (
        parsed(("修路。", "区财政局"), issuer=""),
        parsed(("修桥。", "区财政局"), issuer=""),
    )
    source = replace(other.document.source, sha256="f" * 64)
    other = replace(other, document=replace(other.document, source=source))
    (first,), (second,) = (resolver.resolve(d).tasks[0].resolutions for d in (one, other))
    assert first.agency.key != second.agency.key
    assert (first.agency.label, first.agency.system) == ("区财政局", "财政")
    assert (first.agency.jurisdiction, first.basis) == ("", "open")
