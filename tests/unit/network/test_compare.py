"""Slices, identities and comparisons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from network_samples import row, task

from kg.graph.iri import DEFAULT_BASE
from kg.network.compare import compare
from kg.network.graphs import Unit, co_assignment
from kg.network.incidence import STATISTICS, incidence
from kg.network.mixing import ei_index
from kg.network.rows import Body
from kg.network.slices import as_of, by_document, by_year, with_identity
from kg.network.whole import summary
from kg.resolve.resolver import Resolver


def many(prefix: str, bodies: str, count: int = 12, **other: object) -> list:
    return [r for i in range(count) for r in task(f"{prefix}{i}", bodies[:1], bodies[1:], **other)]


def test_slices():
    found = task("t1", "a", document="d2", date="2021-01-01")
    found += task("t2", "a", document="d1", date="2020") + task("t3", "a")
    assert {name: len(rows) for name, rows in by_document(found).items()} == {
        "": 1,
        "d1": 1,
        "d2": 1,
    }
    assert list(by_year(found)) == ["2020", "2021"]


def test_a_merger_puts_two_bodies_into_one():
    merged = Body("new", "自然资源局")
    heirs = {"a": [merged], "b": [merged], "c": [], "d": [Body("d1", "d1"), Body("d2", "d2")]}
    found = with_identity(
        [*task("t1", "a", "b"), *task("t2", "c", "d"), *task("t3", "e")],
        lambda body, date: heirs.get(body.iri, [body]),
    )
    assert [r.agency for r in found] == ["new", "new", "d1", "d2", "e"]
    graph = co_assignment(found)
    assert list(graph.edges) == [("d1", "d2")]
    assert graph.nodes["new"]["tasks_led"] == graph.nodes["new"]["tasks_supported"] == 1


def liuzhou(label: str, **other: object) -> Body:
    iri = f"{DEFAULT_BASE}agency/450200/{label}"
    held = {"jurisdiction": "450200", "tier": "prefecture", "kind": "department"}
    return Body(iri, label, jurisdiction_label="柳州市", **(held | other))


def test_bodies_as_of_today_and_as_written():
    eras = Resolver.load().eras
    old = liuzhou("柳州市环境保护局", system="生态环境")
    group = Body("group", "各县（区）人民政府", kind="group")
    found = [
        replace(row("t", "a", "lead"), body=old, date="2015-06-01"),
        replace(row("t", "b", "support"), body=group),
    ]
    assert as_of(found, eras, "written") == found
    assert as_of(found, eras, "2016-01-01") == found
    today = as_of(found, eras, "today")
    assert [r.body.label for r in today] == ["柳州市生态环境局", "各县（区）人民政府"]
    assert today[0].agency == f"{DEFAULT_BASE}agency/450200/柳州市生态环境局"
    assert today[0].body.jurisdiction_label == "柳州市"


def test_statistics_equal_those_of_the_graph():
    found = [
        row(f"t{i}", name, role, body_system="甲乙丙"[ord(name) % 3], body_jurisdiction=name)
        for i, (name, role) in enumerate(
            [("a", "lead"), ("b", "support"), ("c", "support"), ("d", "lead"), ("e", "joint")] * 3
        )
        for name, role in [(name, role), (chr(ord("a") + i % 5), "support")]
    ]
    graph = co_assignment(found)
    whole = summary(graph)
    table = incidence(found)
    statistics = table.statistics(np.ones(len(table.tasks), dtype=bool))
    assert set(statistics) == set(STATISTICS)
    assert statistics["nodes"] == whole["bodies"]
    assert statistics["density"] == pytest.approx(whole["density"])
    assert statistics["mean_degree"] == pytest.approx(whole["mean_degree"])
    assert statistics["centralization"] == pytest.approx(whole["centralization_degree"])
    assert statistics["ei_system"] == pytest.approx(ei_index(graph).value)
    assert statistics["ei_jurisdiction"] == pytest.approx(ei_index(graph, "jurisdiction").value)


def test_the_same_selection_does_not_differ():
    found = [*many("t", "abc"), *many("u", "bd")]
    same = compare(found, found, permutations=99)
    assert same.shared_tasks == same.a_tasks == same.b_tasks == 24
    assert (same.shared_nodes, same.shared_ties) == (1.0, 1.0)
    assert same.qap.correlation == 1.0
    assert all(line.p_value in (None, 1.0) for line in same.differences)
    assert all(line.p_value == 1.0 for line in same.units)


def test_differences_are_found_and_named():
    found = compare(many("t", "abcd"), many("u", "xy"), permutations=199)
    by_name = {line.measure: line for line in found.differences}
    assert by_name["bodies_per_task"].difference == 2.0
    assert by_name["bodies_per_task"].p_value == pytest.approx(1 / 200)
    assert found.units[0].p_adjusted < 0.001
    assert (found.units[0].a_share, found.units[0].b_share) in {(1.0, 0.0), (0.0, 1.0)}
    assert found.shared_ties == 0.0
    assert found.table().columns[0] == "measure"
    assert len(found.units_table().rows) == 6


def test_fisher_as_published():
    # Fisher's lady tasting tea (1935): 3 of 4 and 1 of 4 give .486, two-sided.
    a = [*task("a1", "x"), *task("a2", "x"), *task("a3", "x"), *task("a4", "y")]
    b = [*task("b1", "x"), *task("b2", "y"), *task("b3", "y"), *task("b4", "y")]
    found = {line.node: line.p_value for line in compare(a, b, permutations=1).units}
    assert round(found["x"], 3) == 0.486


def test_other_rows_of_a_task_count_apart():
    found = compare(task("t", "ab"), task("t", "", "cd"), permutations=9)
    assert (found.a_tasks, found.b_tasks, found.shared_tasks) == (1, 1, 0)
    assert found.differences[1].a == 2.0


def test_provinces_compare_by_system():
    a = many("t", "ab", body_system="水利")
    b = many("u", "xy", body_system="水利")
    assert compare(a, b, permutations=9).shared_nodes == 0.0
    assert compare(a, b, unit=Unit.SYSTEM, permutations=9).shared_nodes == 1.0


def test_nothing_to_compare():
    for a, b in (([], []), (task("t", "a"), [])):
        found = compare(a, b, permutations=9)
        assert found.qap.correlation is None
        assert all(line.p_value is None or line.p_value == 1.0 for line in found.units)


def test_the_same_seed_gives_the_same_numbers():
    a, b = many("t", "abc"), many("u", "abd")
    one = compare(a, b, permutations=50, seed=3)
    other = compare(list(reversed(a)), b, permutations=50, seed=3)
    assert one.differences == other.differences
    assert one.units == other.units


def test_the_grid_of_pairs_and_the_sparse_product_agree(monkeypatch):
    rows = [
        *task("t1", "a", "bcd"),
        *task("t2", "b", "a"),
        *task("t3", "e"),
        *task("t4", "c", "de"),
    ]
    table = incidence(rows)
    for number in range(2 ** len(table.tasks)):
        chosen = np.array([bool(number >> bit & 1) for bit in range(len(table.tasks))])
        monkeypatch.setattr("kg.network.incidence._FEW", 1000)
        grid = table.statistics(chosen)
        monkeypatch.setattr("kg.network.incidence._FEW", 0)
        assert table.statistics(chosen) == grid
