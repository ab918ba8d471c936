"""A map before it is written, and the tasks behind it as maps carry them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.publish.catalogue import Catalogue, TaskEntry
from kg.publish.layout import Graph
from kg.publish.maps import MapTask
from kg.publish.names import link

__all__ = [
    "Members",
    "Picture",
    "Point",
    "map_tasks",
    "newman",
    "per_supporter",
    "task_bodies",
    "task_bodies_and_themes",
    "task_places",
    "task_places_and_systems",
]

Point = tuple[float, float]
Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A map to be written.

    Attributes:
        name: File name without ending.
        title: Chinese and English.
        what: What it shows, Chinese and English.
        graph: Its network; nodes carry ``href`` and ``short``.
        positions: Where its nodes stand.
        members: Nodes that a task ties, with roles.
        share: What a task adds to the weight of each of its ties.
        note: What was left out and why, Chinese and English.
        captions: Headings on the map.
        tasks: IRIs of the tasks that the map is about.
    """

    name: str
    title: tuple[str, str]
    what: tuple[str, str]
    graph: Graph
    positions: Mapping[str, Point]
    members: Callable[[TaskEntry], Members]
    share: Callable[[Members], float]
    note: tuple[str, str] = ("", "")
    captions: tuple[tuple[str, str, float, float], ...] = ()
    tasks: frozenset[str] = frozenset()


def map_tasks(
    catalogue: Catalogue, picture: Picture, root: str | None = "../"
) -> tuple[MapTask, ...]:
    """Return every task with its words, as a map carries it.

    Args:
        catalogue: Where the tasks are.
        picture: The map.
        root: Way from the map to the pages of the documents; none for a map on its own.
    """
    return tuple(
        _map_task(task, picture, root) for task in catalogue.tasks if task.iri in picture.tasks
    )


def _map_task(task: TaskEntry, picture: Picture, root: str | None) -> MapTask:
    members = picture.members(task)
    return MapTask(
        iri=task.iri,
        quote=task.text,
        document=task.document.title,
        href="" if root is None else f"{root}{link(task.document.page)}#{task.anchor}",
        section=task.resolved.task.section,
        deadline=task.resolved.task.deadline,
        themes=tuple(theme.key for theme in task.themes),
        regions=tuple(region.key for region in task.regions if region.kind == "region"),
        members=members,
        share=picture.share(members),
    )


def task_bodies(task: TaskEntry) -> Members:
    """Return the bodies of a task with their roles."""
    return tuple(dict.fromkeys((part.body.iri, part.role.value) for part in task.parts))


def task_bodies_and_themes(task: TaskEntry) -> Members:
    """Return the bodies of a task, and its topics."""
    return (*task_bodies(task), *((f"theme:{theme.key}", "named") for theme in task.themes))


def task_places(task: TaskEntry) -> Members:
    """Return the divisions that a task names."""
    return tuple((f"region:{r.key}", "named") for r in task.regions if r.kind == "region")


def task_places_and_systems(task: TaskEntry) -> Members:
    """Return the jurisdictions and systems whose bodies take part in a task."""
    found = (
        (f"jurisdiction-system:{agency.jurisdiction}/{agency.system}", part.role.value)
        for part in task.parts
        if (agency := part.body.agency).jurisdiction and agency.system
    )
    return tuple(dict.fromkeys(found))


def newman(members: Members) -> float:
    """Return 1 / (k - 1), so that a task of many does not outweigh everything."""
    number = len({node for node, _ in members})
    return 1 / (number - 1) if number > 1 else 0.0


def per_supporter(members: Members) -> float:
    """Return one part per supporter, as for arcs from the lead."""
    number = len({node for node, role in members if role == "support"})
    return 1 / number if number else 0.0
