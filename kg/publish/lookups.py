"""What pages and maps need to know about divisions, topics, names and tasks, from the graph."""

from __future__ import annotations

import re

from kg.graph.names import Queryable
from kg.publish.picture import Known, Words

__all__ = ["coordinates", "in_text_order", "known", "labels"]

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
_NAMES = """
SELECT ?assignment ?body ?name WHERE {
  ?assignment kg:agency ?body ; kg:name ?name .
}
"""
_TASKS = """
SELECT ?task ?text ?section ?deadline ?document ?title WHERE {
  ?task a kg:Task ; kg:text ?text ; dcterms:isPartOf ?document .
  OPTIONAL { ?task kg:section ?section }
  OPTIONAL { ?task kg:deadline ?deadline }
  OPTIONAL { ?document dcterms:title ?title }
}
"""
_NUMBER = re.compile(r"(\d+)")


def known(store: Queryable) -> Known:
    """Return what maps know beside assignments."""
    names: dict[str, tuple[str, str]] = {}
    for row in store.rows(_NAMES):
        pair = (row["body"].value, row["name"].value)
        # A repeated task may name a body in other words: again the first in order.
        names[row["assignment"].value] = min(names.get(row["assignment"].value, pair), pair)
    return Known(labels(store), coordinates(store), names, _words(store))


def _words(store: Queryable) -> dict[str, Words]:
    """Return the words of every task by its IRI, in the order of the texts."""
    found: dict[str, Words] = {}
    for row in store.rows(_TASKS):
        value = {key: term.value for key, term in row.items()}
        found[value["task"]] = Words(
            value["text"],
            value.get("title") or value["document"],
            value.get("section", ""),
            value.get("deadline", ""),
        )
    return dict(sorted(found.items(), key=lambda pair: in_text_order(pair[0])))


def in_text_order(iri: str) -> tuple[str, list[str | int]]:
    """Return what sorts positions as numbers: 152-208 before 1520-1600."""
    text, _, place = iri.rpartition("/")
    return text, [int(part) if part.isdecimal() else part for part in _NUMBER.split(place)]


def labels(store: Queryable) -> dict[str, tuple[str, str]]:
    """Return the Chinese and English names of divisions, topics and systems by notation."""
    names: dict[str, tuple[str, str]] = {}
    for row in store.rows(_LABELS):
        pair = (row["zh"].value, row["en"].value if "en" in row else "")
        # Of several names the first in order, whatever order the store gives them in.
        names[row["notation"].value] = min(names.get(row["notation"].value, pair), pair)
    return dict(sorted(names.items()))


def coordinates(store: Queryable) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of divisions by code."""
    found: dict[str, tuple[float, float]] = {}
    for row in store.rows(_PLACES):
        place = (float(row["long"].value), float(row["lat"].value))
        found[row["notation"].value] = min(found.get(row["notation"].value, place), place)
    return dict(sorted(found.items()))
