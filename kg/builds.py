"""Open what a build wrote.

The graph in its files is the build; a store on disk is made from it when it is first needed, and
belongs to it: a graph with another hash gets another store. A damaged or missing store is made
again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from kg.errors import KgError, NoBuildError, OutputError
from kg.graph import search as texts
from kg.graph.load import load_file
from kg.graph.store import Store
from kg.manifest import (
    MEASURED,
    RECORDS,
    TABLES,
    Manifest,
    file_hash,
    graph_files,
    read_manifest,
    shard_files,
)
from kg.model import ResolvedDocument
from kg.output import PRIVATE, STORE, recover
from kg.publish.tables import read_table
from kg.records import load

__all__ = [
    "graph_of_build",
    "open_store",
    "prepare_store",
    "read_documents",
    "read_measures",
    "search",
    "tables_of_build",
]

_MADE_FROM = f"{PRIVATE}store"  # holds the hash of the graph that the store was made from
_LARGE = 50_000_000  # octets of graph from which on loading it each time takes too long


def open_store(folder: Path) -> Store:
    """Return the graph of a build, ready for queries.

    A small graph is loaded into memory; a large one (50 MB of text and more) gets a store on
    disk inside the folder, made when it is first asked for.

    Args:
        folder: What was given to :func:`kg.build` as ``output``.

    Returns:
        The store, to be used with ``with``.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
        OutputError: If the store on disk cannot be written.
    """
    graph = _Graph.of(folder)
    if graph.size >= _LARGE or _is_made(folder, graph.digest):
        return Store.open(prepare_store(folder))
    store = Store.memory()
    graph.load(store)
    return store


def prepare_store(folder: Path) -> Path:
    """Return the store of a build as a folder on disk, made if it is missing or damaged.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
        OutputError: If the store cannot be written.
    """
    graph = _Graph.of(folder)
    if not _is_made(folder, graph.digest):
        try:
            _make(folder, graph)
        except OSError as error:
            raise OutputError(
                f"the store cannot be written ({error.strerror or error})",
                place=str(folder / STORE),
                remedy="Make the folder of the build writable, or copy it to one that is",
            ) from error
    return folder / STORE


def search(folder: Path, words: str, *, limit: int = 20, offset: int = 0) -> list[texts.Hit]:
    """Return tasks whose text holds all words, best first.

    The index of a large build is made once and kept beside its store.

    Args:
        folder: What was given to :func:`kg.build` as ``output``.
        words: What to look for; blanks separate words.
        limit: Hits at most.
        offset: Hits to skip.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
        QueryError: If there is nothing to look for.
    """
    with open_store(folder) as store, tempfile.TemporaryDirectory() as passing:
        index = (store.path or Path(passing)) / texts.FILE
        if not index.exists():
            texts.index_store(store, index)
        return texts.search(index, words, limit=limit, offset=offset)


def read_documents(folder: Path) -> Iterator[ResolvedDocument]:
    """Yield the documents of a build, in its order.

    One at a time: memory holds the document that is looked at. Positions are code points of
    ``document.source.text``, ends exclusive.

    Args:
        folder: What was given to :func:`kg.build` as ``output``.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    manifest = _manifest(folder)
    for name in shard_files(manifest, RECORDS):
        _whole(folder, manifest, name)
        with (folder / name).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield from load(line)


def read_measures(folder: Path) -> dict[str, dict[str, str]]:
    """Return the line of ``measures.csv`` of every body, by its IRI; none without networks.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    manifest = _manifest(folder)
    if MEASURED not in manifest.files:
        return {}
    _whole(folder, manifest, MEASURED)
    return {row["node"]: row for row in read_table(folder / MEASURED)}


def graph_of_build(folder: Path) -> tuple[Path, ...]:
    """Return the files that together are the graph of a build, each as the build wrote it.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    return _Graph.of(folder).paths


def tables_of_build(folder: Path) -> list[Path]:
    """Return the tables of a build, each as the build wrote it; measures where there are any.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    manifest = _manifest(folder)
    names = [*TABLES, *([MEASURED] if MEASURED in manifest.files else ())]
    for name in names:
        _whole(folder, manifest, name)
    return [folder / name for name in names]


@dataclass(frozen=True, slots=True)
class _Graph:
    """The files that together are the graph of a build, and a hash of them all."""

    paths: tuple[Path, ...]
    digest: str

    @classmethod
    def of(cls, folder: Path) -> _Graph:
        """Return the graph of a build after comparing it with the build's record."""
        manifest = _manifest(folder)
        names = graph_files(manifest)
        with ThreadPoolExecutor() as threads:
            hashes = list(threads.map(partial(_whole, folder, manifest), names))
        digest = hashes[0] if len(names) == 1 else sha256("\n".join(hashes).encode()).hexdigest()
        return cls(tuple(folder / name for name in names), digest)

    @property
    def size(self) -> int:
        """Return its octets."""
        return sum(path.stat().st_size for path in self.paths)

    def load(self, store: Store) -> None:
        """Load it into a store."""
        for path in self.paths:
            load_file(store, path)


def _manifest(folder: Path) -> Manifest:
    if not folder.is_dir():
        raise NoBuildError("there is no such folder", place=str(folder), remedy="Run kg build")
    recover(folder)
    return read_manifest(folder)


def _whole(folder: Path, manifest: Manifest, name: str) -> str:
    """Return the hash of a file after comparing it with the build's record."""
    digest = file_hash(folder / name) if (folder / name).is_file() else ""
    if not digest or digest != manifest.files.get(name):
        raise NoBuildError(
            "the build is damaged", place=str(folder / name), remedy="Build it again"
        )
    return digest


def _is_made(folder: Path, digest: str) -> bool:
    try:
        if (folder / _MADE_FROM).read_text(encoding="utf-8") != digest:
            return False
        Store.open(folder / STORE)
    except (OSError, UnicodeDecodeError, KgError):
        return False
    return True


def _make(folder: Path, graph: _Graph) -> None:
    for left in folder.glob(f"{PRIVATE}store-*"):  # of makers that were killed
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{PRIVATE}store-", dir=folder))
    try:
        with Store.create(work / STORE) as store:
            graph.load(store)
            store.optimize()
        del store  # closes the files
        (folder / _MADE_FROM).unlink(missing_ok=True)
        shutil.rmtree(folder / STORE, ignore_errors=True)
        (work / STORE).rename(folder / STORE)
        (folder / _MADE_FROM).write_text(graph.digest, encoding="utf-8")
    finally:
        shutil.rmtree(work, ignore_errors=True)
