"""Open what a build wrote.

The graph file is the build; a store on disk is made from it when it is first needed, and
belongs to it: a graph with another hash gets another store. A damaged or missing store is made
again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KgError, NoBuildError, OutputError
from kg.graph import search as texts
from kg.graph.load import load_file
from kg.graph.store import Store
from kg.manifest import GRAPH, MEASURED, RECORDS, file_hash, read_manifest
from kg.model import ResolvedDocument
from kg.output import PRIVATE, STORE, recover
from kg.publish.tables import read_table
from kg.records import load

__all__ = [
    "open_store",
    "part_of_build",
    "prepare_store",
    "read_documents",
    "read_measures",
    "search",
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
    digest = _digest(folder)
    if (folder / GRAPH).stat().st_size >= _LARGE or _is_made(folder, digest):
        return Store.open(prepare_store(folder))
    store = Store.memory()
    load_file(store, folder / GRAPH)
    return store


def prepare_store(folder: Path) -> Path:
    """Return the store of a build as a folder on disk, made if it is missing or damaged.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
        OutputError: If the store cannot be written.
    """
    digest = _digest(folder)
    if not _is_made(folder, digest):
        try:
            _make(folder, digest)
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
    _whole(folder, RECORDS)
    with (folder / RECORDS).open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield from load(line)


def read_measures(folder: Path) -> dict[str, dict[str, str]]:
    """Return the line of ``measures.csv`` of every body, by its IRI; none without networks.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    if folder.is_dir() and MEASURED not in read_manifest(folder).files:
        return {}
    _whole(folder, MEASURED)
    return {row["node"]: row for row in read_table(folder / MEASURED)}


def part_of_build(folder: Path, name: str) -> Path:
    """Return a file that a build wrote, after comparing it with the build's record.

    Raises:
        NoBuildError: If the folder holds no build, or the file is not as the build wrote it.
    """
    _whole(folder, name)
    return folder / name


def _digest(folder: Path) -> str:
    return _whole(folder, GRAPH)


def _whole(folder: Path, name: str) -> str:
    """Return the hash of a file after comparing it with the build's record."""
    if not folder.is_dir():
        raise NoBuildError("there is no such folder", place=str(folder), remedy="Run kg build")
    recover(folder)
    manifest = read_manifest(folder)
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


def _make(folder: Path, digest: str) -> None:
    for left in folder.glob(f"{PRIVATE}store-*"):  # of makers that were killed
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{PRIVATE}store-", dir=folder))
    try:
        with Store.create(work / STORE) as store:
            load_file(store, folder / GRAPH)
            store.optimize()
        del store  # closes the files
        (folder / _MADE_FROM).unlink(missing_ok=True)
        shutil.rmtree(folder / STORE, ignore_errors=True)
        (work / STORE).rename(folder / STORE)
        (folder / _MADE_FROM).write_text(digest, encoding="utf-8")
    finally:
        shutil.rmtree(work, ignore_errors=True)
