"""Networks of a whole build from what was gathered while it was read; rows are not needed.

They equal those of :mod:`kg.network.graphs` over all assignments, but that a tie remembers
``MOST_TASKS`` of its tasks by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from kg.graph.iri import Iris
from kg.graph.labels import InUse, Schemes
from kg.graph.ties import Ties
from kg.network.graphs import add_bodies, add_ties
from kg.network.rows import Body

__all__ = ["gathered_bodies", "gathered_networks"]


def gathered_bodies(used: InUse, schemes: Schemes, iris: Iris) -> dict[str, Body]:
    """Return the bodies that documents name, by IRI.

    Args:
        used: What documents name.
        schemes: What is published about systems and divisions.
        iris: Names for things.
    """
    labels: dict[str, str] = {}
    found = {}
    for key, agency in used.agencies.items():
        code, system = agency.jurisdiction, agency.system
        if code and code not in labels:
            labels[code] = schemes.regions.label(code)
        found[iris.agency(key)] = Body(
            iris.agency(key),
            agency.label,
            agency.label_en,
            code,
            labels.get(code, ""),
            agency.tier,
            system and (schemes.systems.label(system) or system),
            agency.kind,
        )
    return found


def gathered_networks(
    ties: Ties, bodies: Mapping[str, Body], iri: Callable[[str], str]
) -> tuple[nx.Graph[str], nx.DiGraph[str]]:
    """Return who works with whom, and who leads whom.

    Args:
        ties: What was gathered, by the keys of bodies.
        bodies: All bodies by IRI.
        iri: Returns the IRI of a key.
    """
    named = {key: iri(key) for key in ties.bodies}
    counts = {named[key]: roles for key, roles in ties.bodies.items()}
    nodes = {node: bodies[node] for node in sorted(counts)}
    together: nx.Graph[str] = nx.Graph(relation="co-assignment", unit="body")
    leading: nx.DiGraph[str] = nx.DiGraph(relation="lead-support", unit="body")
    for graph in (together, leading):
        add_bodies(graph, nodes, counts)
    pairs = {
        (min(named[a], named[b]), max(named[a], named[b])): tie
        for (a, b), tie in ties.together.items()
    }
    add_ties(together, pairs)
    add_ties(leading, {(named[a], named[b]): tie for (a, b), tie in ties.leading.items()})
    return together, leading
