"""How long the measures of a network take, and which engine does each best.

``make bench`` runs it, or ``python tests/benchmarks/bench_network.py small`` (300 bodies),
``national`` (20,000 bodies and about 500,000 ties), ``engines`` (the same network, engines side
by side; igraph and leidenalg if they are installed; writes ``docs/engines.md``). Prints one line
per measure: seconds, seconds of processor time (the measure to compare on a busy machine) and
the largest memory the process has held so far.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from figures import figure

from kg.model import Role
from kg.network import centrality, holes, paths, themes, twomode
from kg.network.backbone import backbone, disparity
from kg.network.brokerage import brokerage
from kg.network.communities import leiden, louvain
from kg.network.compare import compare
from kg.network.core import core_periphery, coreness
from kg.network.graphs import agency_task, agency_theme, co_assignment, lead_support
from kg.network.measures import measures
from kg.network.mixing import ei_index
from kg.network.mrqap import mrqap
from kg.network.qap import qap_correlation
from kg.network.rows import Body, Row
from kg.network.sdsm import sdsm
from kg.network.whole import centralization, density, reciprocity, summary, transitivity

PROVINCES, SYSTEMS = 31, 40
Seconds = dict[tuple[str, str], tuple[float, float]]  # measure and engine: seconds, scale
Trial = tuple[str, str, float, Callable[[], Any]]
DIRECTED = ("in_degree", "out_degree", "in_strength", "out_strength", "pagerank", "betweenness")


def synthetic(bodies: int, tasks: int, seed: int = 1) -> list[Row]:
    """Return invented assignments: bodies work mostly in their province, some much more."""
    random = np.random.default_rng(seed)
    provinces = random.integers(0, min(PROVINCES, max(bodies // 10, 1)), bodies)
    known = [_body(place, int(province)) for place, province in enumerate(provinces)]
    at_home = [np.flatnonzero(provinces == province) for province in range(PROVINCES)]
    found: list[Row] = []
    for task in range(tasks):
        home = at_home[provinces[random.integers(bodies)]]
        size = min(int(random.geometric(0.22)) + 1, 25, len(home))
        # Squaring draws the first bodies of a province more often, as a few lead much.
        chosen = {int(home[int(len(home) * random.random() ** 2)]) for _ in range(size)}
        if random.random() < 0.05:
            chosen.add(int(random.integers(bodies)))
        found += _assignments(task, [known[place] for place in sorted(chosen)], random)
    return found


def _body(place: int, province: int) -> Body:
    return Body(
        f"body/{place:05}",
        f"单位{place}",
        jurisdiction=f"{province + 10}0000",
        tier=("province", "prefecture", "county")[place % 3],
        system=f"系统{place % SYSTEMS}",
        kind="department",
    )


def _assignments(task: int, bodies: list[Body], random: Any) -> list[Row]:
    name, themes = f"task/{task:06}", (f"{task % 22 + 1}",)
    leads = int(random.integers(len(bodies)))
    year = f"{2016 + task % 8}"
    return [
        Row(
            f"{name}/{place}",
            name,
            Role.LEAD if place == leads else Role.SUPPORT,
            body,
            document=f"document/{task // 100}",
            date=year,
            themes=themes,
        )
        for place, body in enumerate(bodies)
    ]


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run something and print how long it took."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, used = time.perf_counter() - start, time.process_time() - used
    sys.stdout.write(f"{name:40} {seconds:9.3f} s {used:9.3f} s {gigabytes():6.2f} GB\n")
    sys.stdout.flush()
    return result


def gigabytes() -> float:
    """Return the largest memory that the process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def run(bodies: int, tasks: int) -> float:
    """Measure every measure on a synthetic network; return the processor time of all."""
    found = timed("rows", lambda: synthetic(bodies, tasks))
    start, used = time.perf_counter(), time.process_time()
    graph = timed("co_assignment", lambda: co_assignment(found))
    arcs = timed("lead_support", lambda: lead_support(found))
    two = timed("agency_task", lambda: agency_task(found))
    about = timed("agency_theme", lambda: agency_theme(found))
    sys.stdout.write(
        f"{len(graph)} bodies, {graph.number_of_edges()} ties, {arcs.number_of_edges()} arcs, "
        f"{len(two) - len(graph)} tasks, {len(found)} assignments\n"
    )
    large = bodies > 3000
    timed("measures, undirected", lambda: measures(graph))
    timed("measures, directed", lambda: measures(arcs, DIRECTED if large else ()))
    _one_by_one(graph, arcs, about)
    runs = 3 if large else 10
    timed(f"louvain, {runs} runs", lambda: louvain(graph, runs=runs))
    timed("two-mode degree", lambda: twomode.degree(two))
    timed("two-mode betweenness", lambda: twomode.betweenness(two))
    timed("two-mode closeness", lambda: twomode.closeness(two))
    timed("sdsm", lambda: backbone(graph, sdsm(two), correction="fdr"))
    _pairs(found, large=large)
    total = time.process_time() - used
    figure(
        f"all measures of {len(graph):,} bodies and {graph.number_of_edges():,} ties",
        f"{time.perf_counter() - start:.1f} s, {total:.1f} s of processor time, "
        f"{gigabytes():.2f} GB at most",
        "wanted: 300 s, 4 GB" if large else "wanted: 5 s",
    )
    return total


