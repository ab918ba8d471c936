"""What holds for the measures of every network: names, scale and other parts do not matter."""

from __future__ import annotations

import networkx as nx
import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.network import centrality, holes, paths
from kg.network.backbone import backbone, disparity
from kg.network.brokerage import brokerage
from kg.network.communities import agreement, louvain
from kg.network.core import core_periphery, coreness
from kg.network.mixing import ei_index
from kg.network.qap import qap_correlation
from kg.network.sdsm import bicm, sdsm
from kg.network.whole import centralization, summary

SIZE = 9
NAMES = [f"n{place}" for place in range(SIZE)]

weights = st.integers(1, 12).map(lambda number: number / 4)


@st.composite
def networks(draw, *, directed=None, prefix="n"):
    """Draw a network of up to nine bodies in three systems."""
    arrows = draw(st.booleans()) if directed is None else directed
    count = draw(st.integers(1, SIZE))
    names = [f"{prefix}{place}" for place in range(count)]
    pairs = [(a, b) for a in names for b in names if (a != b if arrows else a < b)]
    graph = nx.DiGraph() if arrows else nx.Graph()
    for name in names:
        graph.add_node(name, system=draw(st.sampled_from("XYZ")))
    if pairs:
        for a, b in draw(st.lists(st.sampled_from(pairs), unique=True)):
            graph.add_edge(a, b, weight=draw(weights))
    return graph


MEASURES = {
    "degree": centrality.degree,
    "strength": centrality.strength,
    "pagerank": centrality.pagerank,
    "core_number": centrality.core_number,
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "effective_size": holes.effective_size,
    "efficiency": holes.efficiency,
    "constraint": holes.constraint,
}

each_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)


def defined(scores):
    return {node: value for node, value in scores.items() if value is not None}


def alike(one, other):
    assert defined(one) == pytest.approx(defined(other), abs=1e-9)
    assert one.keys() == other.keys()


def turned(graph):
    """Return names that turn the order around."""
    return {node: f"m{99 - place}" for place, node in enumerate(sorted(graph))}


@each_measure
@given(graph=networks())
def test_names_do_not_matter(measure, graph):
    names = turned(graph)
    renamed = {names[node]: value for node, value in measure(graph).items()}
    alike(renamed, measure(nx.relabel_nodes(graph, names)))


@each_measure
@given(graph=networks())
def test_the_order_of_nodes_and_edges_does_not_matter(measure, graph):
    backwards = graph.__class__()
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    backwards.add_edges_from(reversed(list(graph.edges(data=True))))
    # PageRank adds up in the order of the graph: its last digits may differ.
    alike(measure(graph), measure(backwards))


@pytest.mark.parametrize(
    "name", ["pagerank", "betweenness", "closeness", "effective_size", "efficiency", "constraint"]
)
@given(graph=networks(), factor=st.sampled_from([0.25, 3.0, 1000.0]))
def test_the_scale_of_the_weights_does_not_matter(name, graph, factor):
    alike(MEASURES[name](graph), MEASURES[name](scaled(graph, factor)))


def scaled(graph, factor):
    copy = graph.copy()
    for _, _, held in copy.edges(data=True):
        held["weight"] *= factor
    return copy


@pytest.mark.parametrize(
    "name", ["degree", "strength", "core_number", "effective_size", "efficiency", "constraint"]
)
@given(one=networks(directed=False), other=networks(directed=False, prefix="o"))
def test_other_parts_of_the_network_do_not_matter(name, one, other):
    measure = MEASURES[name]
    alike(measure(one) | measure(other), measure(nx.union(one, other)))


@given(one=networks(directed=True), other=networks(directed=True, prefix="o"))
def test_betweenness_before_normalisation_does_not_see_other_parts(one, other):
    def paths_through(graph):
        pairs = (len(graph) - 1) * (len(graph) - 2)
        return {node: score * max(pairs, 1) for node, score in paths.betweenness(graph).items()}

    together = paths_through(nx.union(one, other))
    assert together == pytest.approx(paths_through(one) | paths_through(other), abs=1e-9)


