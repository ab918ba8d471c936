"""Whole networks, backbones and QAP, against published values and R."""

from __future__ import annotations

from itertools import product

import networkx as nx
import numpy as np
import pytest
from known_networks import (
    NUMBERED,
    REFERENCE,
    arcs,
    business,
    davis,
    marriages,
    other_arcs,
    ties,
    two_mode,
    zachary,
)

from kg.errors import KgError
from kg.network.backbone import backbone, disparity
from kg.network.mrqap import mrqap
from kg.network.qap import aligned, qap_correlation
from kg.network.sdsm import bicm, sdsm, upper_tails
from kg.network.whole import centralization, density, reciprocity, summary


@pytest.mark.parametrize(
    ("graph", "by", "name"),
    [
        (marriages(), "degree", "centralization_degree"),
        (marriages(pucci=True), "degree", "centralization_degree_pucci"),
        (marriages(), "closeness", "centralization_closeness"),
        (marriages(), "betweenness", "centralization_betweenness"),
        (marriages(pucci=True), "betweenness", "centralization_betweenness_pucci"),
        (arcs(), "in_degree", "centralization_indegree"),
        (arcs(), "out_degree", "centralization_outdegree"),
        (arcs(), "betweenness", "centralization_betweenness_directed"),
    ],
)
def test_centralization_equals_sna(graph, by, name):
    assert centralization(graph, by) == pytest.approx(REFERENCE[name])


def test_centralization_as_printed_by_wasserman_and_faust():
    # Wasserman and Faust (1994), chapter 5: .267 (degree), .322 (closeness, without Pucci),
    # .437 (betweenness, without Pucci) for the marriages of the Florentine families.
    assert round(centralization(marriages(pucci=True)), 3) == 0.267
    assert round(centralization(marriages(), "closeness"), 3) == 0.322
    assert round(centralization(marriages(), "betweenness"), 3) == 0.437


@pytest.mark.parametrize("by", ["degree", "closeness", "betweenness"])
def test_centralization_of_a_star_and_a_ring(by):
    assert centralization(nx.star_graph(list("abcdef")), by) == pytest.approx(1)
    assert centralization(nx.cycle_graph(list("abcdef")), by) == pytest.approx(0)
    assert centralization(nx.path_graph(["a", "b"]), by) is None


def test_density_reciprocity_transitivity_equal_sna():
    assert density(arcs()) == pytest.approx(REFERENCE["density_arcs"])
    assert reciprocity(arcs()) == pytest.approx(REFERENCE["reciprocity_edgewise"])
    assert summary(marriages())["transitivity"] == pytest.approx(REFERENCE["transitivity"])


def test_summary_of_nothing():
    assert summary(nx.Graph())["bodies"] == 0
    assert summary(nx.DiGraph())["reciprocity"] is None


@pytest.mark.parametrize(("graph", "name"), [(ties(), "disparity"), (arcs(), "disparity_directed")])
def test_disparity_equals_the_r_package(graph, name):
    found = disparity(graph)
    assert len(found) == graph.number_of_edges()
    for (one, other), p_value in found.items():
        theirs = REFERENCE[name][NUMBERED.index(one)][NUMBERED.index(other)]
        assert p_value == pytest.approx(theirs), (one, other)


def test_backbone_keeps_nodes_and_marks_edges():
    graph = ties()
    found = backbone(graph, disparity(graph), alpha=0.3)
    assert set(found) == set(graph)
    assert 0 < found.number_of_edges() < graph.number_of_edges()
    assert all(held["p_value"] <= 0.3 and "weight" in held for *_, held in found.edges(data=True))
    assert set(backbone(graph, disparity(graph), alpha=1).edges) == set(graph.edges)


def test_corrections_by_hand():
    # Benjamini and Hochberg (1995), section 3.2: of fifteen p-values, four stand at a false
    # discovery rate of .05 and three by Holm's procedure.
    printed = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    printed += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    graph = nx.Graph([("hub", f"{place:02}") for place in range(15)])
    p_values = dict(zip(sorted(map(sorted_edge, graph.edges)), printed, strict=True))
    kept = {c: backbone(graph, p_values, correction=c).number_of_edges() for c in ("fdr", "holm")}
    assert kept == {"fdr": 4, "holm": 3}


def sorted_edge(edge):
    return tuple(sorted(edge))


@pytest.mark.parametrize(("full", "name"), [(False, "bicm"), (True, "bicm_full")])
def test_bicm_equals_the_r_package(full, name):
    graph = two_mode(full=full)
    bodies = [n for n in graph if n.startswith("b")]
    tasks = sorted(set(graph) - set(bodies))
    found = bicm([graph.degree(b) for b in bodies], [graph.degree(t) for t in tasks]).dense()
    assert found == pytest.approx(np.array(REFERENCE[name]), abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([3, 1, 1], [2, 2, 1]),
        ([3, 3], [2, 2, 2]),
        ([0, 2, 1], [1, 1, 1, 0]),
        ([2, 1, 0], [2, 1, 0]),
        ([4, 2, 1, 1], [3, 2, 2, 1]),
    ],
)
def test_bicm_keeps_the_degrees(rows, columns):
    chances = bicm(rows, columns).dense()
    assert chances.sum(axis=1) == pytest.approx(rows)
    assert chances.sum(axis=0) == pytest.approx(columns)
    assert ((chances >= 0) & (chances <= 1)).all()


