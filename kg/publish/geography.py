"""Divisions at their true coordinates, with the ties that tasks make between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import networkx as nx

from kg.network.rows import Row
from kg.publish.picture import Known, Picture, Point, newman, task_places

__all__ = ["regions_picture"]

_COS_35 = 0.8191520442889918  # width of a degree of longitude in the middle of China


def regions_picture(rows: Sequence[Row], known: Known) -> Picture:
    """Return divisions at their coordinates, tied where one task names both.

    Args:
        rows: The assignments whose tasks count.
        known: Coordinates and names of divisions.
    """
    named = {row.task: frozenset(row.regions) for row in rows}
    graph = _region_graph(named.values(), known)
    for (a, b), tasks in sorted(_ties(named, known.coordinates).items()):
        weight = sum(share for _, share in tasks)
        graph.add_edge(a, b, count=len(tasks), weight=weight, tasks=[task for task, _ in tasks])
    every = {code for codes in named.values() for code in codes if "://" not in code}
    placeless = len(every - known.coordinates.keys())
    zh = f"{placeless} 个没有坐标的地区未画出。" if placeless else ""
    en = f"Divisions without coordinates, left out: {placeless}." if placeless else ""
    positions = _projected({node: known.coordinates[node.partition(":")[2]] for node in graph})
    title = ("任务落在哪里", "Where the tasks are")
    what = (
        "地区在真实位置上，同一任务提到的相连；不画边界。",
        "Divisions where they are, tied where one task names both; no borders are drawn.",
    )
    members = task_places(rows)
    return Picture("regions", title, what, graph, positions, members, newman, (zh, en))


def _ties(
    named: Mapping[str, frozenset[str]], coordinates: Mapping[str, Point]
) -> dict[tuple[str, str], list[tuple[str, float]]]:
    """Return the tasks that name both of a pair, each with its share of the weight."""
    ties: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for task, codes in sorted(named.items()):
        placed = sorted(codes & coordinates.keys())
        for a, b in combinations(placed, 2):
            ties[f"region:{a}", f"region:{b}"].append((task, 1 / (len(placed) - 1)))
    return ties


def _region_graph(named: Iterable[frozenset[str]], known: Known) -> nx.Graph[str]:
    number = Counter(code for codes in named for code in codes)
    graph: nx.Graph[str] = nx.Graph()
    for code in sorted(number.keys() & known.coordinates.keys()):
        graph.add_node(
            f"region:{code}",
            jurisdiction=f"{code[:2]}0000",
            tier=_tier(code),
            tasks_named=number[code],
        )
    return graph


def _tier(code: str) -> str:
    if code == "100000":
        return "national"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _projected(places: Mapping[str, Point]) -> dict[str, Point]:
    """Return an equirectangular picture of places, some 1,400 units wide."""
    if not places:
        return {}
    flat = {node: (x * _COS_35, -y) for node, (x, y) in places.items()}
    xs, ys = [x for x, _ in flat.values()], [y for _, y in flat.values()]
    scale = 1400 / max(max(xs) - min(xs), max(ys) - min(ys), 0.01)
    return {
        node: (round((x - min(xs)) * scale, 1), round((y - min(ys)) * scale, 1))
        for node, (x, y) in flat.items()
    }
