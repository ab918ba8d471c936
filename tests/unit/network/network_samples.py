"""Rows and stores for the tests of the network; a case states only what differs."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.graph.iri import ONTOLOGY
from kg.model import Role
from kg.network.rows import Body, Row

BASE = "https://example.org/"
PREFIXES = f"""
@prefix kg: <{ONTOLOGY}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <{BASE}> .
"""


def row(task: str, name: str, role: str = "joint", **other: object) -> Row:
    """Return a row; attributes of the body are given with the prefix ``body_``."""
    body = {"label": name} | {
        key[5:]: value for key, value in other.items() if key.startswith("body_")
    }
    rest = {key: value for key, value in other.items() if not key.startswith("body_")}
    made = Row(f"{task}/{name}/{role}", task, Role(role), Body(name, **body))
    return replace(made, **rest)


def task(name: str, lead: str = "", support: str = "", joint: str = "", **other: object) -> list:
    """Return the rows of a task whose bodies are single letters."""
    roles = (("lead", lead), ("support", support), ("joint", joint))
    return [row(name, body, role, **other) for role, bodies in roles for body in bodies]


class MemoryStore:
    """A store that answers over the union of its graphs, as the store of the graph does."""

    def __init__(self, trig: str) -> None:
        self.store = ox.Store()
        self.store.load(PREFIXES + trig, format=ox.RdfFormat.TRIG)

    def query(self, sparql: str) -> object:
        return self.store.query(sparql, use_default_graph_as_union=True)
