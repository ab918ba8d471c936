from __future__ import annotations

import csv
import io
import json
import os
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from network_samples import row, task

from kg.errors import KgError, OutputError
from kg.network.export import edge_table, node_table, write
from kg.network.graphs import agency_task, co_assignment, lead_support
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


@pytest.mark.parametrize("name", ["=1", "+1", "-1", "@a", "＝1", "＋1", "\n=1", "\t=1", "'=1"])
def test_csv_runs_nothing_in_a_spreadsheet(name):
    written = Table(("n",), ((name,),)).to_csv()
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [f"'{name}"]


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
    assert {"in_strength", "out_strength", "constraint"} <= set(directed.columns)


TWO_MODE = {
    *("breadth", "depth", "concentration"),
    *("two_mode_degree", "two_mode_betweenness", "two_mode_closeness"),
}


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_by_name(name):
    if name == "leiden":
        pytest.importorskip("leidenalg")
    rows = [*task("t1", "a", "bcd"), *task("t2", "b", "a"), *task("t3", "e")]
    build = agency_task if name in TWO_MODE else lead_support
    found = measures(build(rows), [name])
    assert found.columns[-1] == name
    assert len(found.column(name)) == (8 if name in TWO_MODE else 5)
    assert measures(build([]), [name]).rows == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fame", "no measure fame"),
        ("in_degree", "needs a network with directions"),
        ("breadth", "needs a network of two modes"),
    ],
)
def test_a_measure_that_cannot_be_had_is_named(name, words):
    with pytest.raises(KgError, match=words):
        measures(co_assignment(task("t", joint="ab")), [name])


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


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "net"])
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
            "first": "",
            "last": "",
            "tasks": "t",
        }
    ]


def test_unknown_endings_and_folders_are_named(tmp_path):
    graph = co_assignment(task("t", joint="ab"))
    with pytest.raises(OutputError, match="unknown graph format"):
        write(graph, tmp_path / "x.xyz")
    with pytest.raises(OutputError, match="cannot be written"):
        write(graph, tmp_path / "none" / "x.gexf")


def test_gexf_holds_colours_sizes_and_positions(tmp_path):
    path = tmp_path / "x.gexf"
    found = task("t", "a", "bc", body_system="水利") + task("t", "d", body_system="教育")
    write(co_assignment(found), path)
    read = nx.read_gexf(path)
    looks = nx.get_node_attributes(read, "viz")
    assert looks["a"]["color"] == looks["b"]["color"] != looks["d"]["color"]
    assert len({(look["position"]["x"], look["position"]["y"]) for look in looks.values()}) == 4
    assert all(look["size"] > 0 for look in looks.values())


def test_gexf_is_valid_by_its_schema(tmp_path):
    # Set GEXF_SCHEMA to specs/1.3/gexf.rng of the GEXF project to run this one.
    schema = os.environ.get("GEXF_SCHEMA")
    if not schema:
        pytest.skip("GEXF_SCHEMA names no schema")
    etree = pytest.importorskip("lxml.etree")
    path = tmp_path / "x.gexf"
    for graph in (co_assignment(HOSTILE), lead_support(HOSTILE), agency_task(HOSTILE), nx.Graph()):
        write(graph, path)
        checker = etree.RelaxNG(etree.parse(schema))
        assert checker.validate(etree.parse(path)), checker.error_log


def test_gexf_names_the_attributes_of_version_1_3_only(tmp_path):
    path = tmp_path / "x.gexf"
    write(co_assignment(HOSTILE), path)
    root = ET.parse(path).getroot()
    space = "{http://gexf.net/1.3}"
    assert (root.tag, root.attrib) == (f"{space}gexf", {"version": "1.3"})
    assert set(root.find(f"{space}graph").attrib) == {"defaultedgetype", "mode"}
    assert root.find(f"{space}meta").attrib == {}


def pajek_rows():
    roles = {"甲": "lead", "乙": "support", "丙": "support"}
    return [row("t", name, role, body_label=f'市 "甲"\n局 {name}') for name, role in roles.items()]


@pytest.mark.parametrize("build", [co_assignment, lead_support])
def test_pajek_is_read_back(tmp_path, build):
    path = tmp_path / "x.net"
    graph = build([*pajek_rows(), *task("u", joint="丁")])
    write(graph, path)
    text = path.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "*Vertices 4"
    labels = ["丁", *(f"市 '甲' 局 {name}" for name in "丙乙甲")]
    assert lines[1:5] == [f'{place} "{label}"' for place, label in enumerate(labels, 1)]
    read = nx.parse_pajek(text)
    assert read.number_of_edges() == graph.number_of_edges()
    assert read.is_directed() == graph.is_directed()


def test_csv_edges_and_nodes_meet(tmp_path):
    write(lead_support(HOSTILE), tmp_path / "x.csv")
    nodes, edges = (
        list(csv.DictReader((tmp_path / f"x.{what}.csv").open(encoding="utf-8-sig", newline="")))
        for what in ("nodes", "edges")
    )
    names = {line["Id"] for line in nodes}
    assert {line["Source"] for line in edges} | {line["Target"] for line in edges} <= names
    assert edges[0]["Type"] == "Directed"
