"""Centralities and structural holes, against published values, NetworkX, igraph and R."""

from __future__ import annotations

from math import isnan

import networkx as nx
import numpy as np
import pytest
from known_networks import NUMBERED, REFERENCE, arcs, marriages, ties, zachary

from kg.network import centrality, holes, paths
from kg.network.brokerage import ROLES, brokerage
from kg.network.matrix import adjacency
from kg.network.whole import transitivity

GRAPHS = {
    "florentine": marriages(pucci=True),
    "zachary": zachary(),
    "directed": arcs(),
    "weighted": ties(),
    "parts": nx.relabel_nodes(nx.disjoint_union(nx.path_graph(5), nx.cycle_graph(4)), str),
    "random": nx.relabel_nodes(nx.gnp_random_graph(150, 0.03, seed=3), str),
    "random directed": nx.relabel_nodes(nx.gnp_random_graph(150, 0.03, seed=4, directed=True), str),
    "one": nx.empty_graph(["a"]),
    "none": nx.Graph(),
}

each_graph = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)


def defined(scores):
    return {node: value for node, value in scores.items() if value is not None}


@each_graph
def test_betweenness_and_closeness_equal_networkx(graph):
    assert paths.betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph))
    assert paths.closeness(graph) == pytest.approx(nx.closeness_centrality(graph))


@each_graph
def test_structural_holes_equal_networkx(graph):
    for ours, theirs in (
        (holes.constraint, nx.constraint),
        (holes.effective_size, nx.effective_size),
    ):
        for weight in ("weight", None):
            # With nodes given, NetworkX follows the definition in plain loops; its short cut for
            # all nodes divides by the wrong maxima in directed and weighted graphs (3.6.1).
            values = theirs(graph, nodes=list(graph), weight=weight).items()
            expected = {node: value for node, value in values if not isnan(value)}
            assert defined(ours(graph, weight)) == pytest.approx(expected)


def test_betweenness_of_the_florentine_families():
    # Padgett and Ansell (1993); Jackson (2008), Social and Economic Networks, p. 4: Medici
    # .522, Guadagni .255; the other values as printed in the documentation of UCINET.
    scores = paths.betweenness(marriages())
    published = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Strozzi": 0.103}
    assert {name: round(scores[name], 3) for name in published} == published


def test_closeness_of_the_florentine_families():
    # Newman-style closeness of the Medici as tabulated by Jackson (2008), table 2.1: .560.
    assert round(paths.closeness(marriages())["Medici"], 3) == 0.560


def test_centrality_of_zacharys_club():
    # Officers: 34 has 17 ties and 1 has 16; betweenness of 1 is .438, of 34 .304 (normalised).
    club = zachary()
    assert centrality.degree(club)["33"] == 17
    assert round(paths.betweenness(club)["00"], 3) == 0.438
    assert round(paths.betweenness(club)["33"], 3) == 0.304


def test_eigenvector_equals_networkx_and_r():
    graph = marriages()
    expected = nx.eigenvector_centrality(graph, max_iter=5000, tol=1e-12)
    assert centrality.eigenvector(graph) == pytest.approx(expected, abs=1e-8)
    ours = centrality.eigenvector(graph)
    assert [ours[name] for name in sorted(ours)] == pytest.approx(
        [abs(value) for value in REFERENCE["evcent"]]
    )


def test_eigenvector_of_more_bodies_than_are_solved_densely():
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(200, 3, seed=1), str)
    expected = nx.eigenvector_centrality(graph, max_iter=5000, tol=1e-13)
    assert centrality.eigenvector(graph) == pytest.approx(expected, abs=1e-8)


def test_constraint_of_weighted_networks_equals_igraph_in_r():
    for graph, name in ((ties(), "constraint_weighted"), (arcs(), "constraint_directed")):
        ours = holes.constraint(graph)
        assert [ours[node] for node in NUMBERED] == pytest.approx(REFERENCE[name])


def test_burts_example_of_redundancy():
    # Borgatti (1997), Connections 20: G has six partners among whom three ties run, which
    # leaves an effective size of 6 - 2 * 3 / 6 = 5 ... here with his simplified formula.
    graph = nx.Graph([("G", partner) for partner in "ABCDEF"])
    graph.add_edges_from([("A", "B"), ("C", "D"), ("E", "F")])
    assert holes.effective_size(graph)["G"] == pytest.approx(5.0)
    assert holes.efficiency(graph)["G"] == pytest.approx(5 / 6)


