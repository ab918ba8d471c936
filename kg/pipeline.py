"""One build: read, parse, resolve, graph, network, publish, in this order.

Each file becomes a piece (``kg.pieces``), here, in several processes, or on other machines, and
the pieces are joined in the order of the files. Files that have not changed since the earlier
build are not read again (``kg.earlier``). What follows from all documents is gathered from the
little that is kept of each. What a build writes takes the place of the earlier build only when it
is whole (``kg.output``). Nothing here prints: events go to a callback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from kg import __version__
from kg.cluster import Cluster
from kg.drawing import DRAWINGS, draw
from kg.earlier import Earlier, Kept
from kg.errors import InputError, KgError, NotFoundError
from kg.graph.build import Gathered
from kg.graph.dataset import About
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.ties import Ties
from kg.graph.trig import HEADER
from kg.growing import Growing, growing
from kg.manifest import GRAPH, PARTS, PIECES, RECORDS, SourceRecord, made_with, write_manifest
from kg.model import Open, Span
from kg.network.export import write as write_graph
from kg.network.gathered import gathered_bodies, gathered_networks
from kg.network.measures import measures
from kg.network.rows import Body
from kg.output import replacing
from kg.pieces import Made, Outcome, Piece, gathered, made
from kg.publish.index import Figure, Link, write_index
from kg.publish.lookups import coordinates, labels
from kg.publish.picture import Known
from kg.publish.pictures import KINDS
from kg.publish.tables import COLUMNS, open_lines, table_head
from kg.read import find_files, located
from kg.read.files import shown
from kg.reading import Failure, has_timer
from kg.recent import recent
from kg.resolve import Resolver
from kg.resolve.decisions import Decision
from kg.resolve.eras import AS_WRITTEN, moment
from kg.workers import Reading, each

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
    paths: Sequence[Path | str],
    output: Path,
    *,
    base: str = DEFAULT_BASE,
    decisions: Path | None = None,
    at: str = AS_WRITTEN,
    workers: int = 1,
    cluster: Cluster | None = None,
    network: bool = True,
    licence: str = "",
    time_limit: float = TIME_LIMIT,
    fresh: bool = False,
    progress: Callable[[Event], None] = lambda event: None,
) -> Summary:
    """Build everything from files and folders into an output folder.

    Sources that cannot be used cost only themselves: they stand in ``open.csv`` and in the
    summary.

    Args:
        paths: Files, and folders that are searched for files; addresses that fsspec reaches, such
            as ``s3://bucket/folder``, as text.
        output: Where the build goes. An earlier build there is replaced; other files stay.
        base: IRI below which things are named.
        decisions: A file of human decisions about bodies.
        at: Bodies as ``written``, as of ``today`` or of an ISO 8601 date, in everything that is
            built. A body that a reform split stays as written.
        workers: Processes that read. With more than one, a script that calls this needs the
            usual ``if __name__ == "__main__"``; a file that ends its process costs only itself.
        cluster: Other machines that read, instead of processes.
        network: Whether to write networks, measures and maps. Their cost grows faster than the
            number of documents; ``kg metrics`` and ``kg map`` make those of a part later.
        licence: IRI of the licence under which the data may be used, for its description.
        time_limit: Seconds that a document may take; 0 for no limit.
        fresh: Read everything, changed or not.
        progress: Is told what happens while it happens.

    Returns:
        Counts of what was found, and what could not be used.

    Raises:
        ClusterError: If the cluster cannot be reached or used.
        InputError: If none of the sources can be used.
        OutputError: If the output folder cannot be written.
        VocabularyError: If the vocabularies are damaged.
    """
    begin = perf_counter()
    at = moment(at)
    about = About(licence=_licence(licence), version=__version__)
    resolver = Resolver.load(decisions, at)
    manifest = made_with(base, decisions, at)
    with replacing(output) as staging:
        if staging.leftovers:
            progress(LeftoversRemoved(staging.leftovers))
        earlier = Earlier() if fresh else Earlier.of(output, manifest)
        how = _How(resolver, decisions, Iris(base), earlier, workers, cluster, time_limit)
        run = _Run(staging.folder, output.resolve(), how, progress, network)
        with growing(staging.folder, _HEADS) as run.files:
            starts = tuple(run.files[name].size for name in PARTS)
            try:
                run.read(paths)
            finally:
                earlier.close()
            run.graph(about)
        if network:
            run.network()
        run.publish()
        whole = replace(manifest, sources=tuple(run.records), counts=run.counts, starts=starts)
        write_manifest(whole, staging.folder, {name: f.digest for name, f in run.files.items()})
    failed = (*((name, opened.reason) for name, opened in run.unread), *run.late)
    unfit = tuple((decision.source, decision.name) for decision in run.unfit())
    return Summary(output, run.counts, failed, perf_counter() - begin, run.unchanged, unfit)


@dataclass(frozen=True, slots=True)
class _How:
    """How files become pieces."""

    resolver: Resolver
    decisions: Path | None
    iris: Iris
    earlier: Earlier
    workers: int
    cluster: Cluster | None
    seconds: float

    def outcomes(self, files: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, Outcome | Kept]]:
        """Yield what comes of each file, in order; what the earlier build knew is kept."""
        known = {name: self.earlier.knows(name, path) for name, path in files}
        unknown = [(name, path) for name, path in files if known[name] is None]
        making = self.make(unknown)
        for name, path in files:
            key = known[name]
            if key is None:
                yield name, next(making)
            else:
                yield name, self.earlier.piece(key) or next(self.make([(name, path)]))

    def make(self, files: Sequence[tuple[str, Path]]) -> Iterator[Outcome]:
        """Make pieces of files, here or in processes of their own."""
        reading = Reading(self.decisions, self.seconds, self.resolver.at, self.iris)
        if self.cluster:
            yield from self.cluster.each(files, reading)
            return
        # Where no timer can ring, only a process of its own can be ended.
        if (self.workers > 1 and len(files) > 1) or (self.seconds and not has_timer()):
            yield from each(files, reading, workers=self.workers, seconds=self.seconds)
            return
        for name, path in files:
            yield made(name, path, self.resolver, self.iris, seconds=self.seconds)


@dataclass(slots=True)
class _Run:
    """A build under way."""

    folder: Path
    output: Path
    how: _How
    progress: Callable[[Event], None]
    networks: bool
    files: dict[str, Growing] = field(default_factory=dict)
    gathered: Gathered = field(init=False)
    bodies: dict[str, Body] = field(default_factory=dict)
    records: list[SourceRecord] = field(default_factory=list)
    unread: list[tuple[str, Open]] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)
    fitting: set[int] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing gathered."""
        self.gathered = Gathered(self.how.iris, ties=Ties() if self.networks else None)

    def read(self, paths: Sequence[Path | str]) -> None:
        """Join the pieces of all files; what no document says is open comes last."""
        files = self.sources(paths)
        self.progress(StageBegan("read", len(files)))
        hashes: dict[str, str] = {}
        for name, found in self.how.outcomes(files):
            if isinstance(found, Failure):
                self.failed(name, found)
                continue
            about = found.made if isinstance(found, Kept) else gathered(found.line)
            if about.sha256 in hashes:
                same = InputError(f"is the same file as {hashes[about.sha256]}", place=name)
                self.failed(name, Failure(str(same)))
                continue
            hashes[about.sha256] = name
            self.take(name, found, about)
        if not self.records:
            raise self.nothing(paths)
        self.rest()

    def take(self, name: str, found: Piece | Kept, about: Made) -> None:
        """Join a piece, gather from it, and say how it went."""
        if isinstance(found, Kept):
            self.how.earlier.copy(found, self.files, self.folder)
            self.unchanged += 1
        else:
            self.join(found)
        self.files[PIECES].write(f"{found.line}\n".encode())
        self.gathered.add(about.written)
        self.rows.update(about.rows)
        self.fitting.update(about.fits)
        self.records.append(SourceRecord(name, about.sha256, about.rows["documents"]))
        for reason in about.late:
            self.late.append((name, reason))
            self.progress(SourceFailed(name, reason))
        kept = isinstance(found, Kept)
        self.progress(SourceDone(name, about.rows["documents"], about.tasks, kept))

    def join(self, piece: Piece) -> None:
        """Add a piece to the files of the build."""
        for name in PARTS:
            self.files[name].write(piece.parts[name])
        for name, octets in piece.texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(octets)

    def unfit(self) -> list[Decision]:
        """Return the decisions that fit nothing any more."""
        every = self.how.resolver.decisions.all
        return [decision for place, decision in enumerate(every) if place not in self.fitting]

    def rest(self) -> None:
        """Write what no document says is open: files not read, decisions that fit nothing."""
        opens = list(self.unread)
        for decision in self.unfit():
            start = max(decision.start, 0)
            opened = Open(Span(start, start), "decision", decision.name, _UNFIT)
            opens.append((decision.source, opened))
        text, number = open_lines(opens)
        self.files["open.csv"].write(text.encode("utf-8", "replace"))
        self.rows["open"] += number
        self.counts["sources"] = len(self.records)
        for name in ("documents", "tasks", "assignments", "open"):
            self.counts[name] = self.rows[name]

    def sources(self, paths: Sequence[Path | str]) -> list[tuple[str, Path]]:
        """Return the files to read, sorted by name; two files never share a name."""
        found: dict[str, Path] = {}
        for path in paths:
            try:
                inside = find_files([located(path)])
            except KgError as error:
                self.failed(shown(str(path)), Failure(str(error)))
                continue
            for name, file in inside:
                if not file.resolve().is_relative_to(self.output):  # what a build wrote
                    found[_own_name(name, file, found)] = file
        return sorted(found.items())

    def failed(self, name: str, failure: Failure) -> None:
        """Remember a source that cannot be used."""
        self.unread.append((name, Open(Span(0, 0), failure.kind, "", failure.reason)))
        self.progress(SourceFailed(name, failure.reason, failure.trace))

    def nothing(self, paths: Sequence[Path | str]) -> InputError:
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

    def graph(self, about: About) -> None:
        """Write what follows from all documents."""
        self.progress(StageBegan("graph"))
        self.counts["bodies"] = len(self.gathered.used.agencies)  # before successors come along
        for octets in self.gathered.graphs(about, self.how.resolver.eras):
            self.files[GRAPH].write(octets)
        self.counts["statements"] = self.gathered.holdings.statements

    def network(self) -> None:
        """Write the networks and the measures of their bodies."""
        self.progress(StageBegan("network"))
        ties, used, iris = self.gathered.ties, self.gathered.used, self.how.iris
        assert ties is not None  # gathered where networks are wanted
        self.bodies = gathered_bodies(used, self.gathered.schemes, iris)
        together, leading = gathered_networks(ties, self.bodies, iris.agency)
        write_graph(together, self.folder / "collaboration.graphml")
        write_graph(leading, self.folder / "lead-support.graphml")
        text = "\ufeff" + measures(together).to_csv()
        (self.folder / "measures.csv").write_text(text, encoding="utf-8", newline="")

    def publish(self) -> None:
        """Draw the maps and write the first page."""
        self.progress(StageBegan("publish"))
        links = self.maps() if self.networks else []
        files = [link for link in _FILES if (self.folder / link.href).is_file()]
        write_index(self.folder, figures=self.figures(), maps=links, files=files)

    def maps(self) -> list[Link]:
        """Draw the maps, and return links to them."""
        tasks = self.gathered.counts.tasks
        shown = recent(self.folder, self.bodies, self.how.iris, tasks)
        things = self.gathered.things
        known = Known(labels(things), coordinates(things), shown.names, shown.words)
        links = []
        for kind, drawing in DRAWINGS.items():
            path = self.folder / drawing.file
            draw(known, shown.rows, KINDS[kind], path, home="index.html", note=shown.note)
            links.append(Link(drawing.file, drawing.zh, drawing.en))
        return links

    def figures(self) -> list[Figure]:
        """Return the numbers of the first page."""
        return [Figure(self.counts[name], zh, en) for name, zh, en in _FIGURES]


def _licence(given: str) -> str:
    """Return the IRI of a licence, or nothing.

    Raises:
        InputError: If it is no IRI.
    """
    if given and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", given):
        raise InputError(
            "this is no address of a licence",
            place=given,
            remedy="Give one such as https://creativecommons.org/licenses/by/4.0/",
        )
    return given


def _own_name(name: str, path: Path, taken: Mapping[str, Path]) -> str:
    """Return a name that no other file has, longer by folders above it where that is needed."""
    for folder in path.resolve().parent.parts[::-1]:
        if name not in taken or taken[name].resolve() == path.resolve():
            break
        name = f"{folder}/{name}"
    return name


_HEADS = {f"{table}.csv": table_head(table) for table in COLUMNS} | {
    GRAPH: HEADER,
    RECORDS: "",
    PIECES: "",
}
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
