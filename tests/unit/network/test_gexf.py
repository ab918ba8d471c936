"""GEXF files have the structure of version 1.3, as its specification words it.

The schema itself is not part of this repository (test_gexf_is_valid_by_its_schema takes it from
GEXF_SCHEMA); the tables below say the same of all that is written here.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from network_samples import task

from kg.network.export import write
from kg.network.graphs import agency_task, agency_theme, co_assignment, lead_support

SPACE, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"

# Of each element: where it may stand, the attributes it must have, and their values.
NUMBER, WORDS, NATURAL = r"-?\d+(\.\d+)?(e-?\d+)?", r"(?s).*", r"\d+"
BYTE = r"1?\d?\d|2[0-4]\d|25[0-5]"
ELEMENTS: dict[str, tuple[set[str], dict[str, str]]] = {
    "gexf": ({""}, {"version": r"1\.3"}),
    "meta": ({"gexf"}, {}),
    "creator": ({"meta"}, {}),
    "graph": ({"gexf"}, {"defaultedgetype": "directed|undirected|mutual", "mode": "static"}),
    "attributes": ({"graph"}, {"class": "node|edge", "mode": "static"}),
    "attribute": (
        {"attributes"},
        {"id": NATURAL, "title": ".+", "type": "string|long|integer|double|float|boolean"},
    ),
    "nodes": ({"graph"}, {}),
    "node": ({"nodes"}, {"id": "(?s).+", "label": WORDS}),
    "edges": ({"graph"}, {}),
    "edge": ({"edges"}, {"source": "(?s).+", "target": "(?s).+", "id": NATURAL, "weight": NUMBER}),
    "attvalues": ({"node", "edge"}, {}),
    "attvalue": ({"attvalues"}, {"for": NATURAL, "value": WORDS}),
    "viz:color": ({"node"}, {"r": BYTE, "g": BYTE, "b": BYTE, "a": r"[01]\.\d+"}),
    "viz:position": ({"node"}, {"x": NUMBER, "y": NUMBER, "z": NUMBER}),
    "viz:size": ({"node"}, {"value": r"\d+(\.\d+)?"}),
}
HOSTILE = [*task("t1", "甲<&\"'", "乙"), *task("t2", "\x00\x1f\ud800=", "乙")]
VALUES = {"long": int, "integer": int, "double": float, "float": float, "string": str}


def name(element: ET.Element) -> str:
    return element.tag.replace(VIZ, "viz:").replace(SPACE, "")


def check(element: ET.Element, parent: str = "") -> None:
    own = name(element)
    parents, attributes = ELEMENTS[own]
    assert parent in parents
    assert element.attrib.keys() == attributes.keys(), own
    for key, pattern in attributes.items():
        assert re.fullmatch(pattern, element.attrib[key]), (own, key, element.attrib[key])
    children = [name(child) for child in element]
    # Only these may stand several times in one parent.
    single = set(children) - {"attributes", "attribute", "node", "edge", "attvalue"}
    assert all(children.count(child) == 1 for child in single), own
    for child in element:
        check(child, own)


def check_references(root: ET.Element) -> None:
    nodes = [node.attrib["id"] for node in root.iter(f"{SPACE}node")]
    edges = [edge.attrib for edge in root.iter(f"{SPACE}edge")]
    assert len(set(nodes)) == len(nodes)
    assert len({edge["id"] for edge in edges}) == len(edges)
    assert {edge[end] for edge in edges for end in ("source", "target")} <= set(nodes)
    for kind in ("node", "edge"):
        declared = {
            one.attrib["id"]: VALUES[one.attrib["type"]]
            for group in root.iter(f"{SPACE}attributes")
            if group.attrib["class"] == kind
            for one in group
        }
        for thing in root.iter(f"{SPACE}{kind}"):
            for value in thing.iter(f"{SPACE}attvalue"):
                declared[value.attrib["for"]](value.attrib["value"])


@pytest.mark.parametrize("build", [co_assignment, lead_support, agency_task, agency_theme])
@pytest.mark.parametrize("rows", [HOSTILE, [], task("t", "a", body_system="水利")])
def test_gexf_has_the_structure_of_its_specification(tmp_path: Path, build, rows) -> None:
    write(build(rows), tmp_path / "x.gexf")
    root = ET.parse(tmp_path / "x.gexf").getroot()
    check(root)
    check_references(root)


def test_the_structure_is_checked(tmp_path: Path) -> None:
    graph: nx.Graph[str] = co_assignment(HOSTILE)
    write(graph, tmp_path / "x.gexf")
    text = (tmp_path / "x.gexf").read_text(encoding="utf-8")
    for right, wrong in [
        ('version="1.3"', 'version="1.2"'),
        ('mode="static"', 'mode="dynamic"'),
        ("<nodes>", "<nodes><nodes/>"),
        ("viz:color r=", "viz:color red="),
        ('type="long"', 'type="number"'),
    ]:
        assert right in text
        with pytest.raises((AssertionError, KeyError)):
            check(ET.fromstring(text.replace(right, wrong, 1)))
