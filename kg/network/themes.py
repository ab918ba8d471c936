"""How many themes a body works on, how deeply, and how concentrated its work is.

All three read a two-mode network such as :func:`kg.network.graphs.agency_theme`, whose ties
count tasks.
"""

from __future__ import annotations

import networkx as nx

from kg.network.table import Cell, Table

__all__ = ["breadth", "concentration", "depth", "profiles"]


def _tasks(graph: nx.Graph[str], weight: str) -> dict[str, list[float]]:
    """Return the weights of each body's ties to themes, largest first."""
    return {
        node: sorted(
            (float(held.get(weight, 1)) for held in graph.adj[node].values()), reverse=True
        )
        for node in _mode(graph, 0)
    }


def _mode(graph: nx.Graph[str], mode: int) -> list[str]:
    return sorted(node for node, held in graph.nodes(data=True) if held.get("bipartite") == mode)


def concentration(
    graph: nx.Graph[str], weight: str = "count", *, normalized: bool = False
) -> dict[str, float | None]:
    r"""Return the Herfindahl-Hirschman index of the themes of each body.

    .. math:: H_i = \sum_t \Bigl( \frac{w_{it}}{\sum_u w_{iu}} \Bigr)^2

    Args:
        graph: Two-mode network of bodies and themes.
        weight: Edge attribute: tasks.
        normalized: Whether to return :math:`(H_i - 1/N) / (1 - 1/N)` over the *N* themes of the
            network, which is 0 for even work on all of them.

    Notes:
        1 for a body with one theme, 1/k for even work on k. A task with two themes counts for
        both. ``None`` for bodies without themes. The same when all weights are multiplied.

    References:
        Rhoades, S. A. (1993). The Herfindahl-Hirschman index. Federal Reserve Bulletin 79,
        188-189.

        May, P. J., Sapotichne, J. and Workman, S. (2006). Policy coherence and policy domains.
        Policy Studies Journal 34, 381-403 (concentration of attention over issues).

    Examples:
        >>> graph = nx.Graph()
        >>> graph.add_nodes_from("a", bipartite=0)
        >>> graph.add_nodes_from("xyz", bipartite=1)
        >>> graph.add_edges_from([("a", "x", {"count": 3}), ("a", "y", {"count": 1})])
        >>> concentration(graph)
        {'a': 0.625}
    """
    themes = len(_mode(graph, 1))
    found: dict[str, float | None] = {}
    for node, tasks in _tasks(graph, weight).items():
        total = sum(tasks)
        index = sum((share / total) ** 2 for share in tasks) if total else None
        if normalized and index is not None:
            index = (index - 1 / themes) / (1 - 1 / themes) if themes > 1 else None
        found[node] = index
    return found


def breadth(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the number of themes of each body.

    Notes:
        Not normalised; 0 for bodies without themes; weights are left aside.

    References:
        Halpin, D. R. and Binderkrantz, A. S. (2011). Explaining breadth of policy engagement.
        Journal of European Public Policy 18, 201-219.

    Examples:
        >>> graph = nx.Graph([("a", "x"), ("a", "y")])
        >>> graph.nodes["a"]["bipartite"] = 0
        >>> breadth(graph)
        {'a': 2}
    """
    return {node: len(tasks) for node, tasks in _tasks(graph, "count").items()}


def depth(graph: nx.Graph[str], weight: str = "count") -> dict[str, float | None]:
    r"""Return the mean number of tasks per theme of each body, :math:`\sum_t w_{it} / k_i`.

    Notes:
        Not normalised; ``None`` for bodies without themes; grows with the weights.

    References:
        Halpin, D. R. and Binderkrantz, A. S. (2011), as for :func:`breadth`: breadth and
        intensity of engagement as two sides of specialisation.

    Examples:
        >>> graph = nx.Graph([("a", "x", {"count": 3}), ("a", "y", {"count": 1})])
        >>> graph.nodes["a"]["bipartite"] = 0
        >>> depth(graph)
        {'a': 2.0}
    """
    return {
        node: sum(tasks) / len(tasks) if tasks else None
        for node, tasks in _tasks(graph, weight).items()
    }


def profiles(graph: nx.Graph[str]) -> Table:
    """Return one row per body: breadth, depth, concentration and the theme of most tasks."""
    columns: dict[str, list[Cell]] = {"node": list(breadth(graph))}
    columns["label"] = [graph.nodes[node].get("label", node) for node in breadth(graph)]
    columns["breadth"] = [*breadth(graph).values()]
    columns["depth"] = [*depth(graph).values()]
    columns["concentration"] = [*concentration(graph).values()]
    columns["concentration_normalized"] = [*concentration(graph, normalized=True).values()]
    columns["main_theme"] = [_main(graph, node) for node in breadth(graph)]
    return Table.of(columns)


def _main(graph: nx.Graph[str], node: str) -> str:
    ranked = sorted(graph.adj[node].items(), key=lambda tie: (-tie[1].get("count", 1), tie[0]))
    return str(graph.nodes[ranked[0][0]].get("label", ranked[0][0])) if ranked else ""