@given(graph=networks())
def test_measures_keep_to_their_ranges(graph):
    for name in ("betweenness", "closeness", "pagerank"):
        assert all(-1e-12 <= value <= 1 + 1e-9 for value in MEASURES[name](graph).values())
    assert all(value > 0 for value in defined(holes.constraint(graph)).values())
    sizes, degrees = defined(holes.effective_size(graph)), centrality.degree(graph)
    assert all(size <= degrees[node] + 1e-9 for node, size in sizes.items())
    if len(graph) > 2:
        for by in ("degree", "betweenness"):
            assert -1e-9 <= centralization(graph, by) <= 1 + 1e-9


@given(graph=networks())
def test_betweenness_and_closeness_equal_networkx(graph):
    alike(paths.betweenness(graph), nx.betweenness_centrality(graph))
    alike(paths.closeness(graph), nx.closeness_centrality(graph))


@given(graph=networks())
def test_holes_equal_networkx(graph):
    for weight in ("weight", None):
        for ours, theirs in (
            (holes.constraint, nx.constraint),
            (holes.effective_size, nx.effective_size),
        ):
            expected = theirs(graph, nodes=list(graph), weight=weight)
            for node, value in defined(ours(graph, weight)).items():
                # NetworkX leaves out bodies that only arrows into them tie.
                if expected[node] == expected[node]:
                    assert value == pytest.approx(expected[node])


def by_hand(graph):
    """Count open paths by the definition."""
    groups = nx.get_node_attributes(graph, "system")
    arrows = graph if graph.is_directed() else graph.to_directed()
    counts = {node: [0] * 5 for node in graph}
    for v in arrows:
        for a in arrows.predecessors(v):
            for b in arrows.successors(v):
                if a != b and not arrows.has_edge(a, b):
                    ga, gv, gb = groups[a], groups[v], groups[b]
                    if ga == gb:
                        role = 0 if gv == ga else 1
                    else:
                        role = 2 if gv == ga else 3 if gv == gb else 4
                    counts[v][role] += 1
    return counts


@given(graph=networks())
def test_brokerage_follows_the_definition(graph):
    found = brokerage(graph)
    expected = by_hand(graph)
    for place, node in enumerate(found.nodes):
        roles = list(found.counts.values())
        assert [role[place] for role in roles[:5]] == expected[node]
        assert found.counts["total"][place] == sum(expected[node])


@given(graph=networks())
def test_ei_index_follows_the_definition(graph):
    groups = nx.get_node_attributes(graph, "system")
    external = sum(1 for a, b in graph.edges if groups[a] != groups[b])
    internal = graph.number_of_edges() - external
    found = ei_index(graph, permutations=5)
    assert (found.external, found.internal) == (external, internal)
    if graph.number_of_edges():
        assert found.value == pytest.approx((external - internal) / (external + internal))


@given(graph=networks(), factor=st.sampled_from([0.5, 8.0]))
def test_disparity_does_not_see_names_nor_scale(graph, factor):
    found = disparity(graph)
    assert len(found) == graph.number_of_edges()
    assert all(0 <= p_value <= 1 for p_value in found.values())
    assert disparity(scaled(graph, factor)) == pytest.approx(found)
    names = turned(graph)
    renamed = disparity(nx.relabel_nodes(graph, names))
    for (a, b), p_value in found.items():
        ends = (names[a], names[b])
        ends = ends if graph.is_directed() else tuple(sorted(ends))
        assert renamed[ends] == pytest.approx(p_value)


@given(one=networks(directed=False), other=networks(directed=False, prefix="o"))
def test_disparity_does_not_see_other_parts(one, other):
    assert disparity(nx.union(one, other)) == pytest.approx(disparity(one) | disparity(other))


@given(graph=networks())
def test_backbones_shrink_with_their_threshold(graph):
    found = disparity(graph)
    edges = [
        set(backbone(graph, found, alpha=alpha, correction=correction).edges)
        for correction in ("none", "fdr", "holm")
        for alpha in (0.4,)
    ]
    assert edges[2] <= edges[1] <= edges[0] <= set(graph.edges)


