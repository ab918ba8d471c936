"""The kinds of networks by name, as the command line and notebooks ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from kg.errors import KgError
from kg.network.graphs import (
    Unit,
    agency_region,
    agency_task,
    agency_theme,
    co_assignment,
    lead_support,
)
from kg.network.rows import Row

__all__ = ["NETWORKS", "network", "unit_named"]

_Labels = Mapping[str, str] | None

NETWORKS: Mapping[str, Callable[[Iterable[Row], Unit, _Labels], nx.Graph[str]]] = {
    "collaboration": lambda rows, unit, _: co_assignment(rows, unit),
    "lead-support": lambda rows, unit, _: lead_support(rows, unit),
    "agency-task": lambda rows, unit, _: agency_task(rows, unit),
    "agency-theme": agency_theme,
    "agency-region": agency_region,
}
"""How each kind is made; the last three have two modes."""


def network(
    kind: str, rows: Iterable[Row], unit: str = "body", labels: _Labels = None
) -> nx.Graph[str]:
    """Return the network of a kind.

    Args:
        kind: One of ``NETWORKS``.
        rows: The assignments.
        unit: What a node stands for: ``body``, ``system``, ``jurisdiction`` or
            ``jurisdiction-system``.
        labels: Names of themes and places by notation.

    Raises:
        KgError: If there is no such kind or unit.

    Examples:
        >>> network("lead-support", []).is_directed()
        True
    """
    if kind not in NETWORKS:
        raise KgError(f"there is no network {kind}", remedy=f"Choose from {', '.join(NETWORKS)}")
    return NETWORKS[kind](rows, unit_named(unit), labels)


def unit_named(unit: str) -> Unit:
    """Return the unit of a name.

    Raises:
        KgError: If there is none.
    """
    if unit not in list(Unit):
        raise KgError(f"there is no unit {unit}", remedy=f"Choose from {', '.join(Unit)}")
    return Unit(unit)
