"""Small still pictures of networks, drawn as SVG at build: previews, and a body's partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

from markupsafe import Markup

from kg.publish.catalogue import BodyEntry
from kg.publish.layout import Graph, communities
from kg.publish.names import link

__all__ = ["partners_svg", "preview_svg"]

_AROUND = 14  # partners that a ring has room for
_TIES = 600
_GAP = 18  # between a partner's middle and its label
_LETTER = 18  # as in site.css
Point = tuple[float, float]


def preview_svg(graph: Graph, positions: Mapping[str, Point], label: str) -> Markup:
    """Return a whole network in little: no words, ties faint, size by number of tasks."""
    ties = sorted(
        graph.edges(data="weight", default=1.0), key=lambda tie: (-tie[2], tie[0], tie[1])
    )[:_TIES]
    lines = [
        Markup('<line x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}"/>').format(
            *positions[a], *positions[b]
        )
        for a, b, _ in ties
    ]
    group = dict(zip(graph, communities(graph), strict=True))
    sizes = {node: _tasks(data) for node, data in graph.nodes(data=True)}
    largest = max([1, *sizes.values()])
    dots = [
        Markup('<circle class="g{}" cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/>').format(
            min(group[node], 7), *positions[node], 9 + 30 * sqrt(size / largest)
        )
        for node, size in sizes.items()
    ]
    return Markup(
        '<svg class="sketch" viewBox="{}" role="img" aria-label="{}">'
        '<g class="ties">{}</g><g class="dots">{}</g></svg>'
    ).format(_box(positions.values()), label, Markup("").join(lines), Markup("").join(dots))


def _tasks(data: Mapping[str, int]) -> int:
    return sum(data.get(f"tasks_{role}", 0) for role in ("led", "supported", "joint"))


def _box(points: object) -> str:
    places = list(points)  # type: ignore[call-overload]  # any iterable of points
    xs, ys = [x for x, _ in places], [y for _, y in places]
    left, top = min(xs) - 40, min(ys) - 40
    return f"{left:.0f} {top:.0f} {max(xs) - left + 40:.0f} {max(ys) - top + 40:.0f}"


def partners_svg(body: BodyEntry, partners: Sequence[tuple[BodyEntry, int, float]]) -> Markup:
    """Return a body in the middle and its strongest partners around it, each linked."""
    near = partners[:_AROUND]
    if not near:
        return Markup("")
    heaviest = near[0][2]
    parts = [_spoke(i, len(near), row, heaviest) for i, row in enumerate(near)]
    half = max(400, *(_reach(i, len(near), row[0]) for i, row in enumerate(near)))
    lines = Markup("").join(line for line, _ in parts)
    nodes = Markup("").join(node for _, node in parts)
    return Markup(
        '<svg class="sketch ego-svg" viewBox="{} -225 {} 450" role="group"'
        ' aria-label="{}">{}<circle class="self" r="17"/>{}</svg>'
    ).format(-half, 2 * half, body.agency.label, lines, nodes)


def _place(place: int, number: int) -> Point:
    angle = 2 * pi * (place + 0.5) / number - pi / 2
    return 205 * cos(angle), 165 * sin(angle)


def _reach(place: int, number: int, other: BodyEntry) -> int:
    """Return how far from the middle a label ends; Latin letters are narrower than Chinese."""
    wide = sum(_LETTER if ord(letter) > 0x2E80 else 0.6 * _LETTER for letter in _short(other))
    return round(abs(_place(place, number)[0]) + _GAP + wide + 6)


def _spoke(
    place: int, number: int, row: tuple[BodyEntry, int, float], heaviest: float
) -> tuple[Markup, Markup]:
    other, count, weight = row
    x, y = _place(place, number)
    side = "start" if x > 30 else "end" if x < -30 else "middle"
    dx = {"start": _GAP, "end": -_GAP, "middle": 0}[side]
    dy = 6 if side != "middle" else (28 if y > 0 else -18)
    line = Markup('<line x2="{:.1f}" y2="{:.1f}" stroke-width="{:.1f}"/>').format(
        x, y, 1 + 5 * sqrt(weight / heaviest)
    )
    node = Markup(
        '<a href="../{}"><title>{} · {}</title><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text></a>'
    ).format(
        link(other.page),
        other.agency.label,
        count,
        x,
        y,
        6 + 8 * sqrt(weight / heaviest),
        x + dx,
        y + dy,
        side,
        _short(other),
    )
    return line, node


def _short(body: BodyEntry) -> str:
    name = min(({name for name, _ in body.names} or {body.agency.label}), key=lambda n: (len(n), n))
    return name if len(name) <= 12 else f"{name[:11]}…"
