"""Topics of tasks: agreement with a human coder, basis and strength."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolve_cases import rows

from kg.parse import parse
from kg.read import documents, read_file
from kg.resolve import Resolver
from kg.resolve.context import Context

# Two human coders agree on about 85 of 100 tasks.
ENOUGH = 0.85
SHARED = Path(__file__).parents[4] / "shared"


@pytest.mark.parametrize(
    "table", ["sentences_tuned.csv", "sentences_held_out.csv", "sentences_last.csv"]
)
def test_primary_topic_agrees_with_a_coder(resolver: Resolver, table: str) -> None:
    cases = list(rows(table))
    wrong = []
    for row in cases:
        lead = row.get("lead", "")
        context = Context(row["home"], int(row["year"]))
        systems = [resolver.bodies.resolve(lead, context).agency.system] if lead else []
        themes = resolver.themes.classify(row["text"], "", systems)
        if not themes or themes[0].notation.partition("/")[0] != row["topic"]:
            wrong.append((row["topic"], themes[0].notation if themes else "", row["text"]))
    assert 1 - len(wrong) / len(cases) >= ENOUGH, wrong


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("持续简政放权，取消一批行政许可。", "2/其他"),
        ("推行一网通办，建设数字政府。", "2/电子政务"),
        ("下调城镇土地使用税税额标准。", "4/税务"),
        ("居民人均可支配收入增长6%。", "3/宏观经济"),
    ],
)
def test_licences_taxes_and_incomes_have_topics_of_their_own(
    resolver: Resolver, text: str, notation: str
) -> None:
    assert resolver.themes.classify(text)[0].notation == notation


def test_basis_is_the_words_and_strengths_are_shares(resolver: Resolver) -> None:
    (first, *rest) = resolver.themes.classify("推进三网融合，建设宽带网络，扶持软件企业。")
    assert first.notation == "7/信息产业（含电信）"
    assert "三网融合" in first.basis
    assert 0 < first.strength <= 1
    assert sum(theme.strength for theme in (first, *rest)) <= 1.001


def test_one_or_two_topics_best_first(resolver: Resolver) -> None:
    themes = resolver.themes.classify("建设学校和医院，改善教学条件和医疗服务。")
    assert {theme.notation.partition("/")[0] for theme in themes} == {"11", "13"}
    assert themes[0].strength >= themes[1].strength


def test_a_heading_helps_where_the_words_are_silent(resolver: Resolver) -> None:
    assert resolver.themes.classify("进一步完善有关措施。") == ()
    (theme,) = resolver.themes.classify("进一步完善有关措施。", "一、总体要求 / （二）农业现代化")
    assert theme.notation == "6/农业、畜牧业、渔业"
    assert theme.basis.startswith("heading: ")


def test_the_leading_body_breaks_a_tie_and_never_decides_alone(resolver: Resolver) -> None:
    assert resolver.themes.classify("进一步完善有关措施。", "", ["教育"]) == ()
    text = "加强学校和医院建设。"
    school = resolver.themes.classify(text, "", ["教育"])
    clinic = resolver.themes.classify(text, "", ["卫生健康"])
    assert (school[0].notation, clinic[0].notation) == ("11/教育", "13/卫生")


@pytest.mark.parametrize(
    "text", ["促进民营经济健康发展。", "推进会议保障规范化工作。", "落实科学发展观。"]
)
def test_words_within_words_do_not_count(resolver: Resolver, text: str) -> None:
    topics = {theme.notation for theme in resolver.themes.classify(text)}
    assert not topics & {"13/卫生", "7/化工", "11/科技"}


def test_every_topic_has_its_notation_and_parent(resolver: Resolver) -> None:
    notations = {topic.notation for topic in resolver.vocabulary.topics}
    assert {str(number) for number in range(1, 23)} <= notations
    assert all(notation.partition("/")[0] in notations for notation in notations)
    assert len(notations) > 120


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_agreement_on_tasks_of_real_documents(resolver: Resolver) -> None:
    """Topics coded by hand for tasks drawn at random, named by file and position."""
    coded = {(row["source"], int(row["start"])): row["topic"] for row in rows("coded_tasks.csv")}
    paths = sorted([*SHARED.glob("corpus/*.txt"), *SHARED.glob("more/*.txt")])
    same = found = 0
    for path in paths:
        for document in documents(read_file(path.name, path)):
            for resolved in resolver.resolve(parse(document)).tasks:
                topic = coded.get((path.name[:3], resolved.task.span.start))
                if topic:
                    found += 1
                    first = resolved.themes[0].notation if resolved.themes else ""
                    same += first.partition("/")[0] == topic
    assert found >= 0.8 * len(coded)
    assert same >= ENOUGH * found
