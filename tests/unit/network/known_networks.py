"""Networks from the literature, and those that reference.R makes by the same formulas."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import networkx as nx

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text(encoding="utf-8"))

NUMBERED = [f"{i:02}" for i in range(1, 13)]

# Business ties of the Florentine families (Padgett and Ansell 1993), as in UCINET's PADGB.
BUSINESS = [
    "Barbadori-Castellani",
    "Barbadori-Ginori",
    "Barbadori-Medici",
    "Barbadori-Peruzzi",
    "Bischeri-Guadagni",
    "Bischeri-Lamberteschi",
    "Bischeri-Peruzzi",
    "Castellani-Lamberteschi",
    "Castellani-Peruzzi",
    "Ginori-Medici",
    "Guadagni-Lamberteschi",
    "Lamberteschi-Peruzzi",
    "Medici-Pazzi",
    "Medici-Salviati",
    "Medici-Tornabuoni",
]


def marriages(*, pucci: bool = False) -> nx.Graph:
    """Return the marriage ties; NetworkX leaves out Pucci, who married into no other family."""
    graph = nx.florentine_families_graph()
    if pucci:
        graph.add_node("Pucci")
    return graph


def business() -> nx.Graph:
    """Return the business ties of all sixteen families."""
    graph = nx.Graph()
    graph.add_nodes_from(marriages(pucci=True))
    graph.add_edges_from(edge.split("-") for edge in BUSINESS)
    return graph


def davis() -> nx.Graph:
    """Return the eighteen women and fourteen events of Davis, Gardner and Gardner (1941)."""
    return nx.davis_southern_women_graph()


def zachary() -> nx.Graph:
    """Return Zachary's karate club with text for names, without weights."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda node: f"{node:02}")
    for _, _, held in graph.edges(data=True):
        held["weight"] = 1.0
    return graph


def _numbered(make: nx.Graph) -> nx.Graph:
    make.add_nodes_from(NUMBERED)
    for place, node in enumerate(NUMBERED, 1):
        make.nodes[node]["group"] = "a" if place <= 3 else "b" if place <= 7 else "c"
    return make


def arcs() -> nx.DiGraph:
    """Return ``arcs`` of reference.R."""
    graph = _numbered(nx.DiGraph())
    for i, j in permutations(range(1, 13), 2):
        if (7 * i + 11 * j + 3 * i * j) % 10 < 3:
            weight = 1.0 + (i * j + 2 * i + 5 * j) % 7
            graph.add_edge(f"{i:02}", f"{j:02}", weight=weight)
    return graph


def other_arcs() -> nx.DiGraph:
    """Return ``other`` of reference.R."""
    graph = _numbered(nx.DiGraph())
    for i, j in permutations(range(1, 13), 2):
        if (5 * i + 3 * j + i * j) % 7 < 3:
            graph.add_edge(f"{i:02}", f"{j:02}", weight=1.0)
    return graph


def ties() -> nx.Graph:
    """Return ``ties`` of reference.R: the heavier of the arcs both ways."""
    graph = _numbered(nx.Graph())
    for one, other, weight in arcs().edges(data="weight"):
        held = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=max(weight, held))
    return graph


def two_mode(*, full: bool = False) -> nx.Graph:
    """Return ``two_mode`` (or ``two_mode_full``) of reference.R."""
    graph = nx.Graph()
    bodies = range(1, 10 if full else 9)
    graph.add_nodes_from([f"b{i}" for i in bodies], bipartite=0)
    graph.add_nodes_from([f"t{t:02}" for t in range(1, 15)], bipartite=1)
    for i in bodies:
        for t in range(1, 15):
            if i == 9 or (3 * i * i + 5 * t + i * t) % 11 < 4:
                graph.add_edge(f"b{i}", f"t{t:02}")
    return graph
