"""Maps call bodies as their documents do, and say whose they are where that is not plain."""

from __future__ import annotations

import pytest

from kg.model import Role
from kg.network.graphs import co_assignment
from kg.network.rows import Body, Row
from kg.publish.dressing import dress
from kg.publish.picture import Known

PLACES = {
    "150000": "内蒙古自治区",
    "350000": "福建省",
    "360000": "江西省",
    "222400": "延边朝鲜族自治州",
    "330600": "绍兴市",
    "610800": "榆林市",
    "620902": "肃州区",
    "430703": "鼎城区",
    "000000": "中国",
}


def called(*named: tuple[str, str]) -> list[str]:
    """What a map calls bodies that stand in one task: name as written, code of the place."""
    rows, names = [], {}
    for number, (name, code) in enumerate(named):
        body = Body(f"body:{number}", f"label {number}", "", code, PLACES[code])
        rows.append(Row(f"assignment:{number}", "task:1", Role.JOINT, body, "document:1"))
        names[f"assignment:{number}"] = (body.iri, name)
    graph = co_assignment(rows)
    dress(graph, rows, Known(names=names))
    return [graph.nodes[f"body:{number}"]["short"] for number in range(len(named))]


def test_bodies_of_one_place_are_called_as_written() -> None:
    found = called(("省农业厅", "360000"), ("水利厅", "360000"), ("市能源局", "610800"))
    assert found == ["省农业厅", "水利厅", "市能源局"]


def test_names_that_several_share_have_their_place() -> None:
    found = called(("市能源局", "610800"), ("市能源局", "330600"))
    assert found == ["榆林市能源局", "绍兴市能源局"]


def test_among_several_places_of_a_tier_each_name_has_its_place() -> None:
    found = called(("市能源局", "610800"), ("市经信局", "330600"), ("省农业厅", "360000"))
    assert found == ["榆林市能源局", "绍兴市经信局", "省农业厅"]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("自治区农牧业厅", "150000", "内蒙古自治区农牧业厅"),
        ("州发改委", "222400", "延边朝鲜族自治州发改委"),
        ("区财政局", "620902", "肃州区财政局"),
        ("肃州区财政局", "620902", "肃州区财政局"),
        ("市场监管总局", "000000", "中国 市场监管总局"),
        ("财政局", "610800", "榆林 财政局"),
    ],
)
def test_the_place_before_a_name(name: str, code: str, expected: str) -> None:
    assert called((name, code), (name, "430703"))[0] == expected


def test_a_name_that_only_looks_like_one_of_a_city_stays() -> None:
    found = called(("市场监管总局", "000000"), ("市能源局", "610800"))
    assert found == ["市场监管总局", "市能源局"]
