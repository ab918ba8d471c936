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
_FEW = 600  # nodes that are all compared with each other
# Half of a cell's neighbours and itself: each pair of cells is met once.
_CELLS = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))


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
        spacing: About how far apart two neighbours stand; busy nodes get more room.
    """
    size = graph.number_of_nodes()
    if size == 0:
        return np.zeros((0, 2))
    ends, pull = _edges(graph)
    where, parts = _start(groups, size), _parts(groups)
    for step in range(_ROUNDS):
        force = _repulsion(where, parts) + _attraction(where, ends, pull) - 0.25 * where
        length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1]) + 1e-9
        reach = 0.1 * (1 - step / _ROUNDS) * sqrt(size)
        where = where + force * (np.minimum(length, reach) / length)[:, None]
    room = spacing * (0.42 + 0.45 * np.sqrt(_importance(graph)))
    return spread(_sized(where, spacing * sqrt(1.7 * size)), room)


def _parts(groups: list[int]) -> list[Ints]:
    """Return the communities as arrays of nodes; all nodes together where they are few."""
    if len(groups) <= _FEW:
        return [np.arange(len(groups))]
    group = np.array(groups)
    return [np.flatnonzero(group == number) for number in range(max(groups) + 1)]


def _importance(graph: Graph) -> Floats:
    """Return the number of each node's tasks as a share of the largest."""
    kinds = ("tasks_led", "tasks_supported", "tasks_joint", "tasks_named")
    tasks = [float(sum(data.get(kind, 0) for kind in kinds)) for data in graph.nodes.values()]
    return np.array(tasks) / max(1.0, *tasks)


def spread(where: Floats, room: Floats, rounds: int = 60) -> Floats:
    """Push nodes apart that stand in each other's room, and centre the whole.

    Args:
        where: Positions.
        room: Radius around each node that no other node's shall reach into.
        rounds: How often to push at most.
    """
    where = where.copy()
    for _ in range(rounds):
        pairs = _close_pairs(where, room)
        if len(pairs) == 0:
            break
        a, b = pairs[:, 0], pairs[:, 1]
        distance = room[a] + room[b]
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


def _repulsion(where: Floats, parts: list[Ints]) -> Floats:
    """Return what pushes each node away: every node of its part, and the other parts' middles.

    Small networks are one part, so that every node counts; in large ones a far community pushes
    like one heavy node in its middle.
    """
    force = np.zeros_like(where)
    middles = np.array([where[part].sum(axis=0) / len(part) for part in parts])
    weights = np.array([float(len(part)) for part in parts])
    for place, part in enumerate(parts):
        own = where[part]
        others = np.ones(len(parts), dtype=bool)
        others[place] = False
        near = _pushed(own, own, np.ones(len(part)))
        force[part] = near + _pushed(own, middles[others], weights[others])
    return force


def _pushed(nodes: Floats, by: Floats, weights: Floats) -> Floats:
    """Return the push on each node, falling with the distance."""
    force = np.zeros_like(nodes)
    for start in range(0, len(nodes), 256):
        block = slice(start, start + 256)
        dx = nodes[block, 0][None, :] - by[:, 0][:, None]
        dy = nodes[block, 1][None, :] - by[:, 1][:, None]
        share = weights[:, None] / (dx * dx + dy * dy + 0.05)
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


def _close_pairs(where: Floats, room: Floats) -> Ints:
    """Return the pairs that lack room, by cells of a grid, in a stated order."""
    cell = np.floor(where / (2 * room.max())).astype(np.int64)
    cell -= cell.min(axis=0) - 1
    row = int(cell[:, 1].max()) + 2
    code = cell[:, 0] * row + cell[:, 1]
    order = np.argsort(code, kind="stable")
    found = [_in_cell(code, order, x * row + y) for x, y in _CELLS]
    found[0] = found[0][found[0][:, 0] < found[0][:, 1]]
    pairs = np.concatenate(found)
    apart = where[pairs[:, 0]] - where[pairs[:, 1]]
    distance = room[pairs[:, 0]] + room[pairs[:, 1]]
    near = apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1] < distance * distance
    close: Ints = pairs[near]
    return close


def _in_cell(code: Ints, order: Ints, offset: int) -> Ints:
    """Return each node beside each node of the cell that lies at an offset from its own."""
    first = np.searchsorted(code[order], code + offset, side="left")
    count = np.searchsorted(code[order], code + offset, side="right") - first
    begins = np.cumsum(count) - count
    within = np.arange(int(count.sum())) - np.repeat(begins, count)
    others = order[np.repeat(first, count) + within]
    return np.stack([np.repeat(np.arange(len(code)), count), others], axis=1)
