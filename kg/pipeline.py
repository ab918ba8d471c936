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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import IO

from kg import __version__
from kg.cluster import Cluster
from kg.earlier import Checking, Earlier, Kept
from kg.errors import InputError, NotFoundError
from kg.events import (
    Event,
    LeftoversRemoved,
    SourceDone,
    SourceFailed,
    StageBegan,
    Summary,
)
from kg.graph.build import Gathered
from kg.graph.dataset import About
from kg.graph.everyone import Everyone
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.repeated import Repeated
from kg.graph.trig import HEADER
from kg.growing import Growing, growing
from kg.manifest import (
    COMMON_GRAPH,
    FACTS,
    GRAPH,
    LIKENESS,
    SKETCHES,
    WHOLE,
    WORDS,
    Manifest,
    SourceRecord,
    graph_files,
    made_with,
    write_manifest,
)
from kg.model import Open, Span
from kg.output import PRIVATE, replacing
from kg.pieces import Made, Means, Outcome, Piece, counted_facts, gathered, made, noted
from kg.places import Aside, write_places
from kg.publish.index import Figure, Link, write_index
from kg.publish.tables import COLUMNS, open_lines, table_head
from kg.reading import Failure, has_timer
from kg.resolve import Resolver
from kg.resolve.decisions import Decision
from kg.resolve.eras import AS_WRITTEN, moment
from kg.shards import Shards, runs
from kg.sources import Sources
from kg.workers import Crew, Reading

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
        checking = None if fresh else Checking(output, manifest)
        means = Means.load(resolver, Iris(base))
        sources = Sources.at(paths, output)
        earlier = checking.earlier(sources.files) if checking else Earlier()
        reading = Reading(decisions, time_limit, at, means.iris)
        how = _How(means, earlier, reading, Crew(reading, workers, time_limit), cluster)
        everyone = Everyone() if network else None
        run = _Run(staging.folder, how, progress, everyone)
        for name, reason in sources.failed:
            run.failed(name, Failure(reason))
        with closing(how.crew):
            run.read(sources.files, paths)
            run.graph(about)
        run.publish()
        whole = replace(manifest, sources=tuple(run.records), counts=run.counts)
        write_manifest(whole, staging.folder, run.hashes)
    failed = (*((name, opened.reason) for name, opened in run.unread), *run.late)
    unfit = tuple((decision.source, decision.name) for decision in run.unfit())
    return Summary(output, run.counts, failed, perf_counter() - begin, len(run.kept), unfit)


@dataclass(frozen=True, slots=True)
class _How:
    """How files become pieces."""

    means: Means
    earlier: Earlier
    reading: Reading
    crew: Crew
    cluster: Cluster | None

    def outcomes(self, files: Sequence[tuple[str, Path]]) -> Iterator[Outcome | Kept]:
        """Yield what comes of each file, in order; what the earlier build knew is kept."""
        known = [self.earlier.knows(name) for name, _ in files]
        pairs = zip(files, known, strict=True)
        making = self.make([file for file, kept in pairs if kept is None])
        for kept in known:
            yield next(making) if kept is None else kept

    def make(self, files: Sequence[tuple[str, Path]]) -> Iterator[Outcome]:
        """Make pieces of files, here or in processes of their own."""
        if self.cluster:
            yield from self.cluster.each(files, self.reading)
            return
        # Where no timer can ring, only a process of its own can be ended.
        if (self.crew.workers > 1 and len(files) > 1) or (self.reading.seconds and not has_timer()):
            yield from self.crew.each(files)
            return
        for name, path in files:
            yield made(name, path, self.means, seconds=self.reading.seconds)


