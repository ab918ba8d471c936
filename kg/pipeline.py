"""One build: read, parse, resolve, graph, network, publish, in this order.

Documents stream through: each is read, described in the store and written into the tables
before the next one. What a build writes takes the place of the earlier build only when it is
whole (``kg.output``). Nothing here prints: events go to a callback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TextIO

from kg import __version__
from kg.drawing import DRAWINGS, draw
from kg.errors import InputError, KgError, NotFoundError
from kg.graph.build import ontology_quads, write_derived
from kg.graph.dataset import About
from kg.graph.export import write_trig
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.labels import InUse, used_quads
from kg.graph.rdf import quads
from kg.graph.store import Store
from kg.manifest import GRAPH, RECORDS, Manifest, SourceRecord, file_hash, write_manifest
from kg.model import Open, ResolvedDocument, Span
from kg.network.export import write as write_graph
from kg.network.graphs import co_assignment, lead_support
from kg.network.measures import measures
from kg.network.rows import rows
from kg.output import replacing
from kg.parse import parse
from kg.publish.index import Figure, Link, write_index
from kg.publish.tables import write_tables
from kg.read import documents, find_files, read_file
from kg.records import dump
from kg.resolve import Resolver

__all__ = [
    "Event",
    "LeftoversRemoved",
    "SourceDone",
    "SourceFailed",
    "StageBegan",
    "Summary",
    "build",
    "process",
]


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A part of the build begins: ``read``, ``graph``, ``network``, ``publish``.

    ``total`` is the number of sources to come, for ``read``.
    """

    stage: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class SourceDone:
    """A source went through."""

    name: str
    documents: int
    tasks: int


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A source could not be used; the build goes on without it."""

    name: str
    error: Exception


@dataclass(frozen=True, slots=True)
class LeftoversRemoved:
    """Builds that were killed had left something behind; it is gone now."""

    count: int


Event = LeftoversRemoved | SourceDone | SourceFailed | StageBegan


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to.

    Attributes:
        output: Folder it stands in.
        counts: ``sources``, ``documents``, ``tasks``, ``assignments``, ``bodies``, ``open``
            and ``statements``.
        failed: Sources that could not be used and why.
        seconds: How long it took.
    """

    output: Path
    counts: dict[str, int]
    failed: tuple[tuple[str, str], ...]
    seconds: float


def process(name: str, path: Path, resolver: Resolver) -> tuple[ResolvedDocument, ...]:
    """Return the documents of one file, ready for the graph. Depends on nothing else.

    Raises:
        KgError: If the file cannot be used.
    """
    source = read_file(name, path)
    return tuple(resolver.resolve(parse(document)) for document in documents(source))


def build(
    paths: Sequence[Path],
    output: Path,
    *,
    base: str = DEFAULT_BASE,
    decisions: Path | None = None,
    progress: Callable[[Event], None] = lambda event: None,
) -> Summary:
    """Build everything from files and folders into an output folder.

    Sources that cannot be used cost only themselves: they stand in ``open.csv`` and in the
    summary.

    Args:
        paths: Files, and folders that are searched for files.
        output: Where the build goes. An earlier build there is replaced; other files stay.
        base: IRI below which things are named.
        decisions: A file of human decisions about bodies.
        progress: Is told what happens while it happens.

    Raises:
        InputError: If none of the sources can be used.
        OutputError: If the output folder cannot be written.
        VocabularyError: If the vocabularies are damaged.
    """
    begin = perf_counter()
    resolver = Resolver.load(decisions)
    with replacing(output) as staging:
        if staging.leftovers:
            progress(LeftoversRemoved(staging.leftovers))
        run = _Run(staging.folder, output.resolve(), Iris(base), resolver, progress)
        run.tables(paths)
        run.graph()
        run.network()
        run.publish()
        digest = file_hash(decisions) if decisions else ""
        write_manifest(Manifest(base, digest, tuple(run.records), run.counts), staging.folder)
    failed = tuple((name, opened.reason) for name, opened in run.unread)
    return Summary(output, run.counts, failed, perf_counter() - begin)


