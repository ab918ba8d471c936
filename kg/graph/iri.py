"""IRIs: what a thing is called depends on the bytes it comes from and nothing else.

Texts are named by the hash of their file, parts of texts by RFC 5147 fragments, bodies by the
jurisdiction and official name. The same document has the same IRIs in every build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Assignment, Document, Source, Span, Task

__all__ = ["DEFAULT_BASE", "ONTOLOGY", "Iris"]

DEFAULT_BASE = "https://w3id.org/fengong/id/"
ONTOLOGY = "https://w3id.org/fengong/ontology#"

# RFC 3987 leaves these out of IRIs; everything else, Chinese included, stays readable.
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`%#?\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")


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

    def task(self, source: Source, task: Task) -> str:
        """Name a task by where its text and its clause start."""
        return f"{self._of('task', source)}/{task.span.start}-{task.clause.span.start}"

    def clause(self, source: Source, task: Task) -> str:
        """Name a clause."""
        return f"{self._of('clause', source)}/{task.clause.span.start}-{task.clause.span.end}"

    def assignment(self, source: Source, task: Task, assignment: Assignment) -> str:
        """Name the assignment of one mention in one task."""
        span = assignment.mention.span
        return f"{self._of('assignment', source)}/{task.span.start}-{span.start}-{span.end}"

    def agency(self, key: str) -> str:
        """Name a body by its key."""
        return f"{self.base}agency/{_escape(key)}"

    def region(self, code: str) -> str:
        """Name a division by its GB/T 2260 code."""
        return f"{self.base}region/{_escape(code)}"

    def theme(self, notation: str) -> str:
        """Name a topic by its notation."""
        return f"{self.base}theme/{_escape(notation)}"

    def system(self, name: str) -> str:
        """Name a functional system (条线)."""
        return f"{self.base}system/{_escape(name)}"
