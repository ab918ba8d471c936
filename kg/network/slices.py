"""Parts of a network by document or year, and bodies under other identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.network.rows import Body, Row

__all__ = ["by_document", "by_year", "with_identity"]


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


def with_identity(rows: Iterable[Row], identity: Callable[[Body], Sequence[Body]]) -> list[Row]:
    """Return the rows with each body replaced by those that stand for it.

    Rows hold bodies as written: a body that a reform renamed is another one. For bodies as of
    a date or as of today, give a function that follows the reforms. A body that was merged
    becomes the one it was merged into, one that was split has a row for each of its heirs, and
    one without heirs falls out.

    Args:
        rows: The assignments.
        identity: From a body as written to the bodies that stand for it.

    Examples:
        >>> from kg.model import Role
        >>> old, new = Body("old", "环境保护局"), Body("new", "生态环境局")
        >>> found = with_identity([Row("x", "t", Role.LEAD, old)], lambda body: [new])
        >>> [row.agency for row in found]
        ['new']
    """
    known: dict[Body, Sequence[Body]] = {}
    found: list[Row] = []
    for row in rows:
        if row.body not in known:
            known[row.body] = tuple(identity(row.body))
        found += [replace(row, body=body) for body in known[row.body]]
    return found
