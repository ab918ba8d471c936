"""Everything a site tells, gathered once: tasks, bodies, divisions, topics, systems.

Pages are made from these entries alone, so that each stays a simple template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.iri import Iris
from kg.model import Agency, Assignment, ResolvedDocument, ResolvedTask, Role, Section
from kg.publish.names import Slugs
from kg.publish.tables import task_text

__all__ = ["BodyEntry", "Catalogue", "DocumentEntry", "Part", "TaskEntry", "ThingEntry"]

Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one body does in one task, and how it is named there."""

    body: BodyEntry
    role: Role
    assignment: Assignment


@dataclass(slots=True, eq=False)
class TaskEntry:
    """A task on the pages."""

    iri: str
    number: int
    anchor: str
    document: DocumentEntry
    resolved: ResolvedTask
    text: str
    parts: list[Part] = field(default_factory=list)
    themes: list[ThingEntry] = field(default_factory=list)
    regions: list[ThingEntry] = field(default_factory=list)
    implements: TaskEntry | None = None
    carried_out_by: list[TaskEntry] = field(default_factory=list)
    original: TaskEntry | None = None

    @property
    def href(self) -> str:
        """Return the address of its place in the document, from the site's root."""
        return f"{self.document.page}#{self.anchor}"

    @property
    def by_role(self) -> list[tuple[str, list[Part]]]:
        """Return its parts under each role, leads first."""
        found = {role: [part for part in self.parts if part.role is role] for role in Role}
        return [(role.value, parts) for role, parts in found.items() if parts]

    @property
    def bodies(self) -> list[BodyEntry]:
        """Return who takes part, each body once, in text order."""
        return list(dict.fromkeys(part.body for part in self.parts))


@dataclass(slots=True, eq=False)
class DocumentEntry:
    """A document and its page."""

    iri: str
    page: str
    resolved: ResolvedDocument
    tasks: list[TaskEntry] = field(default_factory=list)
    region: ThingEntry | None = None

    @property
    def title(self) -> str:
        """Return the title, or what stands in for one."""
        document = self.resolved.document
        return document.title or document.number or document.source.name

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the outline."""
        return self.resolved.document.sections

    @property
    def own_tasks(self) -> list[TaskEntry]:
        """Return its tasks without repeated printings."""
        return [task for task in self.tasks if task.original is None]


@dataclass(slots=True, eq=False)
class BodyEntry:
    """A body and its page."""

    iri: str
    page: str
    agency: Agency
    roles: dict[Role, list[TaskEntry]] = field(default_factory=lambda: {r: [] for r in Role})
    names: Counter[tuple[str, str]] = field(default_factory=Counter)  # (name, year)
    region: ThingEntry | None = None
    system: ThingEntry | None = None

    @property
    def tasks(self) -> list[TaskEntry]:
        """Return all its tasks, each once, in the order of the documents."""
        return list(dict.fromkeys(task for role in Role for task in self.roles[role]))

    @property
    def partners(self) -> list[tuple[BodyEntry, int, float]]:
        """Return who it shares tasks with: tasks in common and Newman's weight, strongest first."""
        count: Counter[BodyEntry] = Counter()
        weight: Counter[BodyEntry] = Counter()
        for task in self.tasks:
            others = [body for body in task.bodies if body is not self]
            for other in others:
                count[other] += 1
                weight[other] += 1 / len(others)  # type: ignore[assignment]  # sums of shares
        order = sorted(count, key=lambda body: (-weight[body], -count[body], body.iri))
        return [(body, count[body], weight[body]) for body in order]

    @property
    def themes(self) -> list[tuple[ThingEntry, int]]:
        """Return the topics of its tasks, most frequent first."""
        return ranked(theme for task in self.tasks for theme in task.themes[:1])


@dataclass(slots=True, eq=False)
class ThingEntry:
    """A division, area, topic or system and its page."""

    kind: str
    key: str
    iri: str
    page: str
    zh: str
    en: str
    tasks: list[TaskEntry] = field(default_factory=list)
    bodies: list[BodyEntry] = field(default_factory=list)
    documents: list[DocumentEntry] = field(default_factory=list)


def ranked(things: Iterable[ThingEntry]) -> list[tuple[ThingEntry, int]]:
    """Return things by how often they come, then by name."""
    count = Counter(things)
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0].key))


