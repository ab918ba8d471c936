"""A still picture of a network, which notebooks show and every program opens (SVG)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path

from markupsafe import Markup

from kg.errors import OutputError
from kg.network.look import PALETTE
from kg.publish.layout import Graph, communities, force_layout

__all__ = ["Still", "picture"]

_NAMED = 12  # bodies that bear their names
_TIES = 2000
_GREY = "#bbbbbb"
_MARGIN = 120.0
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Still:
    """A picture.

    Attributes:
        svg: The picture as SVG.
    """

    svg: str = field(repr=False)  # a notebook stores what repr says beside the picture

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write the picture into a file.

        Raises:
            OutputError: If that cannot be done.
        """
        try:
            Path(path).write_text(self.svg + "\n", encoding="utf-8", newline="\n")
        except OSError as error:
            raise OutputError(
                f"the picture cannot be written ({error.strerror or error})", place=str(path)
            ) from error


def picture(graph: Graph, *, named: int = _NAMED) -> Still:
    """Draw a network: colour by community, size by strength, names on the strongest.

    Args:
        graph: Any network of ``kg.network``; what has no tie is left out. Of very many ties the
            heaviest are drawn.
        named: How many nodes bear their names.

    Examples:
        >>> import networkx as nx
        >>> picture(nx.path_graph(["a", "b", "c"])).svg.count("<circle")
        3
    """
    tied: Graph = graph.subgraph([node for node in graph if graph.degree(node)]).copy()
    groups = communities(tied)
    where = force_layout(tied, groups)
    places = {node: (float(x), float(y)) for node, (x, y) in zip(tied, where, strict=True)}
    strengths = {node: float(size) for node, size in tied.degree(weight="weight")}
    largest = max(strengths.values(), default=0.0) or 1.0
    sizes = {node: 5 + 20 * sqrt(size / largest) for node, size in strengths.items()}
    chosen = sorted(tied, key=lambda node: (-strengths[node], node))[: max(named, 0)]
    parts = (
        _lines(tied, places),
        _dots(tied, places, sizes, dict(zip(tied, groups, strict=True))),
        _names(tied, chosen, places, sizes),
    )
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" width="860" role="img"'
        ' font-family="sans-serif">'
    ).format(_box(places))
    return Still(str(head + Markup("").join(parts) + Markup("</svg>")))


def _lines(graph: Graph, places: Mapping[str, Place]) -> Markup:
    ties = sorted(
        graph.edges(data="weight", default=1.0), key=lambda tie: (-tie[2], tie[0], tie[1])
    )[:_TIES]
    heaviest = max((weight for *_, weight in ties), default=1.0) or 1.0
    lines = [
        Markup(
            '<line x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke-width="{:.1f}"/>'
        ).format(*places[one], *places[other], 1 + 5 * sqrt(weight / heaviest))
        for one, other, weight in ties
    ]
    return Markup('<g stroke="{}" stroke-opacity="0.5">{}</g>').format(
        _GREY, Markup("").join(lines)
    )


def _dots(
    graph: Graph,
    places: Mapping[str, Place],
    sizes: Mapping[str, float],
    groups: Mapping[str, int],
) -> Markup:
    dots = [
        Markup(
            '<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}" fill="{}"><title>{}</title></circle>'
        ).format(*places[node], sizes[node], _colour(groups[node]), _label(graph, node))
        for node in graph
    ]
    return Markup('<g stroke="#ffffff">{}</g>').format(Markup("").join(dots))


def _names(
    graph: Graph, chosen: list[str], places: Mapping[str, Place], sizes: Mapping[str, float]
) -> Markup:
    names = [
        Markup('<text x="{:.0f}" y="{:.0f}">{}</text>').format(
            places[node][0], places[node][1] - sizes[node] - 4, _label(graph, node)
        )
        for node in chosen
    ]
    style = Markup(
        '<g font-size="20" text-anchor="middle" stroke="#ffffff" stroke-width="4"'
        ' paint-order="stroke" fill="#222222">{}</g>'
    )
    return style.format(Markup("").join(names))


def _label(graph: Graph, node: str) -> str:
    # XML forbids controls, which names from documents may hold.
    words = str(graph.nodes[node].get("label") or node)
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words)


def _colour(group: int) -> str:
    red, green, blue = PALETTE[group % len(PALETTE)]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _box(places: Mapping[str, Place]) -> str:
    xs = [x for x, _ in places.values()] or [0.0]
    ys = [y for _, y in places.values()] or [0.0]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN / 2
    width, height = max(xs) - left + _MARGIN, max(ys) - top + _MARGIN / 2
    return f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"
