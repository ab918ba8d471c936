from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from network_samples import task

from kg.errors import OutputError
from kg.network.export import edge_table, node_table, write
from kg.network.graphs import co_assignment, lead_support
from kg.network.measures import MEASURES, measures
from kg.network.table import Table


def test_top_keeps_ties_in_order_and_empty_cells_last():
    table = Table(("n", "x"), (("a", 1), ("b", None), ("c", 2), ("d", 1)))
    assert [r[0] for r in table.top("x").rows] == ["c", "a", "d", "b"]
    assert [r[0] for r in table.top("x", ascending=True).rows] == ["a", "d", "c", "b"]
    assert [r[0] for r in table.where(lambda r: r["x"] == 1).rows] == ["a", "d"]


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        Table(("n",), ()).column("x")


def test_csv_and_json_hold_every_cell():
    table = Table(("n", "x"), (('a"，\n', 1.5), ("=1+1", None)))
    assert list(csv.reader(io.StringIO(table.to_csv(), newline=""))) == [
        ["n", "x"],
        ['a"，\n', "1.5"],
        ["'=1+1", ""],
    ]
    assert json.loads(table.to_json())[1] == {"n": "=1+1", "x": None}


def test_a_pandas_frame_in_one_call():
    pytest.importorskip("pandas")
    frame = measures(co_assignment(task("t", joint="abc"))).to_pandas()
    assert frame["degree"].tolist() == [2, 2, 2]


def test_measures_of_both_kinds_of_graph():
    found = [*task("t1", "a", "bcd"), *task("t2", "b", "a"), *task("t3", "e")]
    plain = measures(co_assignment(found))
    assert plain.column("node") == list("abcde")
    assert plain.column("degree") == [3, 3, 3, 3, 0]
    assert plain.column("lead_ratio") == [0.5, 0.5, 0.0, 0.0, 1.0]
    directed = measures(lead_support(found))
    assert directed.column("out_degree") == [3, 1, 0, 0, 0]
    assert set(MEASURES) <= set(directed.columns)


def test_measures_of_an_empty_graph():
    assert measures(co_assignment([])).rows == ()


HOSTILE = [*task("t1", "甲<&\"'", "乙"), *task("t2", "\x00\x1f\ud800=", "乙")]


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_xml_is_read_back(tmp_path, ending):
    path = tmp_path / f"network.{ending}"
    graph = lead_support(HOSTILE)
    write(graph, path)
    ET.parse(path)
    read = getattr(nx, f"read_{ending}")(path)
    assert read.number_of_nodes() == graph.number_of_nodes()
    assert read.edges["甲", "乙"]["weight"] == 1.0
    assert read.edges["甲", "乙"]["tasks"] == "t1"
    assert read.nodes["<"]["label"] == "<"
    assert read.nodes["甲"]["tasks_led"] == 1


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv"])
def test_the_same_graph_gives_the_same_bytes(tmp_path, ending):
    found = [*task("t1", "a", "bcd"), *task("t2", "b", "a")]
    for folder, rows in (("one", found), ("two", found[::-1])):
        (tmp_path / folder).mkdir()
        write(co_assignment(rows), tmp_path / folder / f"x.{ending}")
    one, two = (
        {p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()} for folder in ("one", "two")
    )
    assert one == two
    assert not any(b"lastmodified" in content for content in one.values())


def test_tables_for_gephi():
    graph = co_assignment(task("t", joint="ab"))
    assert node_table(graph).columns[:2] == ("Id", "Label")
    assert edge_table(graph).records() == [
        {
            "Source": "a",
            "Target": "b",
            "Type": "Undirected",
            "Weight": 1.0,
            "count": 1,
            "tasks": "t",
        }
    ]


def test_unknown_endings_and_folders_are_named(tmp_path):
    graph = co_assignment(task("t", joint="ab"))
    with pytest.raises(OutputError, match="unknown graph format"):
        write(graph, tmp_path / "x.xyz")
    with pytest.raises(OutputError, match="cannot be written"):
        write(graph, tmp_path / "none" / "x.gexf")
