"""Positions of a map's nodes, computed at build and the same on every machine.

Library layouts go through BLAS and ``einsum``, whose last digits differ between machines, and a
force layout carries such a difference far. Only operations that IEEE 754 fixes are used here
(``+ - * /`` and the square root, sums in a stated order), so equal graphs get equal positions.
"""

from __future__ import annotations

from math import sqrt
from random import Random
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Graph", "communities", "force_layout"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Graph: TypeAlias = "nx.Graph[str]"

_GOLDEN = complex(-0.7373688780783197, 0.6754902942615238)  # a turn by the golden angle
_ROUNDS = 160


def communities(graph: Graph) -> list[int]:
    """Return the community of each node, in node order; 0 is the largest."""
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(graph.number_of_nodes()))
    index = {node: position for position, node in enumerate(graph)}
    for a, b, data in graph.edges(data=True):
        u, v, weight = index[a], index[b], float(data.get("weight", 1))
        before = plain.edges[u, v]["weight"] if plain.has_edge(u, v) else 0.0
        plain.add_edge(u, v, weight=before + weight)
    found = nx.community.louvain_communities(plain, weight="weight", seed=1)
    found.sort(key=lambda members: (-len(members), min(members)))
    place = {node: rank for rank, members in enumerate(found) for node in members}
    return [place[node] for node in range(graph.number_of_nodes())]


def force_layout(graph: Graph, groups: list[int], spacing: float = 90.0) -> Floats:
    """Return a position per node, ties short, groups together, nothing on top of another.

    Args:
        graph: The network; ``weight`` of its edges draws nodes together.
        groups: Community of each node, in node order.
        spacing: Distance that two neighbours shall have at least.
    """
    size = graph.number_of_nodes()
    if size == 0:
        return np.zeros((0, 2))
    ends, pull = _edges(graph)
    where = _start(groups, size)
    for step in range(_ROUNDS):
        force = _repulsion(where) + _attraction(where, ends, pull) - 0.25 * where
        length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1]) + 1e-9
        reach = 0.1 * (1 - step / _ROUNDS) * sqrt(size)
        where = where + force * (np.minimum(length, reach) / length)[:, None]
    return spread(_sized(where, spacing * sqrt(1.7 * size)), spacing)


def spread(where: Floats, distance: float, rounds: int = 60) -> Floats:
    """Push nodes apart that stand closer than a distance, and centre the whole."""
    where = where.copy()
    for _ in range(rounds):
        pairs = _close_pairs(where, distance)
        if len(pairs) == 0:
            break
        a, b = pairs[:, 0], pairs[:, 1]
        apart = where[b] - where[a]
        length = np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])
        apart[length == 0] = (1.0, 0.5)
        length[length == 0] = 1.0
        push = apart * ((distance - length) / length * 0.5)[:, None]
        _add_at(where, b, push)
        _add_at(where, a, -push)
    centre = (where.min(axis=0) + where.max(axis=0)) / 2
    moved: Floats = where - centre
    return moved


def _sized(where: Floats, side: float) -> Floats:
    """Scale so that the whole fills a field of a given area, as wide as screens are."""
    extent = np.maximum(where.max(axis=0) - where.min(axis=0), 1e-9)
    wide = np.array([side * 1.25, side * 0.8])
    # Half way to the screen's shape: further would tear apart what belongs together.
    own = side / sqrt(float(extent[0] * extent[1]))
    sized: Floats = where * np.sqrt(wide / extent * own)
    return sized


def _start(groups: list[int], size: int) -> Floats:
    """Place groups on a spiral and their nodes around them, by a portable random source."""
    random, centres, turn = Random(1), [], complex(1, 0)  # noqa: S311 - a layout, no secret
    for rank in range(max(groups) + 1):
        centres.append(turn * sqrt(rank))
        turn *= _GOLDEN
    points = [centres[group] + complex(random.random(), random.random()) for group in groups]
    where: Floats = np.array([(point.real, point.imag) for point in points], dtype=np.float64)
    where *= sqrt(size / (max(groups) + 1))
    return where


def _edges(graph: Graph) -> tuple[Ints, Floats]:
    """Return the ends of each edge and how strongly it draws them together."""
    if graph.number_of_edges() == 0:
        return np.zeros((0, 2), dtype=np.int64), np.zeros(0)
    index = {node: position for position, node in enumerate(graph)}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges()], dtype=np.int64)
    weight = np.array([float(data.get("weight", 1)) for _, _, data in graph.edges(data=True)])
    degree = np.bincount(ends.ravel(), minlength=graph.number_of_nodes())
    least = np.minimum(degree[ends[:, 0]], degree[ends[:, 1]])
    return ends, np.sqrt(weight / weight.max()) / np.sqrt(np.maximum(least, 1))


def _repulsion(where: Floats) -> Floats:
    """Return what pushes each node away: every other node."""
    force = np.zeros_like(where)
    for start in range(0, len(where), 256):
        block = slice(start, start + 256)
        dx = where[block, 0][None, :] - where[:, 0][:, None]
        dy = where[block, 1][None, :] - where[:, 1][:, None]
        share = 1.0 / (dx * dx + dy * dy + 0.05)
        force[block, 0] = (dx * share).sum(axis=0)
        force[block, 1] = (dy * share).sum(axis=0)
    return force


def _attraction(where: Floats, ends: Ints, pull: Floats) -> Floats:
    force = np.zeros_like(where)
    if len(ends):
        apart = (where[ends[:, 1]] - where[ends[:, 0]]) * pull[:, None]
        _add_at(force, ends[:, 0], apart)
        _add_at(force, ends[:, 1], -apart)
    return force


def _add_at(target: Floats, index: Ints, values: Floats) -> None:
    """Add values at repeated places; ``bincount`` adds in the order given."""
    for axis in (0, 1):
        target[:, axis] += np.bincount(index, values[:, axis], minlength=len(target))


def _close_pairs(where: Floats, distance: float) -> Ints:
    """Return the pairs closer than a distance, by cells of a grid, in a stated order."""
    cells: dict[tuple[int, int], list[int]] = {}
    keys = np.floor(where / distance).astype(np.int64).tolist()
    for node, (x, y) in enumerate(keys):
        cells.setdefault((x, y), []).append(node)
    pairs: list[tuple[int, int]] = []
    for node, (x, y) in enumerate(keys):
        for cell in ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            pairs.extend((node, other) for other in cells.get(cell, ()) if other > node)
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    apart = where[found[:, 0]] - where[found[:, 1]]
    near = apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1] < distance * distance
    close: Ints = found[near]
    return close
