"""A map before it is written, and the tasks behind it as maps carry them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.network.rows import Row
from kg.publish.layout import Graph
from kg.publish.maps import MapTask

__all__ = [
    "Known",
    "Members",
    "Picture",
    "Point",
    "Words",
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
class Words:
    """The words of a task, where they stand, and a relative link to the place or nothing."""

    quote: str
    document: str
    section: str = ""
    deadline: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What maps know beside assignments.

    Attributes:
        labels: Chinese and English names of divisions, topics and systems by notation.
        coordinates: Longitude and latitude of divisions by code.
        names: For each assignment, by IRI, the body it names and how it is written there.
        words: What the tasks say, by IRI, in the order in which maps list them.
    """

    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    coordinates: Mapping[str, Point] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A map to be written.

    Attributes:
        name: File name without ending.
        title: Chinese and English.
        what: What it shows, Chinese and English.
        graph: Its network; nodes carry ``href`` and ``short``.
        positions: Where its nodes stand.
        members: The nodes that each task ties, with roles, by the IRI of the task.
        share: What a task adds to the weight of each of its ties.
        note: What was left out and why, Chinese and English.
        captions: Headings on the map.
        tasks: The tasks that the map is about, each by one of its assignments.
    """

    name: str
    title: tuple[str, str]
    what: tuple[str, str]
    graph: Graph
    positions: Mapping[str, Point]
    members: Mapping[str, Members]
    share: Callable[[Members], float]
    note: tuple[str, str] = ("", "")
    captions: tuple[tuple[str, str, float, float], ...] = ()
    tasks: Mapping[str, Row] = field(default_factory=dict)


def map_tasks(picture: Picture, words: Mapping[str, Words]) -> tuple[MapTask, ...]:
    """Return every task of a map with its words, in the order of the words."""
    return tuple(
        _map_task(iri, picture, said) for iri, said in words.items() if iri in picture.tasks
    )


def _map_task(iri: str, picture: Picture, said: Words) -> MapTask:
    members, row = picture.members.get(iri, ()), picture.tasks[iri]
    return MapTask(
        iri=iri,
        quote=said.quote,
        document=said.document,
        href=said.href,
        section=said.section,
        deadline=said.deadline,
        themes=row.themes,
        regions=tuple(code for code in row.regions if "://" not in code),
        members=members,
        share=picture.share(members),
    )


def _by_task(rows: Iterable[Row], nodes: Callable[[Row], Members]) -> dict[str, Members]:
    """Return what each task ties; a body in two roles is there with both."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for row in rows:
        found[row.task].update(dict.fromkeys(nodes(row)))
    return {task: tuple(members) for task, members in found.items()}


def task_bodies(rows: Iterable[Row]) -> dict[str, Members]:
    """Return the bodies of each task with their roles."""
    return _by_task(rows, lambda row: ((row.agency, row.role.value),))


def task_bodies_and_themes(rows: Iterable[Row]) -> dict[str, Members]:
    """Return the bodies of each task, and its topics."""
    return _by_task(
        rows,
        lambda row: (
            (row.agency, row.role.value),
            *((f"theme:{key}", "named") for key in row.themes),
        ),
    )


def task_places(rows: Iterable[Row]) -> dict[str, Members]:
    """Return the divisions that each task names."""
    return _by_task(rows, lambda row: tuple((f"region:{code}", "named") for code in row.regions))


def task_places_and_systems(rows: Iterable[Row]) -> dict[str, Members]:
    """Return the jurisdictions and systems whose bodies take part in each task."""
    return _by_task(rows, _place_and_system)


def _place_and_system(row: Row) -> Members:
    body = row.body
    if not (body.jurisdiction and body.system):
        return ()
    return ((f"jurisdiction-system:{body.jurisdiction}/{body.system}", row.role.value),)


def newman(members: Members) -> float:
    """Return 1 / (k - 1), so that a task of many does not outweigh everything."""
    number = len({node for node, _ in members})
    return 1 / (number - 1) if number > 1 else 0.0


def per_supporter(members: Members) -> float:
    """Return one part per supporter, as for arcs from the lead."""
    number = len({node for node, role in members if role == "support"})
    return 1 / number if number else 0.0
