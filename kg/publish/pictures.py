"""The kinds of maps: which network, where its nodes stand, what is left out and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin, sqrt
from typing import Any

import networkx as nx

from kg.network.graphs import Unit, agency_theme, co_assignment, lead_support
from kg.network.rows import Row
from kg.publish.catalogue import BodyEntry, Catalogue, TaskEntry, ThingEntry
from kg.publish.layout import Graph, communities, force_layout
from kg.publish.maps import MapTask
from kg.publish.names import link

__all__ = ["Picture", "map_tasks", "neighbourhood", "pictures"]

_MOST_NODES = 1500
_MOST_EDGES = 5000
_MOST_SYSTEMS = 24  # hours of a ring that stay readable
_COS_35 = 0.8191520442889918  # width of a degree of longitude in the middle of China
_TIER_WORDS = re.compile(r"(壮族|回族|维吾尔)?自治区$|省$|市$")

Point = tuple[float, float]
Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A map to be written.

    Attributes:
        name: File name without ending.
        title: Chinese and English.
        what: What it shows, Chinese and English.
        graph: Its network; nodes carry ``href`` and ``short``.
        positions: Where its nodes stand.
        members: Nodes that a task ties, with roles.
        share: What a task adds to the weight of each of its ties.
        note: What was left out and why, Chinese and English.
        captions: Headings on the map.
    """

    name: str
    title: tuple[str, str]
    what: tuple[str, str]
    graph: Graph
    positions: Mapping[str, Point]
    members: Callable[[TaskEntry], Members]
    share: Callable[[Members], float]
    note: tuple[str, str] = ("", "")
    captions: tuple[tuple[str, str, float, float], ...] = ()


def pictures(
    catalogue: Catalogue, rows: Sequence[Row], coordinates: Mapping[str, Point]
) -> list[Picture]:
    """Return all maps that have something to show.

    Args:
        catalogue: Entries of the site.
        rows: Assignments as the network room reads them.
        coordinates: Longitude and latitude of divisions.
    """
    found = [
        _forced(
            "collaboration",
            ("谁与谁共事", "Who works with whom"),
            ("同一任务中的单位相连，共同任务越多线越粗。", "Bodies in the same task are tied."),
            co_assignment(rows),
            (_bodies, _newman),
        ),
        _forced(
            "lead-support",
            ("谁牵头，谁配合", "Who leads whom"),
            ("箭头从牵头单位指向配合单位。", "Arrows go from the lead to its supporters."),
            lead_support(rows),
            (_bodies, _per_supporter),
        ),
        _forced(
            "themes",
            ("谁做哪些主题", "Who works on what"),
            ("单位（圆）与任务主题（方）。", "Bodies (circles) and themes of tasks (squares)."),
            agency_theme(rows),
            (_bodies_and_themes, lambda members: 1.0),
        ),
        _regions(catalogue, coordinates),
        _systems(co_assignment(rows, Unit.JURISDICTION_SYSTEM)),
    ]
    made = [picture for picture in found if picture.graph.number_of_edges()]
    for picture in made:
        _dress(picture.graph, catalogue)
    return made


def map_tasks(catalogue: Catalogue, picture: Picture, root: str = "../") -> tuple[MapTask, ...]:
    """Return every task with its words and the way to its place, as a map carries it."""
    return tuple(_map_task(task, picture, root) for task in catalogue.tasks)


def _map_task(task: TaskEntry, picture: Picture, root: str) -> MapTask:
    members = picture.members(task)
    return MapTask(
        iri=task.iri,
        quote=task.text,
        document=task.document.title,
        href=f"{root}{link(task.document.page)}#{task.anchor}",
        section=task.resolved.task.section,
        deadline=task.resolved.task.deadline,
        themes=tuple(theme.key for theme in task.themes),
        regions=tuple(region.key for region in task.regions if region.kind == "region"),
        members=members,
        share=picture.share(members),
    )


def _bodies(task: TaskEntry) -> Members:
    return tuple(dict.fromkeys((part.body.iri, part.role.value) for part in task.parts))


def _bodies_and_themes(task: TaskEntry) -> Members:
    return (*_bodies(task), *((f"theme:{theme.key}", "named") for theme in task.themes))


def _places(task: TaskEntry) -> Members:
    return tuple((f"region:{r.key}", "named") for r in task.regions if r.kind == "region")


def _places_and_systems(task: TaskEntry) -> Members:
    found = (
        (f"jurisdiction-system:{agency.jurisdiction}/{agency.system}", part.role.value)
        for part in task.parts
        if (agency := part.body.agency).jurisdiction and agency.system
    )
    return tuple(dict.fromkeys(found))


def _newman(members: Members) -> float:
    """Return 1 / (k - 1), so that a task of many does not outweigh everything."""
    number = len({node for node, _ in members})
    return 1 / (number - 1) if number > 1 else 0.0


