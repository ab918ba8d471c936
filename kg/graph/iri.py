"""IRIs: what a thing is called depends on the bytes it comes from and nothing else.

Texts are named by the hash of their file, parts of texts by RFC 5147 fragments, bodies by the
jurisdiction and official name. The same document has the same IRIs in every build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from kg.model import Assignment, Document, Source, Span, Task

__all__ = ["DEFAULT_BASE", "ONTOLOGY", "Iris"]

DEFAULT_BASE = "https://w3id.org/fengong/id/"
ONTOLOGY = "https://w3id.org/fengong/ontology#"

# RFC 3987 leaves these out of IRIs; everything else, Chinese included, stays readable.
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`%#?\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")


@lru_cache(maxsize=1 << 16)
def _escape(text: str) -> str:
    def percent(match: re.Match[str]) -> str:
        octets = match.group().encode("utf-8", "surrogatepass")
        return "".join(f"%{octet:02X}" for octet in octets)

    return _NOT_IN_IRI.sub(percent, text)


@dataclass(frozen=True, slots=True)
class Iris:
    """Names for everything a build describes, below one base IRI."""

    base: str = DEFAULT_BASE

    def _of(self, kind: str, source: Source) -> str:
        return f"{self.base}{kind}/{source.sha256[:16]}"

    def text(self, source: Source) -> str:
        """Name the text of a file."""
        return self._of("text", source)

    def part(self, source: Source, span: Span) -> str:
        """Name a passage of a text (RFC 5147)."""
        return f"{self.text(source)}#char={span.start},{span.end}"

    def document(self, document: Document) -> str:
        """Name a document; also the name of its graph."""
        return f"{self._of('document', document.source)}/{document.span.start}"

    def prefixes(self, source: Source) -> dict[str, str]:
        """Return short prefixes for the parts of a text, which most statements are about."""
        kinds = ("assignment", "clause", "selector", "task")
        homes = {kind: f"{self._of(kind, source)}/" for kind in kinds}
        return homes | {"char": f"{self.text(source)}#char=", "text": self.text(source)}

    @staticmethod
    def task_part(task: Task) -> str:
        """Return what tells a task from the others of its text."""
        return f"{task.span.start}-{task.clause.span.start}"

    @staticmethod
    def assignment_part(task: Task, assignment: Assignment) -> str:
        """Return what tells an assignment from the others of its text."""
        span = assignment.mention.span
        return f"{task.span.start}-{span.start}-{span.end}"

    def task(self, source: Source, task: Task) -> str:
        """Name a task by where its text and its clause start."""
        return f"{self._of('task', source)}/{self.task_part(task)}"

    def clause(self, source: Source, task: Task) -> str:
        """Name a clause."""
        return f"{self._of('clause', source)}/{task.clause.span.start}-{task.clause.span.end}"

    def selector(self, source: Source, span: Span, kind: str) -> str:
        """Name what selects a passage: its ``position`` or its ``quote``."""
        return f"{self._of('selector', source)}/{span.start}-{span.end}/{kind}"

    def note(self, kind: str, source: Source, task: Task, about: str) -> str:
        """Name a statement about a task: a ``place`` named in it, a ``topic`` it has."""
        return f"{self._of(kind, source)}/{self.task_part(task)}/{_escape(about)}"

    def passage(self, kind: str, source: Source, span: Span) -> str:
        """Name what stands at a passage: a ``citation``, a ``rule``, an ``open`` point."""
        return f"{self._of(kind, source)}/{span.start}-{span.end}"

    def assignment(self, source: Source, task: Task, assignment: Assignment) -> str:
        """Name the assignment of one mention in one task."""
        return f"{self._of('assignment', source)}/{self.assignment_part(task, assignment)}"

    def agency(self, key: str) -> str:
        """Name a body by its key."""
        return f"{self.base}agency/{_escape(key)}"

    def region(self, code: str) -> str:
        """Name a division by its GB/T 2260 code."""
        return f"{self.base}region/{_escape(code)}"

    def theme(self, notation: str) -> str:
        """Name a topic by its notation."""
        return f"{self.base}theme/{_escape(notation)}"

    def area(self, name: str) -> str:
        """Name an area that is no division, such as a bay or an economic zone."""
        return f"{self.base}area/{_escape(name)}"

    def change(self, key: str) -> str:
        """Name what became of a body in a reform."""
        return f"{self.base}change/{_escape(key)}"

    def instant(self, day: str) -> str:
        """Name a day by its ISO date."""
        return f"{self.base}date/{_escape(day)}"

    def collaboration(self, one: str, other: str) -> str:
        """Name the collaboration of two bodies by their IRIs, in either order."""
        names = sorted((one, other))
        digest = sha256("\n".join(names).encode()).hexdigest()[:24]
        return f"{self.base}collaboration/{digest}"

    def graph(self, name: str) -> str:
        """Name a graph that belongs to no single document, such as ``agencies``."""
        return f"{self.base}graph/{_escape(name)}"

    def dataset(self) -> str:
        """Name the whole data set."""
        return f"{self.base}dataset"

    def system(self, name: str) -> str:
        """Name a functional system (条线)."""
        return f"{self.base}system/{_escape(name)}"
