"""Run a query that only reads, in Oxigraph."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.diagnose import broken
from kg.graph.limits import Prepared
from kg.graph.terms import PREFIXES

__all__ = ["Answer", "run"]

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def run(store: ox.Store, asked: Prepared, **options: Any) -> Answer:
    """Run a query, over the union of the graphs unless it says ``FROM``.

    Args:
        store: What to ask.
        asked: The query, looked over.
        **options: Options of ``pyoxigraph.Store.query``.

    Raises:
        QueryError: If the query is broken.
    """
    options.setdefault("prefixes", PREFIXES)
    if not {"default_graph", "named_graphs"} & options.keys():
        options["use_default_graph_as_union"] = asked.union
    try:
        return store.query(asked.capped, **options)
    except SyntaxError as error:
        if asked.capped != asked.query:  # what is wrong is said at its place in what was written
            return run(store, Prepared(asked.query, asked.query, asked.union), **options)
        raise broken(asked.query, str(error)) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"the query failed: {error}", remedy="Make it simpler") from error