def _per_supporter(members: Members) -> float:
    number = len({node for node, role in members if role == "support"})
    return 1 / number if number else 0.0


def neighbourhood(graph: Graph, node: str) -> Picture:
    """Return the map of one body and those it is tied to."""
    near = nx.ego_graph(graph, node, undirected=True)
    title = str(graph.nodes[node].get("label", node))
    english = str(graph.nodes[node].get("label_en", "")) or title
    what = ("这个单位和与它共事的单位。", "This body and those it works with.")
    return _forced("neighbourhood", (title, english), what, near, (_bodies, _newman))


def _forced(
    name: str,
    title: tuple[str, str],
    what: tuple[str, str],
    graph: nx.Graph[str],
    ties: tuple[Callable[[TaskEntry], Members], Callable[[Members], float]],
) -> Picture:
    """Return a map with ties short and communities together; isolates are left out."""
    alone = [node for node in graph if not graph.degree(node)]
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


def _regions(catalogue: Catalogue, coordinates: Mapping[str, Point]) -> Picture:
    """Return divisions at their coordinates, tied where one task names both."""
    shared: Counter[tuple[str, str]] = Counter()
    weight: Counter[tuple[str, str]] = Counter()
    tasks: dict[tuple[str, str], list[str]] = {}
    placeless: set[str] = set()
    for task in catalogue.tasks:
        named = [region for region in task.regions if region.kind == "region"]
        placeless |= {region.key for region in named if region.key not in coordinates}
        codes = sorted({region.key for region in named} & coordinates.keys())
        for pair in combinations(codes, 2):
            shared[pair] += 1
            weight[pair] += 1 / (len(codes) - 1)  # type: ignore[assignment]  # sums of shares
            tasks.setdefault(pair, []).append(task.iri)
    graph = _region_graph(catalogue, coordinates)
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
    return Picture("regions", title, what, graph, positions, _places, _newman, (zh, en))


def _region_graph(catalogue: Catalogue, coordinates: Mapping[str, Point]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for entry in catalogue.of_kind("region"):
        if entry.tasks and entry.key in coordinates:
            graph.add_node(
                f"region:{entry.key}",
                label=entry.zh,
                label_en=entry.en,
                type="region",
                jurisdiction=f"{entry.key[:2]}0000",
                tier=_tier(entry.key),
                tasks_named=len(entry.tasks),
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


def _systems(graph: nx.Graph[str]) -> Picture:
    """Return one ring per jurisdiction with the same system at the same hour of each."""
    systems, left_out = _busiest_systems(graph)
    kept = [node for node, data in graph.nodes(data=True) if data["system"] in systems]
    rings: nx.Graph[str] = nx.Graph(graph.subgraph(kept))
    for _, data in rings.nodes(data=True):
        data["short"] = data["system"]
    positions, captions = _rings(rings, systems)
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
        _places_and_systems,
        _newman,
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
    graph: nx.Graph[str], systems: list[str]
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
        (names[place] or place, names[place] or place, x, round(y - radius - 95, 1))
        for place, (x, y) in middles.items()
    )
    return positions, captions


def _dress(graph: nx.Graph[str], catalogue: Catalogue) -> None:
    """Give nodes their pages and the short names they have in the documents."""
    things: dict[str, ThingEntry] = {}
    for kind in ("theme", "region"):
        things |= {f"{kind}:{entry.key}": entry for entry in catalogue.of_kind(kind)}
    bodies = {body.iri: body for body in catalogue.bodies.values()}
    short = _short_names(bodies.values())
    for node, data in graph.nodes(data=True):
        if node in bodies:
            data.update(_body_dress(bodies[node], short[node]))
        elif node in things:
            entry = things[node]
            data.update(
                label=entry.zh,
                label_en=entry.en,
                href=f"../{link(entry.page)}",
                type=entry.kind,
                tasks_named=len(entry.tasks),
            )


def _body_dress(body: BodyEntry, short: str) -> dict[str, Any]:
    names = sorted({name for name, _ in body.names} - {body.agency.label})
    return {"href": f"../{link(body.page)}", "short": short, "alt": names}


def _short_names(bodies: Iterable[BodyEntry]) -> dict[str, str]:
    """Return the name most used for each body; with its place where several share it."""
    usual = {}
    for body in bodies:
        count: Counter[str] = Counter()
        for (name, _), number in body.names.items():
            count[name] += number
        names = sorted(count, key=lambda name: (-count[name], len(name), name))
        usual[body.iri] = (names[0] if names else body.agency.label, body)
    sharing = Counter(name for name, _ in usual.values())
    return {
        iri: name if sharing[name] == 1 else _placed(name, body)
        for iri, (name, body) in usual.items()
    }


def _placed(name: str, body: BodyEntry) -> str:
    if body.region is None or name.startswith(body.region.zh[:2]):
        return name
    place = _TIER_WORDS.sub("", body.region.zh)
    return f"{place}{name}" if name[:1] in "省市县区" else f"{place} {name}"
