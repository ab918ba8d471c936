"""Interactive maps: one HTML file each, which asks nobody for anything.

pyvis carries the network and vis-network's options; the page around them is this package's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis ships no types

from kg.publish.layout import Graph, communities, force_layout
from kg.publish.names import brief
from kg.publish.pages import write_page
from kg.publish.parts import part_script
from kg.publish.pinyin import reading

__all__ = ["MapContent", "MapTask", "map_data", "write_map"]

Labels = Mapping[str, tuple[str, str]]

# "named": a topic or a place that the task is about; no role that a filter could take away.
_ROLES = {"lead": "l", "support": "s", "joint": "j", "named": "n"}
_QUOTE = 240  # characters of a task's text that a map carries
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "tooltipDelay": 120,
        "keyboard": {"enabled": False},
        "multiselect": False,
    },
    "nodes": {"shape": "dot", "borderWidth": 1, "shadow": False},
    "edges": {"smooth": False, "shadow": False, "selectionWidth": 0, "hoverWidth": 0},
}


@dataclass(frozen=True, slots=True)
class MapTask:
    """A task as maps show it: plain data, no node of the graph.

    Attributes:
        iri: Name that the graph's edges and nodes know it by.
        quote: Its words as written.
        document: Title of the document it stands in.
        href: Relative link to the place in the document, or empty.
        section: Headings above it.
        deadline: Deadline as written, or empty.
        themes: Notations of its topics.
        regions: Codes of the divisions its text names.
        members: Who takes part: node of the graph and role (``lead``, ``support``, ``joint``;
            ``named`` for a topic or a place).
        share: What the task adds to the weight of each of its ties; where 0, tasks of a tie
            count alike.
    """

    iri: str
    quote: str
    document: str
    href: str = ""
    section: str = ""
    deadline: str = ""
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class MapContent:
    """What a map says beside its network.

    Attributes:
        title_en: Heading in English; the Chinese one where empty.
        kind: What the map shows, for its words and legend.
        tasks: Tasks behind the edges, each with its words.
        labels: Chinese and English names of notations and codes.
        note: What was left out and why, in Chinese and English.
        language: ``zh`` or ``en``: what the page opens with.
        home: Relative link to the page that leads here, or empty.
        assets: Relative folder that holds the scripts and styles; where empty, the map is one
            file that carries them.
        positions: Where nodes stand, for maps whose places mean something; computed where empty.
        captions: Headings on the map: Chinese, English, place.
    """

    title_en: str = ""
    kind: str = "collaboration"
    tasks: tuple[MapTask, ...] = ()
    labels: Labels = field(default_factory=dict)
    note: tuple[str, str] = ("", "")
    language: str = "zh"
    home: str = ""
    assets: str = ""
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    captions: tuple[tuple[str, str, float, float], ...] = ()


def write_map(graph: Graph, path: Path, *, title: str, content: MapContent = MapContent()) -> None:
    """Write one map.

    Args:
        graph: Nodes with ``label``, ``label_en``, ``tier``, ``system``, ``kind``,
            ``jurisdiction`` and numbers of tasks; edges with ``count``, ``weight``, ``tasks``.
            Directed graphs get arrows.
        path: The HTML file.
        title: Heading in Chinese.
        content: Tasks, names and notes.

    Raises:
        OutputError: If the file cannot be written.
    """
    titles = [title, content.title_en or title]
    data = map_data(graph, content) | {
        "kind": content.kind,
        "title": titles,
        "note": list(content.note),
        "language": content.language,
        "home": content.home,
    }
    english = content.language == "en"
    write_page(
        path,
        "map.html",
        data=data,
        title=titles[1] if english else titles[0],
        language="en" if english else "zh-Hans",
        assets=content.assets,
        vis="" if content.assets else part_script("vis-network.js"),
    )


def map_data(graph: Graph, content: MapContent) -> dict[str, Any]:
    """Return everything the page knows: nodes, edges, tasks and the drawing's options."""
    tasks, groups = content.tasks, communities(graph)
    index = {node: position for position, node in enumerate(graph)}
    known = {task.iri: position for position, task in enumerate(tasks)}
    network = _network(graph, _places(graph, groups, content.positions))
    documents = list(dict.fromkeys(task.document for task in tasks))
    return {
        "directed": graph.is_directed(),
        "drawn": network.nodes,
        "options": network.options,
        "nodes": [
            _node(str(node), attributes, group)
            for (node, attributes), group in zip(graph.nodes.items(), groups, strict=True)
        ],
        "edges": [
            _edge(index[a], index[b], attributes, known)
            for a, b, attributes in graph.edges(data=True)
        ],
        "tasks": [_task(task, index, documents) for task in tasks],
        "documents": documents,
        "captions": [list(caption) for caption in content.captions],
        "labels": {key: list(pair) for key, pair in sorted(content.labels.items())},
    }


def _places(
    graph: Graph, groups: list[int], given: Mapping[str, tuple[float, float]]
) -> list[tuple[float, float]]:
    if given:
        return [given[node] for node in graph]
    return [(round(float(x), 1), round(float(y), 1)) for x, y in force_layout(graph, groups)]


def _network(graph: Graph, places: Sequence[tuple[float, float]]) -> Network:
    """Return the drawing: nodes where they stand. Edges are added by the page's filters."""
    network = Network(directed=graph.is_directed())
    network.set_options(json.dumps(_OPTIONS))
    for position, (x, y) in enumerate(places):
        network.add_node(position, label=" ", x=x, y=y)
    return network


def _node(iri: str, attributes: Mapping[str, Any], group: int) -> dict[str, Any]:
    label = str(attributes.get("label", iri))
    short = [str(name) for name in attributes.get("alt", ())]
    return {
        "id": iri,
        "zh": label,
        "en": str(attributes.get("label_en", "")) or label,
        "short": str(attributes.get("short", "")) or brief(label),
        "short_en": str(attributes.get("short_en", "")),
        "alt": short,
        "py": [reading(name) for name in (label, *short)],
        "type": str(attributes.get("type", "agency")),
        "tier": str(attributes.get("tier", "")),
        "system": str(attributes.get("system", "")),
        "kind": str(attributes.get("kind", "")),
        "place": str(attributes.get("jurisdiction", "")),
        "group": group,
        "led": int(attributes.get("tasks_led", 0)),
        "supported": int(attributes.get("tasks_supported", 0)),
        "joint": int(attributes.get("tasks_joint", 0)),
        "named": int(attributes.get("tasks_named", 0)),
        "href": str(attributes.get("href", "")),
    }


def _edge(a: int, b: int, attributes: Mapping[str, Any], known: Mapping[str, int]) -> list[Any]:
    behind = [known[task] for task in attributes.get("tasks", ()) if task in known]
    weight = round(float(attributes.get("weight", 1)), 4)
    return [a, b, int(attributes.get("count", 1)), weight, behind]


def _task(task: MapTask, index: Mapping[str, int], documents: list[str]) -> dict[str, Any]:
    quote = task.quote if len(task.quote) <= _QUOTE else f"{task.quote[: _QUOTE - 1]}…"
    members = [[index[node], _ROLES[role]] for node, role in task.members if node in index]
    return {
        "q": quote,
        "d": documents.index(task.document),
        "h": task.href,
        "s": task.section,
        "due": task.deadline,
        "th": list(task.themes),
        "rg": list(task.regions),
        "m": members,
        "w": round(task.share, 6),
    }