@dataclass(slots=True)
class _Run:
    """A build under way."""

    folder: Path
    output: Path
    iris: Iris
    resolver: Resolver
    progress: Callable[[Event], None]
    store: Store = field(default_factory=Store.memory)
    used: InUse = field(default_factory=InUse)
    records: list[SourceRecord] = field(default_factory=list)
    unread: list[tuple[str, Open]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    file: TextIO = field(init=False)

    def tables(self, paths: Sequence[Path]) -> None:
        """Read everything, writing the tables and filling the store on the way."""
        files = self.files(paths)
        self.progress(StageBegan("read", len(files)))
        # What could not be read is written after the documents, when all of it is known.
        with (self.folder / RECORDS).open("w", encoding="utf-8", newline="\n") as self.file:
            found = self.documents(files)
            lines = write_tables(found, self.folder, self.iris, unread=self.unread)
        if not self.records:
            raise self.nothing(paths)
        self.counts["sources"] = len(self.records)
        self.counts |= {name: lines[name] for name in ("documents", "tasks", "assignments", "open")}

    def files(self, paths: Sequence[Path]) -> list[tuple[str, Path]]:
        """Return the files to read, sorted by name; two files never share a name."""
        found: dict[str, Path] = {}
        for path in paths:
            try:
                inside = find_files([path])
            except KgError as error:
                self.failed(str(path), error)
                continue
            for name, file in inside:
                if not file.resolve().is_relative_to(self.output):  # what a build wrote
                    found[_own_name(name, file, found)] = file
        return sorted(found.items())

    def documents(self, files: Sequence[tuple[str, Path]]) -> Iterator[ResolvedDocument]:
        """Yield the documents of files, each described in the store before the next."""
        hashes: dict[str, str] = {}
        for name, path in files:
            try:
                found = process(name, path, self.resolver)
            except Exception as error:  # whatever is wrong, it costs this source only
                self.failed(name, error)
                continue
            digest = found[0].document.source.sha256
            if digest in hashes:
                self.failed(name, InputError(f"is the same file as {hashes[digest]}", place=name))
                continue
            hashes[digest] = name
            yield from self.taken(name, digest, found)

    def taken(
        self, name: str, digest: str, found: Sequence[ResolvedDocument]
    ) -> Iterator[ResolvedDocument]:
        """Put the documents of a file into the store and the records, and yield them."""
        self.file.write(f"{dump(found)}\n")
        for resolved in found:
            self.store.load(quads(resolved, self.iris))
            self.used.add(resolved)
            yield resolved
        self.records.append(SourceRecord(name, digest, len(found)))
        tasks = sum(len(resolved.tasks) for resolved in found)
        self.progress(SourceDone(name, len(found), tasks))

    def failed(self, name: str, error: Exception) -> None:
        """Remember a source that cannot be used."""
        reason = str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}"
        self.unread.append((name, Open(Span(0, 0), "unreadable", "", reason)))
        self.progress(SourceFailed(name, error))

    def nothing(self, paths: Sequence[Path]) -> InputError:
        """Return the error of a build without a single document."""
        if len(self.unread) == 1:
            name, opened = self.unread[0]
            return InputError(opened.reason, place=name)
        if self.unread:
            return InputError(f"none of the {len(self.unread)} sources could be used")
        return NotFoundError(
            "there are no documents",
            place=", ".join(map(str, paths)),
            remedy="Give files or a folder with .txt, .html, .docx, .pdf or .xlsx files",
        )

    def graph(self) -> None:
        """Describe what the documents name, and write the graph as a file."""
        self.progress(StageBegan("graph"))
        self.store.load(used_quads(self.used, self.iris))
        self.store.add(ontology_quads())  # has blank nodes, whose names must stay
        write_derived(self.store, self.iris, About(version=__version__))
        self.counts["bodies"] = len(self.used.agencies)
        self.counts["statements"] = len(self.store)
        write_trig(self.store, self.folder / GRAPH)

    def network(self) -> None:
        """Write the networks and the measures of their bodies."""
        self.progress(StageBegan("network"))
        found = rows(self.store)
        collaboration = co_assignment(found)
        write_graph(collaboration, self.folder / "collaboration.graphml")
        write_graph(lead_support(found), self.folder / "lead-support.graphml")
        text = "\ufeff" + measures(collaboration).to_csv()
        (self.folder / "measures.csv").write_text(text, encoding="utf-8", newline="")

    def publish(self) -> None:
        """Draw the maps and write the first page."""
        self.progress(StageBegan("publish"))
        found = rows(self.store)
        maps = []
        for drawing in DRAWINGS.values():
            draw(self.store, found, drawing, self.folder / drawing.file, home="index.html")
            maps.append(Link(drawing.file, drawing.zh, drawing.en))
        write_index(self.folder, figures=self.figures(), maps=maps, files=_FILES)

    def figures(self) -> list[Figure]:
        """Return the numbers of the first page."""
        return [Figure(self.counts[name], zh, en) for name, zh, en in _FIGURES]


def _own_name(name: str, path: Path, taken: Mapping[str, Path]) -> str:
    """Return a name that no other file has, longer by folders above it where that is needed."""
    for folder in path.resolve().parent.parts[::-1]:
        if name not in taken or taken[name].resolve() == path.resolve():
            break
        name = f"{folder}/{name}"
    return name


_FIGURES = (
    ("documents", "文件", "documents"),
    ("tasks", "任务", "tasks"),
    ("assignments", "分工", "assignments"),
    ("bodies", "单位", "bodies"),
    ("open", "待定", "open points"),
)
_FILES = (
    Link("measures.csv", "每行一个单位的网络指标", "network measures, one line per body"),
    Link("collaboration.graphml", "共事网络（Gephi、R）", "collaboration network for Gephi or R"),
    Link("lead-support.graphml", "牵头—配合网络（Gephi、R）", "lead-support network"),
    Link(GRAPH, "知识图谱（RDF）", "the graph as RDF"),
)