@given(graph=networks(directed=False))
def test_core_and_coreness_do_not_see_names(graph):
    names = turned(graph)
    renamed = nx.relabel_nodes(graph, names)
    one, other = core_periphery(graph), core_periphery(renamed)
    assert one.fitness == pytest.approx(other.fitness, abs=0.2) or None in (
        one.fitness,
        other.fitness,
    )
    assert sorted((*one.core, *one.periphery)) == sorted(graph)
    scores = {names[node]: value for node, value in coreness(graph).items()}
    assert scores == pytest.approx(coreness(renamed), abs=1e-6)


@given(graph=networks())
@settings(max_examples=examples(40))
def test_communities_divide_the_bodies(graph):
    found = louvain(graph, runs=3)
    assert set(found.membership) == set(graph)
    assert sum(found.sizes) == len(graph)
    assert -1 <= found.stability <= 1
    ties = nx.Graph()
    ties.add_nodes_from(graph)
    for a, b, held in graph.edges(data=True):
        before = ties.get_edge_data(a, b, {"weight": 0})["weight"]
        ties.add_edge(a, b, weight=before + held["weight"])
    for number in range(len(found.sizes)):
        community = [node for node, member in found.membership.items() if member == number]
        assert len(list(nx.connected_components(ties.subgraph(community)))) <= len(community)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20))
def test_agreement_is_symmetric_and_at_most_one(labels):
    one, other = [a for a, _ in labels], [b for _, b in labels]
    assert agreement(one, other) == pytest.approx(agreement(other, one))
    assert agreement(one, other) <= 1 + 1e-12
    assert agreement(one, one) == 1.0


@given(graph=networks(), factor=st.sampled_from([0.5, 4.0]))
@settings(max_examples=examples(40))
def test_qap_of_a_network_with_itself(graph, factor):
    found = qap_correlation(graph, scaled(graph, factor), weight="weight", permutations=20)
    if found.correlation is not None:
        assert found.correlation == pytest.approx(1)
        assert 0 < found.p_upper <= 1


@given(graph=networks())
@settings(max_examples=examples(40))
def test_summaries_do_not_see_names(graph):
    one, other = summary(graph), summary(nx.relabel_nodes(graph, turned(graph)))
    assert {k: v for k, v in one.items() if v is not None} == pytest.approx(
        {k: v for k, v in other.items() if v is not None}
    )


@st.composite
def attendances(draw):
    """Draw a two-mode network of up to seven bodies and seven tasks."""
    bodies, tasks = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    cells = st.lists(
        st.lists(st.booleans(), min_size=tasks, max_size=tasks), min_size=bodies, max_size=bodies
    )
    graph = nx.Graph()
    graph.add_nodes_from([f"b{i}" for i in range(bodies)], bipartite=0)
    graph.add_nodes_from([f"t{t}" for t in range(tasks)], bipartite=1)
    for i, line in enumerate(draw(cells)):
        graph.add_edges_from((f"b{i}", f"t{t}") for t, there in enumerate(line) if there)
    return graph


@given(attendances())
def test_the_configuration_model_keeps_every_degree(graph):
    rows = [graph.degree(node) for node in graph if node[0] == "b"]
    columns = [graph.degree(node) for node in graph if node[0] == "t"]
    chances = bicm(rows, columns).dense()
    assert chances.sum(axis=1) == pytest.approx(rows, abs=1e-6)
    assert chances.sum(axis=0) == pytest.approx(columns, abs=1e-6)
    assert ((chances >= 0) & (chances <= 1)).all()


@given(attendances())
def test_sdsm_gives_p_values_to_pairs_that_meet(graph):
    found = sdsm(graph)
    bodies = [node for node in graph if node[0] == "b"]
    expected = {(a, b) for a in bodies for b in bodies if a < b and set(graph[a]) & set(graph[b])}
    assert set(found) == expected
    assert all(0 <= p_value <= 1 + 1e-12 for p_value in found.values())
