"""What becomes of one file: a piece of every file that the build writes.

Pieces depend on nothing but their file and are joined in the order of the files, so that it does
not matter which process made them, on which machine, or in which build. What is gathered from a
piece stands in one line of JSON, which is kept beside the build: a file that has not changed is
not even described again.
"""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any

from kg.graph.build import Written, written
from kg.graph.facts import DocumentFacts, TaskFacts
from kg.graph.iri import Iris
from kg.graph.labels import InUse
from kg.manifest import GRAPH, PARTS, RECORDS
from kg.model import Agency, ResolvedDocument, Source
from kg.publish.names import text_path
from kg.publish.tables import table_lines
from kg.reading import Failure, attempt
from kg.records import decoded, dump, encoded
from kg.resolve import Resolver
from kg.resolve.decisions import Decision, Unused

__all__ = ["Made", "Outcome", "Piece", "gathered", "made", "piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file adds to a build.

    Attributes:
        line: What is gathered from it, as JSON.
        parts: What it adds to each file of the build, by the file's name.
        texts: Extracted text by the path of its file.
    """

    line: str
    parts: dict[str, bytes]
    texts: dict[str, bytes] = field(default_factory=dict)


Outcome = Piece | Failure


@dataclass(frozen=True, slots=True)
class Made:
    """What is gathered from a piece.

    Attributes:
        sha256: Hash of the file.
        tasks: Number of tasks, reprints included.
        written: What its documents add to the graphs.
        rows: Lines that it has in each table.
        sizes: Octets of its parts, by the file's name.
        texts: Octets of extracted texts, by path.
        late: What ran out of time, in words.
        fits: Positions of the decisions that it has a use for.
    """

    sha256: str
    tasks: int
    written: Written
    rows: dict[str, int]
    sizes: dict[str, int]
    texts: dict[str, int]
    late: tuple[str, ...]
    fits: tuple[int, ...]


def made(  # noqa: PLR0913  # how a file is read, and what of it is kept
    name: str,
    path: Path,
    resolver: Resolver,
    iris: Iris,
    *,
    seconds: float = 0.0,
    beat: Callable[[], None] = lambda: None,
) -> Outcome:
    """Read a file and return its piece, or what is wrong with it."""
    found = attempt(name, path, resolver, seconds=seconds, beat=beat)
    if isinstance(found, Failure):
        return found
    try:
        return piece(found, iris, resolver.decisions.all)
    except Exception as error:  # it costs this file only
        return Failure(f"{type(error).__name__}: {error}", trace=traceback.format_exc())


def piece(
    found: Sequence[ResolvedDocument], iris: Iris, decisions: Sequence[Decision] = ()
) -> Piece:
    """Return the piece of the documents of one file.

    Args:
        found: All of them, at least one.
        iris: Names for things.
        decisions: Of a person, of which those that fit are noted.
    """
    graphs = written(found, iris)
    lines = table_lines(found, iris)
    parts = {f"{name}.csv": text.encode("utf-8", "replace") for name, (text, _) in lines.items()}
    parts[GRAPH] = graphs.text.encode()
    parts[RECORDS] = f"{dump(found)}\n".encode()
    source = found[0].document.source
    texts = _texts(source)
    about = {
        "sizes": [len(parts[name]) for name in PARTS],  # first, where it is found quickly
        "sha256": source.sha256,
        "tasks": sum(len(resolved.tasks) for resolved in found),
        "rows": {name: number for name, (_, number) in lines.items()},
        "texts": {name: len(texts[name]) for name in sorted(texts)},
        "late": [item.reason for one in found for item in one.opens if item.kind == "timeout"],
        "fits": _fits(found, decisions),
        "documents": graphs.documents,
        "used": _used(graphs.used),
        "classes": dict(sorted(graphs.classes.items())),
        "properties": dict(sorted(graphs.properties.items())),
    }
    line = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return Piece(line.encode("utf-8", "replace").decode(), parts, texts)


def gathered(line: str) -> Made:
    """Return what a line of :class:`Piece` says.

    Raises:
        ValueError: If it is no such line; also ``KeyError`` and ``TypeError``.
    """
    said = json.loads(line)
    graphs = Written(
        "",
        tuple(_document(item) for item in said["documents"]),
        _in_use(said["used"]),
        Counter(said["classes"]),
        Counter(said["properties"]),
    )
    return Made(
        said["sha256"],
        said["tasks"],
        graphs,
        said["rows"],
        dict(zip(PARTS, said["sizes"], strict=True)),
        said["texts"],
        tuple(said["late"]),
        tuple(said["fits"]),
    )


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
    iri, parts, themes, places, words, sketch = item
    return TaskFacts(
        iri,
        # The same few words in every document: each is held once.
        tuple((intern(key), roles) for key, roles in parts),
        tuple(map(intern, themes)),
        tuple(map(intern, places)),
        words,
        sketch,
    )
