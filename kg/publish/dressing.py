"""What the nodes of a map are called: bodies as documents write them, topics and places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.network.rows import Row
from kg.publish.picture import Known

__all__ = ["dress"]

_PLACE_ENDS = re.compile(r"(壮族|回族|维吾尔)?自治区$|省$|市$")
_TIER = re.compile(
    r"自治区|[省州县区]|市(?!场)"
)  # the word that a name has for its place: 市财政局


def dress(graph: nx.Graph[str], rows: Iterable[Row], known: Known) -> None:
    """Give nodes the short names they have in the documents, and their labels.

    Args:
        graph: The network of a map; changed in place.
        rows: The assignments it is made from.
        known: Names as written, labels of topics and divisions.
    """
    _dress_bodies(graph, list(rows), known)
    for node, data in graph.nodes(data=True):
        kind, _, key = node.partition(":")
        if kind in {"theme", "region"}:
            zh, en = known.labels.get(key, (key.rpartition("/")[2], ""))
            named = data.get("tasks_named", _tasks(graph, node))
            data.update(label=zh, label_en=en or zh, type=kind, tasks_named=named)


def _dress_bodies(graph: nx.Graph[str], rows: list[Row], known: Known) -> None:
    usual, every = _names(rows, known.names)
    short = _short_names(graph, usual)
    for node in graph.nodes & every.keys():
        data = graph.nodes[node]
        data["alt"] = sorted(every[node] - {data["label"]})
        if node in short:
            data["short"] = short[node]


def _names(
    rows: Iterable[Row], names: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, Counter[str]], dict[str, set[str]]]:
    """Return the names that each body itself bears, counted, and all it can be found by.

    Under another identity a body also stands for those that a reform made it of: theirs are
    names to find it by, not to call it by.
    """
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    every: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        written, name = names.get(row.assignment, ("", ""))
        if name:
            every[row.agency].add(name)
            usual[row.agency][name] += written == row.agency
    return usual, every


def _short_names(graph: nx.Graph[str], usual: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Return the name most used for each body; with its place where that is not plain.

    It is not where several share a name, and where 市 stands for several cities.
    """
    first = {}
    for node in graph.nodes & usual.keys():
        count = usual[node]
        best = min(count, key=lambda name: (-count[name], len(name), name))
        if count[best]:
            first[node] = best
    sharing = Counter(first.values())
    places: dict[str, set[str]] = defaultdict(set)
    for node, name in first.items():
        places[_tier(name)].add(graph.nodes[node]["jurisdiction"])
    return {
        node: _placed(name, graph.nodes[node]["jurisdiction_label"])
        if sharing[name] > 1 or (_tier(name) and len(places[_tier(name)]) > 1)
        else name
        for node, name in first.items()
    }


def _tier(name: str) -> str:
    found = _TIER.match(name)
    return found[0] if found else ""


def _placed(name: str, place: str) -> str:
    if not place or name.startswith(place[:2]):
        return name
    tier = _tier(name)
    if tier and place.endswith(tier):
        return place.removesuffix(tier) + name
    return f"{_PLACE_ENDS.sub('', place)} {name}"


def _tasks(graph: nx.Graph[str], node: str) -> int:
    """Return how many tasks a topic has on this map."""
    return len({task for _, _, tie in graph.edges(node, data=True) for task in tie["tasks"]})
