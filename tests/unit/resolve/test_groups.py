"""Collective bodies and who is in them, as far as the words say."""

from __future__ import annotations

import pytest

from kg.resolve import Resolver
from kg.resolve.context import Context
from kg.resolve.groups import is_group


@pytest.mark.parametrize(
    ("name", "home", "year", "count"),
    [
        ("各设区市人民政府", "450000", 2011, 14),
        ("各市人民政府", "450000", 2011, 14),
        ("各市（州）政府", "220000", 2011, 9),
        ("各县（区）人民政府", "450200", 2023, 10),
        ("各省级人民政府", "100000", 2018, 31),
        ("各省、自治区、直辖市人民政府", "100000", 2018, 31),
        ("各地级以上市人民政府", "440000", 2020, 21),
        ("各区政府", "310000", 2020, 16),
        ("各市、县（市、区）人民政府", "450000", 2020, 14 + 111),
        # not all of a tier, or nobody can say who
        ("相关市人民政府", "450000", 2011, 0),
        ("各有关市人民政府", "450000", 2011, 0),
        ("经济区各市人民政府", "450000", 2011, 0),
        ("区直有关部门", "450000", 2011, 0),
        ("各部门", "100000", 2018, 0),
        ("各有关省级人民政府", "100000", 2018, 0),
        ("各市人民政府", "", 0, 0),
    ],
)
def test_members_are_inferred_where_the_words_name_all(
    resolver: Resolver, name: str, home: str, year: int, count: int
) -> None:
    agency = resolver.bodies.resolve(name, Context(home, year)).agency
    assert agency.is_group
    assert len(agency.members) == count
    assert len(set(agency.members)) == count


def test_members_are_the_governments_of_their_time(resolver: Resolver) -> None:
    agency = resolver.bodies.resolve("各市人民政府", Context("450000", 2011)).agency
    assert "450100/南宁市人民政府" in agency.members
    assert "451400/崇左市人民政府" in agency.members
    before = resolver.bodies.resolve("各市人民政府", Context("450000", 2000)).agency
    assert "451400/崇左市人民政府" not in before.members


@pytest.mark.parametrize(
    "name",
    [
        "各县（区）人民政府",
        "有关部门",
        "13个街道、镇",
        "市直各部门",
        "成员单位",
        "县（市、区）人民政府",
        "市、县人民政府",
        "乡镇人民政府",
        "地方人民政府",
    ],
)
def test_collective_phrases(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize("name", ["省发展改革委", "南宁市人民政府", "市场监管局", "民族事务委员会"])
def test_single_bodies(name: str) -> None:
    assert not is_group(name)


def test_departments_of_a_government_are_of_no_one_system(resolver: Resolver) -> None:
    context = Context("370117", 2021)
    assert resolver.bodies.resolve("区政府有关部门", context).agency.system == ""
    assert resolver.bodies.resolve("区公安部门", context).agency.system == "公安"
