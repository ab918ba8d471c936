"""What a build shows of itself: networks, their measures, and maps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.drawing import DRAWINGS, draw
from kg.graph.build import Gathered
from kg.graph.everyone import Everyone
from kg.manifest import MEASURED
from kg.network.export import write as write_graph
from kg.network.gathered import gathered_bodies, gathered_networks
from kg.network.measures import measures
from kg.network.rows import Body
from kg.publish.index import Link
from kg.publish.lookups import coordinates, labels
from kg.publish.picture import Known
from kg.publish.pictures import KINDS
from kg.recent import recent

__all__ = ["draw_maps", "write_networks"]


def write_networks(folder: Path, everyone: Everyone, gathered: Gathered) -> dict[str, Body]:
    """Write the networks and the measures of their bodies, and return the bodies by IRI."""
    iris = gathered.iris
    bodies = gathered_bodies(everyone.used, gathered.schemes, iris)
    together, leading = gathered_networks(everyone.ties, bodies, iris.agency)
    write_graph(together, folder / "collaboration.graphml")
    write_graph(leading, folder / "lead-support.graphml")
    text = "\ufeff" + measures(together).to_csv()
    (folder / MEASURED).write_text(text, encoding="utf-8", newline="")
    return bodies


def draw_maps(
    folder: Path, everyone: Everyone, gathered: Gathered, bodies: Mapping[str, Body]
) -> list[Link]:
    """Draw the maps, and return links to them."""
    shown = recent(folder, bodies, gathered.iris, everyone.tasks)
    things = gathered.things
    known = Known(labels(things), coordinates(things), shown.names, shown.words)
    links = []
    for kind, drawing in DRAWINGS.items():
        path = folder / drawing.file
        draw(known, shown.rows, KINDS[kind], path, home="index.html", note=shown.note)
        links.append(Link(drawing.file, drawing.zh, drawing.en))
    return links
