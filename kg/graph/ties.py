"""Collaborations: bodies that share tasks, kept in the graph with their weights and tasks.

References:
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E 64, 016132.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode

from kg.graph.iri import Iris
from kg.graph.tallies import Facts
from kg.graph.terms import TYPE, Term, decimal, integer, iri, name

__all__ = ["collaborations", "shared"]

Statement = tuple[NamedNode, NamedNode, Term]


def shared(found: Facts) -> dict[tuple[str, str], dict[str, int]]:
    """Return, for each pair of bodies, their common tasks and how many bodies share each."""
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for task in sorted(found.roles):
        bodies = found.bodies(task)
        for pair in combinations(bodies, 2):
            pairs.setdefault(pair, {})[task] = len(bodies)
    return pairs


def collaborations(found: Facts, iris: Iris) -> Iterator[Statement]:
    """Yield one ``kg:Collaboration`` for each pair of bodies with a common task."""
    for (one, other), tasks in sorted(shared(found).items()):
        node = iri(iris.collaboration(one, other))
        yield node, TYPE, name("kg:Collaboration")
        yield node, name("kg:between"), iri(one)
        yield node, name("kg:between"), iri(other)
        yield node, name("kg:count"), integer(len(tasks))
        weight = sum(1 / (bodies - 1) for _, bodies in sorted(tasks.items()))
        yield node, name("kg:weight"), decimal(weight)
        for task in sorted(tasks):
            yield node, name("kg:sharedTask"), iri(task)