@dataclass(slots=True)
class _Run:
    """A build under way."""

    folder: Path
    how: _How
    progress: Callable[[Event], None]
    everyone: Everyone | None
    gathered: Gathered = field(init=False)
    aside: Aside = field(init=False)
    records: list[SourceRecord] = field(default_factory=list)
    unread: list[tuple[str, Open]] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)
    fitting: set[int] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    hashes: dict[str, str] = field(default_factory=dict)
    shards: list[str] = field(default_factory=list)
    kept: set[tuple[str, str]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing gathered."""
        means = self.how.means
        self.gathered = Gathered(means.iris, means.schemes, shown=self.everyone is not None)
        self.aside = Aside(self.folder / f"{PRIVATE}notes")

    def read(self, files: Sequence[tuple[str, Path]], paths: Sequence[Path | str]) -> None:
        """Join the pieces of all files; what no document says is open comes last."""
        self.progress(StageBegan("read", len(files)))
        taken: dict[str, str] = {}
        with growing(self.folder, _HEADS) as tables:
            shards = Shards(self.folder, tables, self.how.earlier)
            outcomes = self.how.outcomes(files)
            try:
                for run in runs(files):
                    for (name, _), found in zip(run, outcomes, strict=False):
                        self.take(name, found, taken, shards)
                    shards.end()
            finally:
                shards.close()
            if not self.records:
                raise self.nothing(paths)
            self.rest(tables["open.csv"])
        self.hashes |= shards.hashes | {name: file.digest for name, file in tables.items()}
        self.shards = shards.names
        self.forget()

    def take(self, name: str, found: Outcome | Kept, taken: dict[str, str], shards: Shards) -> None:
        """Join a piece, and say how it went."""
        if isinstance(found, Failure):
            self.failed(name, found)
            return
        about = found.made if isinstance(found, Kept) else gathered(found.line)
        if about.sha256 in taken:
            same = InputError(f"is the same file as {taken[about.sha256]}", place=name)
            self.failed(name, Failure(str(same)))
            return
        taken[about.sha256] = name
        if isinstance(found, Kept):
            shards.keep(found, about.texts)
            self.kept.add((about.name, about.sha256))
        else:
            shards.join(found)
        self.note(found)
        self.told(about, kept=isinstance(found, Kept))

    def note(self, found: Piece | Kept) -> None:
        """Put aside what a piece adds to what follows from all."""
        earlier = self.how.earlier
        if isinstance(found, Piece):
            self.aside.put(found.notes)
            facts = found.parts[FACTS] if self.everyone else b""
        else:
            facts = earlier.facts(found) if self.everyone or not earlier.ledgers else b""
            if not earlier.ledgers:
                self.aside.put(noted(facts, self.how.means))
        if self.everyone:
            self.everyone.add(*counted_facts(facts))

    def forget(self) -> None:
        """Take away what pieces had added to the earlier build that are not part of this one."""
        earlier = self.how.earlier
        for key in sorted(set(earlier.all) - self.kept) if earlier.ledgers else ():
            self.aside.put(noted(earlier.facts(earlier.all[key]), self.how.means), away=True)

    def told(self, about: Made, *, kept: bool) -> None:
        """Count a piece, and tell of it."""
        for document in about.documents:
            self.gathered.document(*document)
        self.gathered.holdings.counted.add(about.counted.classes, about.counted.properties)
        self.rows.update(about.rows)
        self.fitting.update(about.fits)
        self.records.append(SourceRecord(about.name, about.sha256, about.rows["documents"]))
        for reason in about.late:
            self.late.append((about.name, reason))
            self.progress(SourceFailed(about.name, reason))
        self.progress(SourceDone(about.name, about.rows["documents"], about.tasks, kept))

    def unfit(self) -> list[Decision]:
        """Return the decisions that fit nothing any more."""
        every = self.how.means.resolver.decisions.all
        return [decision for place, decision in enumerate(every) if place not in self.fitting]

    def rest(self, table: Growing) -> None:
        """Write what no document says is open: files not read, decisions that fit nothing."""
        opens = list(self.unread)
        for decision in self.unfit():
            start = max(decision.start, 0)
            opened = Open(Span(start, start), "decision", decision.name, _UNFIT)
            opens.append((decision.source, opened))
        text, number = open_lines(opens)
        table.write(text.encode("utf-8", "replace"))
        self.rows["open"] += number
        self.counts["sources"] = len(self.records)
        for name in ("documents", "tasks", "assignments", "open"):
            self.counts[name] = self.rows[name]

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
        means, earlier = self.how.means, self.how.earlier
        with ThreadPoolExecutor(1) as thread:  # NumPy compares wordings beside what Python does
            comparing = thread.submit(self.repeated().statements, means.iris, earlier.likeness())
            held, rows, hashes = write_places(
                self.folder, self.aside, earlier, means, self.how.crew
            )
            statements, kept = comparing.result()
        self.aside.remove()
        self.hashes |= hashes
        self.gathered.places = held
        self.counts["bodies"] = held.bodies
        heads = {COMMON_GRAPH: HEADER.encode(), LIKENESS: kept}
        with growing(self.folder, heads) as files:
            for octets in self.gathered.graphs(rows, statements, about):
                files[COMMON_GRAPH].write(octets)
        self.hashes |= {name: file.digest for name, file in files.items()}
        self.counts["statements"] = self.gathered.holdings.counted.statements
        self.whole_graph()

    def repeated(self) -> Repeated:
        """Return the wordings of all shards."""
        found = Repeated()
        for name in self.shards:
            words = partial(_opened, self.folder / f"{name}{WORDS}")
            found.add((self.folder / f"{name}{SKETCHES}").read_bytes(), words)
        return found

    def whole_graph(self) -> None:
        """Write the graph in one file as well, where it is not too large for that."""
        names = graph_files(Manifest("", "", (), {}, files=self.hashes))
        if sum((self.folder / name).stat().st_size for name in names) > WHOLE:
            return
        head = HEADER.encode()
        with growing(self.folder, {GRAPH: head}) as files:
            for name in names:
                with (self.folder / name).open("rb") as part:
                    part.seek(len(head))
                    files[GRAPH].copy(part, (self.folder / name).stat().st_size - len(head))
        self.hashes[GRAPH] = files[GRAPH].digest

    def publish(self) -> None:
        """Write networks and maps, where they are wanted, and the first page."""
        links = self.show(self.everyone) if self.everyone else []
        files = [link for link in _FILES if (self.folder / link.href).is_file()]
        write_index(self.folder, figures=self.figures(), maps=links, files=files)

    def show(self, everyone: Everyone) -> list[Link]:
        """Write networks and maps, and return links to the maps."""
        # What draws takes long to load, and workers and large builds do without.
        from kg.showing import draw_maps, write_networks  # noqa: PLC0415

        self.progress(StageBegan("network"))
        bodies = write_networks(self.folder, everyone, self.gathered)
        self.progress(StageBegan("publish"))
        return draw_maps(self.folder, everyone, self.gathered, bodies)

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


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


_HEADS = {f"{table}.csv": table_head(table).encode() for table in COLUMNS}
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