def _one_by_one(graph: nx.Graph[str], arcs: nx.DiGraph[str], about: nx.Graph[str]) -> None:
    timed("density, centralization, reciprocity", lambda: _whole(graph, arcs))
    timed("brokerage, undirected", lambda: brokerage(graph))
    timed("brokerage, directed", lambda: brokerage(arcs))
    timed("ei_index, 1000 permutations", lambda: ei_index(graph))
    timed("core_periphery", lambda: core_periphery(graph))
    timed("coreness", lambda: coreness(graph))
    timed("themes", lambda: themes.profiles(about))
    timed("disparity", lambda: backbone(graph, disparity(graph)))


def _whole(graph: nx.Graph[str], arcs: nx.DiGraph[str]) -> None:
    density(graph)
    reciprocity(arcs)
    centralization(graph)
    transitivity(graph)
    if len(graph) < 3000:
        summary(graph)
        summary(arcs)


def _pairs(found: list[Row], *, large: bool) -> None:
    """Measure what compares two networks; few permutations, which are samples, when large."""
    half = [row for row in found if row.date < "2020"]
    other = [row for row in found if row.date >= "2020"]
    early, late = co_assignment(half), co_assignment(other)
    few = 20 if large else 1000
    timed(f"qap_correlation, {few}", lambda: qap_correlation(early, late, permutations=few))
    if not large:
        timed(f"mrqap, {few}", lambda: mrqap(late, {"early": early}, permutations=few))
    timed(f"compare, {few}", lambda: compare(half, other, permutations=few))


def engines(bodies: int, tasks: int) -> str:
    """Set engines side by side on the same network; return the page that shows them."""
    graph = co_assignment(synthetic(bodies, tasks))
    size = f"{len(graph):,} bodies and {graph.number_of_edges():,} ties"
    sys.stdout.write(f"{size}\n")
    found: Seconds = {}
    for measure, engine, scale, work in [*_here(graph), *_igraph(graph)]:
        used = time.process_time()
        timed(f"{measure}: {engine}", work)
        found[measure, engine] = ((time.process_time() - used) * scale, scale)
    return page(size, found)


