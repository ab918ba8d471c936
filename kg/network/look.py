"""Colours, sizes and positions for programs that draw: a picture as soon as the file is open."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx

from kg.network.brokerage import groups_of
from kg.network.centrality import strength

__all__ = ["PALETTE", "styled"]

PALETTE = (
    (68, 119, 170),
    (238, 102, 119),
    (34, 136, 51),
    (204, 187, 68),
    (102, 204, 238),
    (170, 51, 119),
    (119, 170, 221),
    (153, 221, 255),
    (68, 187, 153),
    (187, 204, 51),
    (170, 170, 0),
    (238, 136, 102),
    (255, 170, 187),
)
"""Paul Tol's bright and light schemes, which colour-blind readers can tell apart."""

_NO_GROUP = (160, 160, 160)
_SPACING = 40.0


def styled(graph: nx.Graph[str], by: str = "system") -> nx.Graph[str]:
    """Return a copy whose nodes carry ``viz``: colour by group, size by strength, position.

    Groups stand on a ring, the bodies of each on a ring of its own, strongest first: the same
    graph always looks the same. NetworkX writes ``viz`` into GEXF.

    Args:
        graph: The graph.
        by: Node attribute that holds the group, such as ``system``, ``jurisdiction``, ``kind``.

    Examples:
        >>> styled(nx.path_graph(["a", "b"])).nodes["a"]["viz"]["size"]
        20.0
    """
    copy: nx.Graph[str] = graph.copy()
    groups, weights = groups_of(graph, by), strength(graph)
    largest = max(weights.values(), default=0.0) or 1.0
    colours, places = _colours(groups), _places(groups, weights)
    for node in sorted(copy):
        x, y = places[node]
        red, green, blue = colours[groups[node]]
        copy.nodes[node]["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": x, "y": y, "z": 0.0},
            "size": round(4 + 16 * math.sqrt(weights[node] / largest), 3),
        }
    return copy


def _colours(groups: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """Give the largest groups the first colours; from the fourteenth on they come again."""
    sizes: dict[str, int] = {}
    for group in groups.values():
        sizes[group] = sizes.get(group, 0) + 1
    named = sorted(sizes.keys() - {""}, key=lambda group: (-sizes[group], group))
    found = {group: PALETTE[place % len(PALETTE)] for place, group in enumerate(named)}
    return found | {"": _NO_GROUP}


def _places(groups: dict[str, str], weights: dict[str, Any]) -> dict[str, tuple[float, float]]:
    members: dict[str, list[str]] = {}
    for node in sorted(groups, key=lambda node: (-weights[node], node)):
        members.setdefault(groups[node], []).append(node)
    rings = {group: _radius(len(found)) for group, found in sorted(members.items())}
    outer = max(sum(2 * r + _SPACING for r in rings.values()) / (2 * math.pi), _SPACING)
    places: dict[str, tuple[float, float]] = {}
    passed = 0.0
    for group, radius in rings.items():
        # Each group takes the share of the outer ring that its own ring needs.
        passed += (2 * radius + _SPACING) / 2
        centre = _on_ring(passed / outer, outer if len(rings) > 1 else 0.0)
        passed += (2 * radius + _SPACING) / 2
        for number, node in enumerate(members[group]):
            x, y = _on_ring(2 * math.pi * number / len(members[group]), radius)
            places[node] = (round(centre[0] + x, 2), round(centre[1] + y, 2))
    return places


def _radius(count: int) -> float:
    return count * _SPACING / (2 * math.pi) if count > 1 else 0.0


def _on_ring(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)
