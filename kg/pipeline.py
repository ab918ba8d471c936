"""One build: read, parse, resolve, graph, network, publish, in this order.

Files that have not changed since the earlier build are not read again (``kg.earlier``). With
several workers, files are read by processes, and what they found is taken in order. Documents
stream through: each is described in the store and written into the tables before the next one.
What a build writes takes the place of the earlier build only when it is whole (``kg.output``).
Nothing here prints: events go to a callback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TextIO

from kg import __version__
from kg.drawing import DRAWINGS, draw
from kg.earlier import Earlier
from kg.errors import InputError, KgError, NotFoundError
from kg.graph.build import ontology_quads, write_derived
from kg.graph.dataset import About
from kg.graph.export import write_trig
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.labels import InUse, used_quads
from kg.graph.rdf import quads
from kg.graph.store import Store
from kg.manifest import GRAPH, RECORDS, SourceRecord, made_with, write_manifest
from kg.model import Open, ResolvedDocument, Span
from kg.network.export import write as write_graph
from kg.network.graphs import co_assignment, lead_support
from kg.network.measures import measures
from kg.network.rows import rows
from kg.output import replacing
from kg.publish.index import Figure, Link, write_index
from kg.publish.pictures import KINDS
from kg.publish.tables import write_tables
from kg.read import find_files
from kg.read.files import shown
from kg.reading import Failure, Outcome, attempt, has_timer
from kg.records import dump
from kg.resolve import Resolver
from kg.resolve.decisions import Unused
from kg.resolve.eras import AS_WRITTEN, moment
from kg.workers import each, reader

__all__ = [
    "TIME_LIMIT",
    "Event",
    "LeftoversRemoved",
    "SourceDone",
    "SourceFailed",
    "StageBegan",
    "Summary",
    "build",
]

TIME_LIMIT = 60.0
"""Seconds that reading a file, and each of its documents, may take."""


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
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A source could not be used, or a document of it took too long; the build goes on."""

    name: str
    reason: str
    trace: str = ""


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
        failed: Sources that could not be used, or not all of them, and why.
        unfit: Human decisions that no longer fit anything: where they were about, and the name.
        seconds: How long it took.
        unchanged: Sources that did not have to be read again.
    """

    output: Path
    counts: dict[str, int]
    failed: tuple[tuple[str, str], ...]
    seconds: float
    unchanged: int = 0
    unfit: tuple[tuple[str, str], ...] = ()


def build(  # noqa: PLR0913  # the options of the command
    paths: Sequence[Path],
    output: Path,
    *,
    base: str = DEFAULT_BASE,
    decisions: Path | None = None,
    at: str = AS_WRITTEN,
    workers: int = 1,
    time_limit: float = TIME_LIMIT,
    fresh: bool = False,
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
        at: Bodies as ``written``, as of ``today`` or of an ISO 8601 date, in everything that is
            built. A body that a reform split stays as written.
        workers: Processes that read. With more than one, a script that calls this needs the
            usual ``if __name__ == "__main__"``; a file that ends its process costs only itself.
        time_limit: Seconds that a document may take; 0 for no limit.
        fresh: Read everything, changed or not.
        progress: Is told what happens while it happens.

    Returns:
        Counts of what was found, and what could not be used.

    Raises:
        InputError: If none of the sources can be used.
        OutputError: If the output folder cannot be written.
        VocabularyError: If the vocabularies are damaged.
    """
    begin = perf_counter()
    at = moment(at)
    resolver = Resolver.load(decisions, at)
    manifest = made_with(base, decisions, at)
    with replacing(output) as staging:
        if staging.leftovers:
            progress(LeftoversRemoved(staging.leftovers))
        earlier = Earlier() if fresh else Earlier.of(output, manifest)
        how = _How(resolver, decisions, earlier, workers, time_limit)
        run = _Run(staging.folder, output.resolve(), Iris(base), how, progress)
        try:
            run.tables(paths)
        finally:
            earlier.close()
        run.graph()
        run.network()
        run.publish()
        made = replace(manifest, sources=tuple(run.records), counts=run.counts)
        write_manifest(made, staging.folder)
    failed = (*((name, opened.reason) for name, opened in run.unread), *run.late)
    unfit = tuple((decision.source, decision.name) for decision in run.unused.left)
    return Summary(output, run.counts, failed, perf_counter() - begin, run.unchanged, unfit)


@dataclass(frozen=True, slots=True)
class _How:
    """How files are read."""

    resolver: Resolver
    decisions: Path | None
    earlier: Earlier
    workers: int
    seconds: float

    def outcomes(self, files: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, Outcome, bool]]:
        """Yield what comes of each file, and whether the earlier build knew it."""
        known = {name: self.earlier.knows(name, path) for name, path in files}
        unknown = [(name, path) for name, path in files if known[name] is None]
        reading = self.read(unknown)
        for name, path in files:
            key = known[name]
            if key is None:
                yield name, next(reading), False
            elif found := self.earlier.records(key):
                yield name, found, True
            else:
                yield name, next(self.read([(name, path)])), False

    def read(self, files: Sequence[tuple[str, Path]]) -> Iterator[Outcome]:
        """Read files, here or in processes of their own."""
        # Where no timer can ring, only a process of its own can be ended.
        if (self.workers > 1 and len(files) > 1) or (self.seconds and not has_timer()):
            make = partial(reader, self.decisions, self.seconds, self.resolver.at)
            yield from each(files, make, workers=self.workers, seconds=self.seconds)
            return
        for name, path in files:
            yield attempt(name, path, self.resolver, seconds=self.seconds)


