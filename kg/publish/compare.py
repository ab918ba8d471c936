"""Comparison pages: jurisdictions side by side, by system and by topic."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kg.model import Role
from kg.publish.catalogue import Catalogue, ThingEntry

__all__ = ["Cell", "comparisons"]

_PAGES = (("systems", "按条线", "By system"), ("themes", "按主题", "By theme"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a comparison: what shades it and what it says."""

    value: int
    text: str


def comparisons(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Return the values of each comparison page by its name."""
    return {
        "compare/systems": _page(
            "systems",
            ("各地各条线的任务", "Tasks of each system in each jurisdiction"),
            ("牵头 / 全部任务。颜色越深任务越多。", "Led / all tasks. Darker cells have more."),
            _by_system(catalogue),
        ),
        "compare/themes": _page(
            "themes",
            ("各地文件的任务主题", "Themes of the tasks in each jurisdiction's documents"),
            ("任务数。颜色越深任务越多。", "Number of tasks. Darker cells have more."),
            _by_theme(catalogue),
        ),
    }


Table = tuple[list[ThingEntry], list[tuple[ThingEntry, list[Cell]]]]


def _page(
    name: str, heading: tuple[str, str], what: tuple[str, str], table: Table
) -> dict[str, Any]:
    columns, rows = table
    return {
        "heading": heading,
        "what": what,
        "pages": _PAGES,
        "current": name,
        "columns": columns,
        "rows": rows,
        "largest": max([1, *(cell.value for _, cells in rows for cell in cells)]),
    }


def _by_system(catalogue: Catalogue) -> Table:
    all_tasks: Counter[tuple[str, str]] = Counter()
    led: Counter[tuple[str, str]] = Counter()
    for body in catalogue.bodies.values():
        key = (body.agency.system, body.agency.jurisdiction)
        if all(key):
            all_tasks[key] += len(body.tasks)
            led[key] += len(body.roles[Role.LEAD])
    return _table(catalogue, "system", all_tasks, lambda key: f"{led[key]} / {all_tasks[key]}")


def _by_theme(catalogue: Catalogue) -> Table:
    count: Counter[tuple[str, str]] = Counter()
    for task in catalogue.tasks:
        place = task.document.resolved.jurisdiction
        if place and task.themes:
            count[task.themes[0].key, place] += 1
    return _table(catalogue, "theme", count, lambda key: str(count[key]))


def _table(catalogue: Catalogue, kind: str, count: Counter[tuple[str, str]], say: Any) -> Table:
    things, places = catalogue.of_kind(kind), catalogue.of_kind("region")
    columns = [place for place in places if any(key[1] == place.key for key in count)]
    rows = []
    for thing in things:
        keys = [(thing.key, place.key) for place in columns]
        if any(count[key] for key in keys):
            rows.append((thing, [Cell(count[key], say(key)) for key in keys]))
    return columns, sorted(rows, key=lambda row: -sum(cell.value for cell in row[1]))
