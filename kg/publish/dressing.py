"""What the nodes of a map are called, and the pages they lead to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.publish.catalogue import BodyEntry, Catalogue, ThingEntry
from kg.publish.names import link

__all__ = ["dress"]

_TIER_WORDS = re.compile(r"(壮族|回族|维吾尔)?自治区$|省$|市$")


def dress(graph: nx.Graph[str], catalogue: Catalogue, root: str | None) -> None:
    """Give nodes the short names they have in the documents, and their pages.

    Args:
        graph: The network of a map; changed in place.
        catalogue: What is known of bodies, topics and divisions.
        root: Way from the map to the site's pages; none for a map on its own.
    """
    things: dict[str, ThingEntry] = {}
    for kind in ("theme", "region"):
        things |= {f"{kind}:{entry.key}": entry for entry in catalogue.of_kind(kind)}
    bodies = {body.iri: body for body in catalogue.bodies.values()}
    short = _short_names(bodies.values())
    for node, data in graph.nodes(data=True):
        if node in bodies:
            data.update(_body_dress(bodies[node], short[node], root))
        elif node in things:
            entry = things[node]
            data.update(
                label=entry.zh,
                label_en=entry.en,
                href=_page(entry.page, root),
                type=entry.kind,
                tasks_named=_tasks(graph, node),
            )


def _body_dress(body: BodyEntry, short: str, root: str | None) -> dict[str, Any]:
    names = sorted({name for name, _ in body.names} - {body.agency.label})
    return {"href": _page(body.page, root), "short": short, "alt": names}


def _short_names(bodies: Iterable[BodyEntry]) -> dict[str, str]:
    """Return the name most used for each body; with its place where several share it."""
    usual = {}
    for body in bodies:
        count: Counter[str] = Counter()
        for (name, _), number in body.names.items():
            count[name] += number
        names = sorted(count, key=lambda name: (-count[name], len(name), name))
        usual[body.iri] = (names[0] if names else body.agency.label, body)
    sharing = Counter(name for name, _ in usual.values())
    return {
        iri: name if sharing[name] == 1 else _placed(name, body)
        for iri, (name, body) in usual.items()
    }


def _placed(name: str, body: BodyEntry) -> str:
    if body.region is None or name.startswith(body.region.zh[:2]):
        return name
    place = _TIER_WORDS.sub("", body.region.zh)
    return f"{place}{name}" if name[:1] in "省市县区" else f"{place} {name}"


def _page(page: str, root: str | None) -> str:
    return "" if root is None else f"{root}{link(page)}"


def _tasks(graph: nx.Graph[str], node: str) -> int:
    """Return how many tasks a topic or a place has on this map."""
    counted = graph.nodes[node].get("tasks_named")
    if counted is not None:
        return int(counted)
    return len({task for _, _, tie in graph.edges(node, data=True) for task in tie["tasks"]})
