"""The kinds of maps: which network, where its nodes stand, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import networkx as nx

from kg.network.graphs import agency_theme, co_assignment, lead_support
from kg.network.rows import Row
from kg.publish.dressing import dress
from kg.publish.geography import regions_picture
from kg.publish.layout import communities, force_layout
from kg.publish.maps import MapContent, write_map
from kg.publish.picture import (
    Known,
    Members,
    Picture,
    map_tasks,
    newman,
    per_supporter,
    task_bodies,
    task_bodies_and_themes,
)
from kg.publish.rings import systems_picture

__all__ = ["KINDS", "Kind", "around", "draw_picture", "make_picture"]

_MOST_NODES = 1500
_MOST_EDGES = 5000

Kind = Callable[[Sequence[Row], Known], Picture]


def make_picture(kind: Kind, rows: Sequence[Row], known: Known) -> Picture:
    """Return a map of a selection of assignments.

    Args:
        kind: One of ``KINDS``, or what ``around`` returns.
        rows: The assignments to draw.
        known: Names and coordinates.
    """
    made = kind(rows, known)
    dress(made.graph, rows, known)
    return replace(made, tasks={row.task: row for row in rows})


def around(body: str) -> Kind:
    """Return the kind of map that shows one body, named by its IRI, and those it works with."""

    def neighbourhood(rows: Sequence[Row], _known: Known) -> Picture:
        graph = co_assignment(rows)
        near: nx.Graph[str] = nx.Graph(nx.ego_graph(graph, body) if body in graph else nx.Graph())
        label = str(near.nodes[body]["label"]) if body in near else body
        english = str(near.nodes[body]["label_en"]) if body in near else ""
        what = ("这个单位和与它共事的单位。", "This body and those it works with.")
        ties = (task_bodies(rows), newman)
        return _forced("neighbourhood", (label, english or label), what, near, ties)

    return neighbourhood


def draw_picture(
    picture: Picture,
    path: Path,
    known: Known,
    *,
    home: str = "",
    assets: str = "",
) -> None:
    """Write a map.

    Args:
        picture: The map.
        path: The HTML file.
        known: What the tasks say, and names.
        home: Relative link to the page that leads here, or empty.
        assets: Relative folder of a site's scripts; where empty, the map is one file that
            stands alone.

    Raises:
        OutputError: If the file cannot be written.
    """
    content = MapContent(
        title_en=picture.title[1],
        kind=picture.name,
        tasks=map_tasks(picture, known.words),
        labels=known.labels,
        note=picture.note,
        home=home,
        assets=assets,
        positions=picture.positions,
        captions=picture.captions,
    )
    write_map(picture.graph, path, title=picture.title[0], content=content)


def _collaboration(rows: Sequence[Row], _known: Known) -> Picture:
    title = ("谁与谁共事", "Who works with whom")
    what = ("同一任务中的单位相连，共同任务越多线越粗。", "Bodies in the same task are tied.")
    ties = (task_bodies(rows), newman)
    return _forced("collaboration", title, what, co_assignment(rows), ties)


def _lead_support(rows: Sequence[Row], _known: Known) -> Picture:
    title = ("谁牵头，谁配合", "Who leads whom")
    what = ("箭头从牵头单位指向配合单位。", "Arrows go from the lead to its supporters.")
    ties = (task_bodies(rows), per_supporter)
    return _forced("lead-support", title, what, lead_support(rows), ties)


def _themes(rows: Sequence[Row], _known: Known) -> Picture:
    title = ("谁做哪些主题", "Who works on what")
    what = ("单位（圆）与任务主题（方）。", "Bodies (circles) and themes of tasks (squares).")
    ties = (task_bodies_and_themes(rows), _whole)
    return _forced("themes", title, what, agency_theme(rows), ties)


def _whole(members: Members) -> float:
    return 1.0 if members else 0.0


KINDS: Mapping[str, Kind] = {
    "collaboration": _collaboration,
    "lead-support": _lead_support,
    "themes": _themes,
    "regions": regions_picture,
    "systems": systems_picture,
}


def _forced(
    name: str,
    title: tuple[str, str],
    what: tuple[str, str],
    graph: nx.Graph[str],
    ties: tuple[Mapping[str, Members], Callable[[Members], float]],
) -> Picture:
    """Return a map with ties short and communities together; isolates are left out."""
    alone = list(nx.isolates(graph)) if graph.size() else []
    kept: nx.Graph[str] = graph.copy()
    kept.remove_nodes_from(alone)
    dropped_nodes, dropped_edges = _thin(kept)
    places = force_layout(kept, communities(kept))
    positions = {
        node: (round(float(x), 1), round(float(y), 1))
        for node, (x, y) in zip(kept, places, strict=True)
    }
    note = _note(len(alone), dropped_nodes, dropped_edges)
    return Picture(name, title, what, kept, positions, *ties, note)


def _thin(graph: nx.Graph[str]) -> tuple[int, int]:
    """Leave what a browser can draw: the busiest nodes, then the strongest ties of each."""
    strength = dict(graph.degree(weight="weight"))
    weakest = sorted(graph, key=lambda node: (-strength[node], node))[_MOST_NODES:]
    graph.remove_nodes_from(weakest)
    ties = sorted(
        graph.edges(data="weight", default=1.0), key=lambda tie: (-tie[2], tie[0], tie[1])
    )
    graph.remove_edges_from([(a, b) for a, b, _ in ties[_MOST_EDGES:]])
    return len(weakest), max(0, len(ties) - _MOST_EDGES)


def _note(alone: int, nodes: int, edges: int) -> tuple[str, str]:
    zh, en = [], []
    if alone:
        zh.append(f"{alone} 个与其他节点没有联系的未画出")
        en.append(f"{alone} without any tie are left out")
    if nodes:
        zh.append(f"联系最少的 {nodes} 个节点未画出，以便浏览器画得动")
        en.append(f"the {nodes} least tied are left out so that a browser can draw the rest")
    if edges:
        zh.append(f"最弱的 {edges} 条联系未画出")
        en.append(f"the {edges} weakest ties are left out")
    if not zh:
        return "", ""
    return "；".join(zh) + "。", "; ".join(en)[0].upper() + "; ".join(en)[1:] + "."
