"""Parts of a network by document or year, and bodies under other identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from kg.graph.iri import Iris
from kg.model import Agency
from kg.network.rows import Body, Row

__all__ = ["Identity", "Reforms", "as_of", "by_document", "by_year", "with_identity"]


def by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each document, by its IRI, sorted."""
    return _sliced(rows, lambda row: row.document)


def by_year(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each year, sorted; those of undated documents are left out.

    Examples:
        >>> from kg.model import Role
        >>> body = Body("a", "甲")
        >>> dated = [Row("x", "t", Role.LEAD, body, date=day) for day in ("2023-05-01", "2022", "")]
        >>> {year: len(found) for year, found in by_year(dated).items()}
        {'2022': 1, '2023': 1}
    """
    found = _sliced(rows, lambda row: row.year)
    found.pop("", None)
    return found


def _sliced(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(sorted(found.items()))


Identity = Callable[[Body, str], Sequence[Body]]
"""From a body, and the date of the document that names it, to the bodies that stand for it."""


class Reforms(Protocol):
    """What knows the reforms: ``kg.resolve.Resolver.load().eras``."""

    def as_of(self, agency: Agency, when: str, written: str = "") -> tuple[Agency, ...]:
        """Return the bodies that an agency is at a date."""


def with_identity(rows: Iterable[Row], identity: Identity) -> list[Row]:
    """Return the rows with each body replaced by those that stand for it.

    Rows hold bodies as written: a body that a reform renamed is another one. A body that was
    merged becomes the one it was merged into, one that was split has a row for each of its
    heirs, and one without heirs falls out.

    Args:
        rows: The assignments.
        identity: From a body, and the date of its document, to the bodies that stand for it.

    Examples:
        >>> from kg.model import Role
        >>> old, new = Body("old", "环境保护局"), Body("new", "生态环境局")
        >>> found = with_identity([Row("x", "t", Role.LEAD, old)], lambda body, date: [new])
        >>> [row.agency for row in found]
        ['new']
    """
    known: dict[tuple[Body, str], Sequence[Body]] = {}
    found: list[Row] = []
    for row in rows:
        key = (row.body, row.date)
        if key not in known:
            known[key] = tuple(identity(row.body, row.date))
        found += [replace(row, body=body) for body in known[key]]
    return found


def as_of(rows: Iterable[Row], reforms: Reforms, when: str) -> list[Row]:
    """Return the rows with bodies as they are at a date: the reforms applied.

    Args:
        rows: The assignments.
        reforms: What knows the reforms: ``kg.resolve.Resolver.load().eras``.
        when: ``written`` (nothing changes), ``today`` or an ISO 8601 date.
    """

    def identity(body: Body, date: str) -> Sequence[Body]:
        agency = _agency(body)
        found = reforms.as_of(agency, when, date)
        return [body if heir == agency else _body(heir, body) for heir in found]

    return with_identity(rows, identity)


def _agency(body: Body) -> Agency:
    return Agency(
        key=f"{body.jurisdiction or '-'}/{body.label}",
        label=body.label,
        jurisdiction=body.jurisdiction,
        tier=body.tier,
        system=body.system,
        kind=body.kind or "unknown",
        label_en=body.label_en,
    )


def _body(agency: Agency, before: Body) -> Body:
    # Both have the same base IRI, and a reform moves no body to another jurisdiction.
    base = before.iri.partition("agency/")[0]
    return replace(
        before,
        iri=Iris(base).agency(agency.key),
        label=agency.label,
        label_en=agency.label_en,
        tier=agency.tier,
        system=agency.system,
        kind=agency.kind,
    )
