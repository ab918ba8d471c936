"""What documents use of bodies, regions, systems and themes, and the published schemes of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.graph.dates import last_day
from kg.graph.scheme import Scheme
from kg.model import Agency, ResolvedDocument

__all__ = ["InUse", "Schemes"]


@dataclass(slots=True)
class InUse:
    """What the documents of a build name, gathered one document at a time."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    written: dict[str, set[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, resolved: ResolvedDocument) -> None:
        """Take in one document."""
        if resolved.jurisdiction:
            self.regions.add(resolved.jurisdiction)
        for task in resolved.tasks:
            due = last_day(task.task.deadline, resolved.document.date)
            self.days.update({due} - {""})
            for place in task.places:
                (self.regions if place.code else self.areas).add(place.code or place.name)
            self.themes.update(theme.notation for theme in task.themes)
            pairs = zip(task.task.clause.assignments, task.resolutions, strict=True)
            for assignment, resolution in pairs:
                self.take(resolution.agency)
                self.named.update(resolution.candidates)
                names = self.written.setdefault(resolution.agency.key, set())
                names.add(assignment.mention.name)

    def update(self, other: InUse) -> None:
        """Take in what other documents name."""
        for agency in other.agencies.values():
            self.take(agency)
        for key, names in other.written.items():
            self.written.setdefault(key, set()).update(names)
        self.named |= other.named
        self.regions |= other.regions
        self.areas |= other.areas
        self.themes |= other.themes
        self.days |= other.days

    def take(self, agency: Agency) -> None:
        """Take in one body."""
        self.agencies.setdefault(agency.key, agency)
        self.named.update(agency.members)
        if agency.jurisdiction:
            self.regions.add(agency.jurisdiction)


@dataclass(frozen=True, slots=True)
class Schemes:
    """The published schemes that builds repeat from."""

    systems: Scheme
    regions: Scheme
    themes: Scheme

    @classmethod
    def load(cls) -> Schemes:
        """Read them from ``ontology/``.

        Raises:
            VocabularyError: If a file is damaged.
        """
        return cls(
            Scheme.load("agencies.ttl", key="skos:prefLabel", of="kg:System"),
            Scheme.load("regions.ttl", of="kg:Region"),
            Scheme.load("themes.ttl", of="kg:Theme"),
        )
