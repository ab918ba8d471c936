"""From a store to maps that stand alone, each one file.

Used by the build for its standing maps and by the command that draws a selection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from kg.graph.names import Queryable
from kg.network.graphs import co_assignment, lead_support
from kg.network.rows import Row
from kg.publish.lookups import known
from kg.publish.pictures import Kind, draw_picture, make_picture

__all__ = ["DRAWINGS", "Drawing", "draw"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network that is measured, exported and drawn by every build."""

    network: Callable[[Iterable[Row]], nx.Graph[str]]
    file: str
    zh: str
    en: str


DRAWINGS: Mapping[str, Drawing] = {
    "collaboration": Drawing(co_assignment, "map.html", "谁与谁共事", "Who works with whom"),
    "lead-support": Drawing(lead_support, "lead-support.html", "谁牵头，谁配合", "Who leads whom"),
}


def draw(store: Queryable, rows: Sequence[Row], kind: Kind, path: Path, *, home: str = "") -> int:
    """Write a map of rows and return the number of nodes on it.

    Args:
        store: Where the words of the tasks are.
        rows: The assignments to draw.
        kind: One of ``KINDS`` of ``kg.publish.pictures``, or ``around`` a body.
        path: The HTML file.
        home: Relative link to the page that leads here, or empty.

    Raises:
        OutputError: If the file cannot be written.
    """
    facts = known(store)
    picture = make_picture(kind, rows, facts)
    draw_picture(picture, path, facts, home=home)
    return len(picture.graph)
