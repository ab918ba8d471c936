"""E-I index, core and periphery, communities, themes and two-mode centralities."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest
from known_networks import arcs, davis, marriages, zachary
from network_samples import task
from networkx.algorithms import bipartite

from kg.errors import KgError
from kg.network import themes, twomode
from kg.network.communities import agreement, leiden, louvain
from kg.network.core import core_fitness, core_periphery, coreness
from kg.network.graphs import agency_theme
from kg.network.mixing import ei_index


def club_of_zachary():
    graph = zachary()
    for _, held in graph.nodes(data=True):
        held["system"] = held["club"]
    return graph


def test_ei_index_counts_ties_across():
    # 11 of the 78 ties of the club run between the two factions of Zachary (1977).
    found = ei_index(club_of_zachary())
    across = sum(1 for a, b in club_of_zachary().edges if zachary().nodes[a] != zachary().nodes[b])
    assert (found.external, found.internal) == (across, 78 - across)
    assert found.value == pytest.approx((across - (78 - across)) / 78)
    assert found.p_value == pytest.approx(1 / 1001)


def test_ei_index_expects_what_the_sizes_of_the_groups_give():
    # For two groups of 17, a pair is in one group with probability 16/33.
    found = ei_index(club_of_zachary(), permutations=4000)
    assert found.expected == pytest.approx(1 / 33, abs=0.01)


def test_ei_index_by_hand():
    graph = nx.DiGraph(["ab", "ba", "ac", "xd"])
    nx.set_node_attributes(graph, {"a": "1", "b": "1", "c": "2", "d": "2", "x": ""}, "system")
    found = ei_index(graph)
    assert (found.internal, found.external) == (2, 1)
    assert found.groups == {"1": pytest.approx(-3 / 5), "2": 1.0}
    assert found.nodes == {"a": pytest.approx(-1 / 3), "b": -1.0, "c": 1.0, "d": None}
    assert "x" not in found.nodes


def test_ei_index_without_ties_or_groups():
    for graph in (nx.Graph(), nx.empty_graph(["a"]), nx.Graph(["ab"])):
        found = ei_index(graph)
        assert (found.value, found.expected, found.p_value) == (None, None, None)


def test_core_of_borgatti_and_everetts_example():
    # Borgatti and Everett (1999), section 3: a core of four that are all tied, six around them
    # with eight ties to the core and none among themselves: a correlation of 0.475.
    graph = nx.complete_graph(list("1234"))
    graph.add_edges_from(["15", "26", "27", "28", "38", "39", "45", "40"])
    found = core_fitness(graph, "1234")
    assert round(found.fitness, 3) == 0.475
    assert (found.core_density, found.periphery_density) == (1.0, 0.0)


def exhaustive(graph):
    nodes = sorted(graph)
    ties = nx.to_numpy_array(graph, nodelist=nodes, weight=None)[np.triu_indices(len(nodes), 1)]
    best = -1.0
    for bits in range(1, 2 ** len(nodes) - 1):
        inside = np.array([bits >> place & 1 for place in range(len(nodes))], dtype=bool)
        ideal = (inside[:, None] | inside[None, :])[np.triu_indices(len(nodes), 1)]
        if ideal.std() and ties.std():
            best = max(best, float(np.corrcoef(ties, ideal)[0, 1]))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_core_is_the_best_of_all_in_small_networks(seed):
    graph = nx.relabel_nodes(nx.gnp_random_graph(9, 0.2 + seed / 30, seed=seed), str)
    assert core_periphery(graph).fitness == pytest.approx(exhaustive(graph))


@pytest.mark.parametrize(
    "graph", [nx.Graph(), nx.empty_graph(["a", "b"]), nx.complete_graph(list("abc"))]
)
def test_core_where_nothing_varies(graph):
    assert core_periphery(graph).fitness is None
    assert set(coreness(graph)) == set(graph)


def test_coreness_minimises_the_residual():
    graph = zachary()
    nodes = sorted(graph)
    found = coreness(graph)
    ties = nx.to_numpy_array(graph, nodelist=nodes)
    scores = np.array([found[node] for node in nodes])
    off = ~np.eye(len(nodes), dtype=bool)
    scale = (ties * np.outer(scores, scores))[off].sum() / (
        np.outer(scores, scores)[off] ** 2
    ).sum()

    def residual(candidate):
        return ((ties - np.outer(candidate, candidate))[off] ** 2).sum()

    best = scores * np.sqrt(scale)
    random = np.random.default_rng(1)
    for _ in range(200):
        assert residual(best) <= residual(best + random.normal(0, 0.05, len(nodes)))


def test_louvain_and_leiden_reach_the_known_modularity_of_the_club():
    # Brandes et al. (2008), On modularity clustering: the maximum for the club is 0.4198.
    found = louvain(zachary(), runs=20)
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert len(found.sizes) == 4
    assert 0.5 < found.stability <= 1
    pytest.importorskip("leidenalg")
    assert leiden(zachary()).modularity == pytest.approx(0.4198, abs=5e-5)


@pytest.mark.parametrize("method", [louvain, leiden])
def test_communities_repeat_and_number_by_size(method):
    if method is leiden:
        pytest.importorskip("leidenalg")
    found = method(zachary(), seed=4, runs=3)
    assert found == method(zachary(), seed=4, runs=3)
    assert found.seeds == (4, 5, 6)
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert sorted(found.membership.values()).count(0) == found.sizes[0]


def test_communities_of_few():
    assert louvain(nx.Graph()).membership == {}
    lonely = louvain(nx.empty_graph(["a", "b"]))
    assert (lonely.membership, lonely.modularity) == ({"a": 0, "b": 1}, None)
    assert louvain(arcs(), runs=1).stability is None


def test_leiden_without_its_packages_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "leidenalg", None)
    with pytest.raises(KgError, match="Louvain"):
        leiden(zachary())


def test_agreement_equals_igraph():
    ig = pytest.importorskip("igraph")
    random = np.random.default_rng(2)
    for _ in range(20):
        one, other = random.integers(0, 4, 30), random.integers(0, 3, 30)
        theirs = ig.compare_communities(one.tolist(), other.tolist(), method="adjusted_rand")
        assert agreement(one, other) == pytest.approx(theirs)
    assert agreement([0, 0, 0], [1, 1, 1]) == agreement([0, 1, 2], [2, 1, 0]) == 1.0


def test_agreement_of_hubert_and_arabies_kind():
    # Two divisions of six: (2, 4) and (2, 2, 2), by the definition: (3 - 1.4) / (5 - 1.4) ...
    one, other = [0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2]
    expected = 7 * 3 / 15
    assert agreement(one, other) == pytest.approx((3 - expected) / (5 - expected))


def test_themes():
    found = [
        *task("t1", joint="ab", themes=("x",)),
        *task("t2", joint="a", themes=("x", "y")),
        *task("t3", joint="c"),
    ]
    graph = agency_theme(found)
    assert themes.breadth(graph) == {"a": 2, "b": 1, "c": 0}
    assert themes.depth(graph) == {"a": 1.5, "b": 1.0, "c": None}
    assert themes.concentration(graph) == {"a": pytest.approx(5 / 9), "b": 1.0, "c": None}
    assert themes.concentration(graph, normalized=True)["a"] == pytest.approx(1 / 9)
    table = themes.profiles(graph)
    assert table.column("main_theme") == ["x", "x", ""]
    assert themes.profiles(agency_theme([])).rows == ()


DAVIS = {  # Borgatti and Halgin (2011), tables of normalised two-mode centrality
    "degree": {"E8": 0.78, "E9": 0.67, "Nora Fayette": 0.57, "Evelyn Jefferson": 0.57},
    "closeness": {"E8": 0.85, "E9": 0.79, "Nora Fayette": 0.80, "Evelyn Jefferson": 0.80},
    "betweenness": {"E8": 0.24, "E9": 0.23, "Nora Fayette": 0.11, "Evelyn Jefferson": 0.10},
}


@pytest.mark.parametrize("what", DAVIS)
def test_two_mode_centralities_of_davis_southern_women(what):
    scores = getattr(twomode, what)(davis())
    assert {name: round(scores[name], 2) for name in DAVIS[what]} == DAVIS[what]


@pytest.mark.parametrize("what", DAVIS)
def test_two_mode_centralities_equal_networkx(what):
    graph = davis()
    graph.add_node("alone", bipartite=0)
    graph.add_edge("apart", "E99")
    graph.nodes["apart"]["bipartite"], graph.nodes["E99"]["bipartite"] = 0, 1
    top = [node for node, mode in graph.nodes(data="bipartite") if mode == 0]
    expected = getattr(bipartite, f"{what}_centrality")(graph, top)
    assert getattr(twomode, what)(graph) == pytest.approx(expected)


@pytest.mark.parametrize("what", DAVIS)
def test_two_mode_centralities_of_nothing(what):
    assert getattr(twomode, what)(nx.Graph()) == {}


def test_marriages_have_one_core():
    assert "Medici" in core_periphery(marriages()).core
