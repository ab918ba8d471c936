"""Divisions at their true coordinates, with the ties that tasks make between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from itertools import combinations

import networkx as nx

from kg.publish.catalogue import Catalogue
from kg.publish.picture import Picture, Point, newman, task_places

__all__ = ["regions_picture"]

_COS_35 = 0.8191520442889918  # width of a degree of longitude in the middle of China


def regions_picture(
    catalogue: Catalogue, coordinates: Mapping[str, Point], wanted: Set[str]
) -> Picture:
    """Return divisions at their coordinates, tied where one task names both.

    Args:
        catalogue: Tasks and divisions.
        coordinates: Longitude and latitude by code.
        wanted: IRIs of the tasks that count.
    """
    shared: Counter[tuple[str, str]] = Counter()
    weight: Counter[tuple[str, str]] = Counter()
    tasks: dict[tuple[str, str], list[str]] = {}
    placeless: set[str] = set()
    for task in (task for task in catalogue.tasks if task.iri in wanted):
        named = [region for region in task.regions if region.kind == "region"]
        placeless |= {region.key for region in named if region.key not in coordinates}
        codes = sorted({region.key for region in named} & coordinates.keys())
        for pair in combinations(codes, 2):
            shared[pair] += 1
            weight[pair] += 1 / (len(codes) - 1)  # type: ignore[assignment]  # sums of shares
            tasks.setdefault(pair, []).append(task.iri)
    graph = _region_graph(catalogue, coordinates, wanted)
    for a, b in sorted(shared):
        count, share = shared[a, b], weight[a, b]
        graph.add_edge(f"region:{a}", f"region:{b}", count=count, weight=share, tasks=tasks[a, b])
    zh = f"{len(placeless)} 个没有坐标的地区未画出。" if placeless else ""
    en = f"{len(placeless)} divisions without coordinates are left out." if placeless else ""
    positions = _projected({node: coordinates[node.partition(":")[2]] for node in graph})
    title = ("任务落在哪里", "Where the tasks are")
    what = (
        "地区在真实位置上，同一任务提到的相连；不画边界。",
        "Divisions where they are, tied where one task names both; no borders are drawn.",
    )
    return Picture("regions", title, what, graph, positions, task_places, newman, (zh, en))


def _region_graph(
    catalogue: Catalogue, coordinates: Mapping[str, Point], wanted: Set[str]
) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for entry in catalogue.of_kind("region"):
        number = sum(task.iri in wanted for task in entry.tasks)
        if number and entry.key in coordinates:
            graph.add_node(
                f"region:{entry.key}",
                label=entry.zh,
                label_en=entry.en,
                type="region",
                jurisdiction=f"{entry.key[:2]}0000",
                tier=_tier(entry.key),
                tasks_named=number,
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
