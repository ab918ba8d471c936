"""What has been written, counted on its way: no graph need be asked for it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from kg.graph.terms import TYPE
from kg.graph.trig import Entry

__all__ = ["Counted"]


@dataclass(slots=True)
class Counted:
    """Number of things by class, and of statements by property, both by prefixed name or IRI."""

    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)

    def add(self, classes: Mapping[str, int], properties: Mapping[str, int]) -> None:
        """Take in what was counted elsewhere."""
        self.classes.update(classes)
        self.properties.update(properties)

    def lines(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Count the statements of lines on their way."""
        shapes: Counter[tuple[str, ...]] = Counter()
        for line, shape in entries:
            shapes[shape] += 1
            yield line
        for shape, number in shapes.items():
            for term in shape:
                if term.startswith("a "):
                    self.classes[term[2:]] += number
                    self.properties["rdf:type"] += number
                else:
                    self.properties[term] += number

    def quads(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Count statements on their way."""
        for quad in quads:
            self.properties[quad.predicate.value] += 1
            if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
                self.classes[quad.object.value] += 1
            yield quad

    @property
    def statements(self) -> int:
        """Return the number of statements."""
        return self.properties.total()
