"""What pages need to know about divisions, topics and systems, from the graph."""

from __future__ import annotations

from kg.graph.store import Store

__all__ = ["coordinates", "labels"]

_LABELS = """
SELECT ?notation ?zh ?en WHERE {
  ?thing skos:notation ?notation ; skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh")
  OPTIONAL { ?thing skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
}
"""
_PLACES = """
SELECT ?notation ?lat ?long WHERE {
  ?thing skos:notation ?notation ; wgs:lat ?lat ; wgs:long ?long .
}
"""


def labels(store: Store) -> dict[str, tuple[str, str]]:
    """Return the Chinese and English names of divisions, topics and systems by notation."""
    names: dict[str, tuple[str, str]] = {}
    for row in store.rows(_LABELS):
        pair = (row["zh"].value, row["en"].value if "en" in row else "")
        # Of several names the first in order, whatever order the store gives them in.
        names[row["notation"].value] = min(names.get(row["notation"].value, pair), pair)
    return dict(sorted(names.items()))


def coordinates(store: Store) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of divisions by code."""
    found: dict[str, tuple[float, float]] = {}
    for row in store.rows(_PLACES):
        place = (float(row["long"].value), float(row["lat"].value))
        found[row["notation"].value] = min(found.get(row["notation"].value, place), place)
    return dict(sorted(found.items()))
