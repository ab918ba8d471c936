from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import sample

from kg.errors import OutputError
from kg.publish.layout import communities, force_layout, spread
from kg.publish.maps import MapContent, MapTask, map_data, write_map
from kg.publish.names import brief
from kg.publish.pages import embed
from kg.publish.pinyin import reading


def big(bodies: int, tasks: int) -> tuple[nx.Graph[str], MapContent]:
    """Return a network of many bodies whose tasks have long texts."""
    names = [f"https://w3id.org/fengong/id/agency/450000/单位{i:04}局" for i in range(bodies)]
    graph: nx.Graph[str] = nx.Graph()
    for i, name in enumerate(names):
        graph.add_node(name, label=f"广西壮族自治区第{i}发展和改革委员会", system="发展改革")
    made = []
    for i in range(tasks):
        members = [names[(i * 7 + j * j * 3) % bodies] for j in range(4)]
        for a, b in pairwise(members):
            if a != b:
                graph.add_edge(a, b, count=1, weight=1 / 3, tasks=[f"t{i}"])
        roles = tuple((name, "support") for name in dict.fromkeys(members))
        made.append(
            MapTask(f"t{i}", "加快推进重点领域改革，" * 20, "方案", "d.html#1", members=roles)
        )
    return graph, MapContent(tasks=tuple(made))


def test_a_map_of_500_bodies_is_smaller_than_2_mb(tmp_path: Path) -> None:
    graph, content = big(500, 1000)
    write_map(graph, tmp_path / "m.html", title="图", content=content)
    assert (tmp_path / "m.html").stat().st_size < 2_000_000


def test_a_map_is_one_file_that_names_no_other(tmp_path: Path) -> None:
    tasks = sample.tasks(50)
    write_map(sample.collaboration(tasks), tmp_path / "m.html", title="图")
    page = (tmp_path / "m.html").read_text("utf-8")
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]+", markup) == []
    assert "default-src 'none'" in markup


@pytest.mark.parametrize(
    "graph",
    [nx.Graph(), nx.path_graph(["甲"]), nx.path_graph(["甲", "乙"]), nx.DiGraph([("a", "b")])],
)
def test_small_networks_are_maps_too(tmp_path: Path, graph: nx.Graph[str]) -> None:
    write_map(graph, tmp_path / "m.html", title="图")
    assert (tmp_path / "m.html").is_file()


def test_errors_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken"):
        write_map(nx.Graph(), tmp_path / "taken" / "m.html", title="图")


def test_nodes_stand_apart_and_bodies_that_belong_together_are_near() -> None:
    graph = sample.collaboration(sample.tasks(400))
    groups = communities(graph)
    places = force_layout(graph, groups)
    gaps = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 60
    index = {node: i for i, node in enumerate(graph)}
    ties = [gaps[index[a], index[b]] for a, b in graph.edges()]
    assert np.mean(ties) < 0.6 * gaps[np.isfinite(gaps)].mean()


def test_nodes_in_one_place_are_pushed_apart() -> None:
    places = spread(np.zeros((9, 2)), np.full(9, 5.0), rounds=300)
    gaps = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 5


def test_long_quotes_are_cut_and_members_outside_the_map_left_out() -> None:
    graph: nx.Graph[str] = nx.path_graph(["甲", "乙"])
    task = MapTask("t", "字" * 1000, "方案", members=(("甲", "lead"), ("丙", "support")))
    (made,) = map_data(graph, MapContent(tasks=(task,)))["tasks"]
    assert len(made["q"]) <= 240 and made["q"].endswith("…")
    assert made["m"] == [[0, "l"]]


@pytest.mark.parametrize("text", ["</script>", "<!--", "&amp;", "\u2028", "\u2029", "'\"\\", "\0"])
def test_embedded_data_reads_back_and_ends_no_script(text: str) -> None:
    embedded = str(embed({"a": text}))
    assert json.loads(embedded) == {"a": text}
    assert not set("<>&\u2028\u2029") & set(embedded)


def test_reading() -> None:
    assert reading("省发展改革委") == "sheng fa zhan gai ge wei"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("广西壮族自治区发展和改革委员会", "广西发展和改革委"),
        ("广西壮族自治区", "广西壮族自治区"),
        ("柳州市人民政府办公室", "柳州市政府办公室"),
        ("柳州市人民政府", "柳州市人民政府"),
        ("新疆维吾尔自治区人民政府", "新疆人民政府"),
    ],
)
def test_full_names_are_shortened_for_the_map(label: str, expected: str) -> None:
    assert brief(label) == expected
