"""A build at hand: its assignments, its networks, a picture of one. ``kg.open`` in notebooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.builds import open_store
from kg.errors import KgError
from kg.graph.names import Queryable
from kg.graph.store import Store
from kg.network.kinds import network
from kg.network.rows import Row, Selection, rows, select
from kg.network.sides import side
from kg.network.slices import as_of
from kg.publish.layout import Graph
from kg.publish.lookups import labels
from kg.resolve import Resolver
from kg.resolve.eras import AS_WRITTEN, moment

__all__ = ["Build", "named_network", "open_build", "selected", "selection"]


@dataclass(frozen=True, slots=True)
class Build:
    """What ``kg build`` wrote, ready to be asked.

    Attributes:
        folder: Where it stands.
        store: Its graph, for SPARQL.
    """

    folder: Path
    store: Store

    def rows(
        self, which: Selection | None = None, *, at: str = AS_WRITTEN, **only: Any
    ) -> list[Row]:
        """Return assignments.

        Args:
            which: A selection; or, instead of one, its fields by name: ``themes="7"``.
            at: Bodies as ``written``, as of ``today`` or of an ISO 8601 date.
            only: Fields of :class:`kg.network.rows.Selection`; one value or several.

        Raises:
            KgError: If a selection has no such field.
        """
        return selected(self.store, which or selection(**only), at)

    def side(self, word: str, *, at: str = AS_WRITTEN) -> list[Row]:
        """Return the assignments of a document, a government or a period, named by a word."""
        return selected(self.store, side(self.store, word).selection, at)

    def network(
        self, kind: str = "collaboration", *, unit: str = "body", at: str = AS_WRITTEN, **only: Any
    ) -> Graph:
        """Return a network of assignments.

        Args:
            kind: ``collaboration``, ``lead-support``, ``agency-task``, ``agency-theme`` or
                ``agency-region``.
            unit: What a node stands for: ``body``, ``system``, ``jurisdiction`` or
                ``jurisdiction-system``.
            at: As for :meth:`rows`, as ``only``.
            only: Which assignments.
        """
        return named_network(self.store, kind, self.rows(at=at, **only), unit)

    def __enter__(self) -> Build:
        """Return the build itself; it closes at the end of ``with``."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.store.close()


def open_build(folder: str | Path = "output") -> Build:
    """Open what ``kg build`` wrote into a folder; ``kg.open``.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    return Build(Path(folder), open_store(Path(folder)))


def selection(**only: Any) -> Selection:
    """Return the selection of fields by name; one value or several, ``None`` for all.

    Examples:
        >>> selection(themes="7", until="2021") == selection(themes=["7"], until="2021")
        True
    """
    known = {field.name: field.default for field in fields(Selection)}
    for name in only:
        if name not in known:
            raise KgError(f"there is no selection by {name}", remedy=f"Use {', '.join(known)}")
    given: dict[str, Any] = {
        name: _several(value) if isinstance(known[name], frozenset) else value
        for name, value in only.items()
        if value is not None
    }
    return Selection(**given)


def _several(value: str | Collection[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)


def named_network(store: Queryable, kind: str, found: list[Row], unit: str = "body") -> Graph:
    """Return a network of assignments; places and topics bear their names.

    Raises:
        KgError: If there is no such kind or unit.
    """
    names = {notation: zh for notation, (zh, _) in labels(store).items()}
    return network(kind, found, unit, names)


def selected(store: Queryable, which: Selection, at: str = AS_WRITTEN) -> list[Row]:
    """Return the assignments of a selection, with bodies as written or as of a date.

    A selection by tier or system asks for the bodies as they are at that date.

    Raises:
        KgError: If the date is none.
    """
    if at == AS_WRITTEN:
        return rows(store, which)
    whole = replace(which, tiers=frozenset(), systems=frozenset())
    return select(as_of(rows(store, whole), Resolver.load().eras, moment(at)), which)
