"""What becomes of one file: a piece of every file that the build writes.

Pieces depend on nothing but their file and are joined in the order of the files, so that it does
not matter which process made them, on which machine, or in which build.
"""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from kg.graph.build import above, largest, written
from kg.graph.counted import Counted
from kg.graph.facts import DocumentFacts, TaskFacts
from kg.graph.iri import Iris
from kg.graph.labels import InUse, Schemes
from kg.graph.ledger import note
from kg.graph.repeated import sketched
from kg.manifest import FACTS, PIECES, RECORDS, SKETCHES, TRIG, WORDS
from kg.model import Agency, ResolvedDocument, Source
from kg.publish.names import text_path
from kg.publish.tables import table_lines
from kg.reading import Failure, attempt
from kg.records import decoded, dump, encoded
from kg.resolve import Resolver
from kg.resolve.decisions import Decision, Unused

__all__ = [
    "Made",
    "Means",
    "Outcome",
    "Piece",
    "Told",
    "counted_facts",
    "gathered",
    "made",
    "noted",
    "piece",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file adds to a build.

    Attributes:
        line: What has to be known of it, as JSON (:class:`Made`).
        parts: What it adds to each of ``PIECES``.
        notes: What it adds to the ledger of each place, as lines.
        texts: Extracted text by the path of its file.
    """

    line: str
    parts: dict[str, bytes]
    notes: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)


Outcome = Piece | Failure


class Told(NamedTuple):
    """A document: its IRI and its text's, its number of tasks, and the largest of these."""

    iri: str
    text: str
    tasks: int
    largest: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What has to be known of a piece.

    Attributes:
        name: Name of the file; ``sha256`` its hash.
        tasks: Number of tasks, reprints included.
        documents: Its documents.
        rows: Lines that it has in each table.
        sizes: Octets that it adds to each of ``PIECES``.
        texts: Octets of extracted texts, by path.
        late: What ran out of time, in words.
        fits: Positions of the decisions that it has a use for.
        counted: Things by class, statements by property.
    """

    name: str
    sha256: str
    tasks: int
    documents: tuple[Told, ...]
    rows: dict[str, int]
    sizes: tuple[int, ...]
    texts: dict[str, int]
    late: tuple[str, ...]
    fits: tuple[int, ...]
    counted: Counted


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to make pieces.

    Attributes:
        resolver: What knows bodies, places and themes.
        schemes: What is published about topics and divisions.
        iris: Names for things.
    """

    resolver: Resolver
    schemes: Schemes
    iris: Iris

    @classmethod
    def load(cls, resolver: Resolver, iris: Iris) -> Means:
        """Read the schemes beside what knows bodies."""
        return cls(resolver, Schemes.load(), iris)


def made(
    name: str,
    path: Path,
    means: Means,
    *,
    seconds: float = 0.0,
    beat: Callable[[], None] = lambda: None,
) -> Outcome:
    """Read a file and return its piece, or what is wrong with it."""
    found = attempt(name, path, means.resolver, seconds=seconds, beat=beat)
    if isinstance(found, Failure):
        return found
    try:
        return piece(found, means)
    except Exception as error:  # it costs this file only
        return Failure(f"{type(error).__name__}: {error}", trace=traceback.format_exc())


def piece(found: Sequence[ResolvedDocument], means: Means) -> Piece:
    """Return the piece of the documents of one file: all of them, at least one."""
    graphs = written(found, means.iris)
    tables = table_lines(found, means.iris)
    parts = {f"{name}.csv": text.encode("utf-8", "replace") for name, (text, _) in tables.items()}
    parts[TRIG] = graphs.text.encode()
    parts[RECORDS] = f"{dump(found)}\n".encode()
    parts[FACTS] = _dumped({"documents": _bare(graphs.documents), "used": _used(graphs.used)})
    parts[SKETCHES], parts[WORDS] = sketched(graphs.documents)
    source = found[0].document.source
    texts = _texts(source)
    about = {
        "name": source.name,
        "sha256": source.sha256,
        "tasks": sum(len(resolved.tasks) for resolved in found),
        "documents": [_told(document) for document in graphs.documents],
        "rows": {name: number for name, (_, number) in tables.items()},
        "sizes": [len(parts[name]) for name in PIECES],
        "texts": {name: len(texts[name]) for name in sorted(texts)},
        "late": [item.reason for one in found for item in one.opens if item.kind == "timeout"],
        "fits": _fits(found, means.resolver.decisions.all),
        "classes": dict(sorted(graphs.counted.classes.items())),
        "properties": dict(sorted(graphs.counted.properties.items())),
    }
    notes = note(graphs.documents, graphs.used, above(means.schemes), means.resolver.eras)
    return Piece(_dumped(about).decode(), parts, notes, texts)


def gathered(line: str | bytes) -> Made:
    """Return what a line of :class:`Piece` says.

    Raises:
        ValueError: If it is no such line; also ``KeyError`` and ``TypeError``.
    """
    said = json.loads(line)
    documents = tuple(
        Told(iri, text, tasks, (-bodies, task))
        for iri, text, tasks, bodies, task in said["documents"]
    )
    return Made(
        said["name"],
        said["sha256"],
        said["tasks"],
        documents,
        said["rows"],
        tuple(said["sizes"]),
        said["texts"],
        tuple(said["late"]),
        tuple(said["fits"]),
        Counted(Counter(said["classes"]), Counter(said["properties"])),
    )


def counted_facts(octets: bytes) -> tuple[tuple[DocumentFacts, ...], InUse]:
    """Return what the facts of a piece say: its documents without wordings, and what they name.

    Raises:
        ValueError: If they are no facts; also ``KeyError`` and ``TypeError``.
    """
    said = json.loads(octets)
    return tuple(map(_document, said["documents"])), _in_use(said["used"])


def noted(octets: bytes, means: Means) -> dict[str, bytes]:
    """Return the notes of a piece from its facts."""
    return note(*counted_facts(octets), above(means.schemes), means.resolver.eras)


def _dumped(said: Any) -> bytes:
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n".encode("utf-8", "replace")


def _told(document: DocumentFacts) -> list[Any]:
    less, task = largest(document)
    return [document.iri, document.text, len(document.tasks), -less, task]


def _bare(documents: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    """Leave out wordings, which have files of their own."""
    return [
        document._replace(
            tasks=tuple(task._replace(words="", sketch="") for task in document.tasks)
        )
        for document in documents
    ]


def _texts(source: Source) -> dict[str, bytes]:
    if not source.extracted:
        return {}
    return {text_path(source).as_posix(): source.text.encode("utf-8", "replace")}


def _fits(found: Iterable[ResolvedDocument], decisions: Sequence[Decision]) -> list[int]:
    """Return the positions of decisions that documents have a use for."""
    if not decisions:
        return []
    unused = Unused(decisions)
    for resolved in found:
        unused.see(resolved)
    left = set(unused.left)
    return [place for place, decision in enumerate(decisions) if decision not in left]


def _used(used: InUse) -> dict[str, Any]:
    return {
        "agencies": [encoded(used.agencies[key]) for key in sorted(used.agencies)],
        "written": {key: sorted(used.written[key]) for key in sorted(used.written)},
        "named": sorted(used.named),
        "regions": sorted(used.regions),
        "areas": sorted(used.areas),
        "themes": sorted(used.themes),
        "days": sorted(used.days),
    }


def _in_use(said: dict[str, Any]) -> InUse:
    agencies = [decoded(Agency, item) for item in said["agencies"]]
    return InUse(
        {agency.key: agency for agency in agencies},
        {key: set(names) for key, names in said["written"].items()},
        set(said["named"]),
        set(said["regions"]),
        set(said["areas"]),
        set(said["themes"]),
        set(said["days"]),
    )


def _document(item: list[Any]) -> DocumentFacts:
    iri, text, date, jurisdiction, tasks = item
    return DocumentFacts(iri, text, date, jurisdiction, tuple(map(_task, tasks)))


def _task(item: list[Any]) -> TaskFacts:
    iri, parts, themes, places, *_ = item
    return TaskFacts(
        iri,
        # The same few words in every document: each is held once.
        tuple((intern(key), roles) for key, roles in parts),
        tuple(map(intern, themes)),
        tuple(map(intern, places)),
    )
