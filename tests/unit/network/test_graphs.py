from __future__ import annotations

import random

import networkx as nx
import pytest
from network_samples import row, task

from kg.network.graphs import (
    Unit,
    agency_region,
    agency_task,
    agency_theme,
    co_assignment,
    lead_support,
)


def edge(count, weight, *tasks, first="", last=""):
    found = {"count": count, "weight": weight, "tasks": list(tasks)}
    return found | {"first": first, "last": last}


def test_edges_carry_the_dates_of_their_documents():
    found = [*task("t1", joint="ab", date="2023-01-05"), *task("t2", joint="ab", date="2021")]
    found += [*task("t3", joint="ab"), *task("t1", joint="ab", date="2024")]
    held = co_assignment(found).edges["a", "b"]
    assert held == edge(3, 3.0, "t1", "t2", "t3", first="2021", last="2023-01-05")


def test_newman_weights_and_counts_stand_side_by_side():
    graph = co_assignment([*task("t1", joint="abc"), *task("t2", lead="a", support="b")])
    assert graph.edges["a", "b"] == edge(2, 1.5, "t1", "t2")
    assert graph.edges["b", "c"] == edge(1, 0.5, "t1")


def test_strength_is_the_number_of_tasks_shared_with_others():
    found = [*task("t1", joint="abcd"), *task("t2", joint="ab"), *task("t3", lead="a")]
    strength = dict(co_assignment(found).degree(weight="weight"))
    assert strength == pytest.approx({"a": 2, "b": 2, "c": 1, "d": 1})


def test_a_body_named_twice_in_a_task_counts_once():
    graph = co_assignment(task("t", lead="a", support="ab"))
    assert list(graph.edges(data="count")) == [("a", "b", 1)]
    assert graph.nodes["a"]["tasks_led"] == graph.nodes["a"]["tasks_supported"] == 1


def test_bodies_that_work_alone_are_isolates():
    assert list(nx.isolates(co_assignment(task("t", lead="a")))) == ["a"]


def test_role_counts():
    graph = co_assignment([*task("t1", "a", "b", "c"), *task("t2", "a"), *task("t3", "", "a")])
    held = graph.nodes["a"]
    assert [held[f"tasks_{name}"] for name in ("led", "supported", "joint")] == [2, 1, 0]


def test_lead_support_runs_from_each_lead_to_each_supporter():
    graph = lead_support([*task("t1", lead="ab", support="cd"), *task("t2", joint="ef")])
    assert sorted(graph.edges) == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
    assert graph.edges["a", "c"] == edge(1, 0.5, "t1")
    assert set(nx.isolates(graph)) == {"e", "f"}


def test_no_body_supports_itself():
    graph = lead_support(task("t", lead="a", support="ab"))
    assert list(graph.edges(data="weight")) == [("a", "b", 1.0)]


SYSTEMS = [
    row("t1", "a", "lead", body_system="水利", body_jurisdiction="450200"),
    row("t1", "b", "support", body_system="水利", body_jurisdiction="450300"),
    row("t1", "c", "support", body_system="教育", body_jurisdiction="450200"),
    row("t1", "d", "support"),
]


@pytest.mark.parametrize(
    ("unit", "nodes"),
    [
        (Unit.BODY, ["a", "b", "c", "d"]),
        (Unit.SYSTEM, ["system:教育", "system:水利"]),
        (Unit.JURISDICTION, ["jurisdiction:450200", "jurisdiction:450300"]),
        (
            Unit.JURISDICTION_SYSTEM,
            [
                "jurisdiction-system:450200/教育",
                "jurisdiction-system:450200/水利",
                "jurisdiction-system:450300/水利",
            ],
        ),
    ],
)
def test_units(unit, nodes):
    for build in (co_assignment, lead_support):
        assert sorted(build(SYSTEMS, unit)) == nodes


def test_bodies_of_one_system_make_no_loop():
    for build in (co_assignment, lead_support):
        assert nx.number_of_selfloops(build(SYSTEMS, Unit.SYSTEM)) == 0


def test_two_mode_graphs():
    found = task("t1", joint="ab", themes=("7/公路",), regions=("450200",))
    found += task("t2", joint="a", themes=("7/公路", "7/铁路"))
    works = agency_task(found)
    assert nx.is_bipartite(works)
    assert works.edges["a", "t2"] == edge(1, 1.0, "t2")
    themes = agency_theme(found)
    assert themes.edges["a", "theme:7/公路"] == edge(2, 2.0, "t1", "t2")
    assert [n for n, mode in themes.nodes(data="bipartite") if mode == 1] == [
        "theme:7/公路",
        "theme:7/铁路",
    ]
    assert sorted(agency_region(found).edges) == [("a", "region:450200"), ("b", "region:450200")]


def test_labels_of_themes_and_places():
    found = task(
        "t", joint="a", themes=("7",), regions=("450200", "https://example.org/area/珠三角")
    )
    labelled = agency_region(found, labels={"450200": "柳州市"})
    assert dict(labelled.nodes(data="label")) == {
        "a": "a",
        "region:450200": "柳州市",
        "region:https://example.org/area/珠三角": "珠三角",
    }
    assert agency_theme(found, labels={"7": "工业、交通"}).nodes["theme:7"]["label"] == "工业、交通"
    assert agency_theme(found).nodes["theme:7"]["label"] == "7"


@pytest.mark.parametrize("build", [co_assignment, lead_support, agency_task, agency_theme])
def test_the_order_of_the_rows_does_not_matter(build):
    found = [r for i in range(9) for r in task(f"t{i}", "abc"[i % 3], "defgh"[: i % 5], "xy")]
    found = [r for r in found if r.role != "support" or r.agency != "e"]
    shuffled = random.Random(1).sample(found, len(found))
    one, other = build(found), build(shuffled)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_no_rows_give_an_empty_graph():
    for build in (co_assignment, lead_support, agency_task, agency_theme, agency_region):
        assert len(build([])) == 0
