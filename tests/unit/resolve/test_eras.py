"""Bodies as written, as of a date and as of today."""

from __future__ import annotations

import pytest

from kg.resolve import Resolver
from kg.resolve.context import Context
from kg.resolve.eras import AS_WRITTEN, TODAY


def labels(resolver: Resolver, name: str, home: str, year: int, when: str) -> set[str]:
    agency = resolver.bodies.resolve(name, Context(home, year)).agency
    found = resolver.eras.as_of(agency, when, f"{year}-06-01")
    assert all(held.jurisdiction == agency.jurisdiction for held in found)
    assert all(held.tier == agency.tier for held in found)
    return {held.label for held in found}


@pytest.mark.parametrize(
    "case",
    [
        # renamed
        ("省环保厅", "220000", 2011, TODAY, {"吉林省生态环境厅"}),
        ("省环保厅", "220000", 2011, "2015-01-01", {"吉林省环境保护厅"}),
        ("省农委", "220000", 2011, TODAY, {"吉林省农业农村厅"}),
        ("环境保护部", "100000", 2014, TODAY, {"生态环境部"}),
        # twice over
        ("省卫生厅", "220000", 2011, "2015-01-01", {"吉林省卫生和计划生育委员会"}),
        ("省卫生厅", "220000", 2011, TODAY, {"吉林省卫生健康委员会"}),
        ("广西银监局", "450000", 2011, "2020-01-01", {"中国银行保险监督管理委员会广西监管局"}),
        ("广西银监局", "450000", 2011, TODAY, {"国家金融监督管理总局广西监管局"}),
        ("省扶贫办", "220000", 2011, "2022-01-01", {"吉林省乡村振兴局"}),
        ("省扶贫办", "220000", 2011, TODAY, {"吉林省农业农村厅"}),
        # split
        (
            "省食品药品监管局",
            "220000",
            2011,
            TODAY,
            {"吉林省市场监督管理局", "吉林省药品监督管理局"},
        ),
        ("省物价局", "220000", 2011, TODAY, {"吉林省发展和改革委员会", "吉林省市场监督管理局"}),
        # merged: seen from before
        (
            "市卫生健康委",
            "450200",
            2023,
            "2015-01-01",
            {"柳州市卫生和计划生育委员会", "柳州市医药卫生体制改革办公室"},
        ),
        (
            "省银保监局",
            "220000",
            2020,
            "2012-01-01",
            {"中国银行业监督管理委员会吉林监管局", "中国保险监督管理委员会吉林监管局"},
        ),
        ("省税务局", "220000", 2020, "2012-01-01", {"吉林省国家税务局", "吉林省地方税务局"}),
        # untouched
        ("省财政厅", "220000", 2011, TODAY, {"吉林省财政厅"}),
        ("省公安厅", "220000", 2023, "1999-01-01", {"吉林省公安厅"}),
        ("省水务投资集团", "220000", 2011, TODAY, {"吉林省水务投资集团"}),
        # a name that came back
        ("省新闻出版局", "220000", 2011, "2015-01-01", {"吉林省新闻出版广电局"}),
        ("省新闻出版局", "220000", 2020, TODAY, {"吉林省新闻出版局"}),
        # inspection and quarantine went to the customs of the capital
        ("广西出入境检验检疫局", "450000", 2011, TODAY, {"南宁海关"}),
    ],
)
def test_as_of(resolver: Resolver, case: tuple[str, str, int, str, set[str]]) -> None:
    name, home, year, when, expected = case
    assert labels(resolver, name, home, year, when) == expected


def test_the_provinces_followed_later_than_the_centre(resolver: Resolver) -> None:
    day = "2018-06-01"
    assert labels(resolver, "环境保护部", "100000", 2014, day) == {"生态环境部"}
    assert labels(resolver, "省环保厅", "220000", 2014, day) == {"吉林省环境保护厅"}
    day = "2019-02-01"
    assert labels(resolver, "省环保厅", "220000", 2014, day) == {"吉林省生态环境厅"}
    assert labels(resolver, "市环保局", "220100", 2014, day) == {"长春市环境保护局"}


def test_as_written_is_the_body_itself(resolver: Resolver) -> None:
    agency = resolver.bodies.resolve("省环保厅", Context("220000", 2011)).agency
    assert resolver.eras.as_of(agency, AS_WRITTEN) == (agency,)


def test_groups_stay_as_they_are(resolver: Resolver) -> None:
    group = resolver.bodies.resolve("区直有关部门", Context("450000", 2011)).agency
    assert resolver.eras.as_of(group, TODAY) == (group,)


def test_every_reform_is_dated_cited_and_names_known_offices(resolver: Resolver) -> None:
    offices = resolver.vocabulary.offices
    years = {change.dates[0][:4] for change in resolver.eras.changes}
    assert years == {"2003", "2008", "2013", "2018", "2021", "2023"}
    for change in resolver.eras.changes:
        assert list(change.dates) == sorted(change.dates)
        assert change.citation
        assert change.originals
        assert change.resulting
        assert set(change.originals + change.resulting) <= set(offices)


def test_today_is_a_resting_place(resolver: Resolver) -> None:
    """A body of today is itself today: no reform leads in a circle."""
    for change in resolver.eras.changes:
        for name in change.originals:
            office = resolver.vocabulary.offices[name]
            agency = resolver.bodies.resolve("省" + office.name, Context("220000", 2011)).agency
            for held in resolver.eras.as_of(agency, TODAY, "2011-01-01"):
                assert resolver.eras.as_of(held, TODAY) == (held,)