def _here(graph: nx.Graph[str]) -> list[Trial]:
    """Return the trials of NetworkX and SciPy; what takes hours runs for a few bodies."""
    order = sorted(graph)
    # NetworkX needs hours for bodies of many ties; these have as many as most.
    usual = sorted(graph, key=lambda node: (graph.degree(node), node))[len(graph) // 2 :][:3]
    some, all_of = len(graph) / 50, len(graph) / 3
    sparse = "SciPy"
    return [
        ("betweenness", "NetworkX", 1, lambda: _nx_betweenness(graph, order[:64])),
        ("betweenness", sparse, 1, lambda: paths.betweenness(graph, 64)),
        ("closeness", "NetworkX", some, lambda: _nx_closeness(graph, order[:50])),
        ("closeness", sparse, 1, lambda: paths.closeness(graph)),
        ("constraint", "NetworkX", all_of, lambda: nx.constraint(graph, usual, weight="weight")),
        ("constraint", sparse, 1, lambda: holes.constraint(graph)),
        ("effective size", "NetworkX", all_of, lambda: nx.effective_size(graph, usual, "weight")),
        ("effective size", sparse, 1, lambda: holes.effective_size(graph)),
        ("transitivity", "NetworkX", 1, lambda: nx.transitivity(graph)),
        ("transitivity", sparse, 1, lambda: transitivity(graph)),
        ("PageRank", "NetworkX", 1, lambda: centrality.pagerank(graph)),
        ("eigenvector", "NetworkX", 1, lambda: nx.eigenvector_centrality(graph, max_iter=1000)),
        ("eigenvector", sparse, 1, lambda: centrality.eigenvector(graph)),
        ("core number", "NetworkX", 1, lambda: centrality.core_number(graph)),
        ("Louvain", "NetworkX", 1, lambda: louvain(graph, runs=1)),
    ]


def _nx_betweenness(graph: nx.Graph[str], sources: list[str]) -> Any:
    return nx.betweenness_centrality_subset(graph, sources, sorted(graph))


def _nx_closeness(graph: nx.Graph[str], bodies: list[str]) -> Any:
    return [nx.closeness_centrality(graph, body) for body in bodies]


def _igraph(graph: nx.Graph[str]) -> list[Trial]:
    try:
        import igraph as ig
    except ImportError:
        sys.stdout.write("igraph is not installed\n")
        return []
    number = {node: place for place, node in enumerate(sorted(graph))}
    ends = [(number[a], number[b]) for a, b in graph.edges]
    weights = [held["weight"] for *_, held in graph.edges(data=True)]
    other = timed("igraph: from NetworkX", lambda: ig.Graph(n=len(number), edges=ends))
    return [
        ("betweenness", "igraph", 1, lambda: other.betweenness(sources=list(range(64)))),
        ("closeness", "igraph", 1, other.closeness),
        ("constraint", "igraph", 1, lambda: other.constraint(weights=weights)),
        ("transitivity", "igraph", 1, other.transitivity_undirected),
        ("PageRank", "igraph", 1, lambda: other.pagerank(weights=weights)),
        ("eigenvector", "igraph", 1, lambda: other.eigenvector_centrality(weights=weights)),
        ("core number", "igraph", 1, other.coreness),
        ("Louvain", "igraph", 1, lambda: other.community_multilevel(weights=weights)),
        ("Leiden", "igraph", 1, lambda: leiden(graph, runs=1)),
    ]


PAGE = Path(__file__).parents[2] / "docs/engines.md"
ENGINES = ("NetworkX", "SciPy", "igraph")
USED = {  # which engine the program calls, and where
    "betweenness": "SciPy (`kg.network.paths`)",
    "closeness": "SciPy (`kg.network.paths`)",
    "constraint": "SciPy (`kg.network.holes`)",
    "effective size": "SciPy (`kg.network.holes`)",
    "transitivity": "SciPy (`kg.network.whole`)",
    "PageRank": "NetworkX",
    "eigenvector": "SciPy (`kg.network.centrality`)",
    "core number": "NetworkX",
    "Louvain": "NetworkX",
    "Leiden": "leidenalg, on request",
}
HEAD = """# Engines side by side

<!-- Written by tests/benchmarks/bench_network.py engines: change that, not this. -->

Seconds of processor time on an invented network of {size}; `~` means measured on a few bodies
and scaled up. Betweenness is from 64 sources, Louvain and Leiden are one run.

| measure | {engines} | used |
|---|{rules}---|
"""
TAIL = """
NetworkX is called wherever it has a measure and is fast enough; NumPy and SciPy's sparse matrices
do what it walks through in Python. igraph is often faster, but GPL, and so an extra that no map
needs: it serves Leiden, and the tests as a second opinion. A dispatch backend would choose an
engine by what happens to be installed; here the same rows and seed give the same numbers
everywhere.
"""


def page(size: str, found: Seconds) -> str:
    """Return the page of a comparison."""
    engines = " | ".join(ENGINES)
    lines = [HEAD.format(size=size, engines=engines, rules="--:|" * len(ENGINES))]
    for measure, used in USED.items():
        cells = " | ".join(_cell(found.get((measure, engine))) for engine in ENGINES)
        lines.append(f"| {measure} | {cells} | {used} |\n")
    return "".join([*lines, TAIL])


def _cell(measured: tuple[float, float] | None) -> str:
    if measured is None:
        return "–"
    seconds, scale = measured
    return f"{'~' if scale > 1 else ''}{float(f'{seconds:.2g}'):g}"


@pytest.mark.timeout(3600)
def test_small_network() -> None:
    assert run(300, 1500) < 5


@pytest.mark.timeout(3600)
def test_national_network() -> None:
    assert run(20_000, 31_000) < 300
    assert gigabytes() < 4


@pytest.mark.timeout(3600)
def test_engines_side_by_side() -> None:
    engines(20_000, 31_000)


def main() -> None:
    """Run what the command line names."""
    what = sys.argv[1] if len(sys.argv) > 1 else "small"
    if what == "small":
        run(300, 1500)
    elif what == "national":
        run(20_000, 31_000)
    elif what == "engines":
        PAGE.write_text(engines(20_000, 31_000), encoding="utf-8", newline="\n")
    else:
        raise SystemExit("small, national or engines")


if __name__ == "__main__":
    main()
