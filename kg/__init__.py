"""Knowledge graphs from documents in which Chinese governments divide plans into tasks.

The names below are the library: they are loaded when they are first used, so that importing
``kg`` costs nothing. Everything else in the package is its own affair and may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.builds import open_store, read_documents
    from kg.errors import KgError
    from kg.graph.store import Store
    from kg.network.compare import compare
    from kg.network.graphs import Unit, co_assignment, lead_support
    from kg.network.measures import measures
    from kg.network.rows import Selection, rows
    from kg.opened import Build
    from kg.opened import open_build as open  # noqa: A004 - kg.open reads as it should
    from kg.pipeline import Summary, build
    from kg.publish.still import picture
    from kg.resolve import Resolver

__version__ = "0.1.0"

__all__ = [
    "Build",
    "KgError",
    "Resolver",
    "Selection",
    "Store",
    "Summary",
    "Unit",
    "build",
    "co_assignment",
    "compare",
    "lead_support",
    "measures",
    "open",
    "open_store",
    "picture",
    "read_documents",
    "rows",
]

_HOMES = {
    "Build": "kg.opened",
    "KgError": "kg.errors",
    "Resolver": "kg.resolve",
    "Selection": "kg.network.rows",
    "Store": "kg.graph.store",
    "Summary": "kg.pipeline",
    "Unit": "kg.network.graphs",
    "build": "kg.pipeline",
    "co_assignment": "kg.network.graphs",
    "compare": "kg.network.compare",
    "lead_support": "kg.network.graphs",
    "measures": "kg.network.measures",
    "open": "kg.opened",
    "open_store": "kg.builds",
    "picture": "kg.publish.still",
    "read_documents": "kg.builds",
    "rows": "kg.network.rows",
}

_THERE = {"open": "open_build"}  # names of the library that are others at home


def __getattr__(name: str) -> object:
    """Load a name of the library from the module it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), _THERE.get(name, name))


def __dir__() -> list[str]:
    """Return the names of the library."""
    return sorted([*__all__, "__version__"])
