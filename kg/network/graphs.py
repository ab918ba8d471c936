"""Networks from rows: who works with whom, who leads whom, who works on what and where.

Every graph is a plain NetworkX graph. Nodes and edges are added in sorted order, so that the
same rows give the same graph, measure and file, whatever order the store returned them in.
Each edge carries ``tasks``, the sorted IRIs of the tasks that it rests on, and ``first`` and
``last``, the earliest and latest date of their documents (empty where none is dated).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter

import networkx as nx

from kg.graph.ties import Tie
from kg.model import Role
from kg.network.rows import Body, Row

__all__ = [
    "Part",
    "Unit",
    "add_bodies",
    "add_ties",
    "agency_region",
    "agency_task",
    "agency_theme",
    "co_assignment",
    "grouped",
    "lead_support",
]


class Unit(StrEnum):
    """What a node stands for."""

    BODY = "body"
    SYSTEM = "system"  # functional system (条)
    JURISDICTION = "jurisdiction"  # government (块)
    JURISDICTION_SYSTEM = "jurisdiction-system"  # 条块: one system in one jurisdiction


def _system(body: Body) -> Body | None:
    if not body.system:
        return None
    return Body(f"system:{body.system}", body.system, system=body.system, kind="system")


def _jurisdiction(body: Body) -> Body | None:
    if not body.jurisdiction:
        return None
    return Body(
        iri=f"jurisdiction:{body.jurisdiction}",
        label=body.jurisdiction_label or body.jurisdiction,
        jurisdiction=body.jurisdiction,
        jurisdiction_label=body.jurisdiction_label,
        tier=body.tier,
        kind="jurisdiction",
    )


def _both(body: Body) -> Body | None:
    if not (body.system and body.jurisdiction):
        return None
    return Body(
        iri=f"jurisdiction-system:{body.jurisdiction}/{body.system}",
        label=f"{body.jurisdiction_label or body.jurisdiction} {body.system}",
        jurisdiction=body.jurisdiction,
        jurisdiction_label=body.jurisdiction_label,
        tier=body.tier,
        system=body.system,
        kind="jurisdiction-system",
    )


_UNITS: Mapping[Unit, Callable[[Body], Body | None]] = {
    Unit.BODY: lambda body: body,
    Unit.SYSTEM: _system,
    Unit.JURISDICTION: _jurisdiction,
    Unit.JURISDICTION_SYSTEM: _both,
}


def _dates(rows: Iterable[Row]) -> dict[str, str]:
    """Return the date of each dated task; of a task printed again, the earliest."""
    dates: dict[str, str] = {}
    for row in rows:
        if row.date:
            dates[row.task] = min(dates.get(row.task, row.date), row.date)
    return dates


def add_ties(graph: nx.Graph[str], ties: Mapping[tuple[str, str], Tie]) -> None:
    """Add ties with their attributes, in sorted order."""
    for (one, other), tie in sorted(ties.items(), key=itemgetter(0)):
        graph.add_edge(
            one,
            other,
            count=tie.count,
            weight=tie.weight,
            tasks=sorted(tie.tasks),
            first=tie.first,
            last=tie.last,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What one node does in one task."""

    node: str
    roles: frozenset[Role]


def grouped(rows: Iterable[Row], unit: Unit) -> tuple[dict[str, Body], dict[str, tuple[Part, ...]]]:
    """Return the nodes, and for each task its parts, both sorted."""
    nodes: dict[str, Body] = {}
    roles: dict[str, dict[str, set[Role]]] = defaultdict(lambda: defaultdict(set))
    made = _UNITS[unit]
    for row in rows:
        node = made(row.body)
        if node is None:
            continue
        kept = nodes.setdefault(node.iri, node)
        if kept is not node:
            # Bodies merged into one node may differ: keep one that does not hang on order.
            nodes[node.iri] = min(kept, node, key=_order)
        roles[row.task][node.iri].add(row.role)
    parts = {
        task: tuple(Part(node, frozenset(found)) for node, found in sorted(here.items()))
        for task, here in sorted(roles.items())
    }
    return dict(sorted(nodes.items())), parts