def test_upper_tails_equal_enumeration():
    chances, counts = np.array([0.3, 0.9, 0.0]), np.array([3, 2, 4])
    trials = [p for p, n in zip(chances, counts, strict=True) for _ in range(n)]
    exact = np.zeros(6)
    for outcome in product((0, 1), repeat=len(trials)):
        chance = np.prod([p if hit else 1 - p for p, hit in zip(trials, outcome, strict=True)])
        exact[: sum(outcome) + 1] += chance
    for most in range(6):
        assert upper_tails(chances, counts, most) == pytest.approx(exact[: most + 1])


def test_small_tails_keep_their_digits():
    found = upper_tails(np.array([1e-3]), np.array([50]), 12)
    assert found[12] == pytest.approx(1.1689e-25, rel=1e-3)
    assert upper_tails(np.array([1.0, 0.5]), np.array([2, 1]), 3) == pytest.approx([1, 1, 1, 0.5])


def test_sdsm_is_near_the_approximation_of_the_r_package():
    found = sdsm(two_mode())
    theirs = np.array(REFERENCE["sdsm"], dtype=float)
    for (one, other), p_value in found.items():
        assert p_value == pytest.approx(theirs[int(one[1]) - 1, int(other[1]) - 1], abs=0.03)


def test_sdsm_equals_simulation():
    graph = davis()
    found = sdsm(graph)
    women = sorted(node for node, mode in graph.nodes(data="bipartite") if mode == 0)
    events = sorted(set(graph) - set(women))
    chances = bicm([graph.degree(w) for w in women], [graph.degree(e) for e in events]).dense()
    drawn = np.random.default_rng(1).random((20000, *chances.shape)) < chances
    for pair in [("Evelyn Jefferson", "Laura Mandeville"), ("Nora Fayette", "Sylvia Avondale")]:
        one, other = (women.index(name) for name in pair)
        common = len(set(graph[pair[0]]) & set(graph[pair[1]]))
        simulated = ((drawn[:, one] & drawn[:, other]).sum(axis=1) >= common).mean()
        assert found[pair] == pytest.approx(simulated, abs=0.01)


def test_sdsm_of_little():
    assert sdsm(nx.Graph()) == {}
    graph = nx.Graph([("a", "t"), ("b", "t")])
    nx.set_node_attributes(graph, {"a": 0, "b": 0, "t": 1}, "bipartite")
    assert sdsm(graph) == {("a", "b"): 1.0}  # both must be in the only task


def test_qap_of_marriage_and_business():
    # Published with UCINET for PADGM and PADGB: r = .372, significant at about .001.
    found = qap_correlation(marriages(pucci=True), business(), permutations=4000)
    assert round(found.correlation, 3) == 0.372
    assert found.correlation == pytest.approx(REFERENCE["qap_correlation"])
    assert found.p_upper == pytest.approx(REFERENCE["qap_p_upper"], abs=0.002)
    assert found.mean == pytest.approx(0, abs=0.01)


def test_qap_of_directed_networks_equals_sna():
    found = qap_correlation(arcs(), other_arcs(), permutations=10)
    assert found.correlation == pytest.approx(REFERENCE["qap_correlation_directed"])


def test_qap_of_opposites_and_of_nothing():
    graph = zachary()
    assert qap_correlation(graph, nx.complement(graph), permutations=50).correlation == -1
    assert qap_correlation(nx.Graph(), nx.Graph()).correlation is None
    assert qap_correlation(graph, nx.empty_graph(graph)).p_value is None
    with pytest.raises(KgError, match="directed"):
        qap_correlation(arcs(), ties())


def test_aligned_networks_have_the_bodies_of_both():
    one, other = aligned(nx.Graph(["ab"]), nx.Graph(["bc"]))
    assert set(one) == set(other) == set("abc")
    assert qap_correlation(one, other, permutations=9).nodes == 3


def test_mrqap_equals_sna():
    found = mrqap(arcs(), {"other": other_arcs(), "reverse": arcs().reverse()}, permutations=2000)
    estimates = [line.estimate for line in found.coefficients]
    assert estimates == pytest.approx(REFERENCE["netlm_coefficients"])
    assert [line.t for line in found.coefficients] == pytest.approx(REFERENCE["netlm_t"])
    ours = [line.p_value for line in found.coefficients[1:]]
    assert ours == pytest.approx(REFERENCE["netlm_p"][1:], abs=0.04)


def test_mrqap_of_undirected_networks_equals_sna():
    found = mrqap(marriages(pucci=True), {"business": business()}, permutations=500)
    estimates = [line.estimate for line in found.coefficients]
    assert estimates == pytest.approx(REFERENCE["netlm_undirected_coefficients"])
    assert found.coefficients[1].t == pytest.approx(REFERENCE["netlm_undirected_t"][1])
    assert found.coefficients[1].standardized == pytest.approx(REFERENCE["qap_correlation"])
    assert found.r_squared == pytest.approx(REFERENCE["qap_correlation"] ** 2)
    assert found.table().column("name") == ["(intercept)", "business"]


@pytest.mark.parametrize(
    ("xs", "words"),
    [({"same": zachary(), "again": zachary()}, "sum of the others"), ({"none": nx.Graph()}, "few")],
)
def test_mrqap_names_what_it_cannot_do(xs, words):
    with pytest.raises(KgError, match=words):
        mrqap(zachary(), xs)
