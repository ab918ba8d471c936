"""Systems across jurisdictions: a ring each, the same system at the same hour of every ring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import networkx as nx

from kg.network.graphs import Unit, co_assignment
from kg.network.rows import Row
from kg.publish.picture import Known, Picture, Point, newman, task_places_and_systems

__all__ = ["systems_picture"]

_MOST_SYSTEMS = 24  # hours of a ring that stay readable


def systems_picture(rows: Sequence[Row], known: Known) -> Picture:
    """Return one ring per jurisdiction with the same system at the same hour of each."""
    graph = co_assignment(rows, Unit.JURISDICTION_SYSTEM)
    systems, left_out = _busiest_systems(graph)
    kept = [node for node, data in graph.nodes(data=True) if data["system"] in systems]
    rings: nx.Graph[str] = nx.Graph(graph.subgraph(kept))
    for _, data in rings.nodes(data=True):
        data["short"] = data["system"]
        data["short_en"] = _english(known, data["system"], data["system"])
        place = _english(known, data["jurisdiction"], data["jurisdiction_label"])
        data["label_en"] = f"{place} {data['short_en']}"
    positions, captions = _rings(rings, systems, known)
    title = ("各地条线并排看", "Systems side by side")
    what = (
        "每地一环，同一条线总在同一钟点上。",
        "A ring per jurisdiction; a system stands at the same hour of each.",
    )
    zh, en = "没有条线或辖区的单位未画出", "Bodies without a system or a jurisdiction are left out"
    if left_out:
        zh += f"；任务最少的 {left_out} 个条线未画出，以便看清"
        en += f"; the {left_out} systems with fewest tasks are left out to keep it readable"
    return Picture(
        "systems",
        title,
        what,
        rings,
        positions,
        task_places_and_systems(rows),
        newman,
        (f"{zh}。", f"{en}."),
        captions,
    )


def _busiest_systems(graph: nx.Graph[str]) -> tuple[list[str], int]:
    """Return the systems with most tasks, and how many others there are."""
    tasks: Counter[str] = Counter()
    for _, data in graph.nodes(data=True):
        tasks[data["system"]] += sum(data[f"tasks_{r}"] for r in ("led", "supported", "joint"))
    order = sorted(tasks, key=lambda name: (-tasks[name], name))
    return order[:_MOST_SYSTEMS], len(order[_MOST_SYSTEMS:])


def _rings(
    graph: nx.Graph[str], systems: list[str], known: Known
) -> tuple[dict[str, Point], tuple[tuple[str, str, float, float], ...]]:
    names = {data["jurisdiction"]: data["jurisdiction_label"] for _, data in graph.nodes(data=True)}
    places = sorted(names)
    across = max(1, round(sqrt(len(places) * 1.6)))
    radius = max(200.0, len(systems) * 15.0)
    middles = {}
    for number, place in enumerate(places):
        row, column = divmod(number, across)
        middles[place] = (column * radius * 2.9, row * radius * 2.8)
    positions = {}
    for node, data in graph.nodes(data=True):
        x, y = middles[data["jurisdiction"]]
        angle = 2 * pi * systems.index(data["system"]) / len(systems)
        positions[node] = (round(x + radius * sin(angle), 1), round(y - radius * cos(angle), 1))
    captions = tuple(
        (names[place] or place, _english(known, place, names[place]), x, round(y - radius - 95, 1))
        for place, (x, y) in middles.items()
    )
    return positions, captions


def _english(known: Known, key: str, name: str) -> str:
    return known.labels.get(key, ("", ""))[1] or name or key