def test_isolates():
    graph = marriages(pucci=True)
    assert holes.constraint(graph)["Pucci"] is None
    assert holes.effective_size(graph)["Pucci"] is None
    assert holes.efficiency(graph)["Pucci"] is None
    assert paths.betweenness(graph)["Pucci"] == paths.closeness(graph)["Pucci"] == 0
    assert centrality.eigenvector(graph)["Pucci"] == 0


@pytest.mark.parametrize("what", ["betweenness", "closeness", "pagerank", "core_number"])
def test_igraph_agrees(what):
    ig = pytest.importorskip("igraph")
    graph = ties()
    other = ig.Graph.from_networkx(graph)
    n = len(graph)
    theirs = {
        "betweenness": lambda: [x / ((n - 1) * (n - 2) / 2) for x in other.betweenness()],
        "closeness": other.closeness,
        "pagerank": lambda: other.pagerank(weights="weight"),
        "core_number": other.coreness,
    }[what]()
    ours = getattr(paths if what in ("betweenness", "closeness") else centrality, what)(graph)
    assert ours == pytest.approx(dict(zip(other.vs["_nx_name"], theirs, strict=True)))


def test_sampled_betweenness_is_near_and_repeats():
    graph = zachary()
    exact = paths.betweenness(graph)
    sampled = paths.betweenness(graph, sources=20, seed=5)
    assert sampled == paths.betweenness(graph, sources=20, seed=5)
    assert sampled != paths.betweenness(graph, sources=20, seed=6)
    assert max(abs(sampled[node] - exact[node]) for node in graph) < 0.15
    assert paths.betweenness(graph, sources=99) == exact


def test_brokerage_equals_sna():
    found = brokerage(arcs(), "group")
    for column, role in enumerate((*ROLES, "total")):
        for name, ours in (("raw", found.counts), ("expected", found.expected), ("z", found.z)):
            theirs = [line[column] for line in REFERENCE[f"brokerage_{name}"]]
            assert list(ours[role]) == pytest.approx(theirs), (name, role)


def test_brokerage_by_hand():
    graph = nx.DiGraph(["av", "vb", "vc", "dv"])
    nx.set_node_attributes(graph, dict(zip("avbcd", "XXXYZ", strict=True)), "system")
    found = brokerage(graph)
    counts = {role: found.counts[role][sorted(graph).index("v")] for role in (*ROLES, "total")}
    assert counts == {
        "coordinator": 1,  # a v b
        "itinerant": 0,
        "representative": 1,  # a v c
        "gatekeeper": 1,  # d v b
        "liaison": 1,  # d v c
        "total": 4,
    }


def test_undirected_brokerage_counts_both_directions():
    graph = nx.path_graph(["a", "b", "c"])
    nx.set_node_attributes(graph, {"a": "X", "b": "X", "c": "Y"}, "system")
    found = brokerage(graph)
    assert (found.counts["representative"][1], found.counts["gatekeeper"][1]) == (1, 1)


def test_bodies_without_a_group_are_left_out():
    graph = nx.DiGraph(["av", "vb", "vc"])
    nx.set_node_attributes(graph, {"a": "X", "v": "X", "b": "X", "c": ""}, "system")
    found = brokerage(graph)
    assert found.nodes == ("a", "b", "v")
    assert found.counts["total"] == (0, 0, 1)


def test_brokerage_of_nothing():
    assert brokerage(nx.Graph()).table().rows == ()


@pytest.mark.parametrize("directed", [False, True])
def test_many_bodies_equal_networkx(directed):
    # More bodies of many ties than are taken one by one, parts of their own, and isolates.
    graph = nx.gnm_random_graph(700, 9000, seed=3, directed=directed)
    graph = nx.disjoint_union(graph, nx.path_graph(9, nx.DiGraph() if directed else None))
    graph.add_edges_from([(0, node) for node in range(1, 400)])
    graph.add_edge(5, 5)
    graph.add_nodes_from(range(800, 803))
    graph = nx.relabel_nodes(graph, str)
    assert paths.closeness(graph) == pytest.approx(nx.closeness_centrality(graph))
    if not directed:
        assert transitivity(graph) == pytest.approx(nx.transitivity(graph))


def test_a_matrix_equals_networkx_and_leaves_loops_and_strangers_out():
    graph = nx.relabel_nodes(nx.gnm_random_graph(30, 90, seed=2, directed=True), str)
    for number, (_, _, held) in enumerate(graph.edges(data=True)):
        held.update({} if number % 3 else {"weight": number / 7})
    graph.add_edge("4", "4")
    some = sorted(graph)[5:25]
    for weight in ("weight", None):
        plain = nx.to_numpy_array(graph.subgraph(some), nodelist=some, weight=weight)
        np.fill_diagonal(plain, 0)
        assert (adjacency(graph, some, weight=weight).toarray() == plain).all()
