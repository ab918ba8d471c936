"""Collaborations: bodies that share tasks, kept in the graph with their weights and tasks.

References:
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E 64, 016132.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from kg.graph.iri import Iris
from kg.graph.tallies import Facts
from kg.graph.terms import TYPE, Term, decimal, integer, iri, name

__all__ = ["collaborations", "shared"]

Statement = tuple[NamedNode, NamedNode, Term]


@dataclass(frozen=True, slots=True)
class _Tie:
    pair: tuple[str, str]
    tasks: tuple[str, ...]
    weight: float


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
    ties = [_tie(pair, tasks) for pair, tasks in sorted(shared(found).items())]
    ties.sort(key=lambda tie: (-len(tie.tasks), -tie.weight, tie.pair))
    across = [tie for tie in ties if _across(tie.pair, found)]
    hundreds = {tie.pair: rank // 100 + 1 for rank, tie in enumerate(across)}
    for rank, tie in enumerate(ties):
        node = iri(iris.collaboration(*tie.pair))
        yield node, TYPE, name("kg:Collaboration")
        for body in tie.pair:
            yield node, name("kg:between"), iri(body)
        yield node, name("kg:count"), integer(len(tie.tasks))
        yield node, name("kg:weight"), decimal(tie.weight)
        yield node, name("kg:hundred"), integer(rank // 100 + 1)
        if tie.pair in hundreds:
            yield node, name("kg:hundredAcross"), integer(hundreds[tie.pair])
        for task in tie.tasks:
            yield node, name("kg:sharedTask"), iri(task)


def _tie(pair: tuple[str, str], tasks: dict[str, int]) -> _Tie:
    weight = sum(1 / (bodies - 1) for _, bodies in sorted(tasks.items()))
    return _Tie(pair, tuple(sorted(tasks)), weight)


def _across(pair: tuple[str, str], found: Facts) -> bool:
    one, other = (found.homes.get(body, "") for body in pair)
    return bool(one and other and one != other)