def _order(body: Body) -> tuple[str, ...]:
    return (body.label, body.label_en, body.jurisdiction_label, body.tier, body.system, body.kind)


def add_bodies(
    graph: nx.Graph[str], nodes: Mapping[str, Body], counts: Mapping[str, Mapping[str, int]]
) -> None:
    """Add bodies with their attributes.

    Args:
        graph: What they go into.
        nodes: The bodies by IRI, in order.
        counts: Number of tasks of each by the first letter of the role.
    """
    for iri, body in nodes.items():
        count = counts.get(iri, {})
        graph.add_node(
            iri,
            label=body.label,
            label_en=body.label_en,
            jurisdiction=body.jurisdiction,
            jurisdiction_label=body.jurisdiction_label,
            tier=body.tier,
            system=body.system,
            kind=body.kind,
            tasks_led=count.get("l", 0),
            tasks_supported=count.get("s", 0),
            tasks_joint=count.get("j", 0),
        )


def _counts(parts: Mapping[str, tuple[Part, ...]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in (part for here in parts.values() for part in here):
        counts[part.node].update(role.value[0] for role in part.roles)
    return counts


def co_assignment(rows: Iterable[Row], unit: Unit = Unit.BODY) -> nx.Graph[str]:
    r"""Return the network of bodies that stand in the same tasks, whatever their roles.

    Edge attributes: ``count``, the number of shared tasks; ``weight``, Newman's weight

    .. math:: w_{ij} = \sum_{t \ni i, j} \frac{1}{k_t - 1}

    where :math:`k_t` is the number of bodies of task *t*, so that a task of twenty bodies does
    not outweigh everything else; ``tasks``, ``first`` and ``last``.

    Args:
        rows: The assignments.
        unit: What a node stands for. Bodies without a system (or jurisdiction) fall out where
            nodes are systems (or jurisdictions).

    Returns:
        A graph whose nodes carry labels, jurisdiction, tier, system, kind and the number of
        tasks led, supported and shared. A body that only works alone is an isolate.

    Notes:
        The strength of a node (sum of its weights) is the number of its tasks that have at
        least two bodies. A body named twice in a task counts once.

    References:
        Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E 64,
        016132.

    Examples:
        >>> def row(task, name):
        ...     return Row(f"{task}/{name}", task, Role.JOINT, Body(name, name))
        >>> graph = co_assignment([row("t1", n) for n in "abc"] + [row("t2", n) for n in "ab"])
        >>> graph.edges["a", "b"]
        {'count': 2, 'weight': 1.5, 'tasks': ['t1', 't2'], 'first': '', 'last': ''}
    """
    kept = list(rows)
    nodes, parts = grouped(kept, unit)
    dates = _dates(kept)
    ties: dict[tuple[str, str], Tie] = defaultdict(_whole)
    for task, here in parts.items():
        for pair in combinations([part.node for part in here], 2):
            ties[pair].add(task, len(here) - 1, dates.get(task, ""))
    graph: nx.Graph[str] = nx.Graph(relation="co-assignment", unit=str(unit))
    add_bodies(graph, nodes, _counts(parts))
    add_ties(graph, ties)
    return graph


def lead_support(rows: Iterable[Row], unit: Unit = Unit.BODY) -> nx.DiGraph[str]:
    r"""Return the network of arcs from each lead of a task to each of its supporters.

    Arc attributes: ``count``, the number of tasks; ``weight``,

    .. math:: w_{ij} = \sum_{t: i\,\text{leads},\,j\,\text{supports}} \frac{1}{s_t}

    with :math:`s_t` the number of supporters of *t* (other than *i*), which carries Newman's
    idea over to directed ties: the strength of the arcs out of a body is the number of tasks
    that it leads with support; ``tasks``, ``first`` and ``last``.

    Args:
        rows: The assignments; joint roles give nodes and no arcs.
        unit: What a node stands for.

    Examples:
        >>> def row(role, name):
        ...     return Row(name, "t", role, Body(name, name))
        >>> graph = lead_support([row(Role.LEAD, "a"), row(Role.SUPPORT, "b")])
        >>> list(graph.edges(data="count"))
        [('a', 'b', 1)]
    """
    kept = list(rows)
    nodes, parts = grouped(kept, unit)
    dates = _dates(kept)
    ties: dict[tuple[str, str], Tie] = defaultdict(_whole)
    for task, here in parts.items():
        leads = [part.node for part in here if Role.LEAD in part.roles]
        for lead in leads:
            helpers = [p.node for p in here if Role.SUPPORT in p.roles and p.node != lead]
            for helper in helpers:
                ties[lead, helper].add(task, len(helpers), dates.get(task, ""))
    graph: nx.DiGraph[str] = nx.DiGraph(relation="lead-support", unit=str(unit))
    add_bodies(graph, nodes, _counts(parts))
    add_ties(graph, ties)
    return graph


def _whole() -> Tie:
    """Return a tie that remembers all its tasks."""
    return Tie(most=sys.maxsize)


def _two_mode(
    rows: Iterable[Row],
    unit: Unit,
    mode: str,
    things: Callable[[Row], Mapping[str, str]],
) -> nx.Graph[str]:
    """Return the network of bodies and things; ``things`` gives names and labels of a row's."""
    kept = list(rows)
    nodes, parts = grouped(kept, unit)
    dates = _dates(kept)
    tasks: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    labels: dict[str, str] = {}
    for row in kept:
        node = _UNITS[unit](row.body)
        if node is not None:
            labels.update(things(row))
            for thing in things(row):
                tasks[node.iri, thing][row.task] = None
    ties: dict[tuple[str, str], Tie] = defaultdict(_whole)
    for pair, found in tasks.items():
        for task in found:
            ties[pair].add(task, 1, dates.get(task, ""))
    graph: nx.Graph[str] = nx.Graph(relation=f"agency-{mode}", unit=str(unit))
    add_bodies(graph, nodes, _counts(parts))
    for iri in nodes:
        graph.nodes[iri]["bipartite"] = 0
    for thing in sorted(labels):
        graph.add_node(thing, label=labels[thing], kind=mode, bipartite=1)
    add_ties(graph, ties)
    return graph


def agency_task(rows: Iterable[Row], unit: Unit = Unit.BODY) -> nx.Graph[str]:
    """Return the two-mode network of bodies (``bipartite`` 0) and tasks (1)."""
    return _two_mode(rows, unit, "task", lambda row: {row.task: row.task})


def agency_theme(
    rows: Iterable[Row], unit: Unit = Unit.BODY, labels: Mapping[str, str] | None = None
) -> nx.Graph[str]:
    """Return the two-mode network of bodies and themes; ``count`` is the number of tasks.

    Args:
        rows: The assignments.
        unit: What a node stands for.
        labels: Names of themes by notation; else the notation is the label.

    Notes:
        Theme nodes are named ``theme:`` and the notation, so that they cannot meet a body.
    """
    return _two_mode(rows, unit, "theme", lambda row: _named("theme", row.themes, labels))


def agency_region(
    rows: Iterable[Row], unit: Unit = Unit.BODY, labels: Mapping[str, str] | None = None
) -> nx.Graph[str]:
    """Return the two-mode network of bodies and the places their tasks name.

    Args:
        rows: The assignments.
        unit: What a node stands for.
        labels: Names of divisions by code; else the code is the label. Areas without a code
            are called by the last part of their IRI.

    Notes:
        Place nodes are named ``region:`` and the code (or IRI).
    """
    return _two_mode(rows, unit, "region", lambda row: _named("region", row.regions, labels))


def _named(mode: str, keys: Iterable[str], labels: Mapping[str, str] | None) -> dict[str, str]:
    known = labels or {}
    return {
        f"{mode}:{key}": known.get(key) or (key.rpartition("/")[2] if "://" in key else key)
        for key in keys
    }