@dataclass(slots=True)
class _Run:
    """A build under way."""

    folder: Path
    output: Path
    iris: Iris
    how: _How
    progress: Callable[[Event], None]
    store: Store = field(default_factory=Store.memory)
    used: InUse = field(default_factory=InUse)
    records: list[SourceRecord] = field(default_factory=list)
    unread: list[tuple[str, Open]] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    file: TextIO = field(init=False)
    unused: Unused = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no decision used."""
        self.unused = Unused(self.how.resolver.decisions.all)

    def tables(self, paths: Sequence[Path]) -> None:
        """Read everything, writing the tables and filling the store on the way."""
        files = self.files(paths)
        self.progress(StageBegan("read", len(files)))
        # What could not be read is written after the documents, when all of it is known.
        with (self.folder / RECORDS).open("w", encoding="utf-8", newline="\n") as self.file:
            found = self.documents(files)
            lines = write_tables(found, self.folder, self.iris, unread=self.rest())
        if not self.records:
            raise self.nothing(paths)
        self.counts["sources"] = len(self.records)
        self.counts |= {name: lines[name] for name in ("documents", "tasks", "assignments", "open")}

    def rest(self) -> Iterator[tuple[str, Open]]:
        """Yield what no document says is open: files not read, decisions that fit nothing."""
        yield from self.unread
        for decision in self.unused.left:
            start = max(decision.start, 0)
            yield decision.source, Open(Span(start, start), "decision", decision.name, _UNFIT)

    def files(self, paths: Sequence[Path]) -> list[tuple[str, Path]]:
        """Return the files to read, sorted by name; two files never share a name."""
        found: dict[str, Path] = {}
        for path in paths:
            try:
                inside = find_files([path])
            except KgError as error:
                self.failed(shown(str(path)), Failure(str(error)))
                continue
            for name, file in inside:
                if not file.resolve().is_relative_to(self.output):  # what a build wrote
                    found[_own_name(name, file, found)] = file
        return sorted(found.items())

    def documents(self, files: Sequence[tuple[str, Path]]) -> Iterator[ResolvedDocument]:
        """Yield the documents of files, each described in the store before the next."""
        hashes: dict[str, str] = {}
        for name, found, known in self.how.outcomes(files):
            if isinstance(found, Failure):
                self.failed(name, found)
                continue
            digest = found[0].document.source.sha256
            if digest in hashes:
                same = InputError(f"is the same file as {hashes[digest]}", place=name)
                self.failed(name, Failure(str(same)))
                continue
            hashes[digest] = name
            yield from self.taken(name, digest, found)
            self.told(name, found, known=known)

    def taken(
        self, name: str, digest: str, found: Sequence[ResolvedDocument]
    ) -> Iterator[ResolvedDocument]:
        """Put the documents of a file into the store and the records, and yield them."""
        self.file.write(f"{dump(found)}\n")
        for resolved in found:
            self.store.load(quads(resolved, self.iris))
            self.used.add(resolved)
            self.unused.see(resolved)
            yield resolved
        self.records.append(SourceRecord(name, digest, len(found)))

    def told(self, name: str, found: Sequence[ResolvedDocument], *, known: bool) -> None:
        """Count a file, and say how it went."""
        self.unchanged += known
        opens = [opened for resolved in found for opened in resolved.opens]
        for reason in [opened.reason for opened in opens if opened.kind == "timeout"]:
            self.late.append((name, reason))
            self.progress(SourceFailed(name, reason))
        tasks = sum(len(resolved.tasks) for resolved in found)
        self.progress(SourceDone(name, len(found), tasks, known))

    def failed(self, name: str, failure: Failure) -> None:
        """Remember a source that cannot be used."""
        self.unread.append((name, Open(Span(0, 0), failure.kind, "", failure.reason)))
        self.progress(SourceFailed(name, failure.reason, failure.trace))

    def nothing(self, paths: Sequence[Path]) -> InputError:
        """Return the error of a build without a single document."""
        if len(self.unread) == 1:
            name, opened = self.unread[0]
            return InputError(opened.reason.removeprefix(f"{name}: "), place=name)
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
        self.counts["bodies"] = len(self.used.agencies)  # before their successors come along
        self.store.load(used_quads(self.used, self.iris, self.how.resolver.eras))
        self.store.add(ontology_quads())  # has blank nodes, whose names must stay
        write_derived(self.store, self.iris, About(version=__version__))
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
        for kind, drawing in DRAWINGS.items():
            draw(self.store, found, KINDS[kind], self.folder / drawing.file, home="index.html")
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


_UNFIT = "this decision no longer fits anything: look where the name stands now, or delete its line"
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
