"""How much a query may ask for, and how that is set down in the query itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.graph.guard import check, tokens

__all__ = ["Limits", "Prepared", "capped", "prepared"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query.

    Attributes:
        seconds: Time it may take.
        rows: Rows or statements it may return; longer answers are cut there.
        size: Bytes it may return; longer answers are refused.
        memory: Bytes of memory it may use (where the system can bound that).
    """

    seconds: float = 30.0
    rows: int = 100_000
    size: int = 256 * 1024 * 1024
    memory: int = 4 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that was looked over.

    Attributes:
        query: As it was written, for what is said about it.
        capped: As it is to run.
        union: Whether it is about the union of the graphs: it names none by ``FROM``.
    """

    query: str
    capped: str
    union: bool


def prepared(sparql: str, rows: int | None = None) -> Prepared:
    """Look a query over and set how much it may give.

    Args:
        sparql: The query.
        rows: Rows to give at most; as it says where ``None``.

    Raises:
        QueryError: If it would do more than read.
    """
    union = "FROM" not in check(sparql)
    return Prepared(sparql, sparql if rows is None else capped(sparql, rows), union)


def capped(sparql: str, rows: int) -> str:
    """Return a query that gives at most so many rows.

    The ``LIMIT`` of the outermost query is lowered, or set where there is none.

    Example:
        >>> capped("SELECT * { ?s ?p ?o } LIMIT 500", 100)
        'SELECT * { ?s ?p ?o } LIMIT 100'
    """
    depth, limit, values, form = 0, None, None, ""
    number: tuple[int, int] | None = None
    for kind, word, start in tokens(sparql):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(word, 0)
        if depth or kind != "word":
            continue
        upper = word.upper()
        form = form or (upper if upper in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} else "")
        if limit is not None and number is None and re.fullmatch(r"\d+", word):
            number = (start, start + len(word))
        limit = start if upper == "LIMIT" else limit
        values = start if upper == "VALUES" else values
    if form in {"", "ASK"}:
        return sparql
    if number is not None:
        wanted = min(int(sparql[slice(*number)]), rows)
        return f"{sparql[: number[0]]}{wanted}{sparql[number[1] :]}"
    if limit is not None:
        return sparql
    if values is not None:
        return f"{sparql[:values]}\nLIMIT {rows}\n{sparql[values:]}"
    return f"{sparql}\nLIMIT {rows}\n"
