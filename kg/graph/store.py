"""The graph on disk: Oxigraph, embedded; one named graph per document.

Queries see the union of all graphs unless they name graphs by ``FROM``.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import NoBuildError, QueryError, StoreError
from kg.graph.asking import Answer, run
from kg.graph.limits import prepared

if TYPE_CHECKING:
    import rdflib

__all__ = ["Answer", "Store"]

_THREADS = min(4, os.cpu_count() or 1)
_PARCEL = 100_000


def _parcels(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Yield statements as N-Quads, which a thread can load without holding up the others."""
    source = iter(quads)
    while parcel := list(islice(source, _PARCEL)):
        written = ox.serialize(parcel, format=ox.RdfFormat.N_QUADS)
        assert written is not None
        yield written


class Store:
    """A graph on disk, or in memory for small things and tests.

    Example:
        >>> from pyoxigraph import Literal, NamedNode, Quad
        >>> store = Store.memory()
        >>> a, g = NamedNode("https://example.org/a"), NamedNode("https://example.org/g")
        >>> store.load([Quad(a, NamedNode("https://example.org/p"), Literal("1"), g)])
        >>> [str(row["o"]) for row in store.query("SELECT ?o { ?s ?p ?o }")]
        ['"1"']
    """

    def __init__(self, inner: ox.Store, path: Path | None, *, writable: bool) -> None:
        self.inner = inner
        self.path = path
        self.writable = writable

    @classmethod
    def memory(cls) -> Store:
        """Return an empty store in memory."""
        return cls(ox.Store(), None, writable=True)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open a store for writing; make it where there is none.

        Raises:
            StoreError: If the folder cannot be written or another process writes to it.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(path)), path, writable=True)
        except OSError as error:
            raise StoreError(
                f"the store cannot be opened for writing: {error}",
                place=str(path),
                remedy="Choose a folder you can write to that no other build is using",
            ) from error

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a store for reading only.

        Raises:
            NoBuildError: If there is no store.
            StoreError: If it is damaged.
        """
        if not (path / "CURRENT").is_file():
            raise NoBuildError(
                "there is no graph here", place=str(path), remedy="Run kg build first"
            )
        try:
            return cls(ox.Store.read_only(str(path)), path, writable=False)
        except (OSError, RuntimeError) as error:  # damage comes as the latter
            raise StoreError(
                f"the graph cannot be read: {error}",
                place=str(path),
                remedy="Build it again",
            ) from error

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add many statements fast; memory stays bounded.

        Statements are written in parcels, on as many threads as the machine has processors.
        Blank nodes get new names; the graph of documents has none.

        Raises:
            StoreError: If they cannot be written.
        """
        self.load_parcels(_parcels(quads), ox.RdfFormat.N_QUADS, lenient=True)

    def load_parcels(
        self, parcels: Iterable[bytes], form: ox.RdfFormat, *, lenient: bool = False
    ) -> None:
        """Add parcels of written statements, on as many threads as there are processors.

        Args:
            parcels: Each is read by itself; few are held at once.
            form: How they are written.
            lenient: Believe that names and values are well formed.

        Raises:
            StoreError: If they cannot be written.
            SyntaxError: If a parcel is broken.
        """
        self._writing()
        try:
            with ThreadPoolExecutor(_THREADS) as pool:
                waiting: deque[Future[None]] = deque()
                for parcel in parcels:
                    waiting.append(pool.submit(self._load_parcel, parcel, form, lenient))
                    if len(waiting) > _THREADS:
                        waiting.popleft().result()
                while waiting:
                    waiting.popleft().result()
        except OSError as error:
            raise self._failed(error) from error

    def _load_parcel(self, parcel: bytes, form: ox.RdfFormat, lenient: bool) -> None:
        self.inner.bulk_load(input=parcel, format=form, lenient=lenient)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add a few statements as they are; the names of their blank nodes stay.

        Raises:
            StoreError: If they cannot be written.
        """
        self._writing()
        try:
            self.inner.extend(quads)
        except OSError as error:
            raise self._failed(error) from error

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Replace one graph by new statements and touch nothing else.

        Raises:
            StoreError: If they cannot be written.
        """
        self._writing()
        try:
            self.inner.remove_graph(ox.NamedNode(graph))
            self.load(quads)
        except OSError as error:
            raise self._failed(error) from error

    def remove(self, graph: str) -> None:
        """Remove one graph."""
        self._writing()
        self.inner.remove_graph(ox.NamedNode(graph))

    def optimize(self) -> None:
        """Compact the files on disk; worth it after bulk loads."""
        self._writing()
        try:
            self.inner.flush()
            self.inner.optimize()
        except OSError as error:
            raise self._failed(error) from error

    def query(self, sparql: str, *, rows: int | None = None, **options: Any) -> Answer:
        """Run a query over the union of the graphs.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            rows: How many rows to give at most.
            **options: Options of ``pyoxigraph.Store.query``, such as ``substitutions``.

        Raises:
            QueryError: If the query is broken or not allowed.
        """
        return run(self.inner, prepared(sparql, rows), **options)

    def rows(self, sparql: str, **options: Any) -> Iterator[dict[str, ox.Literal | ox.NamedNode]]:
        """Yield the rows of a SELECT as dictionaries; unbound variables are left out.

        Raises:
            QueryError: If the query is broken, not allowed or no SELECT.
        """
        answer = self.query(sparql, **options)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("rows come from SELECT only", remedy="Write it as a SELECT")
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            values = ((name, solution[name]) for name in names)
            yield {name: value for name, value in values if value is not None}

    def graphs(self) -> list[str]:
        """Return the names of all graphs, sorted."""
        names = self.inner.named_graphs()
        return sorted(node.value for node in names)

    def rdflib(self) -> rdflib.Dataset:
        """Return the same data behind the rdflib API.

        Raises:
            StoreError: If oxrdflib is not installed.
        """
        try:
            # rdflib takes long to import and most commands do without it
            from oxrdflib import OxigraphStore  # noqa: PLC0415
            from rdflib import Dataset  # noqa: PLC0415
        except ImportError as error:
            raise StoreError(
                "the rdflib API needs oxrdflib",
                remedy="pip install 'fengong[rdflib]'",
            ) from error
        return Dataset(store=OxigraphStore(store=self.inner), default_union=True)

    def close(self) -> None:
        """Write out everything; the store is closed when nothing refers to it any more."""
        if self.writable:
            self.inner.flush()

    def __len__(self) -> int:
        return len(self.inner)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _writing(self) -> None:
        if not self.writable:
            raise StoreError(
                "the store was opened for reading only",
                place=str(self.path),
                remedy="Open it with Store.create",
            )

    def _failed(self, error: OSError) -> StoreError:
        return StoreError(
            f"the store cannot be written: {error}",
            place=str(self.path or "memory"),
            remedy="Look at the free space and the permissions of the folder",
        )
