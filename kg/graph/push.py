"""Copy a graph to a SPARQL server, one named graph after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kg.graph.remote import RemoteStore
from kg.graph.store import Store

__all__ = ["left_over", "push"]


def push(
    store: Store,
    remote: RemoteStore,
    graphs: Iterable[str] | None = None,
    progress: Callable[[str], None] = lambda graph: None,
) -> int:
    """Copy graphs of the embedded store to a server, each in place of what it was there.

    Args:
        store: Where from.
        remote: Where to.
        graphs: Names of the graphs; all where ``None``.
        progress: Called with each graph that is done.

    Returns:
        Number of graphs.

    Raises:
        StoreError: If the server is away or refuses.
    """
    names = store.graphs() if graphs is None else sorted(graphs)
    for graph in names:
        remote.replace(graph, store.inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        progress(graph)
    return len(names)


def left_over(store: Store, remote: RemoteStore, base: str) -> list[str]:
    """Return the graphs below a base that a server has and the store does not, sorted.

    Raises:
        StoreError: If the server is away or refuses.
    """
    own = set(store.graphs())
    return [graph for graph in remote.graphs() if graph.startswith(base) and graph not in own]
