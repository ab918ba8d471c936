"""From a store to maps: the network, and the words that its edges rest on.

Used by the build for its standing maps and by the command that draws a selection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from kg.graph.store import Store
from kg.network.graphs import co_assignment, lead_support
from kg.network.rows import Row
from kg.publish.lookups import labels
from kg.publish.maps import MapContent, MapTask, write_map

__all__ = ["DRAWINGS", "Drawing", "draw", "map_tasks"]

_TASKS = """
SELECT ?task ?text ?section ?deadline ?title WHERE {
  ?task a kg:Task ; kg:text ?text ; dcterms:isPartOf ?document .
  OPTIONAL { ?task kg:section ?section }
  OPTIONAL { ?task kg:deadline ?deadline }
  OPTIONAL { ?document dcterms:title ?title }
}
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A kind of map: how its network is made, and what it is called."""

    network: Callable[[Iterable[Row]], nx.Graph[str]]
    file: str
    kind: str
    zh: str
    en: str


DRAWINGS: Mapping[str, Drawing] = {
    "collaboration": Drawing(
        co_assignment, "map.html", "collaboration", "谁与谁共事", "Who works with whom"
    ),
    "lead-support": Drawing(
        lead_support, "lead-support.html", "lead-support", "谁牵头，谁配合", "Who leads whom"
    ),
}


def draw(store: Store, rows: Sequence[Row], drawing: Drawing, path: Path, *, home: str = "") -> int:
    """Write a map of rows and return the number of bodies on it.

    Args:
        store: Where the words of the tasks are.
        rows: The assignments to draw.
        drawing: Which kind of map.
        path: The HTML file.
        home: Relative link to the page that leads here, or empty.

    Raises:
        OutputError: If the file cannot be written.
    """
    graph = drawing.network(rows)
    content = MapContent(
        title_en=drawing.en,
        kind=drawing.kind,
        tasks=map_tasks(store, rows),
        labels=labels(store),
        home=home,
    )
    write_map(graph, path, title=drawing.zh, content=content)
    return len(graph)


def map_tasks(store: Store, rows: Iterable[Row]) -> tuple[MapTask, ...]:
    """Return the tasks of rows with their words, in the order of their IRIs."""
    of_task: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_task[row.task].append(row)
    words = {
        row["task"].value: {key: term.value for key, term in row.items()}
        for row in store.rows(_TASKS)
    }
    return tuple(_map_task(task, of_task[task], words.get(task, {})) for task in sorted(of_task))


def _map_task(task: str, rows: Sequence[Row], words: Mapping[str, str]) -> MapTask:
    first = rows[0]
    return MapTask(
        iri=task,
        quote=words.get("text", ""),
        document=words.get("title", "") or first.document,
        section=words.get("section", ""),
        deadline=words.get("deadline", ""),
        themes=first.themes,
        regions=first.regions,
        members=tuple(sorted({(row.agency, row.role.value) for row in rows})),
    )