class Catalogue:
    """All entries of a site.

    Args:
        documents: The documents; read once.
        iris: Names of things.
        labels: Names of divisions, topics and systems by code or notation.
    """

    def __init__(self, documents: Iterable[ResolvedDocument], iris: Iris, labels: Labels) -> None:
        self.iris = iris
        self.labels = labels
        self.documents: list[DocumentEntry] = []
        self.bodies: dict[str, BodyEntry] = {}
        self.things: dict[tuple[str, str], ThingEntry] = {}
        self._slugs = Slugs()
        for resolved in documents:
            self._document(resolved)

    def of_kind(self, kind: str) -> list[ThingEntry]:
        """Return the ``region``, ``area``, ``theme`` or ``system`` entries, in order of key."""
        return [entry for (of, _), entry in sorted(self.things.items()) if of == kind]

    @property
    def tasks(self) -> Iterator[TaskEntry]:
        """Yield every task once, repeated printings left out."""
        for document in self.documents:
            yield from document.own_tasks

    def ranked_bodies(self) -> list[BodyEntry]:
        """Return the bodies, those with most tasks first."""
        return sorted(self.bodies.values(), key=lambda body: (-len(body.tasks), body.iri))

    def _document(self, resolved: ResolvedDocument) -> None:
        document = resolved.document
        name = f"{document.source.sha256[:16]}-{document.span.start}"
        entry = DocumentEntry(self.iris.document(document), f"document/{name}.html", resolved)
        self.documents.append(entry)
        if resolved.jurisdiction:
            entry.region = self._thing("region", resolved.jurisdiction)
            entry.region.documents.append(entry)
        for number, item in enumerate(resolved.tasks, 1):
            entry.tasks.append(self._task(entry, number, item))
        for task in entry.tasks:
            self._link(entry, task)

    def _task(self, document: DocumentEntry, number: int, item: ResolvedTask) -> TaskEntry:
        source, task = document.resolved.document.source, item.task
        anchor = f"task-{task.span.start}-{task.clause.span.start}"
        text = task_text(source, task)
        entry = TaskEntry(self.iris.task(source, task), number, anchor, document, item, text)
        pairs = zip(task.clause.assignments, item.resolutions, strict=True)
        for assignment, resolution in pairs:
            body = self._body(resolution.agency)
            entry.parts.append(Part(body, assignment.role, assignment))
        strongest = sorted(item.themes, key=lambda theme: -theme.strength)
        entry.themes = [self._thing("theme", theme.notation) for theme in strongest]
        places = dict.fromkeys((place.code, place.name) for place in item.places)
        entry.regions = [
            self._thing("region", code) if code else self._thing("area", name)
            for code, name in places
        ]
        return entry

    def _link(self, document: DocumentEntry, task: TaskEntry) -> None:
        """Tie a task to the other tasks, and to everything that counts it."""
        plain = task.resolved.task
        if plain.implements is not None:
            task.implements = document.tasks[plain.implements]
            task.implements.carried_out_by.append(task)
        year = document.resolved.document.date[:4]
        for part in task.parts:
            part.body.names[part.assignment.mention.name, year] += 1
        if plain.reprint_of is not None:
            task.original = document.tasks[plain.reprint_of]
            return
        for part in task.parts:
            if task not in part.body.roles[part.role][-1:]:
                part.body.roles[part.role].append(task)
        for thing in dict.fromkeys([*task.themes, *task.regions]):
            thing.tasks.append(task)

    def _body(self, agency: Agency) -> BodyEntry:
        if agency.key not in self.bodies:
            page = f"agency/{self._slugs.of('agency', agency.key.replace('/', '-'))}.html"
            entry = BodyEntry(self.iris.agency(agency.key), page, agency)
            self.bodies[agency.key] = entry
            if agency.jurisdiction:
                entry.region = self._thing("region", agency.jurisdiction)
                entry.region.bodies.append(entry)
            if agency.system:
                entry.system = self._thing("system", agency.system)
                entry.system.bodies.append(entry)
        return self.bodies[agency.key]

    def _thing(self, kind: str, key: str) -> ThingEntry:
        if (kind, key) not in self.things:
            iri: str = getattr(self.iris, kind)(key)
            zh, en = self.labels.get(key, (key.rpartition("/")[2], ""))
            page = f"{kind}/{self._slugs.of(kind, key.replace('/', '-'))}.html"
            self.things[kind, key] = ThingEntry(kind, key, iri, page, zh, en or zh)
        return self.things[kind, key]
